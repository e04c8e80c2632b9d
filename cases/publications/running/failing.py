"""A publication can't be made: its row keeps why, and where in which case that is."""

import errno
import logging
from collections.abc import Callable, Iterator
from typing import Any
from uuid import UUID

from django.utils import timezone

from peerlearn.editing.models import Picture
from peerlearn.editing.pictures import WIDTHS, rendition

from ...completeness import SECTIONS
from ...document import Part, published_document
from ...models import Edition, Publication
from ..engine.errors import EngineError

State = Publication.State
FULL = (errno.ENOSPC, errno.EDQUOT)
log = logging.getLogger(__name__)


def fail(publication: Publication, failure: str, what: str = "fault", **where: Any) -> None:
    """Marks it as failed, for this reason; `failure` is for the log. One that was ready meanwhile stays so."""
    log.error("The publication %s could not be made: %s", publication, failure)
    Publication.objects.filter(pk=publication.pk).exclude(state=State.READY).update(
        state=State.FAILED,
        failure=failure[:400],
        fault={"what": what, **where},
        wanted_at=timezone.now(),
    )


def fail_of_content(publication: Publication, error: EngineError) -> None:
    """What the engine refused: a letter, a picture, a file, or too many pages."""
    message, facts = str(error), error.facts
    match error.what:
        case "letter":
            where = _where(publication, _says(facts["letter"]))
            fail(publication, message, "letter", letter=facts["letter"], **where)
        case "picture":
            fail(publication, message, "picture", **_where(publication, _shows(facts["picture"])))
        case "length":
            edition = publication.edition_id
            fail(publication, message, "length", pages=facts["pages"], edition=edition, section="start")
        case what:
            fail(publication, message, what, edition=publication.edition_id)


def fail_of_reading(publication: Publication, error: OSError) -> None:
    """Something stored could not be read while it was laid out: a picture, or the disk is full."""
    if error.errno in FULL:
        fail_of_storage(publication, error)
    else:
        message = f"A file could not be read: {error.strerror or error}"
        fail(publication, message, "picture", **_where(publication, _is_unreadable))


def fail_of_storage(publication: Publication, error: Exception) -> None:
    """The finished file could not be stored."""
    if isinstance(error, OSError) and error.errno in FULL:
        message = "No disk space is left for publications. Make room, then publish or ask again."
        fail(publication, message, "space")
    else:
        fail(publication, f"The file could not be stored: {error}", "storage")


def _where(publication: Publication, is_at_fault: Callable[[Part, str], str | None]) -> dict[str, Any]:
    """Edition and section of the first part that is at fault; of one case, the case alone when none is."""
    for edition in _editions(publication):
        authored = published_document(edition).authored
        for part in authored.parts:
            language = (
                publication.language if publication.language in edition.languages else authored.language
            )
            field = is_at_fault(part, language)
            if field is not None:
                return {"edition": edition.pk, "section": _section(part, field)}
    return {"edition": publication.edition_id}


def _editions(publication: Publication) -> Iterator[Edition]:
    """One after the other: a compendium may have a hundred."""
    if publication.compendium_edition:
        editions = list(publication.compendium_edition.chapters.values_list("edition", flat=True))
    else:
        editions = publication.gathered or ([publication.edition_id] if publication.edition_id else [])
    for pk in editions:
        yield from Edition.objects.with_document().filter(pk=pk)


def _says(letter: str) -> Callable[[Part, str], str | None]:
    """The field of a part that has the letter, in the language or in none."""

    def field(part: Part, language: str) -> str | None:
        for name, texts in part.texts.items():
            if any(letter in text.value for text in (texts.get(language), *texts.values()) if text):
                return name
        said = (value for value in part.facts.values() if isinstance(value, str))
        return "" if any(letter in value for value in said) else None

    return field


def _shows(picture: str) -> Callable[[Part, str], str | None]:
    return lambda part, language: "" if picture in map(str, part.facts.values()) else None


def _is_unreadable(part: Part, language: str) -> str | None:
    """Tries the pictures of a part: what can't be read says so again."""
    uids = [value for name in ("picture", "portrait") if (value := part.facts.get(name))]
    for picture in Picture.objects.filter(uid__in=[UUID(str(uid)) for uid in uids]):
        try:
            rendition(picture, WIDTHS[-1], "jpeg")
        except OSError:
            return ""
    return None


def _section(part: Part, field: str) -> str:
    """The name of the section in which a part, or this field of it, is written."""
    for section in SECTIONS:
        if part.kind in section.kinds and (not section.fields or field in section.fields):
            return section.name
    return ""
