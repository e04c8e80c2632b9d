"""Translating in a real browser: level with each other, short on a phone, from field to field by keyboard."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from django.urls import reverse
from playwright.sync_api import BrowserContext, Page, expect

from cases.document import Part, Written, apply_document, case_document
from cases.models import Case, Revision, digest
from cases.revisions import cut_revision
from partnerships.models import GlossaryTerm
from peerlearn.accounts.models import User
from tests.factories import make_lesson

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
type Enter = Callable[..., BrowserContext]
LONG = "The cadastre comes first. " * 20
PHONE = {"width": 360, "height": 740}
DESK = {"width": 1280, "height": 900}


@pytest.fixture
def lessons(case: Case, editor: User) -> list[Part]:
    """One lesson whose translation is stale and misses a term, and one that nobody has translated."""
    GlossaryTerm.objects.create(
        slug="cadastre",
        term={"en": "cadastre", "pt": "cadastro"},
        definition={"pt": "Um registro de lotes."},
    )
    linked = f'<p>{LONG} <a href="https://example.org/">More</a></p>'
    old = {
        "title": {"en": Written("Map it"), "pt": Written("Mapear", digest("Map it"))},
        "text": {
            "en": Written(linked),
            "pt": Written("<p>O registro vem primeiro.</p>", digest(linked)),
        },
    }
    stale = replace(make_lesson(), texts=old)
    untouched = replace(
        make_lesson(), texts={"title": {"en": Written("Then ask")}, "text": {"en": Written(linked)}}
    )
    authored = case_document(case).authored
    apply_document(case, replace(authored, parts=(*authored.parts, stale, untouched)))
    cut_revision(case, reason=Revision.Reason.SITTING, author=editor)
    changed = replace(stale, texts=old | {"title": old["title"] | {"en": Written("Map the land")}})
    apply_document(case, replace(authored, parts=(*authored.parts, changed, untouched)))
    return [stale, untouched]


def opened(context: BrowserContext, case: Case, name: str = "lessons") -> Page:
    page = context.new_page()
    page.goto(
        reverse("desk:section", args=[case.uid, name], query={"language": "pt"}), wait_until="networkidle"
    )
    return page


def field(part: Part, name: str) -> str:
    return f'[id="text-{part.uid}-{name}"]'


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_axe_finds_nothing_while_translating(
    enter: Enter, editor: User, case: Case, lessons: list[Part], size: Any, scheme: Any
) -> None:
    page = opened(enter(editor, viewport=size, color_scheme=scheme), case)
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    found = {"lessons": Axe().run(page).response["violations"]}
    page.goto(reverse("desk:case", args=[case.uid]), wait_until="networkidle")
    found["case"] = Axe().run(page).response["violations"]
    page.get_by_role("button", name="Mark ready: Português").click()
    page.get_by_role("heading", name="Mark Português ready as it is?").wait_for()
    found["ready"] = Axe().run(page).response["violations"]
    assert {
        name: [each["id"] for each in violations] for name, violations in found.items() if violations
    } == {}
    assert said == []


@pytest.mark.parametrize("name", ["title", "text"])
def test_source_and_translation_begin_level_in_one_size(
    enter: Enter, writer: User, case: Case, lessons: list[Part], name: str
) -> None:
    page = opened(enter(writer, viewport=DESK), case)
    own = field(lessons[0], name)
    first_line = """([root, selector]) => {
        const box = document.querySelector(`${root} ${selector}`);
        const style = getComputedStyle(box);
        const inner = box.querySelector("p");
        const shown = inner ? inner.getBoundingClientRect() : box.getBoundingClientRect();
        const inset = inner ? 0 : parseFloat(style.paddingTop) + parseFloat(style.borderTopWidth);
        return [Math.round(shown.top + inset), style.fontSize, style.lineHeight];
    }"""
    target = ".ProseMirror" if name == "text" else "textarea"
    source = page.evaluate(first_line, [own, ".translation-text"])
    translation = page.evaluate(first_line, [own, target])
    assert abs(source[0] - translation[0]) <= 1
    assert source[1:] == translation[1:]


def test_original_is_folded_on_a_phone_until_asked_for(
    enter: Enter, writer: User, case: Case, lessons: list[Part]
) -> None:
    page = opened(enter(writer, viewport=PHONE), case)
    own = page.locator(field(lessons[1], "text"))
    text = own.locator(".translation-text")
    folded = text.bounding_box()
    assert folded
    assert folded["height"] < 120
    own.get_by_text("Show all").click()
    whole = text.bounding_box()
    assert whole
    assert whole["height"] > 2 * folded["height"]
    expect(own.get_by_text("Show less")).to_be_visible()


def test_keyboard_passes_the_original_by(enter: Enter, writer: User, case: Case, lessons: list[Part]) -> None:
    page = opened(enter(writer, viewport=DESK), case)
    page.locator(f"{field(lessons[0], 'title')} textarea").focus()
    last = page.locator(f"{field(lessons[1], 'text')} .ProseMirror")
    passed = []
    for _step in range(60):
        page.keyboard.press("Tab")
        passed.append(
            page.evaluate(
                "document.activeElement.closest('.translation-source') && document.activeElement.tagName"
            )
        )
        if last.evaluate("surface => surface === document.activeElement"):
            break
    else:
        pytest.fail("the last field was never reached")
    assert set(passed) == {None}


def test_next_text_has_the_caret(enter: Enter, writer: User, case: Case, lessons: list[Part]) -> None:
    page = opened(enter(writer, viewport=DESK), case, "objectives")
    page.get_by_role("link", name="Next text to translate: Lessons").click()
    expect(page.locator(f"{field(lessons[0], 'title')} textarea")).to_be_focused()


def test_next_text_in_the_editor_has_the_caret(
    enter: Enter, writer: User, case: Case, lessons: list[Part]
) -> None:
    page = enter(writer, viewport=DESK).new_page()
    address = reverse("desk:section", args=[case.uid, "lessons"], query={"language": "pt"})
    page.goto(f"{address}#text-{lessons[1].uid}-text")
    surface = page.locator(f"{field(lessons[1], 'text')} .ProseMirror")
    expect(surface).to_be_focused()
    expect(surface).to_be_in_viewport()


def test_glossary_says_while_one_types_which_term_is_lacking(
    enter: Enter, writer: User, case: Case, lessons: list[Part]
) -> None:
    page = opened(enter(writer, viewport=DESK), case)
    own = page.locator(field(lessons[0], "text"))
    lacking = own.get_by_text("not in the translation yet")
    expect(lacking).to_be_visible()
    own.locator(".ProseMirror").click()
    page.keyboard.press("Control+End")
    page.keyboard.type(" Os Cadastros também.")
    expect(lacking).to_be_hidden()


def test_texts_are_translated_without_a_script(
    enter: Enter, writer: User, case: Case, lessons: list[Part]
) -> None:
    page = opened(enter(writer, viewport=PHONE, java_script_enabled=False), case)
    own = page.locator(field(lessons[1], "title"))
    own.locator("textarea").fill("Depois perguntar")
    page.locator(field(lessons[0], "title")).get_by_label("The translation still fits").check()
    page.get_by_role("button", name="Save, then the next text").click()
    written = {part.uid: part.text("title", "pt") for part in case_document(case).authored.of_kind("lesson")}
    assert written == {
        lessons[0].uid: Written("Mapear", digest("Map the land")),
        lessons[1].uid: Written("Depois perguntar", digest("Then ask")),
    }
    assert "/start/" in page.url
