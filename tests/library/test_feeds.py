"""Feeds, and what the head of a page tells machines: where it counts, in which languages, how to follow and search."""

import re
from html import unescape
from xml.etree import ElementTree

import pytest
from django.conf import settings as project
from django.test import Client

from cases.library.taking import taking_views
from cases.models import Edition
from cases.workflow import withdraw
from tests.factories import make_administrator, publish_case

from .conftest import LANGUAGES, pages
from .test_pages import Publish, retitle

ATOM = "{http://www.w3.org/2005/Atom}"
SITE = project.PEERLEARN_ADDRESS


def feed(client: Client, address: str) -> ElementTree.Element:
    answer = client.get(address)
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/atom+xml; charset=utf-8")
    return ElementTree.fromstring(answer.content)


def text(element: ElementTree.Element, name: str) -> str:
    return element.findtext(f"{ATOM}{name}") or ""


def linked(element: ElementTree.Element) -> dict[str, str]:
    return {link.attrib["rel"]: link.attrib["href"] for link in element.findall(f"{ATOM}link")}


def test_a_feed_has_what_atom_asks_for(client: Client, publish: Publish) -> None:
    edition = publish(1)
    found = feed(client, "/en/cases.atom")
    [entry] = found.findall(f"{ATOM}entry")
    assert (text(found, "id"), text(found, "title")) == (f"{SITE}/en/cases.atom", "Peerlearn: Cases")
    assert text(found, "updated") == text(entry, "updated") == edition.published_at.isoformat()
    assert found.findtext(f"{ATOM}author/{ATOM}name") == "Peerlearn"
    assert (text(entry, "id"), text(entry, "title")) == (f"{SITE}/en/cases/case-1/", "Case number 1")
    assert linked(entry) == {"alternate": f"{SITE}/en/cases/case-1/"}
    assert entry.attrib["{http://www.w3.org/XML/1998/namespace}lang"] == "en"
    assert [category.attrib["term"] for category in entry.findall(f"{ATOM}category")] == ["Waste"]


def test_an_edition_makes_no_new_entry_but_a_newer_one(client: Client, publish: Publish) -> None:
    first = publish(1)
    publish(2)
    retitle(first.case, "A better title")
    second = publish_case(first.case)
    found = feed(client, "/en/cases.atom").findall(f"{ATOM}entry")
    assert [text(entry, "title") for entry in found] == ["A better title", "Case number 2"]
    assert text(found[0], "published") == first.published_at.isoformat()
    assert text(found[0], "updated") == second.published_at.isoformat()


@pytest.mark.parametrize(
    ("query", "title"),
    [
        ("?theme=waste", "Peerlearn: Cases about waste"),
        ("?country=mz", "Peerlearn: Cases in Mozambique"),
        ("?city=alpha-1", "Peerlearn: Cases from Alpha 1"),
        ("?city=alpha-1&q=number", "Peerlearn: Cases with “number” from Alpha 1"),
    ],
)
def test_themes_countries_and_cities_have_feeds(
    client: Client, publish: Publish, query: str, title: str
) -> None:
    publish(1)
    found = feed(client, f"/en/cases.atom{query}")
    assert (text(found, "title"), len(found.findall(f"{ATOM}entry"))) == (title, 1)
    assert text(found, "id") == linked(found)["self"]


def test_pages_of_a_feed_lead_to_each_other(
    client: Client, publish: Publish, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(1), publish(2), publish(3)
    monkeypatch.setattr(taking_views, "ENTRIES", 2)
    address = f"{SITE}/en/cases.atom?theme=waste"
    first, second = (feed(client, f"/en/cases.atom?theme=waste{page}") for page in ("", "&page=2"))
    assert linked(first) == {
        "alternate": f"{SITE}/en/cases/?theme=waste",
        "self": address,
        "first": address,
        "next": f"{address}&page=2",
    }
    assert (linked(second)["previous"], text(second, "id")) == (address, address)
    assert client.get("/en/cases.atom?page=9").status_code == 404


# Heads


def head(client: Client, page: str) -> str:
    return client.get(f"/{page}").content.decode().partition("</head>")[0]


def links(page: str, rel: str) -> list[str]:
    found = re.findall(rf'<link rel="{rel}" ([^>]*)>', page)
    return [unescape(re.findall(r'href="([^"]*)"', link)[0]) for link in found]


@pytest.fixture
def edition(publish: Publish) -> Edition:
    return publish(1)


def test_every_page_names_its_address_once_in_every_language(client: Client, edition: Edition) -> None:
    for page in pages(edition, 1):
        if page.endswith(".json"):
            continue
        found = head(client, f"en/{page}")
        counts = page.replace("/v1/", "/")
        versions = dict(re.findall(r'hreflang="(\w\w)" href="([^"]*)"', found))
        assert links(found, "canonical") == [f"{SITE}/en/{counts}"]
        assert versions == {code: f"{SITE}/{code}/{counts}" for code in LANGUAGES}


@pytest.mark.parametrize(
    ("address", "canonical"),
    [
        ("cases/?theme=waste&q=number", "cases/"),
        ("cases/?theme=waste&page=1", "cases/"),
        ("cities/?page=x&y=1", None),
        ("cases/case-1/?page=2", "cases/case-1/"),
    ],
)
def test_what_narrows_a_list_makes_no_page_of_its_own(
    client: Client, edition: Edition, address: str, canonical: str | None
) -> None:
    expected = [f"{SITE}/en/{canonical}"] if canonical else []
    assert links(head(client, f"en/{address}"), "canonical") == expected


def test_home_is_for_readers_of_other_languages_too(client: Client, db: None) -> None:
    assert f'hreflang="x-default" href="{SITE}/"' in head(client, "en/")
    assert "x-default" not in head(client, "en/cases/")


@pytest.mark.parametrize("page", ["en/nosuch/", "en/cases/nosuch/", "en/accounts/login/"])
def test_what_is_no_page_of_the_library_has_no_address_that_counts(
    client: Client, db: None, page: str
) -> None:
    found = head(client, page)
    assert (links(found, "canonical"), "og:url" in found, "hreflang" in found) == ([], False, False)


def test_a_withdrawn_case_has_no_address_that_counts(client: Client, edition: Edition) -> None:
    withdraw(edition.case, reason="It names somebody.", by=make_administrator())
    assert links(head(client, "en/cases/case-1/"), "canonical") == []


def test_every_page_leads_to_the_feeds_and_to_the_search(client: Client, edition: Edition) -> None:
    found = head(client, "pt/")
    assert links(found, "alternate")[-2:] == ["/pt/cases.atom", "/pt/lessons.atom"]
    assert links(found, "search") == ["/pt/opensearch.xml"]


@pytest.mark.parametrize(
    ("page", "query"), [("themes/waste/", "theme=waste"), ("cities/alpha-1/", "city=alpha-1")]
)
def test_a_theme_and_a_city_lead_to_feeds_of_their_own(
    client: Client, edition: Edition, page: str, query: str
) -> None:
    own = [f"/en/{name}.atom?{query}" for name in ("cases", "lessons")]
    assert links(head(client, f"en/{page}"), "alternate")[-2:] == own
    assert {client.get(address).status_code for address in own} == {200}


def test_who_shares_a_page_shows_its_title_and_description(client: Client, edition: Edition) -> None:
    retitle(edition.case, 'Waste, "sorted" & <weighed>')
    publish_case(edition.case)
    found = head(client, "en/cases/case-1/")
    shown = {
        name: unescape(words) for name, words in re.findall(r'property="og:(\w+)" content="([^"]*)"', found)
    }
    assert shown["title"] == 'Waste, "sorted" & <weighed>'
    assert (shown["type"], shown["url"]) == ("article", f"{SITE}/en/cases/case-1/")
    assert "<title>Waste, &quot;sorted&quot; &amp; &lt;weighed&gt; · Peerlearn</title>" in found
    assert found.count('name="description"') == found.count('property="og:description"') == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_browsers_search_in_the_language_of_the_page(client: Client, db: None, language: str) -> None:
    answer = client.get(f"/{language}/opensearch.xml")
    kind = "application/opensearchdescription+xml; charset=utf-8"
    assert (answer.status_code, answer["Content-Type"]) == (200, kind)
    name = "{http://a9.com/-/spec/opensearch/1.1/}"
    description = ElementTree.fromstring(answer.content)
    assert len(description.findtext(f"{name}ShortName") or "") <= 16
    addresses = {url.attrib["type"]: url.attrib["template"] for url in description.findall(f"{name}Url")}
    assert addresses["text/html"] == f"{SITE}/{language}/cases/?q={{searchTerms}}"
    page = addresses["text/html"].removeprefix(SITE).replace("{searchTerms}", "water%20supply")
    assert client.get(page).status_code == 200
