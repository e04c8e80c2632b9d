"""Any query at any public address: an answer as it should be, quick and of bounded size."""

import json
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from html.parser import HTMLParser
from typing import Any
from xml.etree import ElementTree

import pytest
from django.db import connection, transaction
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.routes import Route, routes

from ..test_pages import Publish
from .queries import queries

pytestmark = pytest.mark.django_db
IS_LONG = bool(os.environ.get("PEERLEARN_LONG_TESTS"))
FINE = {200, 301, 302, 303, 304, 400, 404, 410}
MOST = 1_000_000
"""Bytes of a page before it is compressed. Files to take away are as long as what was found."""
TAKEN = (".csv", ".xlsx", ".pdf", "page=all")
SEARCHES = re.compile(r"/((cases|lessons)([.]\w+|/|/compare/)|reading-list/|cities/like-mine/|suggest.*)$")
OFTEN = 8
"""Addresses that search are asked so many times as often as others."""
VOID = {
    *("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr")
}


class Balanced(HTMLParser):
    """Knows whether every element that begins ends, in order: nothing from an address broke out of its place."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.wrong: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        if tag not in VOID:
            self.open.append(tag)
        self.wrong += [name for name, _value in attrs if name.startswith("on")]

    def handle_startendtag(self, tag: str, attrs: Any) -> None:
        pass

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.wrong.append(tag)


@pytest.fixture
def addresses(publish: Publish) -> list[str]:
    """Every public address of a library of two dozen cases, in two languages, those that search several times; what
    is remembered of each is."""
    first, *_others = [publish(number) for number in range(1, 25)]
    slugs = {
        "cases": "case-1",
        "themes": "waste",
        "cities": "alpha-1",
        "partnerships": "pair-1",
        "programmes": "programme",
        "organisations": "network",
    }
    rest = {"number": 1, "form": "bib", "uid": first.listing.lessons.get().uid, "part": "case"}
    found = []
    for route in filter(is_public, routes().values()):
        _empty, _language, kind, *_rest = [*route.address.split("/"), ""]
        address = route.filled({**rest, "slug": slugs.get(kind, "")})
        often = OFTEN if SEARCHES.search(address) else 1
        found += [address, address.replace("/en/", "/pt/", 1)] * often
    for address in set(found):
        Client().get(address)
    return found


def is_public(route: Route) -> bool:
    at_the_front = ("robots", "sitemap", "sitemap_part", "front_door")
    return route.namespace in ("library", "publications") or route.name in at_the_front


def asked(client: Client, address: str, query: bytes) -> Any:
    """The answer and its bytes, in a transaction that allows no query to take longer than the site does."""
    with transaction.atomic(), within_a_second():
        answer: Any = client.get(address, QUERY_STRING=query.decode("latin-1"))
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return answer, body


@contextmanager
def within_a_second() -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = '1s'")
        yield
        cursor.execute("SET LOCAL statement_timeout TO DEFAULT")


@settings(
    max_examples=10_000 if IS_LONG else 500,
    derandomize=not IS_LONG,
    database=None,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
@given(data=st.data(), query=queries)
def test_no_query_is_an_error_of_ours(client: Client, addresses: list[str], data: Any, query: bytes) -> None:
    address = data.draw(st.sampled_from(addresses))
    answer, body = asked(client, address, query)
    assert answer.status_code in FINE
    if not any(word in address or word.encode() in query for word in TAKEN):
        assert len(body) <= MOST
    kind = answer.get("Content-Type", "").partition(";")[0]
    if kind == "text/html":
        page = Balanced(body.decode())
        assert (page.wrong, page.open) == ([], [])
    elif kind.endswith("json"):
        json.loads(body)
    elif kind.endswith("xml"):
        ElementTree.fromstring(body)
