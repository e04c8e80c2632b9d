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
from cases.catalogue.finding import CASES, Found
from cases.models import Listing
from partnerships.models import Theme
from tests.factories import make_theme, publish_case

from .test_pages import Publish

FACETS = {
    "theme": ("themes", ("waste", "budget", "land")),
    "country": ("countries", ("BR", "MZ", "PT")),
    "sdg": ("sdgs", ("6", "11", "17")),
    "language": ("languages", ("en", "pt", "fr")),
}
TITLES = ("Compost", "Markets")
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
        facet.name: {c.value: c.count for c in values} for facet, values in found.choices(open_too=True)
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


def test_narrower_values_stand_below_broader_ones() -> None:
    broad, narrow, alone = (Choice(v, v, 1, False, p) for v, p in (("a", ""), ("b", "a"), ("c", "gone")))
    assert nested([narrow, alone, broad]) == [(alone, []), (broad, [narrow])]
