"""Results on a map: what is drawn, what is listed below it, and the parts of the world."""

import gzip
import re
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from cases.library.cards import CardCity
from cases.library.finding import mapping
from cases.library.maps import FRAMES, map_of_arcs
from partnerships.regions import CONTINENTS
from tests.factories import make_case, make_city, make_partnership, make_theme, publish_case

pytestmark = pytest.mark.django_db
PLACES = {"BR": (-23.5, -46.5), "MZ": (-15.1, 39.3), "FR": (45.8, 4.8), "CM": (5.4, 10.1)}


def tell(slug: str, one: str, other: str, *, themes: tuple[str, ...] = ()) -> None:
    cities = tuple(
        make_city(name=f"{country} of {slug}", country=country, latitude=at[0], longitude=at[1])
        for country in (one, other)
        for at in [PLACES[country]]
    )
    publish_case(make_case(slug=slug, partnership=make_partnership(cities=cities), themes=themes))


@pytest.fixture
def three() -> None:
    make_theme(slug="waste", name="Waste")
    tell("south", "BR", "MZ")
    tell("across", "FR", "BR")
    tell("waste", "FR", "CM", themes=("waste",))


def drawn(page: Any) -> set[str]:
    """The cases whose arcs are on the map."""
    svg = re.search(r"<svg[^>]*arcs-map.*?</svg>", page.content.decode(), re.DOTALL)
    return set(re.findall(r'href="/en/cases/([\w-]+)/"', svg[0])) if svg else set()


def listed(page: Any) -> set[str]:
    return {card.slug for card in page.context["mapped"].cards}


@pytest.mark.usefixtures("three")
@pytest.mark.parametrize(
    ("query", "cases"),
    [
        ("", {"south", "across", "waste"}),
        ("&theme=waste", {"waste"}),
        ("&country=BR", {"south", "across"}),
        ("&at=africa", {"south", "waste"}),
        ("&at=europe&theme=waste", {"waste"}),
        ("&at=nowhere", {"south", "across", "waste"}),
    ],
)
def test_map_shows_what_the_list_below_it_tells(client: Client, query: str, cases: set[str]) -> None:
    page = client.get(f"/en/cases/?view=map{query}")
    assert drawn(page) == listed(page) == cases


@pytest.mark.usefixtures("three")
def test_part_of_the_world_without_a_case_says_so(client: Client) -> None:
    page = client.get("/en/cases/?view=map&at=oceania")
    assert drawn(page) == set()
    assert "None of the cases found has a city here: Oceania." in page.content.decode()


@pytest.mark.usefixtures("three")
def test_list_has_no_map_and_leads_to_it(client: Client) -> None:
    page = client.get("/en/cases/?theme=waste")
    assert drawn(page) == set()
    assert 'href="/en/cases/?theme=waste&amp;view=map"' in page.content.decode()


@pytest.mark.usefixtures("three")
def test_who_looks_at_the_map_stays_there(client: Client) -> None:
    page = client.get("/en/cases/?theme=waste&view=map").content.decode()
    assert '<input type="hidden" name="view" value="map">' in page
    assert 'href="/en/cases/?view=map"' in page  # the chip that drops the theme
    assert 'href="/en/cases/?theme=waste"' in page  # back to the list
    assert 'href="/en/cases/?theme=waste&amp;view=map&amp;at=africa"' in page


@pytest.mark.usefixtures("three")
def test_too_many_arcs_are_cut_and_said(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mapping, "MOST_ARCS", 2)
    page = client.get("/en/cases/?view=map")
    assert len(drawn(page)) == len(listed(page)) == 2
    assert "The first 2 of 3 cases" in page.content.decode()


def test_nothing_found_has_no_map(client: Client) -> None:
    page = client.get("/en/cases/?view=map&q=nothing")
    assert (page.status_code, drawn(page)) == (200, set())


@pytest.mark.usefixtures("three")
def test_map_costs_the_same_however_many_cases(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client.get("/en/cases/?view=map&at=africa")
    with django_assert_num_queries(6):
        client.get("/en/cases/?view=map&at=africa")
    tell("more", "FR", "MZ")
    tell("again", "BR", "CM")
    client.get("/en/cases/?view=map&at=africa")  # the index follows what was published
    with django_assert_num_queries(6):
        client.get("/en/cases/?view=map&at=africa")


def test_every_continent_can_be_looked_at() -> None:
    assert set(FRAMES) == set(CONTINENTS)


@pytest.mark.parametrize("part", ["", *FRAMES])
def test_map_of_as_many_arcs_as_it_takes_is_light(part: str) -> None:
    def city(number: int, colour: int) -> CardCity:
        return CardCity(
            f"c{number}", f"City {number}", "", colour, number * 37 % 90 - 40, number * 61 % 300 - 150
        )

    pairs = [((city(n, 1), city(n + 500, 2)), f"/en/cases/the-name-of-a-case-{n}/") for n in range(400)]
    assert len(gzip.compress(map_of_arcs(pairs, part=part).encode())) < 30 * 1024
