"""Making a publication that was asked for: laid out, stored whole or not at all, its row told how it went."""

import errno
import logging

from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db import transaction
from django.utils import timezone

from ..models import Publication
from .compendia.rendering import render_compendium
from .engine import EngineError, Made
from .reports.rendering import render_report
from .single.formats import render

State = Publication.State
FULL = (errno.ENOSPC, errno.EDQUOT)
log = logging.getLogger(__name__)


def make(publication: int) -> None:
    """Makes the publication (its id). Failures are kept on its row, for staff; they don't raise.

    Made again after a worker died half-way: what that one left is replaced.
    """
    taken = _take(publication)
    if taken is None:
        return
    try:
        made = _laid_out(taken)
        name = _store(taken.key, made)
    except EngineError as error:
        _fail(taken, str(error))
    except OSError as error:
        _fail(taken, _about_storage(error))
    except Exception as error:
        log.exception("Making the publication %s met a fault", taken)
        _fail(taken, f"{type(error).__name__}: {error}")
    else:
        Publication.objects.filter(pk=taken.pk).update(
            state=State.READY,
            file=name,
            pages=made.pages,
            size=len(made.pdf),
            made_at=timezone.now(),
            failure="",
        )


def _laid_out(publication: Publication) -> Made:
    if publication.programme_id:
        return render_report(publication)
    return render(publication) if publication.edition_id else render_compendium(publication)


def _take(publication: int) -> Publication | None:
    """The row, marked as being made; None when it is ready or gone."""
    with transaction.atomic():
        row = Publication.objects.select_for_update().filter(pk=publication).first()
        if row is None or row.state == State.READY:
            return None
        row.state = State.MAKING
        row.save(update_fields=["state"])
        return row


def _store(key: str, made: Made) -> str:
    """Stores the PDF under its key; a file that could not be written whole is taken away again."""
    storage, name = storages["publications"], f"{key[:2]}/{key}.pdf"
    storage.delete(name)
    try:
        return storage.save(name, ContentFile(made.pdf))
    except BaseException:
        storage.delete(name)
        raise


def _about_storage(error: OSError) -> str:
    if error.errno in FULL:
        return "No disk space is left for publications. Make room, then publish or ask again."
    return f"The file could not be stored: {error.strerror or error}"


def _fail(publication: Publication, failure: str) -> None:
    log.error("The publication %s could not be made: %s", publication, failure)
    Publication.objects.filter(pk=publication.pk).update(
        state=State.FAILED, failure=failure[:400], wanted_at=timezone.now()
    )
