"""Asked for twice, made once; failures keep their reason; nothing half-written is left."""

import errno
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.storage import FileSystemStorage
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from cases.document import Part
from cases.models import Edition, Publication
from cases.publications.asking import MAKE, Kind, ask, publication_key
from cases.publications.running.jobs import make_publications_of
from cases.publications.running.making import make
from cases.workflow import redact
from tests.factories import make_case, make_lesson, publish_case, translated

pytestmark = pytest.mark.django_db
State = Publication.State


@pytest.fixture(autouse=True)
def storage_folder(tmp_path: Path, settings: Any) -> Path:
    folder = tmp_path / "publications"
    settings.STORAGES = settings.STORAGES | {
        "publications": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": folder},
        }
    }
    return folder


def jobs() -> int:
    return ProcrastinateJob.objects.filter(task_name=MAKE).count()


def files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_publication_asked_for_twice_has_one_row_and_one_job() -> None:
    edition = publish_case()
    first, second = ask(edition, Kind("en")), ask(edition, Kind("en"))
    assert (first.pk, Publication.objects.count(), jobs()) == (second.pk, 1, 1)


def test_edition_with_two_languages_has_two_publications_and_two_brochures() -> None:
    lesson = Part(uuid4(), "lesson", make_lesson().facts, translated("A lesson", "Uma lição"))
    edition = publish_case(make_case(parts=(lesson,)), languages=("pt",))
    make_publications_of(edition.pk)
    make_publications_of(edition.pk)
    assert sorted(Publication.objects.values_list("format", "language")) == [
        ("brochure", "en"),
        ("brochure", "pt"),
        ("full", "en"),
        ("full", "pt"),
    ]
    assert jobs() == 4


def test_key_of_another_language_is_another() -> None:
    edition = publish_case()
    keys = {publication_key(edition, Kind(language)) for language in ("en", "pt")}
    assert len(keys) == 2


def test_key_after_a_redaction_is_another() -> None:
    lesson = make_lesson()
    case = make_case(parts=(lesson,))
    edition = publish_case(case)
    before = publication_key(edition, Kind("en"))
    redact(case, lesson.uid, by=None, reason="test")
    assert publication_key(Edition.objects.get(pk=edition.pk), Kind("en")) != before


def test_publication_made_is_ready_with_its_file(storage_folder: Path) -> None:
    publication = ask(publish_case(), Kind("en"))
    make(publication.pk)
    publication.refresh_from_db()
    assert (publication.state, publication.failure) == (State.READY, "")
    assert files(storage_folder) == [storage_folder / publication.key[:2] / f"{publication.key}.pdf"]


def test_publication_that_is_ready_is_not_made_again(storage_folder: Path) -> None:
    publication = ask(publish_case(), Kind("en"))
    make(publication.pk)
    publication.refresh_from_db()
    made_at = publication.made_at
    make(publication.pk)
    publication.refresh_from_db()
    assert publication.made_at == made_at


def test_file_left_by_a_dead_worker_is_replaced(storage_folder: Path) -> None:
    publication = ask(publish_case(), Kind("en"))
    left = storage_folder / publication.key[:2] / f"{publication.key}.pdf"
    left.parent.mkdir(parents=True)
    left.write_bytes(b"half of it")
    make(publication.pk)
    assert (files(storage_folder), left.read_bytes()[:5]) == ([left], b"%PDF-")


class FullDisk(FileSystemStorage):
    """A disk that is full after the first bytes."""

    def _save(self, name: str, content: Any) -> str:
        path = Path(self.path(name))
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.read(1000))
        raise OSError(errno.ENOSPC, "No space left on device")


def test_publication_without_disk_space_fails_and_leaves_no_file(storage_folder: Path, settings: Any) -> None:
    settings.STORAGES = settings.STORAGES | {
        "publications": {"BACKEND": f"{__name__}.FullDisk", "OPTIONS": {"location": storage_folder}}
    }
    publication = ask(publish_case(), Kind("en"))
    make(publication.pk)
    publication.refresh_from_db()
    assert (publication.state, files(storage_folder)) == (State.FAILED, [])
    assert (
        publication.failure == "No disk space is left for publications. Make room, then publish or ask again."
    )


def test_letter_without_a_font_fails_with_the_letter_named() -> None:
    publication = ask(publish_case(make_case(title="A case of \U000e4321")), Kind("en"))
    make(publication.pk)
    publication.refresh_from_db()
    assert publication.failure == 'No font has this letter: "\U000e4321" (U+E4321)'


def test_failure_is_not_tried_again_at_once() -> None:
    edition = publish_case()
    publication = ask(edition, Kind("en"))
    Publication.objects.update(state=State.FAILED)
    assert (ask(edition, Kind("en")).state, jobs()) == (State.FAILED, 1)
    assert publication.state == State.WANTED


def test_failure_of_yesterday_is_tried_again() -> None:
    edition = publish_case()
    ask(edition, Kind("en"))
    Publication.objects.update(state=State.FAILED, wanted_at=timezone.now() - timedelta(days=1))
    assert (ask(edition, Kind("en")).state, jobs()) == (State.WANTED, 2)
