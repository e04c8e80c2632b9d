from django.db import OperationalError, connection
from django.test import Client
from pytest import MonkeyPatch, mark


@mark.django_db
def test_health_is_ok_while_the_database_answers():
    answer = Client().get("/health/")

    assert (answer.status_code, answer.content, answer.cookies.output()) == (200, b"ok\n", "")


def test_health_is_503_without_the_database(monkeypatch: MonkeyPatch):
    def gone() -> None:
        raise OperationalError("gone")

    monkeypatch.setattr(connection, "cursor", gone)

    assert Client().get("/health/").status_code == 503
