"""The desk in a real browser: nothing for axe to find, nothing wider than a phone, the keyboard is enough."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from django.urls import reverse
from playwright.sync_api import BrowserContext, Page, expect

from cases.completeness import SECTIONS
from cases.document import apply_document, case_document
from cases.models import Case
from peerlearn.accounts.models import User
from tests.factories import make_lesson, publish_case

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SMALLEST = 320


@pytest.fixture
def addresses(case: Case) -> list[str]:
    """Every page of the desk, of a case with something in it and a past."""
    first = publish_case(case).revision
    lesson = make_lesson(title="Ask first")
    authored = case_document(case).authored
    apply_document(case, replace(authored, parts=(*authored.parts, lesson)))
    sections = [reverse("desk:section", args=[case.uid, section.name]) for section in SECTIONS]
    return [
        reverse("desk:home"),
        reverse("desk:new"),
        reverse("desk:case", args=[case.uid]),
        reverse("desk:preview", args=[case.uid]),
        reverse("desk:history", args=[case.uid]),
        reverse("desk:compare", args=[case.uid]),
        reverse("desk:restore", args=[case.uid, first.pk]),
        *sections,
        f"{sections[0]}?language=pt",
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_axe_finds_nothing_at_the_desk(
    enter: Callable[..., BrowserContext], editor: User, addresses: list[str], scheme: Any, width: int
) -> None:
    page = enter(editor, color_scheme=scheme, viewport={"width": width, "height": 900}).new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    found = {}
    for address in addresses:
        page.goto(address, wait_until="networkidle")
        violations = Axe().run(page).response["violations"]
        found[address] = [(each["id"], each["nodes"][0]["html"]) for each in violations]
    assert {address: violations for address, violations in found.items() if violations} == {}
    assert said == []


def test_desk_fits_the_smallest_screen(
    enter: Callable[..., BrowserContext], editor: User, addresses: list[str]
) -> None:
    page = enter(editor, viewport={"width": SMALLEST, "height": 640}).new_page()
    widths = {}
    for address in addresses:
        page.goto(address, wait_until="networkidle")
        widths[address] = page.evaluate("document.documentElement.scrollWidth")
    assert {address: width for address, width in widths.items() if width > SMALLEST} == {}


def test_axe_finds_nothing_where_two_people_met(
    enter: Callable[..., BrowserContext], writer: User, case: Case
) -> None:
    context = enter(writer)
    mine, theirs = context.new_page(), context.new_page()
    address = reverse("desk:section", args=[case.uid, "start"])
    for page, words in ((mine, "Mine"), (theirs, "Theirs")):
        page.goto(address)
        page.get_by_label("Title", exact=True).fill(words)
    save(theirs)
    save(mine)
    expect(mine.locator(".desk-conflict")).to_contain_text("Theirs")
    assert Axe().run(mine).response["violations"] == []
    mine.get_by_label("Replace theirs with mine").check()
    save(mine)
    expect(mine.get_by_text("Saved.")).to_be_visible()
    assert title(case) == "Mine"


def test_lesson_is_written_moved_and_removed_on_the_keyboard_alone(
    enter: Callable[..., BrowserContext], writer: User, case: Case
) -> None:
    page = enter(writer).new_page()
    page.goto(reverse("desk:section", args=[case.uid, "lessons"]), wait_until="networkidle")
    reach(page, "Lesson")
    page.keyboard.type("First")
    reach(page, "Explanation")
    page.keyboard.type("Because it was first.")
    press(page, "Add a lesson")
    expect(page.get_by_text("New, still empty")).to_be_visible()
    reach(page, "Lesson")
    page.keyboard.type("Second")
    press(page, "Save")
    expect(page.get_by_text("Saved.")).to_be_visible()
    assert lessons(case) == ["First", "Second"]
    press(page, "Move number 2 up")
    expect(page.locator("details.desk-card > summary").last).to_contain_text("First")
    assert lessons(case) == ["Second", "First"]
    press(page, "Remove number 2")
    expect(page.get_by_text("Removed.")).to_be_visible()
    assert lessons(case) == ["Second"]
    press(page, "Undo")
    expect(page.locator("details.desk-card")).to_have_count(2)
    assert lessons(case) == ["Second", "First"]


def test_words_are_counted_while_they_are_written(
    enter: Callable[..., BrowserContext], writer: User, case: Case
) -> None:
    page = enter(writer).new_page()
    page.goto(reverse("desk:section", args=[case.uid, "start"]), wait_until="networkidle")
    page.get_by_role("textbox", name="Summary").click()
    page.keyboard.type("four words are here")
    expect(page.get_by_text("4 of about 90 words")).to_be_visible()
    expect(page.get_by_text("Not saved yet")).to_be_visible()


def test_desk_works_without_javascript(
    enter: Callable[..., BrowserContext], writer: User, case: Case
) -> None:
    page = enter(writer, java_script_enabled=False).new_page()
    page.goto(reverse("desk:section", args=[case.uid, "start"]))
    page.get_by_label("Summary").fill("First paragraph.\n\nSecond paragraph.")
    page.get_by_role("button", name="Save", exact=True).last.click()
    (narrative,) = case_document(case).authored.of_kind("narrative")
    summary = narrative.text("summary", "en")
    assert summary and summary.value == "<p>First paragraph.</p><p>Second paragraph.</p>"


def save(page: Page) -> None:
    page.get_by_role("button", name="Save", exact=True).click()
    page.wait_for_load_state("networkidle")


def reach(page: Page, name: str) -> None:
    """Presses Tab until the last field of this name has the focus."""
    wanted = page.get_by_role("textbox", name=name, exact=True).last
    _tab_to(page, wanted)


def press(page: Page, name: str) -> None:
    """Presses Tab until the button has the focus, then Enter."""
    _tab_to(page, page.get_by_role("button", name=name, exact=True).last)
    page.keyboard.press("Enter")


def _tab_to(page: Page, wanted: Any) -> None:
    for _step in range(200):
        if wanted.evaluate("element => element === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab never reaches {wanted}")


def title(case: Case) -> str:
    (narrative,) = case_document(case).authored.of_kind("narrative")
    written = narrative.text("title", "en")
    return written.value if written else ""


def lessons(case: Case) -> list[str]:
    parts = case_document(case).authored.of_kind("lesson")
    return [written.value for part in parts if (written := part.text("title", "en"))]
