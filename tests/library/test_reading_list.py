"""The reading list: carried by its address, changed by plain links, never more than an address can hold."""

import re
from html import unescape
from typing import Any
from urllib.parse import parse_qsl
from uuid import uuid4

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from django.conf import settings as project
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from playwright.sync_api import Browser, Page, expect

from cases.library.citing.forms import FORMS
from cases.library.collecting.reading_list import MOST, Entry, ReadingList
from cases.models import Edition
from cases.workflow import redact, withdraw
from tests.factories import make_administrator, make_case

from .test_citing import ris
from .test_pages import Publish

A, B = "case-1", "case-2"
LIST = "/en/reading-list/"


def uid(edition: Edition) -> str:
    return str(edition.listing.lessons.get().uid)


def shown(client: Client, address: str) -> list[str]:
    answer = client.get(address)
    assert (answer.status_code, answer.cookies.output(), "Cookie" in answer.get("Vary", "")) == (
        200,
        "",
        False,
    )
    return [entry.title.plain for entry in answer.context["entries"]]


def steps(client: Client, address: str) -> list[tuple[str, str]]:
    """The links that change the list: what each says, and where it leads."""
    page = client.get(address).content.decode()
    found = re.findall(r'<a [^>]*href="([^"]*)"[^>]*data-list-step>(.*?)</a>', page)
    return [(re.sub(r"<[^>]*>", "", words), unescape(href)) for href, words in found]


def test_cases_and_lessons_stand_in_the_order_of_the_address(client: Client, publish: Publish) -> None:
    first, second = publish(1), publish(2)
    address = f"{LIST}?case={B}&lesson={uid(first)}&case={A}&lesson={uid(second)}&case={B}"
    assert shown(client, address) == ["Case number 2", "Lesson 1", "Case number 1", "Lesson 2"]


def test_plain_links_move_and_remove(client: Client, publish: Publish) -> None:
    lesson = uid(publish(1))
    publish(2)
    assert steps(client, f"{LIST}?case={A}&lesson={lesson}&case={B}") == [
        ("Move down Case number 1", f"{LIST}?lesson={lesson}&case={A}&case={B}"),
        ("Remove Case number 1", f"{LIST}?lesson={lesson}&case={B}"),
        ("Move up Lesson 1", f"{LIST}?lesson={lesson}&case={A}&case={B}"),
        ("Move down Lesson 1", f"{LIST}?case={A}&case={B}&lesson={lesson}"),
        ("Remove Lesson 1", f"{LIST}?case={A}&case={B}"),
        ("Move up Case number 2", f"{LIST}?case={A}&case={B}&lesson={lesson}"),
        ("Remove Case number 2", f"{LIST}?case={A}&lesson={lesson}"),
    ]
    assert steps(client, f"{LIST}?case={A}") == [("Remove Case number 1", LIST)]


def test_a_search_offers_what_is_not_on_the_list_and_keeps_it(client: Client, publish: Publish) -> None:
    lesson = uid(publish(1))
    publish(2)
    found = steps(client, f"{LIST}?case={A}&q=number")
    assert found[1:] == [("Add Case number 2", f"{LIST}?case={A}&case={B}&q=number")]
    assert steps(client, f"{LIST}?q=lesson+1")[-1][1].endswith(f"lesson={lesson}&q=lesson+1")
    page = client.get(f"{LIST}?case={A}&q=number").content.decode()
    assert '<input type="hidden" name="case" value="case-1">' in page
    assert "No case and no lesson has these words." in client.get(f"{LIST}?q=zzzz").content.decode()


def test_cases_and_lessons_lead_to_a_list_with_them(client: Client, publish: Publish) -> None:
    lesson = uid(publish(1))
    for path, entry, title in (
        (f"cases/{A}/", f"case={A}", "Case number 1"),
        (f"cases/{A}/v1/", f"case={A}", "Case number 1"),
        (f"lessons/{lesson}/", f"lesson={lesson}", "Lesson 1"),
    ):
        assert f'href="{LIST}?{entry}"' in client.get(f"/en/{path}").content.decode()
        assert shown(client, f"{LIST}?{entry}") == [title]


def test_what_can_not_be_read_is_left_out_and_said(client: Client, publish: Publish) -> None:
    first, second = publish(1), publish(2)
    make_case(slug="draft", title="Nobody may read this")
    address = f"{LIST}?case={A}&case={B}&lesson={uid(first)}&case=draft&lesson={uuid4()}&lesson=x&case=%00"
    assert shown(client, address) == ["Case number 1", "Case number 2", "Lesson 1"]
    redact(first.case, uid(first), reason="Consent was taken back.", by=make_administrator())  # type: ignore[arg-type]
    withdraw(second.case, reason="It names somebody.", by=make_administrator())
    assert shown(client, address) == ["Case number 1"]
    page = client.get(address).content.decode()
    assert "6 entries are not shown" in page
    for words in ("Nobody may read this", "Case number 2", "Lesson 1"):
        assert words not in page


def test_the_longest_list_has_an_address_that_everything_takes() -> None:
    longest = ReadingList(tuple(Entry("case", f"{number:080}") for number in range(MOST)))
    assert len(f"https://a-long-name.of-an-association.example{longest.address(words='x' * 200)}") < 6000
    assert ReadingList.read(longest.query) == longest


def test_a_list_takes_no_more_than_it_holds(client: Client, publish: Publish) -> None:
    publish(1)
    read = ReadingList.read("&".join(f"case=c{number}" for number in range(MOST + 3)))
    assert (len(read.entries), read.left_out, read.is_full) == (MOST, 3, True)
    address = LIST + "?" + "&".join([*(f"case=c{number}" for number in range(MOST)), f"case={A}"])
    assert shown(client, address) == []


@pytest.mark.parametrize(
    "query", ["case=%ff%fe", "lesson=" + "9" * 3000, "case", "case=&lesson=", "q=%00&case=a&case=b;c"]
)
def test_nonsense_makes_no_list_and_no_error(client: Client, db: None, query: str) -> None:
    assert shown(client, f"{LIST}?{query}") == []


@pytest.mark.parametrize("form", FORMS)
def test_all_citations_come_in_one_file(client: Client, publish: Publish, form: str) -> None:
    lesson = uid(publish(1))
    publish(2)
    answer = client.get(f"{LIST}cite.{form}?case={B}&lesson={lesson}&case=nosuch")
    assert (answer.status_code, answer["Content-Type"]) == (200, FORMS[form].content_type)
    text = answer.content.decode()
    assert -1 < text.find("Case number 2") < text.find("Lesson 1")
    if form == "ris":
        assert [record["TI"] for record in ris(text)] == [["Case number 2"], ["Lesson 1"]]
    assert client.get(f"{LIST}cite.{form}").status_code == 404
    assert client.get(f"{LIST}cite.doc?case={B}").status_code == 404


def test_page_leads_to_its_files_and_shows_its_address(client: Client, publish: Publish) -> None:
    publish(1)
    page = client.get(f"{LIST}?case={A}&case=nosuch").content.decode()
    assert f'href="{LIST}cite.ris?case={A}"' in page
    assert f'value="{project.PEERLEARN_ADDRESS}{LIST}?case={A}" readonly' in page
    assert '<meta name="robots" content="noindex">' in page


def test_a_list_costs_the_same_however_long(client: Client, publish: Publish) -> None:
    def queries(address: str) -> int:
        with CaptureQueriesContext(connection) as captured:
            client.get(address)
        return len(captured)

    lessons = [uid(publish(number)) for number in (1, 2, 3)]
    one = f"{LIST}?case={A}&lesson={lessons[0]}"
    three = f"{LIST}?" + "&".join(f"case=case-{n}&lesson={lesson}" for n, lesson in enumerate(lessons, 1))
    queries(one)
    assert queries(three) == queries(one)


def test_the_language_switch_keeps_the_list(client: Client, publish: Publish) -> None:
    publish(1)
    assert f'href="/fr/reading-list/?case={A}"' in client.get(f"{LIST}?case={A}").content.decode()


# In a browser


@pytest.fixture
def site(transactional_db: None, live_server: Any, publish: Publish) -> str:
    publish(1), publish(2), publish(3)
    return f"{live_server.url}/en/"


def order(page: Page) -> list[str]:
    return [words.strip() for words in page.locator(".reading-entries h2").all_inner_texts()]


def entries(page: Page) -> list[str]:
    return [name for _kind, name in parse_qsl(page.url.partition("?")[2])]


@pytest.mark.browser
def test_a_list_is_collected_without_a_script(browser: Browser, site: str) -> None:
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(f"{site}cases/case-1/")
    page.get_by_role("link", name="Add to my reading list").click()
    page.get_by_label("Search words").fill("number 3")
    page.get_by_role("button", name="Search").click()
    page.get_by_role("link", name="Add Case number 3").click()
    page.get_by_role("link", name="Move up Case number 3").click()
    assert (order(page), entries(page)) == (["Case number 3", "Case number 1"], ["case-3", "case-1"])


@pytest.mark.browser
def test_the_list_follows_its_reader(page: Page, site: str) -> None:
    for number in (2, 1):
        page.goto(f"{site}cases/case-{number}/")
        page.get_by_role("link", name="Add to my reading list").click()
    assert order(page) == ["Case number 2", "Case number 1"]
    page.get_by_role("link", name="Remove Case number 2").click()
    page.goto(f"{site}reading-list/")
    expect(page.locator(".reading-entries h2")).to_have_text("Case number 1")
    page.goto(f"{site}cases/case-1/")
    expect(page.get_by_role("link", name="On my reading list")).to_be_visible()
    assert page.context.cookies() == []


@pytest.mark.browser
def test_a_shared_list_replaces_ones_own_only_when_asked(page: Page, site: str) -> None:
    page.goto(f"{site}cases/case-1/")
    page.get_by_role("link", name="Add to my reading list").click()
    expect(page.get_by_text("not the list that you keep")).to_be_hidden()
    page.goto(f"{site}reading-list/?case=case-2&case=case-3")
    page.get_by_role("link", name="Remove Case number 3").click()
    expect(page.get_by_text("not the list that you keep")).to_be_visible()
    page.get_by_role("button", name="Add these to mine").click()
    page.wait_for_url("**/?case=case-1&case=case-2")
    expect(page.get_by_text("not the list that you keep")).to_be_hidden()


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_axe_finds_nothing_on_the_list(browser: Browser, site: str, scheme: Any, width: int) -> None:
    page = browser.new_page(color_scheme=scheme, viewport={"width": width, "height": 900})
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.goto(f"{site}cases/case-3/")
    page.get_by_role("link", name="Add to my reading list").click()
    for query in ("case=case-1&case=nosuch&q=number", "q=zzzz"):
        page.goto(f"{site}reading-list/?{query}")
        assert [v["id"] for v in Axe().run(page).response["violations"]] == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert said == []
