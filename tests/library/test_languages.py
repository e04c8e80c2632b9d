"""A content language without an interface of its own: its addresses, its words, an English interface."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings as project
from django.test import Client
from django.utils.translation import trans_real

from cases.document import Written, apply_document, case_document
from peerlearn.editing.catalogues import lend_english
from tests.factories import make_case, make_city, make_partnership, publish_case

pytestmark = pytest.mark.django_db


@pytest.fixture
def german(settings: Any) -> Iterator[None]:
    """German as the setting PEERLEARN_CONTENT_LANGUAGES adds it."""
    settings.LANGUAGES = [*project.LANGUAGES, ("de", "German")]
    settings.CONTENT_LANGUAGES = [*project.CONTENT_LANGUAGES, "de"]
    lend_english(["de"])
    yield
    vars(trans_real)["_translations"].pop("de")


@pytest.fixture
def case(german: None) -> None:
    """A case in English and German, between a German and a Brazilian city."""
    cities = (
        make_city(slug="cologne", name="Cologne", country="DE"),
        make_city(slug="rio", name="Rio", country="BR"),
    )
    case = make_case(slug="both", title="Climate", partnership=make_partnership(cities=cities))
    document = case_document(case).authored
    document.of_kind("narrative")[0].texts["title"]["de"] = Written("Klimaschutz")  # type: ignore[index]
    apply_document(case, document)
    publish_case(case, languages=("de",))
    publish_case(make_case(slug="english", title="Only English"))


@pytest.mark.usefixtures("case")
def test_its_pages_show_its_words_and_say_in_which_language_they_are(client: Client) -> None:
    page = client.get("/de/cases/both/").content.decode()
    assert '<html lang="en">' in page
    assert '<h1 lang="de">Klimaschutz</h1>' in page
    assert 'class="notice"' not in page
    assert "has not been translated into German yet" in client.get("/de/cases/english/").content.decode()


@pytest.mark.usefixtures("case")
def test_its_interface_is_english_throughout(client: Client) -> None:
    case = client.get("/de/cases/both/").content.decode()
    assert (">When<" in case or ">Languages<" in case, "Zusammenfassung" in case) == (True, False)
    finding = client.get("/de/cases/?country=DE").content.decode()
    assert (">Search<" in finding, "Suchen" in finding) == (True, False)
    assert ("Germany" in finding, "Deutschland" in finding) == (True, False)


@pytest.mark.usefixtures("case")
def test_its_words_are_found_by_its_own_rules_and_offered_as_a_language(client: Client) -> None:
    for page in ("/de/", "/en/", "/fr/"):
        assert client.get(f"{page}cases.json?q=Klimaschutzes").json()["count"] == 1
    languages = client.get("/en/cases.json").json()["facets"]["language"]
    assert {"value": "de", "label": "German", "count": 1} in languages


@pytest.mark.usefixtures("case")
def test_the_switch_offers_it_and_keeps_page_and_query(client: Client) -> None:
    page = client.get("/en/cases/?q=climate&language=de").content.decode()
    assert 'href="/de/cases/?q=climate&amp;language=de" lang="de"' in page


@pytest.mark.usefixtures("case")
def test_every_page_is_there_in_it(client: Client) -> None:
    pages = ("", "cases/", "lessons/", "themes/", "cities/", "partnerships/", "organisations/", "about/")
    assert {page: client.get(f"/de/{page}").status_code for page in pages} == dict.fromkeys(pages, 200)
    assert client.get("/de/nosuch/").status_code == 404
