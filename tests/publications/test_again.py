"""A PDF given again from memory: what a reader gets is as from the long way, and never what must not be given any more."""

import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db import OperationalError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cases.document import case_document
from cases.gathering import begin_compendium, publish_compendium, withdraw_compendium
from cases.models import Case, Compendium, CompendiumEdition, Design, Edition, Publication
from cases.publications import again
from cases.publications.asking import Kind, ask
from cases.publications.compendia.asking import ask_for_compendium, ask_for_gathered
from cases.publications.running.tidying import tidy
from cases.workflow import redact, withdraw
from partnerships.models import Organisation
from peerlearn.editing.pictures import keep_picture
from tests.factories import make_administrator, make_case, make_lesson, publish_case
from tests.library.test_answering import COUNTED
from tests.pictures import file_of, make_picture

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("remembering")]
committed = pytest.mark.django_db(transaction=True)
"""Triggers count a change of a live record when its transaction ends."""
State = Publication.State
PDF = b"%PDF-1.7 and so on"
ADDRESS = "/en/cases/a-case/publication.pdf"
WHOLE = {("head", 206), ("head", 416)}
"""A range is of what GET gives: HEAD tells of the whole."""


@pytest.fixture(autouse=True)
def storage_folder(tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    options = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": tmp_path}}
    settings.STORAGES = settings.STORAGES | {"publications": options}
    monkeypatch.setattr(Publication._meta.get_field("file"), "storage", storages["publications"])


def make_ready(publication: Publication) -> Publication:
    name = f"{publication.key[:2]}/{publication.key}.pdf"
    publication.file = storages["publications"].save(name, ContentFile(PDF))
    publication.state, publication.made_at = State.READY, timezone.now()
    publication.save()
    return publication


@pytest.fixture
def edition() -> Edition:
    """The edition of a case whose PDF is made."""
    edition = publish_case(make_case(slug="a-case", parts=(make_lesson(),)))
    make_ready(ask(edition, Kind("en")))
    return edition


def body(answer: Any) -> bytes:
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


@pytest.fixture
def other() -> Edition:
    return publish_case(make_case(slug="other"))


@pytest.fixture
def compendium(edition: Edition, other: Edition) -> CompendiumEdition:
    """The edition of a compendium of both cases, whose PDF is made."""
    cases = [edition.case_id, other.case_id]
    working = begin_compendium(title={"en": "Both"}, owner=edition.case.owner, programme=None, cases=cases)
    published = publish_compendium(working, by=make_administrator())
    make_ready(ask_for_compendium(published, Kind("en")))
    return published


@pytest.fixture
def passing(edition: Edition, other: Edition) -> str:
    """The address of a PDF of a reading list that is made: of the same cases."""
    make_ready(ask_for_gathered([edition.pk, other.pk], Kind("en")))
    return "/en/reading-list/compendium.pdf?case=a-case&case=other"


# What is given


@pytest.mark.parametrize("method", ["get", "head"])
@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"Range": "bytes=0-4"}, 206),
        ({"Range": "bytes=-3", "If-Range": "the same"}, 206),
        ({"Range": "bytes=0-4", "If-Range": '"another"'}, 200),
        ({"Range": "bytes=900-"}, 416),
        ({"If-None-Match": "the same"}, 304),
        ({"If-None-Match": '"another"'}, 200),
        ({"If-Modified-Since": "Thu, 01 Jan 2099 00:00:00 GMT"}, 304),
        ({"If-Modified-Since": "Thu, 01 Jan 1970 00:00:00 GMT"}, 200),
    ],
)
def test_what_is_given_again_is_what_was_given(
    client: Client, edition: Edition, method: str, headers: dict[str, str], status: int
) -> None:
    etag = client.get(ADDRESS)["ETag"]
    headers = {name: etag if value == "the same" else value for name, value in headers.items()}
    again.known.clear()
    first = getattr(client, method)(ADDRESS, headers=headers)
    client.get(ADDRESS)
    with CaptureQueriesContext(connection) as asked:
        second = getattr(client, method)(ADDRESS, headers=headers)
    assert len(asked) == 1
    assert second.status_code == first.status_code == (200 if (method, status) in WHOLE else status)
    assert dict(second.items()) == dict(first.items())
    assert body(second) == body(first)


def test_nothing_is_asked_within_a_second(
    client: Client, edition: Edition, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(again, "LOOK", 1.0)
    monkeypatch.setattr(again, "monotonic", lambda: 100.0)
    client.get(ADDRESS)
    withdraw(edition.case, by=make_administrator(), reason="")
    monkeypatch.setattr(again, "monotonic", lambda: 100.9)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(ADDRESS).status_code == 200
    assert len(asked) == 0
    monkeypatch.setattr(again, "monotonic", lambda: 101.0)
    assert client.get(ADDRESS).status_code == 410


def test_other_addresses_are_not_mistaken(client: Client, edition: Edition) -> None:
    make_ready(ask(edition, Kind("en", "brochure")))
    addresses = [ADDRESS, f"{ADDRESS}?format=brochure", "/en/cases/a-case/v1/publication.pdf"]
    addresses.append(f"{ADDRESS}?paper=letter")
    found = [[client.get(each).get("Content-Disposition") for each in addresses] for _time in range(2)]
    names = ["a-case-v1-en.pdf", "a-case-v1-brochure-en.pdf", "a-case-v1-en.pdf"]
    assert found == [[*(f'inline; filename="{name}"' for name in names), None]] * 2


def test_who_may_not_ask_like_this_is_still_told(client: Client, edition: Edition) -> None:
    client.get(ADDRESS)
    assert client.post(ADDRESS).status_code == 405
    assert client.get(ADDRESS, headers={"host": "elsewhere.example"}).status_code == 400


def test_who_asks_on_another_day_is_counted(
    client: Client, edition: Edition, monkeypatch: pytest.MonkeyPatch
) -> None:
    client.get(ADDRESS)
    Publication.objects.update(used_on="2000-01-01")
    client.get(ADDRESS)
    assert str(Publication.objects.get().used_on) == "2000-01-01"
    monkeypatch.setattr(again, "localdate", lambda: "tomorrow")
    client.get(ADDRESS)
    assert Publication.objects.get().used_on == timezone.localdate()


# What must not be given any more


def redact_it(edition: Edition) -> None:
    lesson = case_document(edition.case).authored.of_kind("lesson")[0]
    redact(edition.case, lesson.uid, by=None, reason="asked for")


def withdraw_it(edition: Edition) -> None:
    withdraw(edition.case, by=make_administrator(), reason="")


def publish_again(edition: Edition) -> None:
    publish_case(Case.objects.get(pk=edition.case_id))


@pytest.mark.parametrize(("change", "status"), [(redact_it, 303), (withdraw_it, 410), (publish_again, 303)])
def test_what_is_public_no_more_is_given_no_more(
    client: Client, edition: Edition, change: Callable[[Edition], None], status: int
) -> None:
    assert client.get(ADDRESS).status_code == 200
    change(edition)
    assert client.get(ADDRESS).status_code == status


def colour(edition: Edition) -> object:
    return Design.objects.update(first="#654321")


def no_design(edition: Edition) -> object:
    return Design.objects.all().delete()


def rename(edition: Edition) -> object:
    return Organisation.objects.update(name={"en": "Renamed"})


def other_logo(edition: Edition) -> object:
    return Organisation.objects.update(logo=keep_picture(file_of(make_picture(colour="navy"))))


@committed
@pytest.mark.parametrize("change", [colour, no_design, rename, other_logo])
def test_what_looks_otherwise_is_made_anew(
    client: Client, media: Path, change: Callable[[Edition], object]
) -> None:
    edition = publish_case(make_case(slug="a-case"))
    owner = edition.case.owner
    owner.logo = keep_picture(file_of(make_picture()))
    owner.save()
    Design.objects.create(organisation=owner, first="#123456")
    make_ready(ask(edition, Kind("en")))
    assert client.get(ADDRESS).status_code == 200
    change(edition)
    assert client.get(ADDRESS).status_code == 303


@committed
def test_first_design_makes_anew(client: Client) -> None:
    edition = publish_case(make_case(slug="a-case"))
    make_ready(ask(edition, Kind("en")))
    assert client.get(ADDRESS).status_code == 200
    Design.objects.create(organisation=edition.case.owner, first="#123456")
    assert client.get(ADDRESS).status_code == 303


def compendium_again(compendium: CompendiumEdition) -> None:
    Compendium.objects.update(title={"en": "Both again"})
    publish_compendium(compendium.compendium, by=make_administrator())


def compendium_taken_back(compendium: CompendiumEdition) -> None:
    withdraw_compendium(compendium.compendium)


def chapter_withdrawn(compendium: CompendiumEdition) -> None:
    withdraw(Case.objects.get(slug="other"), by=make_administrator(), reason="")


def chapter_redacted(compendium: CompendiumEdition) -> None:
    redact_it(Edition.objects.get(case__slug="a-case"))


@committed
@pytest.mark.parametrize(
    ("change", "status"),
    [
        (compendium_again, 303),
        (compendium_taken_back, 410),
        (chapter_withdrawn, 303),
        (chapter_redacted, 303),
    ],
)
def test_compendium_that_is_another_now_is_given_no_more(
    client: Client, compendium: CompendiumEdition, change: Callable[[CompendiumEdition], None], status: int
) -> None:
    address = f"/en/publications/{compendium.compendium.slug}/compendium.pdf"
    assert [client.get(address).status_code for _time in range(2)] == [200, 200]
    change(compendium)
    assert client.get(address).status_code == status


def test_reading_list_without_a_withdrawn_case_is_another(client: Client, passing: str) -> None:
    assert [client.get(passing).status_code for _time in range(2)] == [200, 200]
    withdraw(Case.objects.get(slug="other"), by=make_administrator(), reason="")
    answer = client.get(passing)
    assert (answer.status_code, answer["Location"]) == (303, "/en/reading-list/compendium/?case=a-case")


def test_whatever_a_pdf_is_found_by_moves_the_state(
    client: Client, compendium: CompendiumEdition, passing: str
) -> None:
    addresses = [ADDRESS, f"/en/publications/{compendium.compendium.slug}/compendium.pdf", passing]
    with CaptureQueriesContext(connection) as asked:
        statuses = [client.get(address).status_code for address in addresses]
    assert statuses == [200] * 3
    read = set(re.findall(r'(?:FROM|JOIN) "?([a-z]+_[a-z_]+)', " ".join(query["sql"] for query in asked)))
    with connection.cursor() as cursor:
        cursor.execute("SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname = 'live_records_changed'")
        counted = {table for (table,) in cursor}
    assert {"cases_design", "cases_redaction", "cases_compendiumchapter"} <= read
    itself = {"cases_publication", "cases_liverecords", "cases_catalogueversion", "cases_listing"}
    assert read - counted - COUNTED - itself == set()


# What is not there any more


def test_what_was_tidied_away_is_made_anew(client: Client, edition: Edition) -> None:
    client.get(ADDRESS)
    long_ago = timezone.now() - timedelta(days=91)
    Publication.objects.update(used_on=long_ago.date(), wanted_at=long_ago)
    tidy(now=timezone.now())
    assert Publication.objects.count() == 0
    answer = client.get(ADDRESS)
    assert (answer.status_code, answer["Location"]) == (303, "/en/cases/a-case/publication/")
    assert Publication.objects.get().state == State.WANTED


@pytest.mark.parametrize("was_given", [False, True])
def test_what_got_lost_is_made_anew(client: Client, edition: Edition, was_given: bool) -> None:
    if was_given:
        client.get(ADDRESS)
    publication = Publication.objects.get()
    storages["publications"].delete(str(publication.file))
    answer = client.get(ADDRESS)
    assert (answer.status_code, answer["Location"], answer["Cache-Control"]) == (303, ADDRESS, "no-store")
    publication.refresh_from_db()
    assert (publication.state, str(publication.file)) == (State.WANTED, "")
    assert client.get(ADDRESS)["Location"] == "/en/cases/a-case/publication/"


def test_database_that_is_away_is_said_so(edition: Edition, monkeypatch: pytest.MonkeyPatch) -> None:
    def away() -> str:
        raise OperationalError

    monkeypatch.setattr(again, "public_state", away)
    answer = Client(raise_request_exception=False).get(ADDRESS)
    assert (answer.status_code, answer["Retry-After"]) == (503, "10")
