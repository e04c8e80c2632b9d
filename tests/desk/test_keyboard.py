"""A section on the keyboard alone: one stop for the toolbar, links, cards that are added, moved and removed."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils.translation import gettext, override
from playwright.sync_api import BrowserContext, Locator, Page, TimeoutError, expect

from cases.document import Part, Written, apply_document, case_document
from cases.models import Case, Text
from peerlearn.accounts.models import User
from tests.factories import make_lesson
from tests.keyboard import press, tab_to

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
type Enter = Callable[..., BrowserContext]


def open_section(context: BrowserContext, case: Case, name: str, language: str = "en") -> Page:
    page = context.new_page()
    address = reverse("desk:section", args=[case.uid, name]).replace("/en/", f"/{language}/")
    page.goto(address, wait_until="networkidle")
    return page


def has_focus(wanted: Locator) -> None:
    expect(wanted).to_be_focused()


def focused(page: Page) -> str:
    """What has the focus, as it is called."""
    name: Any = page.evaluate("document.activeElement.ariaLabel || document.activeElement.textContent.trim()")
    return str(name)


def summary(case: Case) -> str:
    return Text.objects.get(item__case=case, field="summary").value


# The toolbar


def test_toolbar_is_one_stop_with_arrows_inside(enter: Enter, writer: User, case: Case) -> None:
    page = open_section(enter(writer), case, "start")
    tab_to(page, page.get_by_role("button", name="Bold"))
    assert focused(page) == "Bold"
    for key, name in (
        ("ArrowRight", "Italic"),
        ("End", "Redo"),
        ("ArrowRight", "Bold"),
        ("ArrowLeft", "Redo"),
    ):
        page.keyboard.press(key)
        assert focused(page) == name
    page.keyboard.press("Home")
    page.keyboard.press("Tab")
    has_focus(page.get_by_role("textbox", name="Summary"))
    page.keyboard.press("Shift+Tab")
    assert focused(page) == "Bold"


def test_toolbar_speaks_the_language_of_the_page(enter: Enter, writer: User, case: Case) -> None:
    page = open_section(enter(writer), case, "start", "fr")
    names = [button.get_attribute("aria-label") for button in page.locator("[role=toolbar] button").all()]
    words = ("Bold", "Italic", "List", "Numbered list", "Quotation", "Link", "Undo", "Redo")
    with override("fr"):
        assert names == [gettext(word) for word in words]


def test_toolbar_says_what_is_pressed(enter: Enter, writer: User, case: Case) -> None:
    page = open_section(enter(writer), case, "start")
    page.get_by_role("textbox", name="Summary").click()
    page.keyboard.type("Plain, ")
    page.keyboard.press("Alt+F10")
    page.keyboard.press("Enter")
    has_focus(page.get_by_role("textbox", name="Summary"))
    page.keyboard.type("bold")
    expect(page.get_by_role("button", name="Bold", pressed=True)).to_be_visible()
    press_save(page)
    assert summary(case) == "<p>Plain, <strong>bold</strong></p>"


def test_link_is_set_and_taken_away_on_the_keyboard(enter: Enter, writer: User, case: Case) -> None:
    page = open_section(enter(writer), case, "start")
    page.get_by_role("textbox", name="Summary").click()
    page.keyboard.type("See ")
    page.keyboard.press("Control+k")
    has_focus(page.get_by_label("Words that lead there"))
    page.keyboard.type("their page")
    page.keyboard.press("Tab")
    page.keyboard.type("nothing of the kind")
    page.keyboard.press("Enter")
    expect(page.get_by_text("This is no web or e-mail address.")).to_be_visible()
    page.keyboard.press("Control+a")
    page.keyboard.type("www.example.org")
    page.keyboard.press("Enter")
    has_focus(page.get_by_role("textbox", name="Summary"))
    page.keyboard.type(" first.")
    press_save(page)
    assert summary(case) == '<p>See <a href="https://www.example.org">their page</a> first.</p>'


def test_link_dialog_is_left_without_a_change(enter: Enter, writer: User, case: Case) -> None:
    page = open_section(enter(writer), case, "start")
    page.get_by_role("textbox", name="Summary").click()
    page.keyboard.type("Words")
    page.keyboard.press("Control+k")
    page.keyboard.press("Escape")
    has_focus(page.get_by_role("textbox", name="Summary"))
    page.keyboard.type(" only")
    press_save(page)
    assert summary(case) == "<p>Words only</p>"


# Items


def test_lessons_are_written_linked_moved_and_saved(enter: Enter, writer: User, case: Case) -> None:
    challenge = Part(uuid4(), "challenge", {"themes": ()}, {"title": {"en": Written("Too little money")}})
    authored = case_document(case).authored
    apply_document(case, replace(authored, parts=(*authored.parts, challenge)))
    page = open_section(enter(writer), case, "lessons")
    write(page, "Lesson", "Second thoughts")
    write(page, "Explanation", "Because it was first.")
    tab_to(page, page.get_by_label("Too little money"))
    page.keyboard.press("Space")
    press(page, "Add a lesson")
    has_focus(page.get_by_role("textbox", name="Lesson", exact=True).last)
    page.keyboard.type("Start small")
    write(page, "Explanation", "It grew by itself.")
    press(page, "Move up Start small")
    expect(page.locator("[data-announce]")).to_have_text("Now in place 1 of 2")
    has_focus(page.get_by_role("button", name="Move down Start small"))
    press_save(page)
    assert lessons(case) == ["Start small", "Second thoughts"]
    assert [thread.kind for thread in case_document(case).authored.threads] == ["answers"]


def test_removed_lesson_is_brought_back(enter: Enter, writer: User, case: Case) -> None:
    page = with_two_lessons(enter(writer), case)
    press(page, "Remove A")
    has_focus(page.get_by_role("button", name="Undo").last)
    expect(page.locator(".desk-item")).to_have_count(1)
    assert lessons(case) == ["B"]
    with page.expect_response(lambda answer: answer.status == 204):
        page.keyboard.press("Enter")
    expect(page.locator(".desk-item:visible")).to_have_count(2)
    assert lessons(case) == ["A", "B"]


def test_lesson_is_dragged_by_its_handle(enter: Enter, writer: User, case: Case) -> None:
    page = with_two_lessons(enter(writer), case)
    first, last = (page.locator("[data-handle]").nth(place).bounding_box() for place in (0, 1))
    assert first and last
    page.mouse.move(last["x"] + 9, last["y"] + 9)
    page.mouse.down()
    page.mouse.move(first["x"] + 9, first["y"] + 30)
    page.mouse.move(first["x"] + 9, first["y"] + 2)
    page.mouse.up()
    expect(page.locator("[data-saved]")).to_contain_text("Saved")
    assert lessons(case) == ["B", "A"]


def test_lesson_is_added_without_a_line_and_saved_when_it_is_back(
    enter: Enter, writer: User, case: Case
) -> None:
    context = enter(writer)
    page = with_two_lessons(context, case)
    context.set_offline(True)
    for name in ("C", "D"):
        press(page, "Add a lesson")
        page.keyboard.type(name)
    expect(page.locator("[data-saved]")).to_contain_text("kept on this device", timeout=15_000)
    page.close(run_before_unload=False)
    context.set_offline(False)
    page = open_section(context, case, "lessons")
    page.wait_for_function("localStorage.length === 0", timeout=15_000)
    assert lessons(case) == ["A", "B", "C", "D"]


def test_lesson_stays_when_its_removal_does_not_reach_the_server(
    enter: Enter, writer: User, case: Case
) -> None:
    context = enter(writer)
    page = with_two_lessons(context, case)
    context.set_offline(True)
    press(page, "Remove A")
    expect(page.locator(".desk-item:visible")).to_have_count(2)
    expect(page.get_by_text("this is as it was")).to_be_attached()
    assert lessons(case) == ["A", "B"]


@pytest.mark.parametrize("width", [360, 1280])
def test_nothing_covers_what_has_the_focus(enter: Enter, writer: User, case: Case, width: int) -> None:
    page = open_section(enter(writer, viewport={"width": width, "height": 640}), case, "lessons")
    covered = []
    for _step in range(40):
        page.keyboard.press("Tab")
        try:
            page.wait_for_function(f"() => !({COVERED})()", timeout=3_000)
        except TimeoutError:
            covered.append(focused(page))
    assert covered == []


def test_link_past_the_navigation_leads_to_the_section(enter: Enter, writer: User, case: Case) -> None:
    page = open_section(enter(writer), case, "start")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    has_focus(page.locator(".desk-languages a").first)


@pytest.mark.parametrize("width", [360, 1280])
def test_field_in_sight_stays_where_it_is(enter: Enter, writer: User, case: Case, width: int) -> None:
    page = open_section(enter(writer, viewport={"width": width, "height": 640}), case, "lessons")
    assert page.get_by_role("textbox", name="Lesson", exact=True).evaluate(MOVED_BY_FOCUS) == 0


MOVED_BY_FOCUS = """async (field) => {
  field.scrollIntoView({ block: "center", behavior: "instant" });
  const frame = () => new Promise((done) => requestAnimationFrame(done));
  await frame();
  const before = scrollY;
  field.focus({ preventScroll: true });
  for (let step = 0; step < 4; step += 1) await frame();
  return scrollY - before;
}"""


def test_new_lesson_is_seen_from_its_first_label_on(enter: Enter, writer: User, case: Case) -> None:
    page = with_two_lessons(enter(writer, viewport={"width": 360, "height": 640}), case)
    press(page, "Add a lesson")
    new = page.locator(".desk-items .desk-item").last
    has_focus(new.get_by_role("textbox", name="Lesson", exact=True))
    expect(new.get_by_text("Lesson", exact=True)).to_be_in_viewport(ratio=1)


COVERED = """() => {
  const focus = document.activeElement;
  if (focus === document.body || !focus.closest("#writing") || focus.closest(".desk-savebar")) return false;
  const { left, top, width, height } = focus.getBoundingClientRect();
  const seen = document.elementFromPoint(left + width / 2, top + Math.min(height / 2, 20));
  return !seen || Boolean(seen.closest(".desk-savebar, .desk-saved"));
}"""


def with_two_lessons(context: BrowserContext, case: Case) -> Page:
    apply_document(
        case,
        replace(
            case_document(case).authored,
            parts=(*case_document(case).authored.parts, make_lesson(title="A"), make_lesson(title="B")),
        ),
    )
    return open_section(context, case, "lessons")


def write(page: Page, name: str, words: str) -> None:
    """Goes to the last field of this name with Tab and types."""
    tab_to(page, page.get_by_role("textbox", name=name, exact=True).last)
    page.keyboard.type(words)


def press_save(page: Page) -> None:
    press(page, "Save")
    expect(page.get_by_text("Saved.")).to_be_visible()


def lessons(case: Case) -> list[str]:
    parts = case_document(case).authored.of_kind("lesson")
    return [written.value for part in parts if (written := part.text("title", "en"))]
