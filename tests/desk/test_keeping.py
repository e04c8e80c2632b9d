"""Words survive: a line that is down, a server that is gone, a closed tab, a log-in that ran out, somebody else."""

from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from playwright.sync_api import BrowserContext, Page, expect

from cases.document import case_document
from cases.models import Case
from peerlearn.accounts.models import User

from .pages import Page as Form

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
type Enter = Callable[..., BrowserContext]
ENOUGH = 15_000  # milliseconds: typing pauses for three seconds before something is saved


def open_start(context: BrowserContext, case: Case) -> Page:
    page = context.new_page()
    page.goto(reverse("desk:section", args=[case.uid, "start"]), wait_until="networkidle")
    return page


def write(page: Page, words: str) -> None:
    page.get_by_role("textbox", name="Summary").click()
    page.keyboard.type(words)


def says(page: Page, words: str) -> None:
    expect(page.locator("[data-saved]")).to_contain_text(words, timeout=ENOUGH)


def summary(case: Case) -> str:
    (narrative,) = case_document(case).authored.of_kind("narrative")
    written = narrative.text("summary", "en")
    return written.value if written else ""


def nothing_is_left(page: Page) -> None:
    """Waits until the server has every word that this browser kept."""
    page.wait_for_function("localStorage.length === 0", timeout=ENOUGH)


def kept(page: Page) -> int:
    return int(page.evaluate("localStorage.length"))


def test_words_are_saved_while_they_are_written(enter: Enter, writer: User, case: Case) -> None:
    page = open_start(enter(writer), case)
    write(page, "Typed and left alone.")
    says(page, "Saved")
    assert summary(case) == "<p>Typed and left alone.</p>"
    assert kept(page) == 0


def test_words_typed_and_taken_back_are_forgotten(enter: Enter, writer: User, case: Case) -> None:
    page = open_start(enter(writer), case)
    write(page, "No")
    says(page, "Not saved yet")
    page.keyboard.press("Backspace")
    page.keyboard.press("Backspace")
    says(page, "Saved")
    assert (summary(case), kept(page)) == ("", 0)


def test_words_leave_with_the_page_that_is_left(enter: Enter, writer: User, case: Case) -> None:
    page = open_start(enter(writer), case)
    write(page, "Typed, and gone at once.")
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto(reverse("desk:home"))
    expect(page.get_by_role("heading", name="My cases", exact=True)).to_be_visible()
    page.wait_for_timeout(500)
    assert summary(case) == "<p>Typed, and gone at once.</p>"


def test_words_typed_without_a_line_are_sent_when_it_is_back(enter: Enter, writer: User, case: Case) -> None:
    context = enter(writer)
    page = open_start(context, case)
    context.set_offline(True)
    write(page, "Typed without a line.")
    says(page, "kept on this device")
    assert (summary(case), kept(page)) == ("", 1)
    context.set_offline(False)
    says(page, "Saved")
    assert (summary(case), kept(page)) == ("<p>Typed without a line.</p>", 0)


def test_words_typed_without_a_line_survive_a_closed_tab(enter: Enter, writer: User, case: Case) -> None:
    context = enter(writer)
    page = open_start(context, case)
    context.set_offline(True)
    write(page, "Typed, and then the tab was closed.")
    says(page, "kept on this device")
    page.close(run_before_unload=False)
    context.set_offline(False)
    page = open_start(context, case)
    nothing_is_left(page)
    assert summary(case) == "<p>Typed, and then the tab was closed.</p>"


def test_new_lesson_typed_without_a_line_survives_a_closed_tab(
    enter: Enter, writer: User, case: Case
) -> None:
    context = enter(writer)
    address = reverse("desk:section", args=[case.uid, "lessons"])
    page = context.new_page()
    page.goto(address, wait_until="networkidle")
    context.set_offline(True)
    page.get_by_role("textbox", name="Lesson", exact=True).fill("Keep what people type")
    says(page, "kept on this device")
    page.close(run_before_unload=False)
    context.set_offline(False)
    page = context.new_page()
    page.goto(address, wait_until="networkidle")
    nothing_is_left(page)
    (lesson,) = case_document(case).authored.of_kind("lesson")
    title = lesson.text("title", "en")
    assert title and title.value == "Keep what people type"


def test_words_wait_for_a_server_that_is_gone(enter: Enter, writer: User, case: Case) -> None:
    page = open_start(enter(writer), case)
    page.route("**/autosave/", lambda route: route.fulfill(status=502))
    write(page, "Typed while the server was away.")
    says(page, "kept on this device")
    page.unroute("**/autosave/")
    says(page, "Saved")
    assert summary(case) == "<p>Typed while the server was away.</p>"


def test_button_without_a_line_loses_nothing(enter: Enter, writer: User, case: Case) -> None:
    context = enter(writer)
    page = open_start(context, case)
    context.set_offline(True)
    write(page, "Typed and sent.")
    page.get_by_role("button", name="Save", exact=True).click()
    says(page, "kept on this device")
    expect(page.get_by_role("textbox", name="Summary")).to_have_text("Typed and sent.")


def test_log_in_that_ran_out_is_renewed_in_place(
    enter: Enter, writer: User, case: Case, logged_in: Callable[[User], Client], live_server: Any
) -> None:
    context = enter(writer)
    page = open_start(context, case)
    context.clear_cookies()
    write(page, "Typed after the session had ended.")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_be_visible(timeout=ENOUGH)
    says(page, "until you log in again")
    cookie = logged_in(writer).cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": live_server.url}])
    context.new_page().goto(reverse("desk:logged_in_again"))  # where the log-in of the new window ends
    expect(dialog).not_to_be_visible()
    says(page, "Saved")
    assert summary(case) == "<p>Typed after the session had ended.</p>"


def test_field_that_somebody_else_changed_asks_and_the_others_are_saved(
    enter: Enter, writer: User, case: Case, desk: Client
) -> None:
    page = open_start(enter(writer), case)
    other = Form(desk, case, "start")
    other.fill(other.items[0], title="Theirs").send()
    page.get_by_label("Title", exact=True).fill("Mine")
    write(page, "Only mine.")
    says(page, "needs your decision")
    expect(page.locator(".desk-conflict-theirs")).to_contain_text("Theirs")
    assert summary(case) == "<p>Only mine.</p>"
    page.get_by_label("Replace theirs with mine").check()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Saved.")).to_be_visible()
    (narrative,) = case_document(case).authored.of_kind("narrative")
    title = narrative.text("title", "en")
    assert title and title.value == "Mine"


def test_two_people_in_a_section_see_that_the_other_is_there(
    enter: Enter, writer: User, editor: User, case: Case
) -> None:
    mine, theirs = open_start(enter(writer), case), open_start(enter(editor), case)
    expect(theirs.get_by_text("Wanda has this section open, too.")).to_be_visible()
    mine.reload(wait_until="networkidle")
    expect(mine.get_by_text("Edith has this section open, too.")).to_be_visible()
