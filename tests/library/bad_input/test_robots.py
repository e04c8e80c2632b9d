"""Robots that keep to the rules read every page, and never begin to put searches together."""

import re
from html.parser import HTMLParser
from typing import Any
from urllib.parse import parse_qsl, urljoin, urlsplit

import pytest
from django.test import Client

from ..conftest import pages
from ..test_pages import Publish


class Page(HTMLParser):
    """The links of a page, and what it asks of robots."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.unmarked: list[str] = []
        self.robots = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "meta" and given.get("name") == "robots":
            self.robots = given["content"]
        if tag == "a" and "href" in given:
            self.links.append(given["href"])
            if "nofollow" not in given.get("rel", ""):
                self.unmarked.append(given["href"])

    @property
    def followed(self) -> list[str]:
        """Those that neither they nor the page as a whole ask not to follow."""
        return [] if "nofollow" in self.robots else self.unmarked


@pytest.fixture
def allowed(client: Client) -> Any:
    """Whether the rules allow an address, read as RFC 9309 says (there is one group, and nothing in it is allowed)."""
    text = client.get("/robots.txt").content.decode()
    rules = [
        re.compile(re.escape(rule).replace(r"\*", ".*"))
        for rule in re.findall(r"^Disallow: (.+)$", text, re.M)
    ]
    return lambda address: not any(rule.match(address) for rule in rules)


@pytest.mark.parametrize("keeps_to", ["robots.txt", "nofollow"])
def test_a_robot_reads_every_page_and_no_combination(
    client: Client, publish: Publish, allowed: Any, keeps_to: str
) -> None:
    editions = [publish(number) for number in (1, 2)]
    found, left = set[str](), ["/en/"]
    while left:
        address = left.pop().partition("#")[0]
        is_open = allowed(address) or keeps_to == "nofollow"
        if address in found or not address.startswith("/en/") or not is_open:
            continue
        found.add(address)
        answer = client.get(address)
        assert answer.status_code in (200, 302, 303), address
        if answer.get("Content-Type", "").startswith("text/html"):
            page = Page(answer.content.decode())
            links = page.followed if keeps_to == "nofollow" else page.links
            left += [urljoin(address, link) for link in links]
    expected = {
        f"/en/{page}"
        for number, edition in enumerate(editions, 1)
        for page in pages(edition, number)
        if not page.endswith((".json", "v1/", "compare/"))
    }
    assert expected - found == set()
    assert {address for address in found if len(parse_qsl(urlsplit(address).query)) > 1} == set()
    assert len(found) < 3 * len(expected)


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("", ""),
        ("?page=1", ""),
        ("?theme=waste", ""),
        ("?theme=nosuch", ""),
        ("?theme=waste&country=BR", "noindex, nofollow"),
        ("?country=BR&country=MZ", "noindex, nofollow"),
        ("?q=case", "noindex, nofollow"),
        ("?sort=title", "noindex, nofollow"),
        ("?view=map", "noindex, nofollow"),
    ],
)
def test_what_is_put_together_is_not_for_robots(
    client: Client, publish: Publish, query: str, said: str
) -> None:
    publish(1)
    assert Page(client.get(f"/en/cases/{query}").content.decode()).robots == said


@pytest.mark.parametrize(
    ("address", "is_allowed"),
    [
        *[
            (f"/en/{page}", True)
            for page in ("", "cases/", "cases/?page=2", "lessons/?page=3", "cities/?page=2")
        ],
        *[(f"/en/{page}", True) for page in ("cases/?theme=waste", "themes/waste/", "cases/a/cite.csl.json")],
        *[(f"/en/{page}", True) for page in ("cases/a/publication.pdf?format=brochure", "cities/like-mine/")],
        *[(f"/en/{page}", False) for page in ("cases/?theme=waste&page=2", "cases/?q=water", "cases.csv")],
        *[
            (f"/pt/{page}", False)
            for page in ("cases/?sort=title", "lessons/?country=BR&kind=worked", "cases/?view=map")
        ],
        *[
            (f"/pt/{page}", False)
            for page in ("cases/compare/?a=b", "reading-list/?case=a", "cities/like-mine/?city=a")
        ],
        *[
            (f"/fr/{page}", False)
            for page in ("suggest/?q=a", "suggest.json?q=a", "cases.json?page=2", "desk/")
        ],
    ],
)
def test_rules_for_robots(allowed: Any, db: None, address: str, is_allowed: bool) -> None:
    assert allowed(address) is is_allowed
