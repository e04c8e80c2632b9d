"""Saving while somebody writes: a few fields at a time, by the same rules as the button."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cases.document import Written, apply_document, case_document
from cases.models import Case, Item, Text, digest
from peerlearn.editing.conflicts import mark
from tests.factories import make_case, make_lesson

from .pages import Page

pytestmark = pytest.mark.django_db
MOST_QUERIES = 12


def autosave(client: Client, case: Case, section: str, values: dict[str, Any], language: str = "") -> Any:
    address = reverse(
        "desk:autosave", args=[case.uid, section], query={"language": language} if language else None
    )
    answer = client.post(address, values)
    assert answer.status_code == 200
    return answer.json()["items"]


def part(item: UUID | str, before: dict[str, Any], **after: Any) -> dict[str, Any]:
    """What the script sends: the fields that changed, with the marks of what was there before."""
    marks = {name: mark(before.get(name, "")) for name in after}
    return {f"{item}-loaded": urlencode(marks), "item": str(item)} | {
        f"{item}-{name}": v for name, v in after.items()
    }


def narrative(case: Case) -> Item:
    return Item.objects.get(case=case, kind="narrative")


def with_lessons(case: Case, number: int) -> list[UUID]:
    lessons = tuple(make_lesson(title=f"Lesson {place}") for place in range(number))
    authored = case_document(case).authored
    apply_document(case, type(authored)(language="en", parts=(*authored.parts, *lessons)))
    return [lesson.uid for lesson in lessons]


def test_field_is_saved_and_its_new_mark_answered(desk: Client, case: Case) -> None:
    uid = narrative(case).uid
    answer = autosave(desk, case, "start", part(uid, {"title": "A title"}, title="A better title"))
    assert answer[str(uid)] == {
        "loaded": f"title={mark('A better title')}",
        "saved": ["title"],
        "errors": {},
        "conflicts": {},
    }
    assert Text.objects.get(item__uid=uid, field="title").value == "A better title"


def test_fields_that_were_not_sent_stay(desk: Client, case: Case) -> None:
    (lesson,) = with_lessons(case, 1)
    autosave(desk, case, "lessons", part(lesson, {"text": ""}, text="<p>Why</p>"))
    (kept,) = case_document(case).authored.of_kind("lesson")
    assert (kept.text("title", "en"), kept.text("text", "en")) == (Written("Lesson 0"), Written("<p>Why</p>"))


def test_new_item_is_made_at_the_end_and_the_order_stays(desk: Client, case: Case) -> None:
    lessons, new = with_lessons(case, 3), uuid4()
    autosave(desk, case, "lessons", part(new, {}, title="New"))
    assert [each.uid for each in case_document(case).authored.of_kind("lesson")] == [*lessons, new]


def test_boxes_are_saved_by_themselves(desk: Client, case: Case) -> None:
    city = case.partnership.cities.all()[0].slug
    (lesson,) = with_lessons(case, 1)
    autosave(desk, case, "lessons", part(lesson, {"cities": ()}, cities=[city]))
    (kept,) = case_document(case).authored.of_kind("lesson")
    assert (kept.facts["cities"], kept.text("title", "en")) == ((city,), Written("Lesson 0"))
    emptied = part(lesson, {"cities": (city,)}, cities=[])
    autosave(desk, case, "lessons", emptied)
    assert case_document(case).authored.of_kind("lesson")[0].facts["cities"] == ()


def test_side_of_a_comparison_that_is_new_brings_the_comparison(desk: Client, case: Case) -> None:
    page = Page(desk, case, "comparison")
    tool = page.items[0]
    side = next(key.removesuffix("-lacks") for key in page.values if key.endswith("-lacks"))
    autosave(desk, case, "comparison", part(side, {}, lacks="<p>Time</p>") | {"item": str(tool)})
    (kept,) = case_document(case).authored.of_kind("side")
    assert (kept.facts["tool"], kept.text("lacks", "en")) == (str(tool), Written("<p>Time</p>"))


def test_second_to_save_is_asked_and_nothing_is_overwritten(desk: Client, case: Case) -> None:
    uid = narrative(case).uid
    autosave(desk, case, "start", part(uid, {"title": "A title"}, title="Theirs"))
    answer = autosave(desk, case, "start", part(uid, {"title": "A title"}, title="Mine"))
    assert "Theirs" in answer[str(uid)]["conflicts"]["title"]
    assert Text.objects.get(item__uid=uid, field="title").value == "Theirs"


def test_error_is_said_and_the_stored_words_stay(desk: Client, case: Case) -> None:
    uid = narrative(case).uid
    answer = autosave(desk, case, "start", part(uid, {"title": "A title"}, title="x" * 301))
    assert "at most 300 characters" in answer[str(uid)]["errors"]["title"]
    assert Text.objects.get(item__uid=uid, field="title").value == "A title"


def test_translation_names_the_words_it_was_made_from(desk: Client, case: Case) -> None:
    uid = narrative(case).uid
    sources = {f"{uid}-sources": urlencode({"title": digest("A title")})}
    autosave(desk, case, "start", part(uid, {}, title="Um título") | sources, language="pt")
    text = Text.objects.get(item__uid=uid, language="pt")
    assert (text.value, text.made_from) == ("Um título", digest("A title"))


def test_scripts_are_cleaned_away(desk: Client, case: Case) -> None:
    uid = narrative(case).uid
    autosave(desk, case, "start", part(uid, {}, summary="<p onclick=x()>Kept<script>x()</script></p>"))
    assert Text.objects.get(item__uid=uid, field="summary").value == "<p>Kept</p>"


def test_words_about_a_picture_wait_for_the_picture(desk: Client, case: Case) -> None:
    new = uuid4()
    answer = autosave(desk, case, "pictures", part(new, {}, alternative="A map"))
    assert (answer[str(new)]["saved"], list(answer[str(new)]["errors"])) == ([], ["picture"])
    assert case_document(case).authored.of_kind("illustration") == ()


def test_item_of_another_case_is_not_touched(desk: Client, case: Case) -> None:
    lesson = make_lesson(title="Not yours")
    other = make_case(parts=(lesson,))
    autosave(desk, case, "lessons", part(lesson.uid, {"title": "Not yours"}, title="Taken"))
    assert case_document(other).authored.of_kind("lesson")[0].text("title", "en") == Written("Not yours")
    assert case_document(case).authored.of_kind("lesson") == ()


@pytest.mark.parametrize(
    "values", [{}, {"x-loaded": "title=1"}, {"-loaded": ""}, {"item": "x"}, {"case-loaded": "themes=x"}]
)
def test_nonsense_changes_nothing(desk: Client, case: Case, values: dict[str, str]) -> None:
    before = case_document(case).authored
    autosave(desk, case, "start", values)
    assert case_document(case).authored == before


def test_saving_in_a_case_of_thirty_lessons_takes_few_queries(desk: Client, case: Case) -> None:
    lesson = with_lessons(case, 30)[7]
    with CaptureQueriesContext(connection) as captured:
        autosave(desk, case, "lessons", part(lesson, {"text": ""}, text="<p>Why</p>"))
    assert len(captured) <= MOST_QUERIES


def test_writing_on_takes_as_few_queries_once_the_sitting_has_begun(desk: Client, case: Case) -> None:
    lesson = with_lessons(case, 30)[7]
    autosave(desk, case, "lessons", part(lesson, {"text": ""}, text="<p>Why</p>"))
    with CaptureQueriesContext(connection) as captured:
        autosave(desk, case, "lessons", part(lesson, {"text": "<p>Why</p>"}, text="<p>Why not</p>"))
    assert (len(captured) <= MOST_QUERIES, case.revisions.count()) == (True, 0)
