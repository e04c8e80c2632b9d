"""Public pages by name: 304 to who has the page already, and never to who has an older one."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cases.catalogue.changes import public_state
from cases.document import case_document
from cases.library import answering
from cases.models import Adoption, Edition
from cases.workflow import redact, withdraw
from partnerships.models import City, Organisation, Partnership, Programme, ProgressUpdate, Theme
from tests.factories import make_administrator, make_city, publish_case

from .conftest import pages
from .test_pages import Publish

committed = pytest.mark.django_db(transaction=True)
"""Triggers count a change of a live record when its transaction ends."""

COUNTED = {"cases_edition", "cases_revision", "cases_case", "cases_withdrawal", "cases_redaction"}
"""What pages read and only publishing, withdrawing and redacting change: these are counted as versions of the
catalogue. Of a case its address is read, which is fixed by its first edition."""


def taken(edition: Edition) -> list[str]:
    lesson = edition.listing.lessons.get().uid
    return [
        *(f"{name}.{form}" for name in ("cases", "lessons") for form in ("csv", "xlsx", "json", "atom")),
        *("cases.json?page=all", "cases/case-1.json", "cases/case-1/v1.json", "opensearch.xml"),
        *(f"cases/case-1/cite.bib {'cases/case-1/v1/cite.ris'} lessons/{lesson}/cite.txt".split()),
        *(["reading-list/?case=case-1", "reading-list/cite.bib?case=case-1", "cases/?q=number"]),
    ]


def addresses(edition: Edition) -> list[str]:
    return [f"/en/{page}" for page in [*pages(edition, 1), *taken(edition)]]


def asked_again(client: Client, names: dict[str, str]) -> dict[str, int]:
    """The status for who has the page by the name it had."""
    return {
        address: client.get(address, headers={"if-none-match": name}).status_code
        for address, name in names.items()
    }


def names_of(client: Client, edition: Edition) -> dict[str, str]:
    return {address: client.get(address)["ETag"] for address in addresses(edition)}


def test_every_page_says_how_long_it_may_be_kept(client: Client, publish: Publish) -> None:
    edition = publish(1)
    said = {address: client.get(address)["Cache-Control"] for address in addresses(edition)}
    minute, longer = ("public, max-age=0, s-maxage=60", "public, max-age=0, s-maxage=600")
    assert said == {address: longer if address.endswith("/v1/") else minute for address in said}


def test_who_has_a_page_is_told_so_after_one_query(client: Client, publish: Publish) -> None:
    names = names_of(client, publish(1))
    with CaptureQueriesContext(connection) as asked:
        statuses = asked_again(client, names)
    assert statuses == dict.fromkeys(names, 304)
    assert len(asked) == len(names)


def test_not_modified_says_what_the_page_said(client: Client, publish: Publish) -> None:
    publish(1)
    page = client.get("/en/cases/")
    known = client.get("/en/cases/", headers={"if-none-match": page["ETag"]})
    heads = ("ETag", "Cache-Control", "CDN-Cache-Control", "Vary")
    assert {name: known[name] for name in heads} == {name: page[name] for name in heads}
    assert known.content == b""


def test_a_page_sent_compressed_is_known_too(client: Client, publish: Publish) -> None:
    publish(1)
    page = client.get("/en/cases/", headers={"accept-encoding": "gzip"})
    known = client.get("/en/cases/", headers={"if-none-match": page["ETag"]})
    assert (page["Content-Encoding"], page["ETag"][:2], known.status_code) == ("gzip", "W/", 304)


def test_what_is_not_there_has_no_name(client: Client, publish: Publish) -> None:
    publish(1)
    answers = [client.get(f"/en/{page}") for page in ("cases/none/", "cases/?page=99", "cities/none/")]
    assert [(answer.status_code, answer.get("ETag")) for answer in answers] == [(404, None)] * 3


def publish_again(edition: Edition) -> None:
    publish_case(edition.case)


def withdraw_it(edition: Edition) -> None:
    withdraw(edition.case, by=make_administrator(), reason="")


def redact_it(edition: Edition) -> None:
    lesson = case_document(edition.case).authored.of_kind("lesson")[0]
    redact(edition.case, lesson.uid, by=None, reason="asked for")


@pytest.mark.parametrize("change", [publish_again, withdraw_it, redact_it])
def test_what_changes_the_public_side_changes_every_name(
    client: Client, publish: Publish, change: Callable[[Edition], None]
) -> None:
    edition = publish(1)
    names = names_of(client, edition)
    change(edition)
    assert [address for address, status in asked_again(client, names).items() if status == 304] == []


def rename(model: Any) -> Callable[[Edition], object]:
    return lambda edition: model.objects.update(name={"en": "Renamed"})


LIVE: dict[str, Callable[[Edition], object]] = {
    "theme": rename(Theme),
    "city": rename(City),
    "organisation": rename(Organisation),
    "programme": rename(Programme),
    "a programme hidden": lambda edition: Programme.objects.update(is_public=False),
    "a partnership hidden": lambda edition: Partnership.objects.update(is_public=False),
    "progress": lambda edition: ProgressUpdate.objects.create(
        partnership=edition.case.partnership, happened_on="2024", text="News", author=make_administrator()
    ),
    "a city of a programme": lambda edition: Programme.objects.get().cities.clear(),
    "a lesson tried": lambda edition: Adoption.objects.create(
        lesson_uid=edition.listing.lessons.get().uid,
        edition=edition,
        city=make_city(),
        language="en",
        what_changed="All of it",
        written_by=make_administrator(),
    ),
}


@committed
@pytest.mark.parametrize("change", LIVE.values(), ids=LIVE.keys())
def test_a_change_of_live_records_changes_the_name(
    client: Client, publish: Publish, change: Callable[[Edition], object]
) -> None:
    edition = publish(1)
    name = client.get("/en/cases/")["ETag"]
    assert client.get("/en/cases/", headers={"if-none-match": name}).status_code == 304
    change(edition)
    assert client.get("/en/cases/", headers={"if-none-match": name}).status_code == 200


@committed
def test_a_state_never_comes_again(publish: Publish) -> None:
    publish(1)
    states = []
    for _time in range(3):
        for words in ("One", "Another"):
            Theme.objects.update(name={"en": words})
            states.append(public_state())
    assert len(set(states)) == 6


def test_every_live_table_that_pages_read_has_its_trigger(client: Client, publish: Publish) -> None:
    edition = publish(1)
    with CaptureQueriesContext(connection) as asked:
        [client.get(address) for address in addresses(edition)]
    read = set(re.findall(r'(?:FROM|JOIN) "?([a-z]+_[a-z_]+)', " ".join(q["sql"] for q in asked)))
    with connection.cursor() as cursor:
        cursor.execute("SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname = 'live_records_changed'")
        counted = {table for (table,) in cursor}
    known = {model._meta.db_table for model in apps.get_models(include_auto_created=True)}
    catalogue = {table for table in known if table.startswith(("cases_listing", "cases_catalogue"))}
    assert "partnerships_theme" in read & counted
    assert (read & known) - counted - catalogue - COUNTED - {"cases_liverecords"} == set()


def test_every_table_of_what_is_public_has_its_trigger(db: None) -> None:
    of_people = {"membership", "invitation"}
    with connection.cursor() as cursor:
        cursor.execute("SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname = 'live_records_changed'")
        counted = {table for (table,) in cursor}
    live = {
        model._meta.db_table
        for model in apps.get_app_config("partnerships").get_models(include_auto_created=True)
        if not model.__name__.endswith("Event") and model._meta.model_name not in of_people
    }
    gathered = {"cases_compendium", "cases_compendiumedition", "cases_compendiumchapter", "cases_publication"}
    assert counted == live | gathered | {"cases_adoption", "cases_design", "editing_picture"}


def test_a_page_kept_as_answered_is_not_drawn_again(
    client: Client, publish: Publish, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(answering.answers, "most", 1_000_000)
    edition = publish(1)
    drawn = client.get("/en/cases/")
    with CaptureQueriesContext(connection) as asked:
        kept = client.get("/en/cases/")
    assert (kept.content, dict(kept.items()), len(asked)) == (drawn.content, dict(drawn.items()), 1)
    withdraw_it(edition)
    assert b"Case number 1" not in client.get("/en/cases/").content
    assert b"Case number 1" in drawn.content


def test_pages_of_other_addresses_and_hosts_are_not_mistaken(
    client: Client, publish: Publish, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(answering.answers, "most", 1_000_000)
    publish(1)
    found = [
        client.get(address, headers={"host": host}).content
        for address in ("/en/cases.json", "/pt/cases.json", "/en/cases.json?q=none")
        for host in ("localhost", "127.0.0.1")
    ]
    assert len(set(found[:4])) == 4
    assert b'"count": 0' in found[4]
