"""Around the results: what is active and how to drop it, and the ways out when nothing fits."""

import re
from html import unescape
from typing import Any

import pytest
from django.test import Client

from .test_pages import Publish


@pytest.fixture
def three(publish: Publish) -> None:
    [publish(number) for number in (1, 2, 3)]


def results(client: Client, address: str) -> Any:
    return client.get(f"/en/{address}").context["results"]


@pytest.mark.usefixtures("three")
def test_what_is_active_is_named_and_can_be_dropped(client: Client) -> None:
    chips = results(client, "cases/?q=number&theme=waste&country=MZ&language=en&kind=worked").chips
    assert [(chip.label, chip.href) for chip in chips] == [
        ("“number”", "/en/cases/?theme=waste&country=MZ&kind=worked&language=en"),
        ("Waste", "/en/cases/?q=number&country=MZ&kind=worked&language=en"),
        ("Mozambique", "/en/cases/?q=number&theme=waste&kind=worked&language=en"),
        ("Lessons on: what worked", "/en/cases/?q=number&theme=waste&country=MZ&language=en"),
        ("Language: English", "/en/cases/?q=number&theme=waste&country=MZ&kind=worked"),
    ]


@pytest.mark.usefixtures("three")
def test_the_panel_says_how_many_values_are_chosen(client: Client) -> None:
    shown = {
        query: re.findall(r"(\d+) chosen", client.get(f"/en/cases/{query}").content.decode())
        for query in ("", "?q=number", "?theme=waste&language=en&language=pt")
    }
    assert shown == {"": [], "?q=number": [], "?theme=waste&language=en&language=pt": ["3"]}


@pytest.mark.usefixtures("three")
def test_nothing_offers_what_there_is_without_one_choice_most_first(client: Client) -> None:
    ways = results(client, "cases/?q=number&city=alpha-1&country=PT&theme=waste").ways_out
    assert [(way.words, str(way.dropped), way.query) for way in ways] == [
        (
            "1 case with “number” about waste from Alpha 1",
            "Country",
            "q=number&theme=waste&city=alpha-1",
        )
    ]
    ways = results(client, "cases/?q=zebrafish&city=alpha-1").ways_out
    assert [(way.words, str(way.dropped)) for way in ways] == [("1 case from Alpha 1", "Search words")]
    ways = results(client, "cases/?theme=waste&country=PT&q=zebrafish").ways_out
    assert [(way.words, way.dropped) for way in ways] == [("3 cases about waste", "")]


@pytest.mark.usefixtures("three")
@pytest.mark.parametrize("address", ["cases/?q=zebrafish", "cases/?country=PT"])
def test_a_choice_that_alone_finds_nothing_has_no_way_out_but_everything(
    client: Client, address: str
) -> None:
    page = client.get(f"/en/{address}")
    assert page.context["results"].ways_out == []
    assert 'href="/en/cases/">Show everything</a>' in page.content.decode()


@pytest.mark.usefixtures("three")
def test_ways_out_are_links_to_what_they_say(client: Client) -> None:
    page = client.get("/en/lessons/?city=alpha-1&country=PT&theme=waste").content.decode()
    empty = page.partition('class="empty"')[2].partition("</div>")[0]
    links = [(unescape(href), words) for href, words in re.findall(r'href="(\?[^"]*)">([^<]*)</a>', empty)]
    assert links == [("?theme=waste&city=alpha-1", "1 lesson about waste learnt in Alpha 1")]
    assert client.get(f"/en/lessons/{links[0][0]}").context["results"].count == 1


@pytest.mark.usefixtures("three")
def test_cities_programmes_and_organisations_can_be_chosen_from_the_page(client: Client) -> None:
    offered = {
        offer.facet.name: [(choice.value, choice.count) for choice, _narrower in offer.tree]
        for offer in results(client, "cases/?country=MZ").offers
    }
    assert offered["programme"] == [("programme", 3)]
    assert offered["organisation"] == [("network", 3)]
    assert offered["city"] == [(f"{name}-{n}", 1) for name in ("alpha", "beta") for n in (1, 2, 3)]
