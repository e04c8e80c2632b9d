"""Facets: alternatives within, narrowing between, and counts that are exact, always."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import pytest
from django.http import QueryDict
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cases.catalogue.asking import read
from cases.catalogue.changes import record_everything
from cases.catalogue.facets import Choice, nested
from cases.catalogue.finding import CASES, LESSONS, Found
from cases.catalogue.periods import periods, said
from cases.models import Listing
from partnerships.models import Theme
from tests.factories import (
    make_case,
    make_city,
    make_lesson,
    make_organisation,
    make_partnership,
    make_theme,
    publish_case,
)

from .test_pages import Publish

FACETS = {
    "theme": ("themes", ("waste", "budget", "land")),
    "country": ("countries", ("BR", "MZ", "PT")),
    "sdg": ("sdgs", ("6", "11", "17")),
    "language": ("languages", ("en", "pt", "fr")),
}
TITLES = ("Compost", "Markets")
COUNTED: dict[str, Any] = {"population_year": 2020, "population_source": "A census"}
chosen = st.fixed_dictionaries(
    {name: st.sets(st.sampled_from(values), max_size=2) for name, (_c, values) in FACETS.items()}
)
rows = st.fixed_dictionaries(
    {name: st.sets(st.sampled_from(values), max_size=3) for name, (_c, values) in FACETS.items()}
)


@pytest.fixture
def shelf(db: None) -> Callable[[list[dict[str, set[str]]]], None]:
    """Sets the facets of as many listings as are given; the first ones that there are."""
    [make_theme(slug=slug, name=slug) for slug in FACETS["theme"][1]]
    editions = [publish_case() for _ in range(4)]
    listings = [edition.listing for edition in editions]

    def put(wanted: list[dict[str, set[str]]]) -> None:
        Listing.objects.all().delete()
        for listing, facets in zip(listings, wanted, strict=False):
            for name, values in facets.items():
                column, _values = FACETS[name]
                setattr(listing, column, sorted(map(int, values)) if name == "sdg" else sorted(values))
            listing.pk, listing.published_at = None, timezone.now()
            listing.save(force_insert=True)
        record_everything()

    return put


def meets(row: dict[str, set[str]], asked: Mapping[str, Iterable[str]]) -> bool:
    return all(not values or row[name] & set(values) for name, values in asked.items())


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(wanted=st.lists(rows, max_size=4), asked=chosen)
def test_counts_say_what_a_value_alone_gives(
    shelf: Any, wanted: list[Any], asked: dict[str, set[str]]
) -> None:
    shelf(wanted)
    query = QueryDict(mutable=True)
    for name, values in asked.items():
        query.setlist(name, sorted(values))
    found = Found(CASES, query, "en")
    assert found.rows.count() == sum(meets(row, asked) for row in wanted)
    offered = {
        facet.name: {c.value: c.count for c in values} for facet, values in found.choices(at_length=True)
    }
    for name, (_column, offers) in FACETS.items():
        brute = {value: sum(meets(row, {**asked, name: [value]}) for row in wanted) for value in offers}
        assert offered[name] == {v: n for v, n in brute.items() if n or v in asked[name]}


def test_a_broad_theme_finds_the_cases_of_its_narrower_ones(client: Client, publish: Publish) -> None:
    broad = make_theme(slug="environment", name="Environment")
    Theme.objects.filter(slug="waste").update(parent=broad)
    publish(1)
    answer = client.get("/en/cases.json?theme=environment").json()
    assert (answer["count"], answer["results"][0]["themes"]) == (1, ["environment", "waste"])


def test_json_has_the_shape_that_was_agreed(client: Client, publish: Publish) -> None:
    publish(1), publish(2)
    answer = client.get("/en/cases.json?theme=waste&city=alpha-1").json()
    assert sorted(answer) == ["count", "facets", "results"]
    assert answer["results"] == [
        {
            "slug": "case-1",
            "title": "Case number 1",
            "language": "en",
            "languages": ["en"],
            "themes": ["waste"],
            "countries": ["MZ"],
            "cities": ["alpha-1", "beta-1"],
            "sdgs": [11],
            "edition": 1,
            "url": "http://testserver/en/cases/case-1/",
        }
    ]
    assert answer["count"] == 1
    assert list(answer["facets"]) == [facet.name for facet in CASES.facets]
    assert answer["facets"]["theme"] == [{"value": "waste", "label": "Waste", "count": 1}]
    assert sorted((c["value"], c["count"]) for c in answer["facets"]["city"]) == [
        (f"{name}-{number}", 1) for name in ("alpha", "beta") for number in (1, 2)
    ]


def test_page_and_json_find_the_same(client: Client, publish: Publish) -> None:
    publish(1), publish(2)
    for query in ("", "?q=number", "?q=number+2", "?country=BR", "?theme=waste&sort=title"):
        page = client.get(f"/en/cases/{query}")
        slugs = [card.slug for card in page.context["cards"]]
        assert [row["slug"] for row in client.get(f"/en/cases.json{query}").json()["results"]] == slugs


def test_words_are_found_in_titles_and_lessons_with_and_without_accents(
    client: Client, publish: Publish
) -> None:
    publish(1), publish(2)
    assert client.get("/en/cases.json?q=lesson 2").json()["count"] == 1
    assert client.get("/en/cases.json?q=númber").json()["count"] == 2
    assert client.get("/en/cases.json?q=nothing like it").json()["count"] == 0


def test_titles_sort_as_readers_expect(client: Client, publish: Publish) -> None:
    [publish(number) for number in (3, 1, 2)]
    answer = client.get("/en/cases.json?sort=title").json()
    assert [row["slug"] for row in answer["results"]] == ["case-1", "case-2", "case-3"]


def test_unknown_values_are_cleaned_away_and_kept_to_be_said(db: None) -> None:
    make_theme(slug="waste", name="Waste")
    asked = read(QueryDict("theme=waste&theme=nosuch&country=mz&country=ZZ&city=atlantis"), CASES.facets)
    assert asked.chosen == {"theme": ("waste",), "country": ("MZ",)}
    assert [(str(u.facet), u.value) for u in asked.unknown] == [
        ("Theme", "nosuch"),
        ("Country", "ZZ"),
        ("City", "atlantis"),
    ]


@pytest.mark.parametrize(
    ("starts", "ends", "expected"),
    [
        ("2013", "2015", ["2010-2014", "2015-2019"]),
        ("2012-03", "2012-03-09", ["2010-2014"]),
        ("2019", "", ["2015-2019", "2020-2024", "2025-2029"]),
        ("", "2014", ["2010-2014"]),
        ("1956", "1992-05", ["before-1990", "1990-1994"]),
        ("2024", "2040", ["2020-2024", "2025-2029"]),
        ("2031", "2040", ["2030-2034"]),
        ("", "", []),
    ],
)
def test_a_cooperation_is_of_every_period_that_it_touches(
    starts: str, ends: str, expected: list[str]
) -> None:
    assert periods(starts, ends, until=2026) == expected


def test_periods_that_follow_each_other_are_said_as_one() -> None:
    names = ["2015-2019", "before-1990", "2000-2004", "2010-2014"]
    assert said(names) == ["the years before 1990", "2000–2004", "2010–2019"]
    assert said(["2020-2024"]) == ["2020–2024"]


@pytest.mark.django_db
def test_a_case_is_found_in_each_period_of_its_cooperation_and_they_stand_latest_first(
    client: Client,
) -> None:
    for starts, ends in (("2008", "2012"), ("2013", "2014")):
        publish_case(make_case(partnership=make_partnership(starts=starts, ends=ends)))
    answer = client.get("/en/cases.json").json()["facets"]["period"]
    assert [(choice["value"], choice["label"], choice["count"]) for choice in answer] == [
        ("2010-2014", "2010–2014", 2),
        ("2005-2009", "2005–2009", 1),
    ]
    assert client.get("/en/cases.json?period=2005-2009").json()["count"] == 1


@pytest.mark.django_db
def test_a_lesson_has_the_size_of_who_learnt_it_and_the_goals_of_its_case(client: Client) -> None:
    small, large = (
        make_city(slug="small", population=9_000, **COUNTED),
        make_city(slug="large", population=2_000_000, **COUNTED),
    )
    nobody_counted = make_city(slug="uncounted")
    parts = (
        make_lesson(title="By the small one", cities=("small",)),
        make_lesson(title="By who was never counted", cities=("uncounted",)),
        make_lesson(title="By an association", organisations=("network",)),
    )
    make_organisation(slug="network")
    partnership = make_partnership(cities=(small, large, nobody_counted))
    publish_case(make_case(partnership=partnership, parts=parts, sdgs=(6, 11)))
    found = {
        query: sorted(row["title"] for row in client.get(f"/en/lessons.json?{query}").json()["results"])
        for query in ("size=small", "size=very-large", "sdg=6", "sdg=7")
    }
    assert found == {
        "size=small": ["By an association", "By the small one"],
        "size=very-large": ["By an association"],
        "sdg=6": ["By an association", "By the small one", "By who was never counted"],
        "sdg=7": [],
    }


@pytest.mark.django_db
def test_sizes_stand_smallest_first_however_many_they_find(client: Client) -> None:
    for people in (9_000, 600_000, 700_000):
        publish_case(
            make_case(
                partnership=make_partnership(cities=(make_city(population=people, **COUNTED), make_city()))
            )
        )
    sizes = client.get("/en/cases.json").json()["facets"]["size"]
    assert [(choice["value"], choice["count"]) for choice in sizes] == [("small", 1), ("large", 2)]


def test_cases_and_lessons_have_the_facets_that_readers_look_for() -> None:
    names = {catalogue.name: [facet.name for facet in catalogue.facets] for catalogue in (CASES, LESSONS)}
    assert names["cases"] == (
        ["theme", "country", "sdg", "kind", "size", "period", "language", "city", "programme", "organisation"]
    )
    assert names["lessons"] == (
        ["kind", "theme", "country", "voice", "sdg", "size", "adopted", "city", "organisation"]
    )


def test_narrower_values_stand_below_broader_ones() -> None:
    broad, narrow, alone = (Choice(v, v, 1, False, p) for v, p in (("a", ""), ("b", "a"), ("c", "gone")))
    assert nested([narrow, alone, broad]) == [(alone, []), (broad, [narrow])]
