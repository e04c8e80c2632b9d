"""Translating: how far a language is, what comes next, when it is ready, and which words the project uses."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cases.completeness import SECTIONS
from cases.desk.drafts import open_draft
from cases.desk.translating.progress import Progress, progress_in, set_ready
from cases.document import Part, Written, apply_document, case_document
from cases.models import Case, Revision, Text, Translation, digest
from cases.revisions import cut_revision
from peerlearn.accounts.models import User
from peerlearn.editing.conflicts import mark as mark_of
from peerlearn.editing.models import Picture
from tests.factories import make_lesson, publish_case, translated

from .pages import Page

pytestmark = pytest.mark.django_db
type LogIn = Callable[[User], Client]
STALE = "The original changed since this was translated."


def add(case: Case, *parts: Part) -> None:
    authored = case_document(case).authored
    apply_document(case, replace(authored, parts=(*authored.parts, *parts)))


def lesson(title: str, other: str = "", *, made_from: str = "") -> Part:
    texts = translated(title, other) if other else {"title": {"en": Written(title)}}
    if made_from:
        texts["title"]["pt"] = Written(other, digest(made_from))
    return replace(make_lesson(), texts=texts)


def progress(case: Case) -> Progress:
    return progress_in(open_draft(case), "pt")


def section(case: Case, name: str, anchor: str = "") -> str:
    address = reverse("desk:section", args=[case.uid, name], query={"language": "pt"})
    return address + (f"#{anchor}" if anchor else "")


def narrative(case: Case) -> UUID:
    return case_document(case).authored.of_kind("narrative")[0].uid


# How far


def test_progress_counts_what_is_translated_and_what_is_stale(case: Case) -> None:
    add(case, lesson("One", "Um"), lesson("Two"), lesson("Three", "Três", made_from="Drei"))
    found = progress(case)
    counts = {each.name: (count.written, count.wanted, count.stale) for each, count in found.sections}
    assert {name: count for name, count in counts.items() if count[1]} == {
        "start": (0, 1, 0),
        "lessons": (2, 3, 1),
    }
    assert (found.written, found.wanted, found.stale, found.percent) == (2, 4, 1, 25)


def test_translation_of_a_text_that_is_gone_does_not_count(case: Case) -> None:
    part = make_lesson()
    add(case, replace(part, texts={"title": {"pt": Written("Sem original")}}))
    assert (progress(case).written, progress(case).wanted) == (0, 1)


def test_section_list_says_how_far_each_section_is(desk: Client, case: Case) -> None:
    add(case, lesson("One", "Um"), lesson("Three", "Três", made_from="Drei"), lesson("Two"))
    html = " ".join(Page(desk, case, "start", language="pt").html.split())
    assert "2 of 4 texts translated, 1 older than the original" in html
    assert "2 of 3, 1 older" in html


def test_section_list_of_the_original_counts_no_texts(desk: Client, case: Case) -> None:
    html = Page(desk, case, "start").html
    assert "texts translated" not in html
    assert "translating.css" not in html
    assert f"Sections: 1 of {len(SECTIONS)} done" not in Page(desk, case, "start", language="pt").html


def test_progress_costs_no_queries_per_text(desk: Client, case: Case) -> None:
    counts = []
    for _turn in range(2):
        add(case, lesson("A cadastre", "Um cadastro"))
        with CaptureQueriesContext(connection) as captured:
            Page(desk, case, "lessons", language="pt")
        counts.append(len(captured))
        add(case, lesson("Two cadastres"), lesson("Three cadastres"))
    assert counts[0] == counts[1]


# What comes next


def test_next_text_is_the_first_open_one_from_the_section_on(case: Case) -> None:
    one, two, three = lesson("One", "Um"), lesson("Two", "Dois", made_from="Deux"), lesson("Three")
    add(case, one, two, three)
    start, lessons, sources = (
        next(each for each in SECTIONS if each.name == name) for name in ("start", "lessons", "sources")
    )
    found = progress(case)
    assert [found.next_from(start), found.next_from(lessons), found.next_from(sources)] == [
        found.places[0],
        found.places[2],
        found.places[0],
    ]
    assert (found.places[0].item, found.places[2].item) == (narrative(case), two.uid)


def test_next_text_follows_the_page_of_a_comparison(case: Case) -> None:
    tool, other = (
        Part(uuid4(), "comparison", {}, {"title": {"en": Written(name)}}) for name in ("Budget", "Plan")
    )
    cities = [place.city.slug for place in case.partnership.participations.all()]
    sides = [
        Part(
            uuid4(),
            "side",
            {"tool": str(each.uid), "city": city},
            {"description": {"en": Written("<p>Here</p>")}},
        )
        for each in (tool, other)
        for city in reversed(cities)
    ]
    add(case, tool, other, *sides)
    order = [place.item for place in progress(case).places if place.section.name == "comparison"]
    assert order == [tool.uid, sides[1].uid, sides[0].uid, other.uid, sides[3].uid, sides[2].uid]


def test_link_to_the_next_text_leads_to_its_field(desk: Client, case: Case) -> None:
    two = lesson("Two")
    add(case, lesson("One", "Um"), two)
    anchor = f"text-{two.uid}-title"
    html = Page(desk, case, "lessons", language="pt").html
    assert f'href="{section(case, "lessons", anchor)}"' in html
    assert f'id="{anchor}"' in html


def test_saving_leads_to_the_next_text_after_the_section(desk: Client, case: Case) -> None:
    one = lesson("One")
    add(case, one)
    page = Page(desk, case, "start", language="pt")
    assert page.send("next")["Location"] == section(case, "lessons", f"text-{one.uid}-title")
    answer = Page(desk, case, "lessons", language="pt").fill(one.uid, title="Um").send("next")
    assert answer["Location"] == section(case, "start", f"text-{narrative(case)}-title")


def test_saving_the_last_text_leads_to_the_case(desk: Client, case: Case) -> None:
    page = Page(desk, case, "start", language="pt")
    answer = page.fill(page.items[0], title="Um título").send("next")
    assert answer["Location"] == reverse("desk:case", args=[case.uid])
    assert "Everything is translated" in Page(desk, case, "start", language="pt").html


# Beside each other


def test_links_of_the_original_are_passed_by_with_the_keyboard(desk: Client, case: Case) -> None:
    link = '<p>See <a href="https://example.org/">there</a>.</p>'
    add(case, replace(make_lesson(), texts={"text": {"en": Written(link)}}))
    assert '<a tabindex="-1" href="https://example.org/"' in Page(desk, case, "lessons", language="pt").html


def test_change_of_words_that_were_not_kept_is_said_to_be_unknown(desk: Client, case: Case) -> None:
    add(case, lesson("Three", "Três", made_from="Drei"))
    html = Page(desk, case, "lessons", language="pt").html
    assert STALE in html
    assert "What it said then is not kept" in html


def test_change_is_shown_in_rich_text_word_by_word(desk: Client, case: Case, writer: User) -> None:
    old, new = "<p>Ask the <strong>mayor</strong> first.</p>", "<p>Ask the <strong>people</strong> first.</p>"
    part = make_lesson()
    texts = {"text": {"en": Written(old), "pt": Written("<p>Pergunte.</p>", digest(old))}}
    add(case, replace(part, texts=texts))
    cut_revision(case, reason=Revision.Reason.SITTING, author=writer)
    Page(desk, case, "lessons").fill(part.uid, text=new).send()
    html = Page(desk, case, "lessons", language="pt").html
    assert "<strong>mayor</strong></del>" in html
    assert "<strong>people</strong></ins>" in html
    assert "What it said then is not kept" not in html


def test_words_of_a_picture_and_of_a_voice_are_translated(desk: Client, case: Case) -> None:
    picture = Picture.objects.create(sha256="0" * 64, type="png", width=40, height=30, credit="Ana")
    illustration = Part(
        uuid4(),
        "illustration",
        {"picture": str(picture.uid), "is_cover": False},
        {"alternative": {"en": Written("A map")}, "caption": {"en": Written("The first map")}},
    )
    facts = {"group": "leader", "person": "Ana", "city": None, "consent_on": None, "consent_note": ""}
    voice = Part(
        uuid4(),
        "voice",
        facts,
        {"quote": {"en": Written("<p>We walked.</p>")}, "role": {"en": Written("Mayor")}},
    )
    add(case, illustration, voice)
    Page(desk, case, "pictures", language="pt").fill(
        illustration.uid, alternative="Um mapa", caption="O primeiro mapa"
    ).send()
    page = Page(desk, case, "voices", language="pt")
    assert "English · Ana" in page.html
    page.fill(voice.uid, quote="<p>Caminhamos.</p>", role="Prefeita").send()
    written = dict(Text.objects.filter(language="pt").values_list("field", "value"))
    assert written == {
        "alternative": "Um mapa",
        "caption": "O primeiro mapa",
        "quote": "<p>Caminhamos.</p>",
        "role": "Prefeita",
    }
    original = case_document(case).authored.of_kind("voice")[0]
    assert (original.text("quote", "en"), original.facts["person"]) == (Written("<p>We walked.</p>"), "Ana")


def test_line_that_is_typed_in_two_is_kept_as_one(desk: Client, case: Case) -> None:
    page = Page(desk, case, "start", language="pt")
    page.fill(page.items[0], title="Um\r\ntítulo").send()
    assert Text.objects.get(language="pt").value == "Um título"


def test_two_languages_of_a_text_are_saved_side_by_side_while_typing(desk: Client, case: Case) -> None:
    item = narrative(case)
    for language, words in (("pt", "Um título"), ("fr", "Un titre")):
        address = reverse("desk:autosave", args=[case.uid, "start"], query={"language": language})
        sent = {
            "item": str(item),
            f"{item}-loaded": urlencode({"title": mark_of("")}),
            f"{item}-title": words,
        }
        assert desk.post(address, sent).json()["items"][str(item)]["conflicts"] == {}
    texts = Text.objects.filter(item__uid=item).values_list("language", "value")
    assert dict(texts) == {"en": "A title", "pt": "Um título", "fr": "Un titre"}


# Ready


def mark(client: Client, case: Case, **sent: str) -> Any:
    address = reverse("desk:ready", args=[case.uid], query={"language": "pt"})
    return client.post(address, {"ready": "1", **sent})


def test_language_that_is_not_whole_is_marked_after_a_question(
    case: Case, editor: User, logged_in: LogIn
) -> None:
    add(case, lesson("One", "Um"), lesson("Three", "Três", made_from="Drei"), lesson("Two"))
    review = logged_in(editor)
    asked = " ".join(mark(review, case).content.decode().split())
    assert "2 of 4 texts are not translated. Readers would see the original there." in asked
    assert "1 text is older than the original." in asked
    assert Translation.objects.count() == 0
    assert mark(review, case, sure="1").status_code == 302
    assert Translation.objects.get().ready_by == editor


def test_question_can_be_opened_again_and_marks_nothing(case: Case, editor: User, logged_in: LogIn) -> None:
    add(case, lesson("One", "Um"))
    review = logged_in(editor)
    address = reverse("desk:ready", args=[case.uid], query={"language": "pt"})
    assert b"Mark it ready all the same" in review.get(address).content
    page = Page(review, case, "start", language="pt")
    page.fill(page.items[0], title="Um título").send()
    assert review.get(address).status_code == 302
    assert Translation.objects.count() == 0


def test_language_that_is_whole_is_marked_at_once(
    desk: Client, case: Case, editor: User, logged_in: LogIn
) -> None:
    page = Page(desk, case, "start", language="pt")
    page.fill(page.items[0], title="Um título").send()
    assert mark(logged_in(editor), case).status_code == 302
    assert Translation.objects.get().language == "pt"


def test_mark_says_when_the_original_has_changed_since(desk: Client, case: Case, editor: User) -> None:
    page = Page(desk, case, "start", language="pt")
    item = page.items[0]
    page.fill(item, title="Um título").send()
    set_ready(case, "pt", ready=True, by=editor)
    address = reverse("desk:case", args=[case.uid])
    fresh = desk.get(address).content.decode()
    assert "Marked ready by Edith" in fresh
    assert "The original has changed since it was translated" not in fresh
    Page(desk, case, "start").fill(item, title="Another title").send()
    assert "The original has changed since it was translated" in desk.get(address).content.decode()


def test_edition_tells_readers_of_a_stale_translation(desk: Client, case: Case, client: Client) -> None:
    add(case, lesson("Three", "Três", made_from="Drei"))
    publish_case(case, languages=("pt",))
    shown = client.get(f"/pt/cases/{case.slug}/").content.decode()
    assert "Três" in shown
    assert "Uma parte desta tradução é mais antiga do que o original." in shown
    assert shown.count('<p class="stale">') == 1  # beside the very title
