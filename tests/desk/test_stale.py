"""What became stale, on the first page of the desk."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cases.desk.past.bin import delete_case, remove_item
from cases.desk.tending.staleness import REVIEW_LASTS, what_became_stale
from cases.document import Part, Written, apply_document, case_document
from cases.models import Case, SourceAddress, digest
from cases.workflow import submit, withdraw
from partnerships.models import Organisation
from peerlearn.accounts.models import User
from tests.factories import make_case, make_lesson, make_partnership, publish_case, translated

pytestmark = pytest.mark.django_db


def add(case: Case, *parts: Part) -> None:
    authored = case_document(case).authored
    apply_document(case, replace(authored, parts=(*authored.parts, *parts)))


def stale_lesson(**languages: str) -> Part:
    """A lesson whose translations were made from other words."""
    others = {code: Written(words, digest("Other words")) for code, words in languages.items()}
    return replace(make_lesson(), texts={"title": {"en": Written("These words"), **others}})


def found(user: User, *, later: timedelta = timedelta()) -> list[tuple[str, object]]:
    stale = what_became_stale(user, now=timezone.now() + later)
    return [(each.title, each.translations or each.reviewed_at or each.dead) for each in stale]


def test_translation_made_from_other_words_is_stale(case: Case, writer: User) -> None:
    add(case, stale_lesson(pt="Um", fr="Une"), stale_lesson(pt="Dois"))
    assert found(writer) == [("A title", [("fr", "Français", 1), ("pt", "Português", 2)])]


def test_translation_made_from_these_words_is_not(case: Case, writer: User) -> None:
    words = "São “quoted” — 20 % & more"
    add(case, replace(make_lesson(), texts=translated(words, "Outra")))
    assert found(writer) == []


def test_translation_that_names_no_original_is_not(case: Case, writer: User) -> None:
    add(case, replace(make_lesson(), texts={"title": {"en": Written("A"), "pt": Written("B")}}))
    assert found(writer) == []


def test_translation_in_the_bin_is_not(case: Case, writer: User) -> None:
    lesson = stale_lesson(pt="Um")
    add(case, lesson)
    remove_item(case, lesson.uid, by=writer)
    assert found(writer) == []


def test_side_in_the_bin_with_its_comparison_is_not(case: Case, writer: User) -> None:
    tool = Part(uuid4(), "comparison", {}, {"title": {"en": Written("Budget")}})
    city = case.partnership.cities.all()[0].slug
    texts = {"lacks": {"en": Written("Time"), "pt": Written("Tempo", digest("Money"))}}
    add(case, tool, Part(uuid4(), "side", {"tool": str(tool.uid), "city": city}, texts))
    assert len(found(writer)) == 1
    remove_item(case, tool.uid, by=writer)
    assert found(writer) == []


def test_case_is_to_be_read_again_after_two_years(case: Case, writer: User) -> None:
    edition = publish_case(case)
    assert found(writer, later=REVIEW_LASTS - timedelta(days=1)) == []
    assert found(writer, later=REVIEW_LASTS + timedelta(days=1)) == [("A title", edition.approved_at)]


def test_case_that_lies_with_an_editor_is_not_asked_for_again(case: Case, writer: User) -> None:
    publish_case(case)
    submit(case, by=writer)
    assert found(writer, later=REVIEW_LASTS + timedelta(days=1)) == []


def test_case_that_is_not_public_is_not_reviewed_again(case: Case, writer: User, editor: User) -> None:
    assert found(writer, later=REVIEW_LASTS * 2) == []
    publish_case(case)
    withdraw(case, by=editor, reason="")
    assert found(writer, later=REVIEW_LASTS * 2) == []


def test_cases_of_others_and_deleted_ones_are_left_out(case: Case, writer: User) -> None:
    other = make_case(title="Not mine")
    add(other, stale_lesson(pt="Um"))
    add(case, stale_lesson(pt="Um"))
    assert [title for title, _what in found(writer)] == ["A title"]
    delete_case(case, by=writer)
    assert found(writer) == []


def test_home_says_what_became_stale(desk: Client, case: Case) -> None:
    assert "What became stale" not in desk.get(reverse("desk:home")).content.decode()
    add(case, stale_lesson(pt="Um"))
    shown = " ".join(desk.get(reverse("desk:home")).content.decode().split())
    assert "What became stale" in shown
    assert "the original of 1 text has changed" in shown


def test_home_asks_the_same_queries_for_any_number(desk: Client, association: Organisation) -> None:
    address = "https://gone.example/"
    facts = {"title": "A source", "address": address, "language": "", "read_on": None}
    now = timezone.now()
    SourceAddress.objects.create(
        address=address, checked_at=now, failure="gone", failures=3, failing_since=now
    )
    counts: list[int] = []
    for number in (1, 2):
        for _case in range(number):
            place = make_partnership(organisation=association)
            case = make_case(owner=association, partnership=place)
            add(case, stale_lesson(pt="Um"), Part(uuid4(), "source", facts))
            publish_case(case)
        with CaptureQueriesContext(connection) as captured:
            desk.get(reverse("desk:home"))
        counts.append(len(captured))
    assert counts[0] == counts[1]
