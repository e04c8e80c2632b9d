"""A report asked for twice is made once; it never tells anything else than its key says; it goes after a while."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from cases.models import Publication
from cases.publications.asking import MAKE, Kind, ask
from cases.publications.reports.asking import ask_for_report, forget_reports
from cases.publications.running.making import make
from partnerships.models import Activity
from tests.factories import publish_case

from .programmes import QUARTER, TODAY, Busy

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("storage_folder")]
State = Publication.State


def asked(busy: Busy, *, language: str = "en", today: date = TODAY) -> Publication:
    return ask_for_report(busy.programme, QUARTER, language=language, today=today)


def jobs() -> int:
    return ProcrastinateJob.objects.filter(task_name=MAKE).count()


def files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_report_asked_for_twice_has_one_row_and_one_job(busy: Busy) -> None:
    first, second = asked(busy), asked(busy)
    assert (first.pk, Publication.objects.count(), jobs()) == (second.pk, 1, 1)


def test_report_in_another_language_is_another(busy: Busy) -> None:
    assert asked(busy).key != asked(busy, language="pt").key


def test_report_of_another_day_is_another(busy: Busy) -> None:
    assert asked(busy).key != asked(busy, today=TODAY + timedelta(days=1)).key


def test_report_after_a_change_is_another(busy: Busy) -> None:
    before = asked(busy).key
    Activity.objects.filter(title="Visit number 1").update(text="They took the bus.")
    assert asked(busy).key != before


def test_report_made_is_ready_with_its_file(busy: Busy, storage_folder: Path) -> None:
    report = asked(busy)
    make(report.pk)
    report.refresh_from_db()
    assert (report.state, report.failure) == (State.READY, "")
    assert files(storage_folder) == [storage_folder / report.key[:2] / f"{report.key}.pdf"]
    assert (asked(busy).pk, jobs()) == (report.pk, 1)


def test_report_of_what_changed_before_it_was_made_is_not_given_for_what_was(busy: Busy) -> None:
    report, text = asked(busy), Activity.objects.get(title="Visit number 1").text
    Activity.objects.filter(title="Visit number 1").update(text="They took the bus.")
    make(report.pk)
    Activity.objects.filter(title="Visit number 1").update(text=text)
    report.refresh_from_db()
    assert (report.state, asked(busy).state) == (State.READY, State.WANTED)


def test_letter_without_a_font_fails_with_the_letter_named(busy: Busy) -> None:
    Activity.objects.filter(title="Visit number 1").update(text="A sign: \U000e4321")
    report = asked(busy)
    make(report.pk)
    report.refresh_from_db()
    assert (report.state, report.failure) == (State.FAILED, 'No font has this letter: "\U000e4321" (U+E4321)')


def test_report_that_failed_is_tried_again_when_it_is_asked_for(busy: Busy) -> None:
    asked(busy)
    Publication.objects.update(state=State.FAILED)
    assert (asked(busy).state, jobs()) == (State.WANTED, 2)


def test_reports_go_after_thirty_days_with_their_files(busy: Busy, storage_folder: Path) -> None:
    old, new = asked(busy), asked(busy, language="pt")
    make(old.pk)
    make(new.pk)
    Publication.objects.filter(pk=old.pk).update(wanted_at=timezone.now() - timedelta(days=31))
    forget_reports()
    new.refresh_from_db()
    assert list(Publication.objects.all()) == [new]
    assert files(storage_folder) == [storage_folder / new.key[:2] / f"{new.key}.pdf"]


def test_publications_of_editions_stay_however_old(busy: Busy) -> None:
    publication = ask(publish_case(), Kind("en"))
    Publication.objects.update(wanted_at=timezone.now() - timedelta(days=900))
    forget_reports()
    assert list(Publication.objects.all()) == [publication]
