"""Counts over the sample library, taken literally: every count is what the value alone in its facet finds."""

from random import Random
from typing import Any

import pytest
from django.http import QueryDict

from cases.catalogue.finding import CASES, FIRST_OFFERED, LESSONS, Catalogue, Found

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sample")]
WORDS = (
    "",
    "",
    "",
    "waste",
    "cidade",
    "plan -waste",
    '"city hall"',
    "participação",
    "the",
    "zebra",
    "mapotu",
    "compostign",
)
SEARCHES = 20


def random_search(catalogue: Catalogue, values: dict[str, list[str]], random: Random) -> QueryDict:
    """Some values of some facets, with words or without; values that find nothing together are welcome."""
    query = QueryDict(mutable=True)
    query["q"] = random.choice(WORDS)
    for name in random.sample(sorted(values), random.randint(0, 3)):
        query.setlist(name, random.choices(values[name], k=random.randint(1, 3)))
    return query


def offers(catalogue: Catalogue, query: QueryDict) -> dict[str, dict[str, tuple[int, bool]]]:
    found = Found(catalogue, query, "en")
    return {
        facet.name: {choice.value: (choice.count, choice.chosen) for choice in values}
        for facet, values in found.choices(at_length=True)
    }


def alone(catalogue: Catalogue, query: QueryDict, name: str, value: str) -> int:
    """How many results the search has with `value` as the only one in its facet."""
    changed = query.copy()
    changed.setlist(name, [value])
    return Found(catalogue, changed, "en").rows.count()


@pytest.mark.parametrize("catalogue", [CASES, LESSONS], ids=["cases", "lessons"])
def test_every_count_is_what_the_value_alone_finds(catalogue: Catalogue) -> None:
    random = Random(2026)
    known = {name: sorted(values) for name, values in offers(catalogue, QueryDict()).items() if values}
    assert {"theme", "country", "kind", "city", "organisation"} <= set(known)
    wrong = []
    for _ in range(SEARCHES):
        query = random_search(catalogue, known, random)
        offered = offers(catalogue, query)
        for name, values in known.items():
            for value in random.sample(values, min(len(values), 3)):
                count, chosen = offered[name].get(value, (0, False))
                if (count, chosen) != (
                    alone(catalogue, query, name, value),
                    value in query.getlist(name),
                ):
                    wrong.append((query.urlencode(), name, value, count))
    assert wrong == []


def test_json_offers_what_the_page_offers_and_counts_what_it_finds(client: Any) -> None:
    for query in ("", "?theme=cadastre&theme=composting&country=mz", "?q=waste&sdg=11"):
        answer = client.get(f"/en/cases.json{query}").json()
        page = client.get(f"/en/cases/{query}").context["results"]
        assert answer["count"] == page.count == len(answer["results"])
        for facet, values in page.choices:
            offered = [(choice.value, choice.label, choice.count) for choice in values]
            answered = [(v["value"], v["label"], v["count"]) for v in answer["facets"][facet.name]]
            if facet.open:  # those that find the most
                assert len(offered) == min(len(answered), FIRST_OFFERED)
                assert [value for value in answered if value in offered] == offered
                assert [n for *_value, n in offered] == [n for *_value, n in answered[:FIRST_OFFERED]]
            else:
                assert answered == offered
            for choice in values:
                apart = QueryDict(query.removeprefix("?"), mutable=True)
                apart.setlist(facet.name, [choice.value])
                assert client.get(f"/en/cases.json?{apart.urlencode()}").json()["count"] == choice.count


def test_a_chosen_value_that_finds_nothing_is_offered_with_nought() -> None:
    offered = offers(CASES, QueryDict("q=zebra&theme=cadastre&city=maputo"))
    assert (offered["theme"], offered["city"]) == ({"cadastre": (0, True)}, {"maputo": (0, True)})


def test_a_country_may_be_written_small_and_a_value_twice() -> None:
    once = Found(CASES, QueryDict("country=MZ"), "en")
    twice = Found(CASES, QueryDict("country=mz&country=MZ&country=mz"), "en")
    assert [row.slug for row in once.rows] == [row.slug for row in twice.rows]
    assert twice.asked.chosen == {"country": ("MZ",)}


def test_every_value_counts_however_many_there_are(client: Any) -> None:
    """A facet with most of its values chosen loses none of them."""
    names = [f"country=X{n}" for n in range(60)] + ["country=MZ"]
    found = Found(CASES, QueryDict("&".join(names)), "en")
    assert found.asked.chosen == {"country": ("MZ",)}
