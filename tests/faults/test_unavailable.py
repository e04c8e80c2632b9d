"""What is said while the database is away."""

from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
from django.db import InterfaceError, OperationalError, ProgrammingError, connection
from django.test import Client
from django.urls import reverse

from tests.factories import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def client() -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(make_user())
    return client


@pytest.fixture(params=[OperationalError, InterfaceError])
def away(client: Client, request: Any) -> Iterator[None]:
    """No question to the database is answered."""

    def refuse(*_asked: Any) -> None:
        raise request.param

    with connection.execute_wrapper(refuse):
        yield


@pytest.mark.parametrize("name", ["library:home", "library:cases", "desk:home", "sitemap"])
def test_page_says_when_to_come_back(name: str, client: Client, away: None) -> None:
    answer = client.get(reverse(name))
    assert (answer.status_code, answer["Retry-After"], answer["Cache-Control"]) == (503, "10", "no-store")
    assert "Back in a moment" in answer.content.decode()


def test_save_is_told_to_come_back(client: Client, away: None) -> None:
    answer = client.post(reverse("desk:autosave", args=[uuid4(), "start"]), {})
    assert (answer.status_code, answer["Retry-After"]) == (503, "10")


def test_language_of_the_reader_is_kept(client: Client, away: None) -> None:
    assert '<html lang="pt">' in client.get("/pt/cases/").content.decode()


def test_fault_of_ours_is_called_one(client: Client) -> None:
    def fail(*_asked: Any) -> None:
        raise ProgrammingError

    with connection.execute_wrapper(fail):
        answer = client.get(reverse("library:cases"))
    assert (answer.status_code, "Retry-After" in answer) == (500, False)
