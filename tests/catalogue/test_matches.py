"""What words match is kept and followed, and is always what asking anew would find."""

from random import Random

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from pyroaring import BitMap

from cases.catalogue import matches
from cases.catalogue.finding import CASES, LESSONS, Catalogue, Found
from cases.catalogue.snapshot import one_snapshot
from cases.workflow import withdraw
from tests.factories import make_administrator, make_case, make_lesson, publish_case

pytestmark = pytest.mark.django_db

WORDS = ("compost", "composting -market", "market compost", '"compost market"', "mayor", "nothing")


def found(catalogue: Catalogue, words: str) -> list[int]:
    query = QueryDict(mutable=True)
    query["q"] = words
    with one_snapshot():
        answer = Found(catalogue, query, "en")
        return answer.page(0, len(answer.ids))


def everything() -> dict[tuple[str, str], list[int]]:
    return {
        (catalogue.name, words): found(catalogue, words) for catalogue in (CASES, LESSONS) for words in WORDS
    }


def tell(random: Random) -> None:
    says = lambda: " ".join(random.choices(("compost", "market", "mayor", "river"), k=3))  # noqa: E731
    publish_case(make_case(title=says(), parts=(make_lesson(title=says()), make_lesson(title=says()))))


def test_matches_follow_whatever_is_published_and_withdrawn() -> None:
    random = Random(3)
    matches.forget()
    for number in range(8):
        tell(random)
        if number % 3 == 2:
            listing = random.choice(list(CASES.rows.objects.all()))
            withdraw(listing.case, by=make_administrator(), reason="")
        followed = everything()
        matches.forget()
        assert followed == everything()
    assert {name for name, rows in followed.items() if rows} > {("cases", "compost"), ("lessons", "mayor")}


def test_after_a_publication_only_what_changed_is_asked() -> None:
    random = Random(3)
    tell(random)
    found(CASES, "compost")
    tell(random)
    with CaptureQueriesContext(connection) as asked:
        found(CASES, "compost")
    searched = [query["sql"] for query in asked if "@@" in query["sql"]]
    assert (len(searched) > 0, [sql for sql in searched if "listing_id = ANY" not in sql]) == (True, [])


def test_what_matched_is_not_asked_again() -> None:
    tell(Random(3))
    found(CASES, "compost")
    with CaptureQueriesContext(connection) as asked:
        found(CASES, "compost")
    assert [query["sql"] for query in asked if "@@" in query["sql"]] == []


def test_an_older_match_never_takes_the_place_of_a_newer_one() -> None:
    matches.forget()
    matches.keep("name", 2, BitMap([2]))
    matches.keep("name", 1, BitMap([1]))
    assert matches._kept["name"] == (2, BitMap([2]))
    matches.forget()
