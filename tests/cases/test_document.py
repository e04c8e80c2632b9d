"""The case document: rows to a value and back without loss."""

from uuid import uuid4

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings

from cases.document import Authored, DocumentError, Part, Written, apply_document, case_document
from cases.models import Case, Item, Text
from tests.factories import make_case, make_city, make_lesson, make_organisation, make_theme

from . import documents

pytestmark = pytest.mark.django_db


@pytest.fixture
def case() -> Case:
    for slug in documents.CITIES:
        make_city(slug=slug)
    for slug in documents.THEMES:
        make_theme(slug=slug)
    for slug in documents.ORGANISATIONS:
        make_organisation(slug=slug)
    return make_case()


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(authored=documents.authored())
def test_document_applied_and_read_is_the_same(case: Case, authored: Authored) -> None:
    with transaction.atomic():  # an example starts from the same rows, whatever the last one wrote
        apply_document(case, authored)
        assert case_document(case).authored == authored
        transaction.set_rollback(True)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(authored=documents.authored())
def test_document_through_json_is_the_same(authored: Authored) -> None:
    assert Authored.from_json(authored.to_json()) == authored


def test_item_that_left_the_document_goes_to_the_bin() -> None:
    lesson = make_lesson()
    case = make_case(parts=(lesson,))
    document = case_document(case).authored
    apply_document(case, document.without(frozenset({lesson.uid})))
    assert Item.objects.get(uid=lesson.uid).removed_at is not None


def test_item_that_comes_back_keeps_its_row() -> None:
    lesson = make_lesson()
    case = make_case(parts=(lesson,))
    document = case_document(case).authored
    row = Item.objects.get(uid=lesson.uid).pk
    apply_document(case, document.without(frozenset({lesson.uid})))
    apply_document(case, document)
    assert (Item.objects.get(uid=lesson.uid).pk, case_document(case).authored) == (row, document)


def test_script_in_a_document_is_removed() -> None:
    context = Part(
        uuid4(),
        "context",
        {"city": make_city().slug},
        {"text": {"en": Written("<p>A<script>x()</script></p>")}},
    )
    case = make_case(parts=(context,))
    assert Text.objects.get(item__uid=context.uid).value == "<p>A</p>"
    assert case_document(case).authored.of_kind("context")[0].text("text", "en") == Written("<p>A</p>")


def test_items_of_another_case_are_refused() -> None:
    lesson = make_lesson()
    make_case(parts=(lesson,))
    case = make_case()
    before = case_document(case).authored
    with pytest.raises(DocumentError, match="another case"):
        apply_document(case, Authored(language="en", parts=(lesson,)))
    assert case_document(case).authored == before


def test_unknown_city_is_refused_with_nothing_changed() -> None:
    case = make_case(title="Before")
    context = Part(uuid4(), "context", {"city": "atlantis"}, {})
    before = case_document(case).authored
    with pytest.raises(DocumentError, match="atlantis"):
        apply_document(case, Authored(language="en", parts=(context,)))
    assert case_document(case).authored == before


def test_malformed_json_is_refused() -> None:
    with pytest.raises(DocumentError, match="Schema"):
        Authored.from_json({"schema": 99})
    with pytest.raises(DocumentError, match="not well formed"):
        Authored.from_json({"schema": 1, "language": "en"})


@pytest.mark.parametrize("lessons", [1, 3, 30])
def test_reading_takes_the_same_queries_whatever_the_number_of_items(
    lessons: int, django_assert_max_num_queries: object
) -> None:
    case = make_case(parts=tuple(make_lesson(title=f"Lesson {n}") for n in range(lessons)))
    with django_assert_max_num_queries(24):  # type: ignore[operator]
        case_document(case)
