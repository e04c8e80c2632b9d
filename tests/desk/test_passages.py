"""Comments on a passage in a real browser: words are selected, the button is pressed, the words are found again."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from django.urls import reverse
from playwright.sync_api import BrowserContext, Page, expect

from cases.document import Written, apply_document, case_document
from cases.models import Case, Comment
from cases.workflow import submit
from peerlearn.accounts.models import User

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
type Enter = Callable[..., BrowserContext]
BUTTON = "Comment on this passage"


@pytest.fixture
def told(case: Case) -> Case:
    """The case with a summary of two paragraphs, in English and Portuguese."""
    authored = case_document(case).authored
    (narrative,) = authored.of_kind("narrative")
    summary = {
        "en": Written("<p>Ask the <strong>neighbours</strong> first.</p><p>Then draw a map.</p>"),
        "pt": Written("<p>Pergunte antes.</p>"),
    }
    narrative = replace(narrative, texts={**narrative.texts, "summary": summary})
    apply_document(case, replace(authored, parts=(narrative,)))
    return case


def open_start(context: BrowserContext, case: Case, **query: str) -> Page:
    page = context.new_page()
    page.goto(
        reverse("desk:section", args=[case.uid, "start"], query=query or None), wait_until="networkidle"
    )
    return page


def say(page: Page, words: str) -> None:
    """Writes into the dialog that has opened, and sends it."""
    dialog = page.get_by_role("dialog", name=BUTTON)
    dialog.get_by_label("Your comment").fill(words)
    dialog.get_by_role("button", name="Comment", exact=True).click()
    page.wait_for_load_state("networkidle")


def kept() -> tuple[str, str, str]:
    comment = Comment.objects.get()
    return comment.field, comment.language, comment.quote


def test_words_in_the_editor_are_commented_on_with_the_keyboard_alone(
    enter: Enter, editor: User, told: Case
) -> None:
    page = open_start(enter(editor), told)
    page.get_by_role("textbox", name="Summary").focus()
    page.keyboard.press("ControlOrMeta+a")
    button = page.get_by_role("button", name=BUTTON)
    expect(button).to_be_visible()
    page.keyboard.press("Tab")
    expect(button).to_be_focused()
    page.keyboard.press("Enter")
    assert Axe().run(page).response["violations"] == []
    page.keyboard.type("All of them?")
    page.get_by_role("dialog").get_by_role("button", name="Comment", exact=True).press("Enter")
    expect(page.locator(".comment-quote")).to_have_text("“Ask the neighbours first. Then draw a map.”")
    assert kept() == ("summary", "en", "Ask the neighbours first. Then draw a map.")


def test_words_in_a_plain_field_are_commented_on(enter: Enter, editor: User, told: Case) -> None:
    page = open_start(enter(editor), told)
    page.get_by_label("Title", exact=True).select_text()
    page.get_by_role("button", name=BUTTON).click()
    say(page, "Which one?")
    assert kept() == ("title", "en", "A title")


def test_words_of_a_translation_are_commented_on_in_their_language(
    enter: Enter, editor: User, told: Case
) -> None:
    page = open_start(enter(editor), told, language="pt")
    page.get_by_role("textbox", name="Summary").focus()
    page.keyboard.press("ControlOrMeta+a")
    page.get_by_role("button", name=BUTTON).click()
    say(page, "Primeiro?")
    assert kept() == ("summary", "pt", "Pergunte antes.")
    assert "language=pt" in page.url


def test_button_goes_when_nothing_is_selected(enter: Enter, editor: User, told: Case) -> None:
    page = open_start(enter(editor), told)
    page.get_by_role("textbox", name="Summary").focus()
    # the editor looks at its selection once more 20 ms after it got the focus, on a busy machine much later
    page.evaluate("new Promise((done) => setTimeout(done, 50))")
    page.keyboard.press("ControlOrMeta+a")
    expect(page.get_by_role("button", name=BUTTON)).to_be_visible()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("button", name=BUTTON)).to_have_count(0)


def test_comment_leads_to_its_words(enter: Enter, editor: User, told: Case) -> None:
    (narrative,) = case_document(told).authored.of_kind("narrative")
    about = told.items.get(uid=narrative.uid)
    Comment.objects.create(
        case=told,
        section="start",
        item=about,
        field="summary",
        language="en",
        quote="neighbours first.",
        text="All?",
        author=editor,
    )
    page = open_start(enter(editor), told)
    page.locator(".desk-comments").get_by_role("link", name="Summary").click()
    expect(page.get_by_role("textbox", name="Summary")).to_be_focused()
    assert page.evaluate("getSelection().toString()") == "neighbours first."


@pytest.mark.parametrize(("width", "scheme"), [(360, "dark"), (1280, "light")])
def test_reader_of_the_preview_comments_where_they_read(
    enter: Enter, editor: User, told: Case, width: int, scheme: Any
) -> None:
    submit(told, by=editor)
    page = enter(editor, viewport={"width": width, "height": 700}, color_scheme=scheme).new_page()
    page.goto(reverse("desk:preview", args=[told.uid], query={"of": "submitted"}), wait_until="networkidle")
    page.locator("#summary p", has_text="Ask the").select_text()
    page.get_by_role("button", name=BUTTON).click()
    say(page, "All of them?")
    marked = page.locator("a.commented")
    assert "".join(marked.all_text_contents()) == "Ask the neighbours first."
    assert kept() == ("summary", "en", "Ask the neighbours first.")
    expect(marked.first).to_be_in_viewport()
    expect(marked.first).to_be_focused()
    assert Axe().run(page).response["violations"] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_button_stays_in_sight_below_words_longer_than_the_screen(
    enter: Enter, editor: User, told: Case
) -> None:
    authored = case_document(told).authored
    (narrative,) = authored.of_kind("narrative")
    long = {"summary": {"en": Written("".join(f"<p>Paragraph {number}.</p>" for number in range(60)))}}
    apply_document(told, replace(authored, parts=(replace(narrative, texts=long),)))
    page = enter(editor, viewport={"width": 360, "height": 640}).new_page()
    page.goto(reverse("desk:section", args=[told.uid, "start"]), wait_until="networkidle")
    page.get_by_role("textbox", name="Summary").focus()
    page.keyboard.press("ControlOrMeta+a")
    expect(page.get_by_role("button", name=BUTTON)).to_be_in_viewport(ratio=1)
    page.get_by_role("button", name=BUTTON).click(trial=True)


def test_passage_is_typed_without_javascript(enter: Enter, editor: User, told: Case) -> None:
    page = enter(editor, java_script_enabled=False).new_page()
    page.goto(reverse("desk:section", args=[told.uid, "start"]))
    page.get_by_text("Write a comment", exact=True).click()
    page.get_by_label("Words it is about").fill("draw a map")
    page.get_by_label("Your comment").fill("Who draws?")
    page.get_by_role("button", name="Comment", exact=True).click()
    expect(page.locator(".comment-quote")).to_have_text("“draw a map”")
    assert kept() == ("summary", "en", "draw a map")


@pytest.mark.parametrize(("width", "scheme"), [(360, "dark"), (1280, "light")])
def test_axe_finds_nothing_where_editors_work(
    enter: Enter, editor: User, told: Case, width: int, scheme: Any
) -> None:
    submit(told, by=editor)
    page = enter(editor, viewport={"width": width, "height": 700}, color_scheme=scheme).new_page()
    for address in (reverse("desk:review"), reverse("desk:home"), reverse("desk:case", args=[told.uid])):
        page.goto(address, wait_until="networkidle")
        assert Axe().run(page).response["violations"] == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_steps_stand_on_the_first_screen_of_a_phone(enter: Enter, editor: User, told: Case) -> None:
    submit(told, by=editor)
    page = enter(editor, viewport={"width": 360, "height": 640}).new_page()
    page.goto(reverse("desk:case", args=[told.uid]), wait_until="networkidle")
    expect(page.get_by_role("button", name="Approve")).to_be_in_viewport()
