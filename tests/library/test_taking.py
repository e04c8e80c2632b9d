"""Lists to take away: all results of a search in every form, in words that no spreadsheet takes for formulas."""

import csv
import io
import json
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree

import pytest
from django.conf import settings as project
from django.db import connection
from django.http.response import HttpResponseBase
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from cases.library.taking import lists
from cases.models import Edition
from cases.workflow import redact, withdraw
from peerlearn.editing.tables import csv_lines, defused
from tests.factories import make_administrator, make_case, publish_case

from .test_pages import Publish

FORMS = ("csv", "xlsx", "json", "atom")


def body(answer: HttpResponseBase) -> bytes:
    if answer.streaming:
        return b"".join(answer.streaming_content)  # type: ignore[attr-defined]
    return bytes(answer.content)  # type: ignore[attr-defined]


def rows(client: Client, address: str) -> list[dict[str, str]]:
    answer = client.get(address)
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/csv; charset=utf-8")
    text = body(answer).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def titles(client: Client, address: str, form: str) -> list[str]:
    """The titles of a list, whatever it is written in."""
    if form == "csv":
        return [next(iter(row.values())) for row in rows(client, address)]
    content = body(client.get(address))
    if form == "xlsx":
        _head, *found = load_workbook(io.BytesIO(content), read_only=True).active.iter_rows(values_only=True)
        return [row[0] for row in found]
    if form == "json":
        return [each["title"] for each in json.loads(content)["results"]]
    atom = "{http://www.w3.org/2005/Atom}"
    return [str(e.findtext(f"{atom}title")) for e in ElementTree.fromstring(content).iter(f"{atom}entry")]


@pytest.mark.parametrize("form", FORMS)
def test_every_form_holds_what_the_page_finds(client: Client, publish: Publish, form: str) -> None:
    publish(1), publish(2), publish(3)
    query = "?theme=waste&country=MZ&q=number&sort=title&city=alpha-1&city=alpha-3"
    page = client.get(f"/en/cases/{query}")
    expected = [card.title.plain for card in page.context["cards"]]
    assert set(expected) == {"Case number 1", "Case number 3"}
    if form == "atom":  # a feed has one order
        expected = ["Case number 3", "Case number 1"]
    assert titles(client, f"/en/cases.{form}{query}", form) == expected


@pytest.mark.parametrize("form", FORMS)
def test_lessons_can_be_taken_as_well(client: Client, publish: Publish, form: str) -> None:
    publish(1), publish(2)
    assert titles(client, f"/en/lessons.{form}?city=alpha-2", form) == ["Lesson 2"]


@pytest.mark.parametrize("form", ["csv", "xlsx", "json"])
def test_a_list_holds_all_results_and_not_a_page(
    client: Client, publish: Publish, form: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(1, 6):
        publish(number)
    monkeypatch.setattr(lists, "AT_ONCE", 2)
    monkeypatch.setattr("cases.library.taking.taking_views.PER_PAGE", 2)
    page = "?page=all" if form == "json" else "?page=2"  # the page is that of the results, not of the list
    expected = [f"Case number {number}" for number in (5, 4, 3, 2, 1)]
    assert titles(client, f"/en/cases.{form}{page}", form) == expected


def test_json_comes_in_pages_that_name_each_other(
    client: Client, publish: Publish, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(1), publish(2), publish(3)
    monkeypatch.setattr("cases.library.taking.taking_views.PER_PAGE", 2)
    first = client.get("/en/cases.json?theme=waste&sort=title")
    address = "http://testserver/en/cases.json?theme=waste&sort=title&page="
    assert (first.json()["count"], first["Link"]) == (3, f'<{address}2>; rel="next"')
    second = client.get(f"{address}2")
    assert [each["slug"] for each in second.json()["results"]] == ["case-3"]
    assert second["Link"] == f'<{address}1>; rel="prev"'


def test_a_row_says_in_the_language_of_the_address_what_a_case_is(client: Client, publish: Publish) -> None:
    edition = publish(1)
    [row] = rows(client, "/en/cases.csv")
    assert row == {
        "Title": "Case number 1",
        "Language of the title": "English",
        "Summary": "",
        "Cities": "Alpha 1; Beta 1",
        "Countries": "Mozambique",
        "Themes": "Waste",
        "Sustainable Development Goals": "11",
        "Programme": str(edition.case.partnership.programme),
        "Start of the partnership": "",
        "End of the partnership": "",
        "Lessons": "1",
        "Languages": "English",
        "Edition": "1",
        "Published on": f"{edition.published_at:%Y-%m-%d}",
        "Address": f"{project.PEERLEARN_ADDRESS}/en/cases/case-1/",
    }
    [french] = rows(client, "/fr/cases.csv")
    assert (next(iter(french)), french[next(iter(french))]) == ("Titre", "Case number 1")


def test_a_row_says_what_a_lesson_is(client: Client, publish: Publish) -> None:
    edition = publish(1)
    [row] = rows(client, "/en/lessons.csv")
    assert row == {
        "Lesson": "Lesson 1",
        "Language of the title": "English",
        "Explanation": "",
        "Kind of lesson": "what worked",
        "Said by": "",
        "Learnt by": "Alpha 1",
        "Associations that learnt it": "A network",
        "Countries": "Mozambique",
        "Themes": "Waste",
        "From the case": "Case number 1",
        "Edition": "1",
        "Published on": f"{edition.published_at:%Y-%m-%d}",
        "Address": f"{project.PEERLEARN_ADDRESS}/en/lessons/{edition.listing.lessons.get().uid}/",
    }


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("+1", "'+1"),
        ("-1", "'-1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t'=1"),
        ("\rx", "'\rx"),
        ("  =1", "  '=1"),
        ("＝1", "'＝1"),
        ("a;=1", "a;'=1"),
        ("a\n=1", "a\n'=1"),
        ("a-b; 1=1", "a-b; 1=1"),
        ("A bell\x07", "A bell"),
        ("", ""),
        (7, 7),
    ],
)
def test_no_cell_begins_a_formula(value: Any, cell: Any) -> None:
    assert defused(value) == cell


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_a_title_that_looks_like_a_formula_is_a_title(client: Client, db: None, form: str) -> None:
    publish_case(make_case(title='=HYPERLINK("https://evil.example";"Waste")'))
    expected = '\'=HYPERLINK("https://evil.example";"Waste")'
    assert titles(client, f"/en/cases.{form}", form) == [expected]


def test_quotes_and_lines_stay_within_their_cell() -> None:
    lines = "".join(csv_lines(["a", "b"], [['x", "=1', "1\r\n2"]])).removeprefix("\ufeff")
    assert list(csv.reader(io.StringIO(lines, newline=""))) == [["a", "b"], ['x", "=1', "1\r\n2"]]


def test_numbers_and_days_are_not_text_in_a_workbook(client: Client, publish: Publish) -> None:
    publish(1)
    sheet = load_workbook(io.BytesIO(body(client.get("/en/cases.xlsx")))).active
    kinds = {cell.value: below.data_type for cell, below in zip(sheet[1], sheet[2], strict=True)}
    assert (kinds["Lessons"], kinds["Published on"], kinds["Title"]) == ("n", "d", "s")


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("query", ["q=%00%ff'%22;--&theme=%F0%9F%98%80&sort=x", "q=zzz&theme=nosuch", ""])
def test_a_list_of_nothing_is_an_empty_list(client: Client, db: None, form: str, query: str) -> None:
    for name in ("cases", "lessons"):
        assert titles(client, f"/en/{name}.{form}?{query}", form) == []


@pytest.mark.parametrize("form", FORMS)
def test_what_is_not_public_is_in_no_list(client: Client, publish: Publish, form: str) -> None:
    first, second = publish(1), publish(2)
    make_case(slug="draft", title="Nobody may read this")
    lesson = first.listing.lessons.get().uid
    assert len(titles(client, f"/en/lessons.{form}", form)) == 2
    redact(first.case, lesson, reason="Consent was taken back.", by=make_administrator())
    withdraw(second.case, reason="It names somebody.", by=make_administrator())
    assert titles(client, f"/en/cases.{form}", form) == ["Case number 1"]
    assert titles(client, f"/en/lessons.{form}", form) == []


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", ["cases", "lessons"])
def test_lists_cost_the_same_however_long(client: Client, publish: Publish, name: str, form: str) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            body(client.get(f"/en/{name}.{form}?page=all" if form == "json" else f"/en/{name}.{form}"))
        return len(captured)

    publish(1)
    queries()  # what is remembered is remembered now
    with_one = queries()
    publish(2), publish(3)
    queries()  # the catalogue is another one
    assert queries() == with_one


@pytest.mark.parametrize("form", FORMS)
def test_lists_are_for_everybody_but_search_engines(client: Client, db: None, form: str) -> None:
    answer = client.get(f"/en/cases.{form}")
    body(answer)
    found = (answer["Access-Control-Allow-Origin"], answer["X-Robots-Tag"])
    assert found == ("*", "noindex")
    assert ("Cookie" in answer.get("Vary", ""), answer.cookies.output()) == (False, "")


def test_lists_are_sent_as_they_are_made(
    client: Client, publish: Publish, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(1), publish(2), publish(3)
    monkeypatch.setattr(lists, "AT_ONCE", 1)
    read: list[int] = []
    batches = lists.batches

    def watched(*values: Any) -> Iterator[Any]:
        for batch in batches(*values):
            read.append(len(batch))
            yield batch

    monkeypatch.setattr(lists, "batches", watched)
    pieces = iter(client.get("/en/cases.csv").streaming_content)  # type: ignore[attr-defined]
    next(pieces), next(pieces)
    assert read == [1]


def links(page: str) -> list[str]:
    return [part.partition('"')[0] for part in page.partition('class="take ')[2].split('href="')[1:5]]


@pytest.fixture
def edition(publish: Publish) -> Edition:
    return publish(1)


def test_page_leads_to_the_same_search_in_every_form(client: Client, edition: Edition) -> None:
    page = client.get("/en/cases/?q=number&theme=waste&theme=nosuch&sort=title&page=1").content.decode()
    query = "?q=number&amp;theme=waste&amp;sort=title"
    assert links(page) == [
        f"/en/cases.csv{query}",
        f"/en/cases.xlsx{query}",
        f"/en/cases.json{query}&amp;page=all",
        f"/en/cases.atom{query}",
    ]
    lessons = client.get("/en/lessons/").content.decode()
    assert links(lessons) == [
        "/en/lessons.csv",
        "/en/lessons.xlsx",
        "/en/lessons.json?page=all",
        "/en/lessons.atom",
    ]
