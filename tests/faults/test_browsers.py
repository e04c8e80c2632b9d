"""What a browser can do to somebody's words: a clock that is wrong, a log-in that ends, a paste without end."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse
from playwright.sync_api import BrowserContext, Page, Route, expect

from cases.models import Case, Text
from partnerships.models import Organisation
from peerlearn.accounts.models import User
from tests.factories import PASSWORD, make_editor, make_member

from .word import SENTENCE, from_word

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
type Enter = Callable[..., BrowserContext]
ENOUGH = 30_000  # milliseconds
QUIET = 3_000  # milliseconds after which what is typed is sent


@pytest.fixture
def writer(association: Organisation) -> User:
    return make_member(organisation=association, name="Wanda", password=PASSWORD)


def open_section(context: BrowserContext, case: Case, section: str) -> Page:
    page = context.new_page()
    page.goto(reverse("desk:section", args=[case.uid, section]), wait_until="networkidle")
    return page


def write(page: Page, name: str, words: str) -> None:
    page.get_by_role("textbox", name=name, exact=True).first.click()
    page.keyboard.insert_text(words)


def says(page: Page, words: str) -> None:
    expect(page.locator("[data-saved]")).to_contain_text(words, timeout=ENOUGH)


def stored(case: Case, field: str) -> list[str]:
    return list(
        Text.objects.filter(item__case=case, field=field).order_by("pk").values_list("value", flat=True)
    )


def paste(page: Page, html: str) -> None:
    """Pastes into what has the focus, as the browser does on Ctrl+V."""
    page.evaluate(
        """html => {
            const clipboardData = new DataTransfer();
            clipboardData.setData("text/html", html);
            clipboardData.setData("text/plain", "plain");
            const options = { clipboardData, bubbles: true, cancelable: true };
            document.activeElement.dispatchEvent(new ClipboardEvent("paste", options));
        }""",
        html,
    )


@pytest.mark.parametrize(
    "wrong", [timedelta(hours=3), timedelta(days=-2000, hours=5)], ids=["hours", "years"]
)
def test_wrong_clock_loses_nothing_and_the_time_that_is_said_is_right(
    enter: Enter, writer: User, association: Organisation, case: Case, wrong: timedelta
) -> None:
    context = enter(writer, timezone_id="UTC")
    context.clock.set_fixed_time(datetime.now(UTC) + wrong)
    page = open_section(context, case, "start")
    write(page, "Summary", "Typed by a wrong clock.")
    says(page, "Saved ")
    now = datetime.now(UTC)
    right = {f"Saved {now - timedelta(minutes=ago):%H:%M}" for ago in (0, 1)}
    assert {page.locator("[data-saved]").inner_text()} <= right
    context.set_offline(True)
    write(page, "Summary", "Typed without a line.")
    says(page, "kept on this device")
    page.close(run_before_unload=False)
    context.set_offline(False)
    page = open_section(context, case, "start")
    page.wait_for_function("localStorage.length === 0", timeout=ENOUGH)
    assert [text for text in stored(case, "summary") if "wrong clock" in text and "without a line" in text]
    other = open_section(enter(make_editor(organisation=association)), case, "start")
    expect(other.get_by_text("Wanda has this section open, too.")).to_be_visible()


def test_session_that_ends_on_the_third_section_loses_nothing(enter: Enter, writer: User, case: Case) -> None:
    context = enter(writer)
    page = open_section(context, case, "start")
    write(page, "Summary", "The first.")
    says(page, "Saved")
    page.goto(reverse("desk:section", args=[case.uid, "challenges"]), wait_until="networkidle")
    write(page, "Challenge", "The second.")
    says(page, "Saved")
    page.goto(reverse("desk:section", args=[case.uid, "lessons"]), wait_until="networkidle")
    Session.objects.all().delete()
    write(page, "Lesson", "The third.")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_be_visible(timeout=ENOUGH)
    with context.expect_page() as opened:
        dialog.get_by_role("link", name="Log in again").click()
    window = opened.value
    window.get_by_label("E-mail address").fill(writer.email)
    window.get_by_label("Password").fill(PASSWORD)
    window.keyboard.press("Enter")
    expect(dialog).not_to_be_visible(timeout=ENOUGH)
    says(page, "Saved")
    assert stored(case, "summary") == ["<p>The first.</p>"]
    assert stored(case, "title") == ["A title", "The second.", "The third."]
    assert page.evaluate("localStorage.length") == 0


def test_few_pages_from_word_are_cleaned_and_kept(enter: Enter, writer: User, case: Case) -> None:
    page = open_section(enter(writer), case, "start")
    page.get_by_role("textbox", name="Summary").click()
    paste(page, from_word(pages=2))
    says(page, "Saved")
    (text,) = stored(case, "summary")
    assert text.count(SENTENCE.strip()) == 62
    assert "<strong>Page 2</strong>" in text
    assert [
        sign for sign in ("mso", "Mso", "o:p", "style", "<table", "<img", "<!--", "class") if sign in text
    ] == []


def test_hundred_pages_from_word_are_refused_by_name_and_the_words_before_are_safe(
    enter: Enter, writer: User, case: Case
) -> None:
    page = open_section(enter(writer), case, "start")
    write(page, "Summary", "Words from before.")
    says(page, "Saved")
    paste(page, from_word(pages=100))
    page.locator("[data-error]").wait_for(timeout=ENOUGH)
    assert "(60000 characters)" in page.locator("[data-error]").inner_text()
    says(page, "needs your decision")
    assert stored(case, "summary") == ["<p>Words from before.</p>"]
    page.get_by_label("Title", exact=True).fill("Still at work")
    page.get_by_role("textbox", name="Summary").click()
    page.keyboard.press("Control+z")
    says(page, "Saved")
    assert (stored(case, "title"), stored(case, "summary")) == (
        ["Still at work"],
        ["<p>Words from before.</p>"],
    )


def test_fault_that_is_told_late_is_not_held_against_words_taken_back(
    enter: Enter, writer: User, case: Case
) -> None:
    """The answer about too long a text comes when that text is gone already."""
    page = open_section(enter(writer), case, "start")
    write(page, "Summary", "Words from before.")
    says(page, "Saved")
    held: list[Route] = []
    page.route("**/autosave/**", lambda route: route.continue_() if held else held.append(route))
    paste(page, from_word(pages=100))
    page.get_by_label("Title", exact=True).fill("Still at work")
    while not held:
        page.wait_for_timeout(100)
    page.get_by_role("textbox", name="Summary").click()
    page.keyboard.press("Control+z")
    page.wait_for_timeout(QUIET + 500)  # the page would have sent it again, if it weren't still sending
    held[0].continue_()
    says(page, "Saved")
    assert page.locator("[data-error]").count() == 0
    assert (stored(case, "title"), stored(case, "summary")) == (
        ["Still at work"],
        ["<p>Words from before.</p>"],
    )


def test_text_as_long_as_it_may_be_is_saved_by_itself(enter: Enter, writer: User, case: Case) -> None:
    page = open_section(enter(writer), case, "start")
    write(page, "Summary", "Ação, não só papel: é já público. " * 1_700)  # more than 64 KiB on its way
    says(page, "Saved")
    (text,) = stored(case, "summary")
    assert text.count("não") == 1_700
