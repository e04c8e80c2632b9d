"""Making a publication that was asked for: laid out, stored whole or not at all, its row told how it went."""

import logging

from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db import transaction
from django.utils import timezone

from ...models import Publication
from ..compendia.rendering import render_compendium
from ..engine.errors import EngineError
from ..engine.writing import Made
from ..reports.rendering import render_report
from ..single.formats import render
from .failing import fail, fail_of_content, fail_of_reading, fail_of_storage

State = Publication.State
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
    except MemoryError:
        raise  # whoever watches the limits says so
    except EngineError as error:
        fail_of_content(taken, error)
    except OSError as error:
        fail_of_reading(taken, error)
    except Exception as error:
        log.exception("Making the publication %s met a fault", taken)
        fail(taken, f"{type(error).__name__}: {error}", edition=taken.edition_id)
    else:
        _keep(taken, made)


def _keep(publication: Publication, made: Made) -> None:
    """Stores the PDF and says on the row that it is ready."""
    try:
        name = _store(publication.key, made)
    except MemoryError:
        raise
    except Exception as error:  # of a disk, or of a storage elsewhere
        log.exception("The publication %s could not be stored", publication)
        fail_of_storage(publication, error)
        return
    Publication.objects.filter(pk=publication.pk).update(
        state=State.READY,
        file=name,
        pages=made.pages,
        size=len(made.pdf),
        made_at=timezone.now(),
        failure="",
        fault={},
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
