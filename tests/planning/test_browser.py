"""Plans in a real browser: an update from a phone, the keyboard alone, a dead line, nothing for axe to find."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from django.urls import reverse
from playwright.sync_api import BrowserContext, FilePayload, Page, expect

from partnerships.models import Document, Partnership, PlanObjective, ProgressUpdate, WorkPlan
from peerlearn.accounts.models import User
from tests.factories import make_activity, make_figure, make_indicator, make_update

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
type Enter = Callable[..., BrowserContext]
PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}
ENOUGH = 15_000  # milliseconds: typing pauses for three seconds before something is saved


def opened(context: BrowserContext, name: str, *args: Any) -> Page:
    page = context.new_page()
    page.goto(reverse(f"planning:{name}", args=args), wait_until="networkidle")
    return page


def says(page: Page, words: str) -> None:
    expect(page.locator("[data-saved]")).to_contain_text(words, timeout=ENOUGH)


def test_update_is_written_on_a_phone(enter: Enter, writer: User, partnership: Partnership) -> None:
    page = opened(enter(writer, **PHONE), "new_update", partnership.slug)
    page.get_by_label("What happened").fill("We planted the first tree.")
    page.get_by_label("Who was there").fill("Both mayors")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.get_by_role("button", name="Keep this update").click()
    expect(page.get_by_role("heading", name="Progress")).to_be_visible()
    (update,) = ProgressUpdate.objects.all()
    assert (update.text, update.people) == ("We planted the first tree.", "Both mayors")


def test_words_of_an_update_survive_a_dead_line(enter: Enter, writer: User, partnership: Partnership) -> None:
    context = enter(writer, **PHONE)
    page = opened(context, "new_update", partnership.slug)
    context.set_offline(True)
    page.get_by_label("What happened").fill("Written in a tunnel.")
    page.get_by_role("button", name="Keep this update").click()
    says(page, "No line to the server")
    context.set_offline(False)
    page.evaluate("dispatchEvent(new Event('online'))")
    says(page, "Saved")
    assert [update.text for update in ProgressUpdate.objects.all()] == ["Written in a tunnel."]


def test_words_of_an_update_come_back_after_the_page_was_closed(
    enter: Enter, writer: User, partnership: Partnership
) -> None:
    context = enter(writer, **PHONE)
    page = opened(context, "new_update", partnership.slug)
    context.set_offline(True)
    page.get_by_label("What happened").fill("Written in a tunnel.")
    says(page, "No line to the server")
    page.close()
    context.set_offline(False)
    again = opened(context, "new_update", partnership.slug)
    expect(again.get_by_label("What happened")).to_have_value("Written in a tunnel.")


def test_objectives_are_added_and_moved_by_keyboard_alone(
    enter: Enter, writer: User, partnership: Partnership, plan: WorkPlan
) -> None:
    PlanObjective.objects.create(plan=plan, text="First")
    page = opened(enter(writer), "section", partnership.slug, "objectives")
    page.get_by_role("button", name="Add an objective").focus()
    page.keyboard.press("Enter")
    page.keyboard.type("Second")
    says(page, "Saved")
    page.get_by_role("button", name="Move up Second").focus()
    page.keyboard.press("Enter")
    expect(page.locator("[data-announce]")).to_have_text("Now in place 1 of 2")
    page.wait_for_timeout(2_000)
    assert list(PlanObjective.objects.values_list("text", flat=True)) == ["Second", "First"]


def test_record_is_removed_and_brought_back_in_the_page(
    enter: Enter, writer: User, partnership: Partnership, plan: WorkPlan
) -> None:
    activity = make_activity(plan=plan, title="A visit")
    page = opened(enter(writer), "section", partnership.slug, "activities")
    page.get_by_role("button", name="Remove A visit").click()
    page.get_by_role("button", name="Undo").click()
    page.wait_for_timeout(1_500)
    activity.refresh_from_db()
    assert activity.removed_at is None
    expect(page.locator("summary", has_text="A visit")).to_be_visible()


@pytest.mark.parametrize("colours", ["light", "dark"])
def test_axe_finds_nothing(
    colours: str, enter: Enter, editor: User, partnership: Partnership, plan: WorkPlan
) -> None:
    indicator = make_indicator(plan=plan)
    make_figure(indicator=indicator)
    make_activity(plan=plan)
    make_update(partnership=partnership, author=editor)
    context = enter(editor, color_scheme=colours, viewport={"width": 320, "height": 740})
    slug = partnership.slug
    pages: list[tuple[Any, ...]] = [
        ("plans",),
        ("plan", slug),
        ("new_update", slug),
        ("removed", slug),
        ("figures", slug, indicator.uid),
        *(
            ("section", slug, name)
            for name in ("objectives", "activities", "results", "updates", "documents")
        ),
    ]
    found = {}
    for name, *args in pages:
        page = opened(context, name, *args)
        wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
        wrong = [each["id"] for each in Axe().run(page).response["violations"]]
        found["/".join(map(str, (name, *args[1:])))] = (wrong, wide)
        page.close()
    assert {where: what for where, what in found.items() if what != ([], False)} == {}


def test_document_is_sent_read_and_taken_away(
    enter: Enter, writer: User, partnership: Partnership, media: Path
) -> None:
    file: FilePayload = {
        "name": "agreement.pdf",
        "mimeType": "application/pdf",
        "buffer": b"%PDF-1.7 An agreement",
    }
    page = opened(enter(writer, **PHONE), "section", partnership.slug, "documents")
    page.get_by_label("Title").fill("An agreement")
    page.get_by_label("File").set_input_files(file)
    with page.expect_navigation():
        page.get_by_role("button", name="Save", exact=True).click()
    page.locator("summary", has_text="An agreement").wait_for()
    if not page.get_by_role("link", name="The file PDF").is_visible():
        page.locator("summary", has_text="An agreement").click()
    with page.expect_download() as coming:
        page.get_by_role("link", name="The file PDF").click()
    assert coming.value.suggested_filename == "an-agreement.pdf"
    page.get_by_role("button", name="Take the file away").click()
    expect(page.locator("[data-saved]")).to_contain_text("Taken away.")
    assert [bool(document.file) for document in Document.objects.all()] == [False]
