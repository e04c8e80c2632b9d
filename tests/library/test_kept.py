"""What is kept drawn: exactly what would be drawn anew, and gone with what it shows."""

from typing import Any

import pytest
from django.test import Client

from cases.document import case_document
from cases.models import Case, Text
from cases.workflow import redact, withdraw
from peerlearn import kept
from peerlearn.kept import Kept
from tests.factories import make_administrator, publish_case

from .conftest import pages
from .test_pages import Publish


def test_the_values_used_last_are_kept() -> None:
    few: Kept[str] = Kept(4, len)
    few.keep("a", "aa"), few.keep("b", "bb")
    few.get("a")
    few.keep("c", "cc")
    assert few.known("abc") == {"a": "aa", "c": "cc"}


def test_a_value_too_heavy_is_not_kept() -> None:
    few: Kept[str] = Kept(4, len)
    few.keep("a", "aa")
    assert (few.got("b", lambda: "bbbbb"), few.known("ab")) == ("bbbbb", {"a": "aa"})


def test_a_value_kept_anew_is_weighed_once() -> None:
    few: Kept[str] = Kept(4, len)
    few.keep("a", "aa"), few.keep("a", "aa"), few.keep("b", "bb")
    assert few.known("ab") == {"a": "aa", "b": "bb"}


@pytest.mark.parametrize("language", ["en", "pt"])
def test_pages_drawn_from_what_is_kept_are_the_same(client: Client, publish: Publish, language: str) -> None:
    edition = publish(1)
    publish(2)
    addresses = [f"/{language}/{page}" for page in pages(edition, 1)]
    [client.get(address) for address in addresses]
    with_kept = {address: client.get(address).content for address in addresses}
    kept.forget()
    assert {address: client.get(address).content for address in addresses} == with_kept


def shown(client: Client, words: str) -> dict[str, bool]:
    """Whether the words stand on pages that keep what they drew."""
    addresses = ("/en/", "/en/cases/", "/en/lessons/", "/en/cases/case-1/", "/en/cases/case-1/v1/")
    return {address: words in client.get(address).content.decode() for address in addresses}


def test_a_new_edition_is_on_every_page_at_once(client: Client, publish: Publish) -> None:
    case = publish(1).case
    shown(client, "")
    titles = Text.objects.filter(item__case=case, item__kind="narrative", field="title")
    titles.update(value="Quite another title")
    publish_case(Case.objects.get(pk=case.pk))
    assert shown(client, "Quite another title") == {
        "/en/": True,
        "/en/cases/": True,
        "/en/lessons/": True,
        "/en/cases/case-1/": True,
        "/en/cases/case-1/v1/": False,
    }
    assert "There is a newer edition." in client.get("/en/cases/case-1/v1/").content.decode()


def test_a_redacted_lesson_is_gone_from_every_page(client: Client, publish: Publish) -> None:
    edition = publish(1)
    before = shown(client, "Lesson 1")
    lesson = case_document(edition.case).authored.of_kind("lesson")[0]
    redact(edition.case, lesson.uid, by=make_administrator(), reason="asked for")
    assert (before["/en/lessons/"], before["/en/cases/case-1/v1/"]) == (True, True)
    assert set(shown(client, "Lesson 1").values()) == {False}


def test_a_withdrawn_case_is_gone_from_every_page(client: Client, publish: Publish) -> None:
    edition = publish(1)
    before = shown(client, "Case number 1")
    withdraw(edition.case, by=make_administrator(), reason="")
    after: dict[str, Any] = shown(client, "Case number 1")
    assert (set(before.values()), set(after.values())) == ({True}, {False})
