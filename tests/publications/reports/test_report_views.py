"""Who gets a report, what the address asks for, and what is said while it is being made or could not be."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.utils import timezone

from cases.models import Publication
from tests.factories import make_editor, make_organisation

from .programmes import Busy, make_busy

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("storage_folder")]
State = Publication.State
PDF = b"%PDF-1.7 and so on"
QUERY = "from=2024-01&to=2024-03&language=pt"
type LogIn = Callable[[Any], Client]


def address(busy: Busy, rest: str = "report.pdf") -> str:
    return f"/en/desk/programmes/{busy.programme.slug}/{rest}"


def wanted(client: Client, busy: Busy) -> Publication:
    client.get(f"{address(busy)}?{QUERY}")
    return Publication.objects.get()


def ready(client: Client, busy: Busy) -> Publication:
    publication = wanted(client, busy)
    publication.file.save(f"{publication.key}.pdf", ContentFile(PDF), save=False)
    publication.state, publication.made_at = State.READY, timezone.now()
    publication.save()
    return publication


@pytest.fixture
def client_of(busy: Busy, logged_in: LogIn) -> Client:
    return logged_in(busy.coordinator)


def test_report_not_made_yet_leads_to_its_progress(client_of: Client, busy: Busy) -> None:
    answer = client_of.get(f"{address(busy)}?{QUERY}")
    report = Publication.objects.get()
    assert (answer.status_code, answer["Location"]) == (303, address(busy, f"report/{report.pk}/"))
    assert answer["Cache-Control"] == "no-store"
    assert (str(report.starts), str(report.ends), report.language) == ("2024-01-01", "2024-03-31", "pt")


def test_report_ready_is_given_with_a_good_name_to_its_reader_alone(client_of: Client, busy: Busy) -> None:
    report = ready(client_of, busy)
    for place in (f"report.pdf?{QUERY}", f"report/{report.pk}.pdf"):
        answer = client_of.get(address(busy, place))
        assert b"".join(answer.streaming_content) == PDF  # type: ignore[attr-defined]
        assert answer["Cache-Control"] == "private, no-cache"
        name = f"{busy.programme.slug}-2024-01-01-2024-03-31-pt.pdf"
        assert answer["Content-Disposition"] == f'inline; filename="{name}"'


@pytest.mark.parametrize("place", ["report.pdf", "report/{}/", "report/{}.pdf"])
def test_stranger_finds_no_report(client_of: Client, busy: Busy, logged_in: LogIn, place: str) -> None:
    report = ready(client_of, busy)
    stranger = logged_in(make_editor(organisation=make_organisation()))
    assert stranger.get(address(busy, place.format(report.pk))).status_code == 404
    assert Publication.objects.count() == 1


@pytest.mark.parametrize("place", ["report/{}/", "report/{}.pdf"])
def test_report_of_another_programme_is_not_found(
    client_of: Client, busy: Busy, logged_in: LogIn, place: str
) -> None:
    report, other = ready(client_of, busy), make_busy(pairs=0)
    assert logged_in(other.coordinator).get(address(other, place.format(report.pk))).status_code == 404


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("from=yesterday", "“yesterday” is no date"),
        ("from=2024-02-31", "“2024-02-31” is no date"),
        ("from=2024&to=2023", "The end of the period lies before its start."),
        ("language=xx", "Reports are made in the languages below."),
    ],
)
def test_what_can_not_be_read_is_said_and_nothing_is_made(
    client_of: Client, busy: Busy, query: str, words: str
) -> None:
    answer = client_of.get(f"{address(busy)}?{query}")
    assert (answer.status_code, words in answer.content.decode()) == (422, True)
    assert Publication.objects.count() == 0


def test_form_that_could_not_be_read_keeps_what_was_typed(client_of: Client, busy: Busy) -> None:
    page = client_of.get(f"{address(busy)}?from=yesterday&to=2024&language=fr").content.decode()
    assert 'name="from" value="yesterday"' in page
    assert 'name="to" value="2024"' in page
    assert '<option value="fr" lang="fr" selected>' in page


def test_report_without_a_language_is_in_that_of_the_desk(client_of: Client, busy: Busy) -> None:
    client_of.get(address(busy).replace("/en/", "/fr/"))
    assert Publication.objects.get().language == "fr"


def test_progress_looks_again_by_itself(client_of: Client, busy: Busy) -> None:
    report = wanted(client_of, busy)
    answer = client_of.get(address(busy, f"report/{report.pk}/"))
    assert (answer.status_code, answer["Refresh"]) == (200, "3")
    assert "no-store" in answer["Cache-Control"]


def test_progress_of_a_ready_report_leads_to_it(client_of: Client, busy: Busy) -> None:
    report = ready(client_of, busy)
    answer = client_of.get(address(busy, f"report/{report.pk}/"))
    assert (answer.status_code, answer["Location"]) == (303, address(busy, f"report/{report.pk}.pdf"))


def test_progress_of_a_failure_says_why_and_how_to_try_again(client_of: Client, busy: Busy) -> None:
    report = wanted(client_of, busy)
    Publication.objects.update(state=State.FAILED, fault={"what": "space"})
    answer = client_of.get(address(busy, f"report/{report.pk}/"))
    page = answer.content.decode()
    assert ("Refresh" in answer, "The disk is full." in page) == (False, True)
    assert f'{address(busy)}?{QUERY.replace("&", "&amp;")}"' in page
