"""A query that takes too long is ended, and the reader is told so; what the site itself needs is not."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import OperationalError, connection
from django.test import Client

from cases.catalogue import index, snapshot
from cases.catalogue.holdings import load
from cases.catalogue.snapshot import however_long, one_snapshot
from tests.factories import publish_case

in_a_transaction_of_its_own = pytest.mark.django_db(transaction=True)
FOR_AGES = "SELECT pg_sleep(60)"


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(snapshot, "LONGEST_QUERY", "20ms")
    yield
    index.forget()


def ask(sql: str) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchone()[0]


@in_a_transaction_of_its_own
def test_a_query_of_the_library_ends_when_it_takes_too_long() -> None:
    with pytest.raises(OperationalError), one_snapshot():
        ask(FOR_AGES)
    assert ask("SHOW statement_timeout") == "0"  # others on this connection may take their time


@in_a_transaction_of_its_own
def test_reading_the_index_may_take_its_time(monkeypatch: pytest.MonkeyPatch) -> None:
    publish_case()
    index.forget()
    allowed: list[str] = []

    def watched(columns: Any) -> Any:
        allowed.append(ask("SHOW statement_timeout"))
        return load(columns)

    monkeypatch.setattr(index, "load", watched)
    with one_snapshot():
        index.current()
        assert (allowed, ask("SHOW statement_timeout")) == (["0", "0"], "20ms")


@in_a_transaction_of_its_own
def test_who_waited_too_long_is_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cases.library.finding.finding_views.Found", lambda *_asked: ask(FOR_AGES))
    answer = Client(raise_request_exception=False).get("/en/cases/?q=water")
    assert (answer.status_code, answer["Retry-After"], answer["Cache-Control"]) == (503, "10", "no-store")
    assert "This takes too long just now" in answer.content.decode()
    assert 'href="/en/cases/?q=water"' in answer.content.decode()


def test_what_takes_its_time_leaves_the_limit_as_it_was(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = '7s'")
    with however_long():
        assert ask("SHOW statement_timeout") == "0"
    assert ask("SHOW statement_timeout") == "7s"
