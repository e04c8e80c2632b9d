"""Public pages: all there in every language, cacheable by anyone, cheap whatever the library holds."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cases.document import Written, apply_document, case_document
from cases.models import Case, Edition, Text
from cases.workflow import redact, withdraw
from tests.factories import make_administrator, make_case, publish_case

from .conftest import LANGUAGES, pages

MOST_QUERIES = 14  # one of them reads the version of the catalogue
Publish = Callable[[int], Edition]


def queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(address).status_code == 200, address
    return len(captured)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_is_there_in_every_language(client: Client, publish: Publish, language: str) -> None:
    found = {page: client.get(f"/{language}/{page}").status_code for page in pages(publish(1), 1)}
    assert found == dict.fromkeys(found, 200)


def test_public_pages_can_be_cached_by_anyone(client: Client, publish: Publish) -> None:
    answers = {page: client.get(f"/en/{page}") for page in pages(publish(1), 1)}
    assert {
        page for page, answer in answers.items() if answer.cookies or "Cookie" in answer.get("Vary", "")
    } == set()


def test_pages_ask_as_much_with_three_cases_as_with_one(client: Client, publish: Publish) -> None:
    addresses = [f"/en/{page}" for page in pages(publish(1), 1)]
    [client.get(address) for address in addresses]  # what is remembered is remembered now
    with_one = {address: queries(client, address) for address in addresses}
    publish(2), publish(3)
    client.get("/en/")  # the first page after a publication brings the index up to date
    # a page that shows others like it has none to show while there is one case only
    with_three = {address: queries(client, address) for address in addresses}
    publish(4), publish(5)
    client.get("/en/")
    assert {address: queries(client, address) for address in addresses} == with_three
    assert {a: (with_one[a], n) for a, n in with_three.items() if n > with_one[a] + 3} == {}
    assert {address: number for address, number in with_three.items() if number > MOST_QUERIES} == {}


def test_an_empty_library_says_so(client: Client, db: None) -> None:
    for page in (
        "",
        "cases/",
        "lessons/",
        "themes/",
        "cities/",
        "partnerships/",
        "programmes/",
        "publications/",
    ):
        assert client.get(f"/en/{page}").status_code == 200
    assert "Nothing is published yet." in client.get("/en/cases/").content.decode()


def test_a_draft_has_no_page(client: Client, db: None) -> None:
    make_case(slug="draft", title="Nobody may read this")
    assert client.get("/en/cases/draft/").status_code == 404
    assert "Nobody may read this" not in client.get("/en/cases/").content.decode()


def test_a_withdrawn_case_is_gone_and_says_so(client: Client, publish: Publish) -> None:
    withdraw(publish(1).case, reason="It names somebody.", by=make_administrator())
    for address in ("/en/cases/case-1/", "/en/cases/case-1/v1/"):
        answer = client.get(address)
        assert (answer.status_code, "This case was withdrawn" in answer.content.decode()) == (410, True)
        assert "Case number 1" not in answer.content.decode()


def test_an_older_edition_stays_and_leads_to_the_newer_one(client: Client, publish: Publish) -> None:
    case = publish(1).case
    retitle(case, "A better title")
    publish_case(case)
    old, new = (client.get(f"/en/cases/case-1/{path}").content.decode() for path in ("v1/", ""))
    assert ("Case number 1" in old, "There is a newer edition." in old) == (True, True)
    assert ("A better title" in new, "There is a newer edition." in new) == (True, False)
    assert client.get("/en/cases/case-1/v3/").status_code == 404


def retitle(case: Case, title: str) -> None:
    Text.objects.filter(item__case=case, field="title", item__kind="narrative").update(value=title)


def test_a_missing_language_shows_the_original_and_says_so(client: Client, publish: Publish) -> None:
    publish(1)
    page = client.get("/pt/cases/case-1/").content.decode()
    assert '<h1 lang="en">Case number 1</h1>' in page
    assert '<html lang="pt">' in page
    assert 'class="notice"' in page


def test_a_translation_is_shown_without_a_note(client: Client, db: None) -> None:
    case = make_case(slug="both", title="Original")
    document = case_document(case).authored
    narrative = document.of_kind("narrative")[0]
    narrative.texts["title"]["pt"] = Written("Tradução")  # type: ignore[index]
    apply_document(case, document)
    publish_case(case, languages=("pt",))
    page = client.get("/pt/cases/both/").content.decode()
    assert ("<h1>Tradução</h1>" in page, 'class="notice"' in page) == (True, False)


def test_a_redacted_lesson_is_nowhere(client: Client, publish: Publish) -> None:
    edition = publish(1)
    lesson = edition.listing.lessons.get().uid
    assert "Lesson 1" in client.get("/en/cases/case-1/").content.decode()
    redact(edition.case, lesson, reason="Consent was taken back.", by=make_administrator())
    assert client.get(f"/en/lessons/{lesson}/").status_code == 404
    for page in ("", "cases/case-1/", "cases/case-1/v1/", "lessons/", "themes/waste/"):
        assert "Lesson 1" not in client.get(f"/en/{page}").content.decode()


def test_the_front_door_opens_in_the_readers_language(client: Client) -> None:
    answer = client.get("/", headers={"Accept-Language": "pt-BR,pt;q=0.9,en;q=0.5"})
    assert (answer.status_code, answer["Location"], answer["Vary"]) == (302, "/pt/", "Accept-Language")


def test_the_language_switch_keeps_page_and_query(client: Client, publish: Publish) -> None:
    publish(1)
    page = client.get("/en/cases/?theme=waste&q=case").content.decode()
    assert 'href="/fr/cases/?theme=waste&amp;q=case"' in page
