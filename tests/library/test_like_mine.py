"""Cities like mine: who is found, in which order, and the reason given."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from partnerships.models import City, Partnership, Theme
from partnerships.regions import CONTINENTS, countries_of, neighbours, region_name
from peerlearn import kept
from tests.factories import make_case, make_city, make_partnership, make_theme, publish_case

pytestmark = pytest.mark.django_db
SOURCE = {"population_year": 2017, "population_source": "Census"}


def tell(slug: str, *, country: str, people: int, themes: tuple[str, ...] = (), name: str = "") -> City:
    """A published case of one city and a partner that nobody is like."""
    city = make_city(slug=slug, name=name or slug.title(), country=country, population=people, **SOURCE)
    partnership = make_partnership(cities=(make_city(country="IS"), city))
    publish_case(make_case(slug=f"case-{slug}", partnership=partnership, themes=themes))
    return city


@pytest.fixture
def three() -> None:
    make_theme(slug="cadastre", name="Cadastre", parent=make_theme(slug="land", name="Land"))
    tell("beira", country="MZ", people=530_000, themes=("cadastre",))
    tell("lilongwe", country="MW", people=980_000)
    tell("nampula", country="MZ", people=650_000, themes=("cadastre",))
    tell("recife", country="BR", people=1_600_000, themes=("cadastre",))


def found(client: Client, query: str) -> dict[str, list[str]]:
    asked = client.get(f"/en/cities/like-mine/?{query}").context["asked"]
    return {each.card.slug: each.reasons for each in asked.alike}


@pytest.mark.usefixtures("three")
def test_cases_of_cities_like_one_come_with_their_reasons(client: Client) -> None:
    reasons = found(client, "city=beira")
    assert list(reasons.items()) == [
        ("case-nampula", ["also in Mozambique", "Nampula: about the size of Beira", "shares: Cadastre"]),
        ("case-lilongwe", ["also in Eastern Africa", "Lilongwe: about the size of Beira"]),
        ("case-recife", ["shares: Cadastre"]),
    ]


@pytest.mark.usefixtures("three")
def test_case_without_anything_alike_is_not_there(client: Client) -> None:
    assert list(found(client, "country=BR")) == ["case-recife"]
    assert found(client, "country=NZ") == {}


@pytest.mark.usefixtures("three")
def test_what_is_said_goes_before_what_is_known_of_the_city(client: Client) -> None:
    assert found(client, "city=beira&country=BR&size=very-large") == {
        "case-recife": ["also in Brazil", "Recife: over 1 million people", "shares: Cadastre"],
        "case-nampula": ["shares: Cadastre"],
    }


@pytest.mark.usefixtures("three")
@pytest.mark.parametrize("name", ["Beira", "beira", "bei", "BÉIRA"])
def test_city_is_found_by_its_name(client: Client, name: str) -> None:
    asked = client.get("/en/cities/like-mine/", {"named": name}).context["asked"]
    assert asked.city == City.objects.get(slug="beira")


def test_name_of_several_cities_is_a_choice(client: Client) -> None:
    tell("saint-louis-sn", country="SN", people=250_000, name="Saint-Louis")
    tell("saint-louis-us", country="US", people=300_000, name="Saint-Louis")
    page = client.get("/en/cities/like-mine/?named=saint")
    assert [city.slug for city in page.context["asked"].choices] == ["saint-louis-sn", "saint-louis-us"]
    assert 'href="?city=saint-louis-sn"' in page.content.decode()


def test_city_of_nothing_public_is_not_named(client: Client) -> None:
    city = make_city(slug="secret", name="Secret Town")
    make_partnership(cities=(city, make_city()), is_public=False)
    for query in ("city=secret", "named=secret"):
        page = client.get(f"/en/cities/like-mine/?{query}")
        assert (page.context["asked"].city, page.context["asked"].choices) == (None, [])
        assert "Secret Town" not in page.content.decode()
    Partnership.objects.update(is_public=True)
    assert "Secret Town" in client.get("/en/cities/like-mine/?city=secret").content.decode()


@pytest.mark.usefixtures("three")
@pytest.mark.parametrize(
    "query",
    [
        "city=%00",
        "country=XX&size=huge&theme=none",
        "named=%00%FF",
        "named=" + "x" * 5000,
        "city=" + "é" * 500,
    ],
)
def test_what_is_not_known_is_left_out(client: Client, query: str) -> None:
    page = client.get(f"/en/cities/like-mine/?{query}")
    assert (page.status_code, page.context["asked"].alike) == (200, [])


@pytest.mark.usefixtures("three")
def test_page_costs_the_same_however_many_cases(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client.get("/en/cities/like-mine/?city=beira")
    kept.forget()
    with django_assert_num_queries(7):
        client.get("/en/cities/like-mine/?city=beira")
    tell("tete", country="MZ", people=300_000, themes=("cadastre",))
    client.get("/en/")  # the first page after a publication brings the index up to date
    kept.forget()
    with django_assert_num_queries(7):
        client.get("/en/cities/like-mine/?city=beira")


def test_every_region_lies_on_a_continent() -> None:
    assert (region_name("MZ"), region_name("XX")) == ("Eastern Africa", "")
    assert "MZ" in neighbours("MW")
    assert {continent: bool(countries_of(continent)) for continent in CONTINENTS} == dict.fromkeys(
        CONTINENTS, True
    )
    assert sum(len(countries_of(continent)) for continent in CONTINENTS) == 249


def test_home_and_city_lead_to_cities_like_it(client: Client) -> None:
    tell("beira", country="MZ", people=530_000)
    assert 'href="/en/cities/like-mine/"' in client.get("/en/").content.decode()
    assert 'href="/en/cities/like-mine/?city=beira"' in client.get("/en/cities/beira/").content.decode()
    assert Theme.objects.count() == 0  # and without any theme the page stands
    assert client.get("/en/cities/like-mine/").status_code == 200
