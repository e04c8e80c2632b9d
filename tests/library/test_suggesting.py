"""Suggestions as pages and browsers ask for them: grouped, named, cacheable by anyone, with few queries."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from peerlearn import kept
from tests.factories import make_case, make_lesson, make_theme, publish_case

from .conftest import LANGUAGES
from .test_pages import Publish

MOST_QUERIES = 16


def asked(client: Client, typed: str, *, language: str = "en") -> dict[str, Any]:
    answer = client.get(f"/{language}/suggest/", {"q": typed})
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/json")
    return dict(answer.json())


def titles(found: dict[str, Any]) -> dict[str, list[str]]:
    return {group["kind"]: [each["title"] for each in group["suggestions"]] for group in found["groups"]}


def test_suggestions_come_by_kind_with_what_tells_them_apart(client: Client, publish: Publish) -> None:
    edition = publish(1)
    lesson = edition.listing.lessons.get().uid
    found = {
        typed: [
            (group["label"], each["title"], each["detail"], each["href"])
            for group in asked(client, typed)["groups"]
            for each in group["suggestions"]
        ]
        for typed in ("was", "alp", "moz", "case", "les")
    }
    assert found == {
        "was": [("Themes", "Waste", "1 case", "/en/themes/waste/")],
        "alp": [("Cities", "Alpha 1", "Mozambique", "/en/cities/alpha-1/")],
        "moz": [("Countries", "Mozambique", "1 case", "/en/cases/?country=MZ")],
        "case": [("Cases", "Case number 1", "Alpha 1 – Beta 1", "/en/cases/case-1/")],
        "les": [("Lessons", "Lesson 1", "What worked · Alpha 1 – Beta 1", f"/en/lessons/{lesson}/")],
    }


def test_every_address_that_is_suggested_is_there(client: Client, publish: Publish) -> None:
    publish(1)
    for language in LANGUAGES:
        for typed in ("waste", "alpha", "mo", "case", "lesson"):
            for group in asked(client, typed, language=language)["groups"]:
                for each in group["suggestions"]:
                    assert client.get(each["href"]).status_code == 200, each


def test_how_many_there_are_is_said(client: Client, publish: Publish) -> None:
    publish(1), publish(2)
    said = {typed: asked(client, typed)["said"] for typed in ("was", "alp", "zz")}
    assert said == {"was": "1 suggestion", "alp": "2 suggestions", "zz": "No suggestions"}


def test_a_title_says_which_language_it_is_in(client: Client, publish: Publish) -> None:
    publish(1)
    found = asked(client, "case", language="pt")
    assert [(each["title"], each["language"]) for each in found["groups"][0]["suggestions"]] == [
        ("Case number 1", "en")
    ]


def test_a_guess_is_marked(client: Client, db: None) -> None:
    publish_case(make_case(title="Composting together"))
    assert (asked(client, "compost")["guessed"], asked(client, "compsoti")["guessed"]) == (False, True)


def test_a_browser_is_answered_in_its_own_form(client: Client, publish: Publish, settings: Any) -> None:
    settings.PEERLEARN_ADDRESS = "https://library.example"
    publish(1)
    answer = client.get("/en/suggest.json", {"q": "Was"})
    assert answer["Content-Type"] == "application/x-suggestions+json"
    assert answer.json() == [
        "Was",
        ["Waste"],
        ["Themes · 1 case"],
        ["https://library.example/en/themes/waste/"],
    ]
    assert client.get("/en/suggest.json", {"q": "zz"}).json() == ["zz", [], [], []]
    description = client.get("/en/opensearch.xml").content.decode()
    assert 'template="https://library.example/en/suggest.json?q={searchTerms}"' in description


@pytest.mark.parametrize("name", ["suggest/", "suggest.json"])
def test_anyone_may_keep_and_read_the_answer(client: Client, publish: Publish, name: str) -> None:
    publish(1)
    answer = client.get(f"/en/{name}?q=was")
    assert (answer["Access-Control-Allow-Origin"], answer["X-Robots-Tag"]) == ("*", "noindex")
    assert answer["Cache-Control"].startswith("public")
    again = client.get(f"/en/{name}?q=was", headers={"If-None-Match": answer["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert (answer.cookies.output(), "Cookie" in answer.get("Vary", "")) == ("", False)


@pytest.mark.parametrize("name", ["suggest/", "suggest.json"])
@pytest.mark.parametrize(
    "typed",
    [
        "",
        "%00wa",
        "%ff%fe",
        "'; DROP TABLE--",
        "x" * 3000,
        "<b>",
        "%F0%9F%98%80%F0%9F%98%80",
        "٣٣",
        "a " * 90,
    ],
)
def test_no_nonsense_is_an_error_of_ours(client: Client, publish: Publish, name: str, typed: str) -> None:
    publish(1)
    assert client.get(f"/en/{name}?q={typed}").status_code == 200


def test_suggestions_ask_as_much_whatever_there_is(client: Client, publish: Publish) -> None:
    def queries(typed: str) -> int:
        asked(client, "any")  # the first after a publication brings the index up to date
        kept.forget()
        with CaptureQueriesContext(connection) as captured:
            asked(client, typed)
        return len(captured)

    theme = make_theme(name="Mixed")
    for number in (1, 2, 3):
        publish(number)
        publish_case(
            make_case(
                title=f"Mixed {number}", themes=(theme.slug,), parts=(make_lesson(title=f"Mixed {number}"),)
            )
        )
        if number == 1:
            with_one = {typed: queries(typed) for typed in ("mix", "zz", "zebraz")}
    assert titles(asked(client, "mix"))["cases"] == ["Mixed 3", "Mixed 2", "Mixed 1"]
    assert {typed: queries(typed) for typed in with_one} == with_one
    assert max(with_one.values()) <= MOST_QUERIES
