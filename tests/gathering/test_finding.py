"""Which cases an address of the library leads to."""

from collections.abc import Callable

import pytest

from cases.desk.gathering.finding import NothingThere, cases_at
from cases.models import Edition
from cases.workflow import withdraw
from tests.factories import make_administrator, make_case
from tests.library.conftest import publish as publish  # the small world, as a fixture

pytestmark = pytest.mark.django_db
type Publish = Callable[[int], Edition]


@pytest.mark.parametrize(
    "address",
    [
        "http://localhost:8000/en/cases/?theme=waste",
        "/pt/cases/?q=number&sort=title",
        "/es/themes/waste/",
        "/en/programmes/programme/",
        "/en/organisations/network/",
        "/en/lessons/?theme=waste",
        "/en/reading-list/?case=case-1&case=case-2",
        "  /en/reading-list/?case=case-1&case=nothing&case=case-2&case=case-1 ",
    ],
)
def test_address_finds_its_cases(publish: Publish, address: str) -> None:
    editions = [publish(1), publish(2)]
    assert sorted(cases_at(address)) == sorted(edition.case_id for edition in editions)


@pytest.mark.parametrize(
    "address",
    ["/en/cases/case-2/", "/en/cases/case-2/v1/", "/en/cities/alpha-2/", "/en/partnerships/pair-2/"],
)
def test_address_of_one_case_finds_it_alone(publish: Publish, address: str) -> None:
    publish(1)
    wanted = publish(2)
    assert cases_at(address) == [wanted.case_id]


def test_reading_list_keeps_its_order_and_gives_the_cases_of_its_lessons(publish: Publish) -> None:
    first, second, third = publish(1), publish(2), publish(3)
    lesson = second.listing.lessons.get().uid
    found = cases_at(f"/en/reading-list/?case=case-3&lesson={lesson}&case=case-1&case=case-2")
    assert found == [third.case_id, second.case_id, first.case_id]


def test_case_that_is_not_public_is_not_found(publish: Publish) -> None:
    make_case(slug="at-work")
    gone = publish(1)
    withdraw(gone.case, by=make_administrator(), reason="test")
    for slug in ("at-work", gone.case.slug):
        with pytest.raises(NothingThere, match=r"^No case is found there\.$"):
            cases_at(f"/en/cases/{slug}/")


@pytest.mark.parametrize(
    "address",
    [
        "",
        "nonsense",
        "https://",
        "https://elsewhere.example/en/cases/",
        "//[",
        "/en/nosuch/",
        "/xx/cases/",
        "javascript:alert(1)",
        "/en/cases/\0/",
    ],
)
def test_what_is_no_address_is_said(publish: Publish, address: str) -> None:
    with pytest.raises(NothingThere, match=r"^This is no address of a page of this library\.$"):
        cases_at(address)


@pytest.mark.parametrize("address", ["/en/about/", "/en/desk/", "/en/"])
def test_page_that_lists_no_cases_is_said(publish: Publish, address: str) -> None:
    with pytest.raises(NothingThere, match=r"^This page is no list of cases\."):
        cases_at(address)
