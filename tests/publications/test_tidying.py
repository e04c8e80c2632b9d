"""What nobody asks for any more goes at night; what is made or may be asked for stays."""

import os
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from cases.models import Edition, Publication
from cases.publications import asking
from cases.publications.asking import Kind, ask
from cases.publications.compendia.asking import ask_for_gathered
from cases.publications.running.tidying import tidy
from cases.workflow import redact, withdraw
from tests.factories import make_administrator, make_case, make_lesson, publish_case

pytestmark = pytest.mark.django_db
State = Publication.State
LONG_AGO = timedelta(days=91)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, settings: Any) -> Iterator[Path]:
    options = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": tmp_path}}
    settings.STORAGES = settings.STORAGES | {"publications": options}
    yield tmp_path


def ready(publication: Publication, *, used: timedelta = timedelta(days=2)) -> Publication:
    """Made and asked for, both so long ago."""
    name = f"{publication.key[:2]}/{publication.key}.pdf"
    publication.file = storages["publications"].save(name, ContentFile(b"%PDF"))
    publication.state, publication.made_at = State.READY, timezone.now()
    publication.save()
    return aged(publication, used=used)


def aged(publication: Publication, *, used: timedelta = timedelta(days=2)) -> Publication:
    now = timezone.now()
    Publication.objects.filter(pk=publication.pk).update(used_on=(now - used).date(), wanted_at=now - used)
    return publication


def left(folder: Path) -> tuple[list[int], int]:
    """The publications (ids) and the number of files that are there after a night."""
    tidy(now=timezone.now())
    rows = list(Publication.objects.order_by("pk").values_list("pk", flat=True))
    return rows, len([path for path in folder.rglob("*") if path.is_file()])


def test_publication_that_anybody_may_ask_for_stays(folder: Path) -> None:
    publication = ready(ask(publish_case(), Kind("en")))
    assert left(folder) == ([publication.pk], 1)


def test_publication_of_an_older_edition_stays(folder: Path) -> None:
    case = make_case()
    publication = ready(ask(publish_case(case), Kind("en")))
    publish_case(case)
    assert left(folder) == ([publication.pk], 1)


def test_publication_in_an_older_design_goes(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ready(ask(publish_case(), Kind("en")))
    monkeypatch.setattr(asking, "design_version", lambda: "another")
    assert left(folder) == ([], 0)


def test_publication_with_what_was_redacted_goes(folder: Path) -> None:
    lesson = make_lesson()
    case = make_case(parts=(lesson,))
    ready(ask(publish_case(case), Kind("en")))
    redact(case, lesson.uid, by=None, reason="test")
    assert left(folder) == ([], 0)


def test_publication_of_a_withdrawn_case_goes(folder: Path) -> None:
    case = make_case()
    ready(ask(publish_case(case), Kind("en")))
    withdraw(case, by=make_administrator(), reason="test")
    assert left(folder) == ([], 0)


def test_publication_that_somebody_reads_today_stays_for_the_day(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publication = ready(ask(publish_case(), Kind("en")), used=timedelta(0))
    monkeypatch.setattr(asking, "design_version", lambda: "another")
    assert left(folder) == ([publication.pk], 1)


def test_publication_that_nobody_asked_for_in_ninety_days_goes(folder: Path) -> None:
    ready(ask(publish_case(), Kind("en")), used=LONG_AGO)
    assert left(folder) == ([], 0)


def test_asking_for_a_publication_keeps_it(folder: Path) -> None:
    edition = publish_case()
    publication = ready(ask(edition, Kind("en")), used=LONG_AGO)
    ask(edition, Kind("en"))
    assert left(folder) == ([publication.pk], 1)


def test_compendium_gathered_in_passing_goes_after_a_week(folder: Path) -> None:
    editions = [publish_case().pk, publish_case().pk]
    young = ready(ask_for_gathered(editions, Kind("en")), used=timedelta(days=7))
    ready(ask_for_gathered(editions[::-1], Kind("en")), used=timedelta(days=8))
    assert left(folder) == ([young.pk], 1)


@pytest.mark.parametrize("state", [State.WANTED, State.MAKING])
def test_publication_that_is_being_made_stays_with_its_file_however_old(folder: Path, state: str) -> None:
    publication = aged(ask(publish_case(), Kind("en")), used=LONG_AGO)
    Publication.objects.filter(pk=publication.pk).update(state=state)
    half = folder / publication.key[:2] / f"{publication.key}.pdf"
    half.parent.mkdir()
    half.write_bytes(b"half of it")
    os.utime(half, (0, 0))
    assert left(folder) == ([publication.pk], 1)


def test_failure_that_nobody_minds_goes(folder: Path) -> None:
    publication = aged(ask(publish_case(), Kind("en")), used=LONG_AGO)
    Publication.objects.filter(pk=publication.pk).update(state=State.FAILED)
    assert left(folder) == ([], 0)


@pytest.mark.parametrize(("age", "files"), [(timedelta(hours=1), 1), (timedelta(days=2), 0)])
def test_file_without_a_row_goes_after_a_day(folder: Path, age: timedelta, files: int) -> None:
    path = folder / "ab" / "abcd.pdf"
    path.parent.mkdir()
    path.write_bytes(b"%PDF")
    then = (timezone.now() - age).timestamp()
    os.utime(path, (then, then))
    assert left(folder) == ([], files)


def test_publication_whose_file_was_lost_is_made_again(folder: Path) -> None:
    publication = ready(ask(publish_case(), Kind("en")))
    (folder / str(publication.file)).unlink()
    tidy(now=timezone.now())
    publication.refresh_from_db()
    assert (publication.state, publication.file.name) == (State.WANTED, "")


def test_publication_without_a_job_is_queued_again() -> None:
    publication = aged(ask(publish_case(), Kind("en")))
    waiting = ask(Edition.objects.get(), Kind("en", "brochure"))
    aged(waiting)
    mine = ProcrastinateJob.objects.filter(args__publication=publication.pk)
    mine._raw_delete(mine.db)
    before = ProcrastinateJob.objects.count()
    tidy(now=timezone.now())
    assert (mine.count(), ProcrastinateJob.objects.count()) == (1, before + 1)
