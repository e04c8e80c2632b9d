"""Queries over the sample library, each with what it must find and must not find."""

from pathlib import Path

import pytest
from django.http import QueryDict

from cases.catalogue import finding
from cases.catalogue.finding import Catalogue, Found
from cases.interchange.plans import steady_uid
from cases.models import ListingLesson

from .judgements import CASES, LESSONS, Judged

pytestmark = pytest.mark.django_db


def asked(catalogue: Catalogue, judged: Judged) -> Found:
    query = QueryDict(mutable=True)
    query["q"] = judged.query
    return Found(catalogue, query, judged.language)


def held(judged: Judged, found: list[str]) -> None:
    """Nothing is missing, nothing is there that should not be, and what was judged best comes first."""
    unwanted = set(found) - set(judged.finds) if judged.only else set(found) & set(judged.never)
    missing = set(judged.finds) - set(found)
    first = found[0] if found and judged.first else judged.first
    assert (missing, unwanted, first) == (set(), set(), judged.first), found


def name_of(lesson: ListingLesson) -> str:
    """What the judgements call a lesson; another one by its title."""
    for name in {name for judged in LESSONS for name in (*judged.finds, *judged.never)}:
        case, key = name.split("/")
        if lesson.uid == steady_uid("case", case, "lesson", key):
            return name
    return lesson.texts.all()[0].title


def query_of(judged: Judged) -> str:
    return f"{judged.query}-{judged.language}"


@pytest.mark.parametrize("judged", CASES, ids=query_of)
def test_a_query_finds_the_cases_that_it_should(sample: Path, judged: Judged) -> None:
    found = asked(finding.CASES, judged)
    held(judged, [row.slug for row in found.rows])
    assert (found.search.guess if found.search else "") == judged.guess


@pytest.mark.parametrize("judged", LESSONS, ids=query_of)
def test_a_query_finds_the_lessons_that_it_should(sample: Path, judged: Judged) -> None:
    held(judged, [name_of(row) for row in asked(finding.LESSONS, judged).rows])


def test_no_query_is_judged_twice() -> None:
    for judged in (CASES, LESSONS):
        assert len({query_of(each) for each in judged}) == len(judged)
