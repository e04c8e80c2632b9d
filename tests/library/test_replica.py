"""A copy of the database to read from: the library reads it and nothing else does."""

from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connections
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cases.models import Case, Listing
from peerlearn.replica import REPLICA, LibraryReads, library_reads
from tests.factories import make_administrator

from .conftest import pages
from .test_answering import taken
from .test_pages import Publish

committed = pytest.mark.django_db(transaction=True, databases=["default", REPLICA])


@pytest.fixture(scope="module", autouse=True)
def second_database(django_db_setup: None) -> Iterator[None]:
    """The same rows under the name of the replica."""
    connections.settings[REPLICA] = deepcopy(connections["default"].settings_dict)
    connections.settings[REPLICA]["TEST"]["MIRROR"] = "default"
    yield
    del connections.settings[REPLICA]


@pytest.fixture
def replica(second_database: None) -> Iterator[Any]:
    """A connection of its own to the replica."""
    yield connections[REPLICA]
    connections[REPLICA].close()
    del connections[REPLICA]


def asked(client: Client, address: str) -> tuple[int, int]:
    """How much a page asks of the primary database and of the replica."""
    with (
        CaptureQueriesContext(connections["default"]) as primary,
        CaptureQueriesContext(connections[REPLICA]) as copy,
    ):
        assert b"".join(client.get(address)) is not None
    return len(primary), len(copy)


@committed
def test_the_library_reads_the_replica_alone(client: Client, publish: Publish, replica: Any) -> None:
    edition = publish(1)
    numbers = {
        address: asked(client, f"/en/{address}")
        for address in [*pages(edition, 1), *taken(edition), "suggest/?q=ca"]
    }
    assert {address: n for address, n in numbers.items() if n[0] or not n[1]} == {}


@committed
def test_the_desk_reads_the_primary_alone(client: Client, publish: Publish, replica: Any) -> None:
    publish(1)
    client.force_login(make_administrator())
    numbers = {address: asked(client, address) for address in ("/en/desk/", "/en/desk/people/")}
    assert {address: n for address, n in numbers.items() if n[1] or not n[0]} == {}


@committed
def test_who_writes_writes_to_the_primary(publish: Publish, replica: Any) -> None:
    with CaptureQueriesContext(replica) as copy:
        publish(1)
    assert len(copy) == 0
    with library_reads():
        assert Listing.objects.all().db == REPLICA
        assert LibraryReads().db_for_write(Case) == "default"


@committed
def test_migrations_leave_the_replica_alone(replica: Any) -> None:
    with CaptureQueriesContext(replica) as copy:
        call_command("migrate", verbosity=0)
    assert (len(copy), LibraryReads().allow_migrate(REPLICA, "cases")) == (0, False)


@committed
def test_without_a_replica_there_is_one_database(
    client: Client, publish: Publish, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delitem(connections.settings, REPLICA)
    publish(1)
    with library_reads():
        assert Listing.objects.all().db == "default"
    assert client.get("/en/cases/").status_code == 200
