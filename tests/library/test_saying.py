"""A search in words: on its page, in its title, in what is followed and taken away."""

import re
from html import unescape

import pytest
from django.http import QueryDict
from django.test import Client
from django.utils.translation import override

from cases.catalogue.finding import CASES, LESSONS, Catalogue, Found
from cases.library.saying import listed, sentence
from partnerships.models import Programme
from tests.factories import make_city, make_organisation, make_programme, make_theme

from .test_pages import Publish


@pytest.fixture
def names(db: None) -> None:
    """Something of each kind that a search may name."""
    for slug in ("cadastre", "composting", "e-government"):
        make_theme(slug=slug, name=slug.title() if slug != "e-government" else "E-government")
    make_city(slug="maputo", name="Maputo")
    make_organisation(slug="network", name="A Network")
    Programme.objects.filter(pk=make_programme().pk).update(slug="programme", name={"en": "Cities United"})


@pytest.mark.usefixtures("names")
@pytest.mark.parametrize(
    ("catalogue", "query", "count", "words"),
    [
        (CASES, "", 19, "19 cases"),
        (CASES, "", 1, "1 case"),
        (CASES, "", 20_000, "20,000 cases"),
        (CASES, "q=market", 0, "No cases with “market”"),
        (CASES, "theme=cadastre&theme=composting", 2, "2 cases about cadastre or composting"),
        (CASES, "theme=e-government", 2, "2 cases about E-government"),
        (CASES, "sdg=11&sdg=6", 2, "2 cases on SDG 6 or 11"),
        (CASES, "kind=condition", 2, "2 cases with lessons on what it takes"),
        (CASES, "country=MZ&country=br", 2, "2 cases in Mozambique or Brazil"),
        (CASES, "period=2015-2019&period=2010-2014", 2, "2 cases during 2010–2019"),
        (CASES, "language=pt", 2, "2 cases to be read in Portuguese"),
        (
            CASES,
            "programme=programme&organisation=network&city=maputo",
            2,
            "2 cases of the programme Cities United involving A Network from Maputo",
        ),
        (LESSONS, "", None, "Lessons"),
        (
            LESSONS,
            "voice=leader&kind=worked&adopted=yes",
            1,
            "1 lesson on what worked said by municipal leaders that another city tried",
        ),
        (
            LESSONS,
            "theme=cadastre&size=small&size=medium&country=MZ&country=BR",
            12,
            "12 lessons about cadastre from cities of up to 500,000 people in Mozambique and Brazil",
        ),
        (
            LESSONS,
            "size=small&size=large",
            2,
            "2 lessons from cities of up to 100,000 people or 500,000 to 1 million people",
        ),
    ],
)
def test_a_search_is_said_in_one_sentence(
    catalogue: Catalogue, query: str, count: int | None, words: str
) -> None:
    assert sentence(Found(catalogue, QueryDict(query), "en"), count) == words


@pytest.mark.usefixtures("names")
@pytest.mark.parametrize("catalogue", [CASES, LESSONS], ids=["cases", "lessons"])
def test_every_facet_has_its_clause(catalogue: Catalogue) -> None:
    values = {
        "theme": "cadastre",
        "country": "MZ",
        "sdg": "11",
        "kind": "worked",
        "size": "small",
        "period": "2010-2014",
        "language": "pt",
        "city": "maputo",
        "programme": "programme",
        "organisation": "network",
        "voice": "leader",
        "adopted": "yes",
    }
    silent = [
        facet.name
        for facet in catalogue.facets
        if sentence(Found(catalogue, QueryDict(f"{facet.name}={values[facet.name]}"), "en"), 3)
        == f"3 {catalogue.name}"
    ]
    assert silent == []


@pytest.mark.parametrize(
    ("values", "every", "words"),
    [
        (["A"], False, "A"),
        (["A", "B"], True, "A and B"),
        (["A", "B", "C", "D"], False, "A, B, C or D"),
        (["A", "B", "C", "D", "E"], False, "A, B, C or 2 more"),
        (["A", "B", "C", "D", "E", "F"], True, "A, B, C and 3 more"),
    ],
)
def test_long_choices_are_cut(values: list[str], every: bool, words: str) -> None:
    assert listed(values, every=every) == words


def test_words_stand_in_the_title_and_above_the_results(client: Client, publish: Publish) -> None:
    publish(1)
    page = client.get("/en/cases/?q=<number>&theme=waste").content.decode()
    said = "1 case with “&lt;number&gt;” about waste"
    assert (f"<title>{said} · Peerlearn</title>" in page, f"<h2>{said}</h2>" in page) == (True, True)
    assert "<title>Cases · Peerlearn</title>" in client.get("/en/cases/").content.decode()


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        (
            "cases/?theme=waste&sort=title&page=1",
            ["/en/cases.atom?theme=waste", "/en/cases.json?theme=waste"],
        ),
        ("lessons/?q=lesson", ["/en/lessons.atom?q=lesson", "/en/lessons.json?q=lesson"]),
        ("cases/", ["/en/cases.json"]),
    ],
)
def test_the_head_leads_programs_to_this_very_search(
    client: Client, publish: Publish, address: str, expected: list[str]
) -> None:
    publish(1)
    head = client.get(f"/en/{address}").content.decode().partition("</head>")[0]
    links = re.findall(r'<link rel="alternate" type="([^"]*)" href="([^"]*)"', head)[
        2:
    ]  # after those of all pages
    assert [unescape(href) for _type, href in links] == expected
    assert {client.get(href).status_code for href in expected} == {200}


def test_a_search_is_said_in_the_language_of_the_page(names: None) -> None:
    with override("pt"):
        found = Found(CASES, QueryDict("country=MZ"), "pt")
        assert "Moçambique" in sentence(found, 3)
