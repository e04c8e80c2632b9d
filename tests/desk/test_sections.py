"""Writing a section: what is saved, what is asked, and that nothing is lost or overwritten silently."""

import re
from collections.abc import Callable
from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.urls import reverse

from cases.completeness import SECTIONS
from cases.desk.drafts import open_draft
from cases.document import Part, Written, apply_document, case_document
from cases.models import Case, Item, Revision, Text, digest
from cases.revisions import cut_revision
from peerlearn.accounts.models import User
from tests.factories import make_case, make_lesson, make_user

from .pages import Page

pytestmark = pytest.mark.django_db


def titles(case: Case, kind: str = "lesson") -> list[str]:
    parts = case_document(case).authored.of_kind(kind)
    return [written.value for part in parts if (written := part.text("title", case.language))]


def with_lessons(case: Case, *names: str) -> list[UUID]:
    """Gives the case lessons and returns their identifiers."""
    authored = case_document(case).authored
    lessons = tuple(make_lesson(title=name) for name in names)
    apply_document(case, type(authored)(language="en", parts=(*authored.parts, *lessons)))
    return [lesson.uid for lesson in lessons]


@pytest.mark.parametrize("name", [section.name for section in SECTIONS])
def test_every_section_opens_and_saves_unchanged(desk: Client, case: Case, name: str) -> None:
    before = case_document(case).authored
    assert Page(desk, case, name).send().status_code == 302
    assert case_document(case).authored == before


@pytest.mark.parametrize("name", [section.name for section in SECTIONS])
def test_every_section_opens_in_another_language(desk: Client, case: Case, name: str) -> None:
    assert Page(desk, case, name, language="pt").send().status_code == 302


def test_new_item_is_saved_with_its_words_and_facts(desk: Client, case: Case) -> None:
    city = case.partnership.cities.first()
    assert city
    page = Page(desk, case, "lessons")
    page.fill(
        page.items[0],
        title="Map first",
        text="<p>Then plan.</p>",
        lesson_kind="condition",
        cities=[city.slug],
    )
    assert page.send().status_code == 302
    (lesson,) = case_document(case).authored.of_kind("lesson")
    assert lesson.text("title", "en") == Written("Map first")
    assert lesson.text("text", "en") == Written("<p>Then plan.</p>")
    assert (lesson.facts["lesson_kind"], lesson.facts["cities"]) == ("condition", (city.slug,))


def test_empty_new_item_is_not_kept(desk: Client, case: Case) -> None:
    Page(desk, case, "lessons").send()
    assert titles(case) == []


def test_form_posted_twice_makes_one_item(desk: Client, case: Case) -> None:
    page = Page(desk, case, "lessons")
    page.fill(page.items[0], title="Map first")
    page.send()
    page.send()
    assert titles(case) == ["Map first"]


def test_add_shows_a_new_item_and_keeps_what_was_typed(desk: Client, case: Case) -> None:
    (first,) = with_lessons(case, "One")
    answer = Page(desk, case, "lessons").fill(first, title="One, better").send("add")
    assert titles(case) == ["One, better"]
    new = UUID(answer.url.partition("new=")[2].partition("#")[0])
    page = Page(desk, case, "lessons", new=str(new))
    assert page.items == [first, new]


@pytest.mark.parametrize(
    ("move", "which", "order"),
    [
        ("down", 0, ["B", "A", "C"]),
        ("up", 2, ["A", "C", "B"]),
        ("up", 0, ["A", "B", "C"]),
        ("down", 2, ["A", "B", "C"]),
    ],
)
def test_items_are_moved(desk: Client, case: Case, move: str, which: int, order: list[str]) -> None:
    uids = with_lessons(case, "A", "B", "C")
    Page(desk, case, "lessons").send(f"{move}:{uids[which]}")
    assert titles(case) == order


def test_removed_item_comes_back_in_its_place(desk: Client, case: Case) -> None:
    uids = with_lessons(case, "A", "B", "C")
    answer = Page(desk, case, "lessons").send(f"remove:{uids[1]}")
    assert titles(case) == ["A", "C"]
    assert b"Undo" in desk.get(answer.url).content
    Page(desk, case, "lessons").send(f"restore:{uids[1]}")
    assert titles(case) == ["A", "B", "C"]


def test_script_is_answered_without_a_page(desk: Client, case: Case) -> None:
    uids = with_lessons(case, "A", "B", "C")
    address = reverse("desk:section", args=[case.uid, "lessons"])
    for sent, order in (
        ({"do": "order", "item": [str(uids[2]), str(uids[0]), str(uids[1])]}, ["C", "A", "B"]),
        ({"do": f"remove:{uids[0]}"}, ["C", "B"]),
        ({"do": f"restore:{uids[0]}"}, ["C", "A", "B"]),
    ):
        answer = desk.post(address, sent, headers={"accept": "application/json"})
        assert (answer.status_code, answer.content, titles(case)) == (204, b"", order)


def test_item_that_its_writer_emptied_is_taken_away(desk: Client, case: Case) -> None:
    uids = with_lessons(case, "A", "B")
    Page(desk, case, "lessons").fill(uids[0], title="", text="", lesson_kind="", speaker="").send()
    assert [part.uid for part in case_document(case).authored.of_kind("lesson")] == [uids[1]]
    assert Item.objects.get(uid=uids[0]).removed_at is not None


def test_item_without_words_that_still_says_something_stays(desk: Client, case: Case) -> None:
    city = case.partnership.cities.first()
    assert city
    uids = with_lessons(case, "A", "B")
    Page(desk, case, "lessons").fill(uids[0], title="", text="", cities=[city.slug]).send()
    assert [part.uid for part in case_document(case).authored.of_kind("lesson")] == uids


def test_item_emptied_in_one_language_stays_in_the_others(desk: Client, case: Case) -> None:
    uids = with_lessons(case, "A", "B")
    Page(desk, case, "lessons", language="pt").fill(uids[0], title="Um").send()
    Page(desk, case, "lessons").fill(uids[0], title="", text="").send()
    assert [part.uid for part in case_document(case).authored.of_kind("lesson")] == uids


def test_new_item_waits_for_its_first_words(desk: Client, case: Case) -> None:
    with_lessons(case, "A")
    new = uuid4()
    html = Page(desk, case, "lessons", new=str(new)).html
    assert re.findall(r'name="([^"]+)"[^>]*autofocus', html) == [f"{new}-title"]
    assert "autofocus" not in Page(desk, case, "lessons").html


def test_item_that_somebody_else_added_meanwhile_keeps_its_place(desk: Client, case: Case) -> None:
    first, _last = with_lessons(case, "A", "C")
    page = Page(desk, case, "lessons")
    new = uuid4()
    Page(desk, case, "lessons", new=str(new)).fill(new, title="B").send(f"up:{new}")
    page.fill(first, title="A, better").send()
    assert titles(case) == ["A, better", "B", "C"]


def test_links_are_made_where_they_are_thought_of(desk: Client, case: Case) -> None:
    page = Page(desk, case, "challenges")
    challenge = page.items[0]
    page.fill(challenge, title="Too little money").send()
    page = Page(desk, case, "lessons")
    lesson = page.items[0]
    page.fill(lesson, title="Start small", answers=[str(challenge)]).send()
    threads = case_document(case).authored.threads
    assert [(thread.item, thread.to, thread.kind) for thread in threads] == [(lesson, challenge, "answers")]


def test_comparison_has_a_side_for_each_city(desk: Client, case: Case) -> None:
    page = Page(desk, case, "comparison")
    tool = page.items[0]
    sides = [key.removesuffix("-lacks") for key in page.values if key.endswith("-lacks")]
    page.fill(tool, title="Budget").fill(sides[1], lacks="<p>Time</p>").send()
    document = case_document(case).authored
    (side,) = document.of_kind("side")
    assert (side.facts["tool"], side.text("lacks", "en")) == (str(tool), Written("<p>Time</p>"))
    second = case.partnership.participations.get(position=2).city.slug
    assert side.facts["city"] == second


def test_rich_text_is_cleaned_whatever_was_sent(desk: Client, case: Case) -> None:
    page = Page(desk, case, "start")
    evil = '<p onclick="x()">Kept<script>alert(1)</script> <a href="javascript:x()">so</a><img src=x></p>'
    page.fill(page.items[0], summary=evil).send()
    assert Text.objects.get(item__case=case, field="summary").value == "<p>Kept <a>so</a></p>"


def test_words_typed_without_an_editor_become_paragraphs(desk: Client, case: Case) -> None:
    page = Page(desk, case, "start")
    page.fill(page.items[0], summary="One & two.\r\n\r\nThree < four.").send()
    assert (
        Text.objects.get(item__case=case, field="summary").value
        == "<p>One &amp; two.</p><p>Three &lt; four.</p>"
    )


def test_nul_bytes_and_control_characters_are_cleaned_away(desk: Client, case: Case) -> None:
    page = Page(desk, case, "start")
    assert page.fill(page.items[0], title="A\x00 new\x07 title").send().status_code == 302
    assert titles(case, "narrative") == ["A new title"]


def test_field_with_an_error_leaves_the_others_saved(desk: Client, case: Case) -> None:
    page = Page(desk, case, "start")
    answer = page.fill(page.items[0], title="x" * 301, summary="<p>Good</p>").send()
    assert answer.status_code == 422
    assert "at most 300 characters, now 301" in answer.content.decode()
    assert "x" * 301 in answer.content.decode()
    assert titles(case, "narrative") == ["A title"]
    assert Text.objects.get(item__case=case, field="summary").value == "<p>Good</p>"


# Two people


def test_second_to_save_is_asked_and_nothing_is_lost(desk: Client, case: Case) -> None:
    mine, theirs = Page(desk, case, "start"), Page(desk, case, "start")
    item = mine.items[0]
    theirs.fill(item, title="Theirs").send()
    answer = mine.fill(item, title="Mine").send()
    html = answer.content.decode()
    assert (answer.status_code, titles(case, "narrative")) == (409, ["Theirs"])
    assert "Mine</del>" in html
    assert "Theirs</ins>" in html
    assert 'value="Mine"' in html


def test_choice_between_two_texts_is_carried_out(desk: Client, case: Case) -> None:
    for choice, outcome in (("theirs", "Theirs"), ("mine", "Mine")):
        mine, theirs = Page(desk, case, "start"), Page(desk, case, "start")
        item = mine.items[0]
        theirs.fill(item, title="Theirs").send()
        mine.fill(item, title="Mine").send()
        seen = digest("Theirs")
        mine.fill(item, **{"title-choice": "theirs" if choice == "theirs" else seen}).send()
        assert titles(case, "narrative") == [outcome]
        Page(desk, case, "start").fill(item, title="A title").send()


def test_two_people_in_different_fields_do_not_meet(desk: Client, case: Case) -> None:
    mine, theirs = Page(desk, case, "start"), Page(desk, case, "start")
    item = mine.items[0]
    theirs.fill(item, title="Theirs").send()
    assert mine.fill(item, summary="<p>Mine</p>").send().status_code == 302
    assert titles(case, "narrative") == ["Theirs"]


def test_different_languages_of_a_text_do_not_meet(desk: Client, case: Case) -> None:
    mine, theirs = Page(desk, case, "start", language="pt"), Page(desk, case, "start", language="fr")
    item = mine.items[0]
    theirs.fill(item, title="Un titre").send()
    assert mine.fill(item, title="Um título").send().status_code == 302


# Translating


def test_translation_names_the_words_it_was_made_from(desk: Client, case: Case) -> None:
    page = Page(desk, case, "start", language="pt")
    page.fill(page.items[0], title="Um título").send()
    assert Text.objects.get(item__case=case, language="pt").made_from == digest("A title")


def test_translation_of_words_that_changed_meanwhile_is_stale(desk: Client, case: Case) -> None:
    page = Page(desk, case, "start", language="pt")
    Page(desk, case, "start").fill(page.items[0], title="Another title").send()
    page.fill(page.items[0], title="Um título").send()
    assert Text.objects.get(item__case=case, language="pt").made_from == digest("A title")
    assert "The original changed since" in Page(desk, case, "start", language="pt").html


def test_item_is_called_as_in_the_original_while_it_is_translated(desk: Client, case: Case) -> None:
    page = Page(desk, case, "challenges")
    item = page.items[0]
    page.fill(item, title="A hall in ruins").send()
    Page(desk, case, "challenges", language="pt").fill(item, title="Uma sede em ruínas").send()
    html = Page(desk, case, "challenges", language="pt").html
    assert 'aria-label="A hall in ruins"' in html
    assert 'aria-label="Uma sede em ruínas"' not in html


def test_translator_confirms_that_a_text_still_fits(desk: Client, case: Case) -> None:
    page = Page(desk, case, "start", language="pt")
    item = page.items[0]
    page.fill(item, title="Um título").send()
    Page(desk, case, "start").fill(item, title="Another title").send()
    Page(desk, case, "start", language="pt").fill(item, **{"title-fits": "1"}).send()
    assert Text.objects.get(item__case=case, language="pt").made_from == digest("Another title")


# Who may not


def test_stranger_finds_nothing(case: Case, logged_in: Callable[[User], Client]) -> None:
    client = logged_in(make_user())
    for name in ("desk:case", "desk:preview", "desk:step", "desk:ready"):
        method = client.get if name in ("desk:case", "desk:preview") else client.post
        assert method(reverse(name, args=[case.uid])).status_code == 404
    assert client.get(reverse("desk:section", args=[case.uid, "start"])).status_code == 404


def test_item_of_another_case_is_not_touched(desk: Client, case: Case) -> None:
    lesson = make_lesson(title="Not yours")
    other = make_case(parts=(lesson,))
    page = Page(desk, case, "lessons")
    page.values["item"] = [str(lesson.uid)]
    page.fill(lesson.uid, title="Taken", loaded="").send()
    assert titles(other) == ["Not yours"]
    assert titles(case) == []
    page.send(f"remove:{lesson.uid}")
    assert Item.objects.get(uid=lesson.uid).removed_at is None


@pytest.mark.parametrize(
    "address", ["nosuch/", "start/?language=xx", "start/?language=%00", "start/?new=x&open=%00"]
)
def test_address_that_means_nothing_is_no_fault(desk: Client, case: Case, address: str) -> None:
    answer = desk.get(reverse("desk:case", args=[case.uid]) + address)
    assert answer.status_code == (200 if "new=" in address else 404)


def test_post_without_the_fields_changes_nothing(desk: Client, case: Case) -> None:
    before = case_document(case).authored
    address = reverse("desk:section", args=[case.uid, "start"])
    for sent in ({}, {"item": "nonsense"}, {"do": "remove:x"}, {"do": f"up:{uuid4()}"}, {"do": "restore:"}):
        assert desk.post(address, sent).status_code in (302, 404)
    assert case_document(case).authored == before


def test_draft_is_the_same_value_as_the_case_document(case: Case) -> None:
    uids = with_lessons(case, "A", "B")
    page = Part(uuid4(), "source", {"title": "A book", "address": "", "language": "", "read_on": None}, {})
    authored = case_document(case).authored
    apply_document(case, type(authored)(language="en", sdgs=(11,), parts=(*authored.parts, page)))
    assert open_draft(case).authored == case_document(case).authored
    assert {row.uid for row in open_draft(case).rows.values()} >= {*uids, page.uid}


def test_translator_sees_what_changed_in_the_original_since(desk: Client, case: Case, writer: User) -> None:
    page = Page(desk, case, "start", language="pt")
    item = page.items[0]
    page.fill(item, title="Um título").send()
    cut_revision(case, reason=Revision.Reason.SITTING, author=writer)
    Page(desk, case, "start").fill(item, title="A better title").send()
    shown = Page(desk, case, "start", language="pt").html
    assert "better</ins>" in shown
    assert "The original changed since this was translated." in shown
