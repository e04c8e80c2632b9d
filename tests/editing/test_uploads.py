"""A request that is too large is turned away before any of it is kept."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from peerlearn.editing.uploads import LIMIT


class Endless:
    """A body that is made while it is read, and counts what was taken."""

    def __init__(self, size: int) -> None:
        self.size, self.taken, self.largest = size, 0, 0

    def read(self, size: int = -1) -> bytes:
        assert size > 0, "the whole body at once"
        chunk = min(size, self.size - self.taken)
        self.taken += chunk
        self.largest = max(self.largest, chunk)
        return bytes(chunk)

    readline = read


def post(size: int) -> tuple[Any, Endless]:
    body = Endless(size)
    environ: Any = {"wsgi.input": body, "CONTENT_LENGTH": str(size)}
    answer = Client().generic(
        "POST", reverse("account_login"), content_type="multipart/form-data; boundary=x", **environ
    )
    return answer, body


@pytest.mark.django_db
def test_too_large_a_request_is_told_so_and_read_in_small_pieces() -> None:
    answer, body = post(200_000_000)
    assert answer.status_code == 413
    assert "A file may have 20 MB." in answer.content.decode()
    assert (body.taken, body.largest <= 65_536) == (200_000_000, True)
    assert answer.cookies.output() == ""


@pytest.mark.django_db
def test_request_of_any_announced_size_is_not_read_for_ever() -> None:
    answer, body = post(10**15)
    assert answer.status_code == 413
    assert body.taken < 400_000_000


@pytest.mark.django_db
def test_largest_picture_is_let_through() -> None:
    answer, _body = post(LIMIT)
    assert answer.status_code != 413
