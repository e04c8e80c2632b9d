"""The order of titles that is kept, against sorting all of them."""

from collections.abc import Iterator
from random import Random

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cases.catalogue import index, titles
from cases.catalogue.listing import rebuild_listing
from cases.catalogue.titles import all_by_title, by_title
from cases.models import Case, Edition, Listing
from cases.workflow import withdraw
from tests.factories import make_administrator, make_case, publish_case


@pytest.fixture(autouse=True)
def forgotten(db: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(titles, "FEW", 0)
    index.forget()
    titles.forget()
    yield
    index.forget()
    titles.forget()


def tell(title: str) -> Edition:
    case = make_case(title=title)
    return publish_case(case)


def sorted_anew(language: str = "en") -> list[int]:
    return titles._sorted(index.current().cases.everything, language)


def slugs(language: str = "en") -> list[str]:
    everything = index.current().cases.everything
    ids = by_title(everything, language, 0, len(everything))
    named = dict(Listing.objects.values_list("pk", "texts__title"))
    return [named[row] for row in ids]


def test_titles_stand_in_their_order() -> None:
    for title in ("Zebra", "éclair", "Eclipse", "apple"):
        tell(title)
    assert slugs() == ["apple", "éclair", "Eclipse", "Zebra"]


def test_a_page_is_a_part_of_what_is_asked_for() -> None:
    for title in ("d", "a", "c", "b", "e"):
        tell(title)
    whole = sorted_anew()
    some = index.current().cases.everything - type(index.current().cases.everything)([whole[1]])
    assert by_title(some, "en", 1, 3) == [whole[2], whole[3]]


def test_the_order_follows_whatever_is_published_and_withdrawn() -> None:
    random = Random(7)
    cases = [tell(random.choice("abc") + str(number)).case for number in range(6)]
    before = list(all_by_title("en"))
    for number in range(12):
        case = random.choice(cases)
        if number % 4 == 3:
            withdraw(case, by=make_administrator(), reason="")
        elif number % 4 == 1:
            tell(random.choice("abc") + "-new")
        else:
            rebuild_listing(Case.objects.get(pk=case.pk).pk)
        assert list(all_by_title("en")) == sorted_anew()
    assert before != list(all_by_title("en"))


def test_one_publication_costs_a_few_comparisons_and_no_pass_over_all() -> None:
    for number in range(9):
        tell(f"Title {number}")
    all_by_title("en")
    tell("Title 4 and more")
    index.current()
    with CaptureQueriesContext(connection) as asked:
        all_by_title("en")
    compared = [query for query in asked if "row.id IN (" in query["sql"]]
    assert (1 <= len(compared) <= 4, [q for q in asked if "string_agg" in q["sql"]]) == (True, [])


def test_what_is_known_is_not_asked_again() -> None:
    tell("One")
    all_by_title("en")
    index.current()
    with CaptureQueriesContext(connection) as asked:
        all_by_title("en")
    assert [query for query in asked if "sort_key" in query["sql"]] == []
