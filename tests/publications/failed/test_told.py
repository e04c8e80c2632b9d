"""Why a publication could not be made: the case and the section at fault, in words."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.storage import default_storage

from cases.document import Part, Written
from cases.models import Case, Edition, Publication
from cases.publications.asking import Kind, ask
from cases.publications.compendia.asking import ask_for_gathered
from cases.publications.engine.errors import EngineError
from cases.publications.failed.told import failed_of, failures, why
from cases.publications.running.failing import fail_of_content
from cases.publications.running.making import make
from cases.publications.single.brochures import FOLDED, SHEET
from peerlearn.editing.models import Picture
from peerlearn.editing.pictures import keep_picture
from tests.factories import make_case, make_lesson, publish_case
from tests.pictures import file_of, make_picture

pytestmark = pytest.mark.django_db
RARE = "\U000e4321"
State = Publication.State


@pytest.fixture(autouse=True)
def folders(tmp_path: Path, settings: Any) -> Iterator[None]:
    options = {"BACKEND": "django.core.files.storage.FileSystemStorage"}
    settings.STORAGES = settings.STORAGES | {
        "default": options | {"OPTIONS": {"location": tmp_path / "media"}},
        "publications": options | {"OPTIONS": {"location": tmp_path / "publications"}},
    }
    return iter([None])


def kept() -> Picture:
    picture = keep_picture(file_of(make_picture()))
    picture.credit = "A photographer"
    picture.save()
    return picture


def illustration(picture: Picture) -> Part:
    facts = {"picture": str(picture.uid), "is_cover": False}
    return Part(uuid4(), "illustration", facts, {"alternative": {"en": Written("A street")}})


def made(publication: Publication) -> Publication:
    make(publication.pk)
    publication.refresh_from_db()
    return publication


def section_of(publication: Publication) -> tuple[str, Case | None, str | None]:
    """What stood in the way, the case, and the section by its name."""
    told = failures([publication])[0]
    return publication.fault["what"], told.case, told.section.name if told.section else None


@pytest.mark.parametrize(
    ("title", "parts", "section"),
    [(f"A {RARE}", (), "start"), ("A case", (make_lesson(title=f"Learn {RARE}"),), "lessons")],
)
def test_letter_that_no_font_has_names_the_section_it_stands_in(
    title: str, parts: tuple[Part, ...], section: str
) -> None:
    case = make_case(title=title, parts=parts)
    publication = made(ask(publish_case(case), Kind("en")))
    assert section_of(publication) == ("letter", case, section)
    assert why(publication) == (
        f"None of the typefaces has the letter “{RARE}” (U+E4321). Write it in another way and publish again."
    )


def test_letter_in_a_fact_names_the_section_too() -> None:
    voice = Part(
        uuid4(),
        "voice",
        {
            "group": "leader",
            "person": f"Ms {RARE}",
            "city": None,
            "consent_on": "2024-01-01",
            "consent_note": "",
        },
        {"quote": {"en": Written("<p>Words</p>")}},
    )
    case = make_case(parts=(voice,))
    publication = ask(publish_case(case), Kind("en"))
    fail_of_content(publication, EngineError("No font has this letter.", "letter", letter=RARE))
    publication.refresh_from_db()
    assert section_of(publication) == ("letter", case, "voices")


def test_picture_that_was_lost_names_its_section() -> None:
    picture = kept()
    case = make_case(parts=(illustration(picture),))
    publication = ask(publish_case(case), Kind("en"))
    default_storage.delete(str(picture.original))
    assert section_of(made(publication)) == ("picture", case, "pictures")


def test_picture_that_was_spoilt_names_its_section() -> None:
    picture = kept()
    case = make_case(parts=(illustration(picture),))
    publication = ask(publish_case(case), Kind("en"))
    Path(default_storage.path(str(picture.original))).write_bytes(b"no picture any more")
    assert section_of(made(publication)) == ("picture", case, "pictures")


def test_brochure_that_gets_too_long_names_the_section_of_the_title(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cases.publications.single.brochures.FORMS", {SHEET: 0, FOLDED: 0})
    case = make_case()
    publication = made(ask(publish_case(case), Kind("en", "brochure")))
    assert section_of(publication) == ("length", case, "start")
    assert why(publication) == (
        f"It comes to {publication.fault['pages']} pages and can't be folded."
        " Shorten the title, or the names in it."
    )


def test_compendium_names_the_chapter_at_fault() -> None:
    case = make_case(parts=(make_lesson(title=f"Learn {RARE}"),))
    editions = [publish_case().pk, publish_case(case).pk]
    publication = made(ask_for_gathered(editions, Kind("en")))
    assert section_of(publication) == ("letter", case, "lessons")
    assert list(failed_of(case)) == [publication]


def test_fault_of_the_site_itself_is_told_as_one(monkeypatch: pytest.MonkeyPatch) -> None:
    def faulty(publication: Publication) -> None:
        raise ValueError("secret innards")

    monkeypatch.setattr("cases.publications.running.making._laid_out", faulty)
    publication = made(ask(publish_case(), Kind("en")))
    assert publication.failure == "ValueError: secret innards"
    assert why(publication) == (
        "Something in the site itself went wrong. Whoever looks after the site can see it in the log."
    )


def test_failure_of_an_older_edition_is_not_told_of_the_case() -> None:
    case = make_case(title=f"A {RARE}")
    made(ask(publish_case(case), Kind("en")))
    assert failed_of(case).count() == 1
    publish_case(case)
    assert failed_of(case).count() == 0


def test_publication_made_at_last_keeps_no_fault() -> None:
    publication = ask(publish_case(), Kind("en"))
    fail_of_content(publication, EngineError("A publication may not read file:///etc/hostname", "file"))
    Publication.objects.filter(pk=publication.pk).update(state=State.WANTED)
    after = made(publication)
    assert (after.state, after.failure, after.fault) == (State.READY, "", {})
    assert Edition.objects.count() == 1
