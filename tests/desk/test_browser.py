"""The desk in a real browser: nothing for axe to find, nothing wider than a phone, no script needed."""

import re
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


def test_words_are_counted_while_they_are_written(
    enter: Callable[..., BrowserContext], writer: User, case: Case
) -> None:
    page = enter(writer).new_page()
    page.goto(reverse("desk:section", args=[case.uid, "start"]), wait_until="networkidle")
    page.get_by_role("textbox", name="Summary").click()
    page.keyboard.type("four words are here")
    expect(page.get_by_text("4 of about 90 words")).to_be_visible()
    expect(page.get_by_text("Not saved yet")).to_be_visible()


@pytest.mark.parametrize("name", [section.name for section in SECTIONS if section.name != "pictures"])
def test_section_is_saved_without_javascript(
    enter: Callable[..., BrowserContext], writer: User, case: Case, name: str
) -> None:
    page = enter(writer, java_script_enabled=False, viewport={"width": 360, "height": 640}).new_page()
    page.goto(reverse("desk:section", args=[case.uid, name]))
    page.locator(".desk-item textarea, .desk-item input[type=text]").last.fill("Written without a script")
    page.get_by_role("button", name="Save", exact=True).last.click()
    expect(page.get_by_text("Saved.")).to_be_visible()
    expect(page.locator(".desk-item :is(textarea, input[type=text])").last).to_have_value(
        re.compile("Written without a script")
    )


def test_items_are_added_moved_and_removed_without_javascript(
    enter: Callable[..., BrowserContext], writer: User, case: Case
) -> None:
    page = enter(writer, java_script_enabled=False, viewport={"width": 360, "height": 640}).new_page()
    page.goto(reverse("desk:section", args=[case.uid, "sources"]))
    page.get_by_label("Title", exact=True).fill("First")
    page.get_by_role("button", name="Add a source").click()
    expect(page.get_by_label("Title", exact=True).last).to_be_focused()
    page.keyboard.type("Second")
    page.get_by_role("button", name="Save", exact=True).last.click()
    page.locator("summary", has_text="Second").click()
    page.get_by_role("button", name="Move up Second").click()
    expect(page.get_by_text("Now in place 1 of 2")).to_be_visible()
    expect(page.get_by_role("button", name="Move down Second")).to_be_focused()
    page.get_by_role("button", name="Remove Second").click()
    expect(page.get_by_role("button", name="Undo")).to_be_focused()
    expect(page.locator(".desk-item")).to_have_count(1)


def save(page: Page) -> None:
    page.get_by_role("button", name="Save", exact=True).click()
    page.wait_for_load_state("networkidle")


def title(case: Case) -> str:
    (narrative,) = case_document(case).authored.of_kind("narrative")
    written = narrative.text("title", "en")
    return written.value if written else ""
