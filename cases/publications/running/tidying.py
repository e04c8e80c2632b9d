"""What nobody asks for any more goes at night: PDFs with their rows, files without a row. What got lost is made again.

Every edition stays available: a PDF that went is made again for whoever asks. Reports have a rule of their own.
"""

import logging
from collections.abc import Iterator
from datetime import datetime, timedelta

from django.core.files.storage import storages
from django.db import transaction
from django.db.models import Q, QuerySet
from procrastinate.contrib.django.models import ProcrastinateJob

from ...models import Edition, Publication, Withdrawal
from ..asking import MAKE, Kind, publication_key, queue
from ..compendia.asking import chapters_gathered, chapters_of, compendium_key, gathered_key

UNUSED = timedelta(days=90)
PASSING = timedelta(days=7)  # a compendium that a reader gathered
A_DAY, AN_HOUR = timedelta(days=1), timedelta(hours=1)
State = Publication.State
ENDED = (State.READY, State.FAILED)
log = logging.getLogger(__name__)


def tidy(*, now: datetime) -> None:
    """Everything that is to be done in a night, one publication after the other."""
    for pk in list(_forgettable(now).values_list("pk", flat=True)):
        _forget(pk, now)
    names = set(_stored())
    _take_orphans_away(names, now)
    for lost in Publication.objects.filter(state=State.READY).exclude(file__in=names):
        _make_again(lost)
    for stuck in _stuck(now):
        _make_again(stuck)


def _forgettable(now: datetime) -> QuerySet[Publication]:
    """What may go: it is not being made, is no report, and nobody asked for it today."""
    rows = Publication.objects.filter(state__in=ENDED, programme=None, used_on__lt=now.date())
    return rows.filter(wanted_at__lt=now - A_DAY)


def _forget(pk: int, now: datetime) -> None:
    """Throws it away unless it is wanted. Whoever asks for it meanwhile waits, and has it made again."""
    with transaction.atomic():
        row = _forgettable(now).select_for_update().filter(pk=pk).first()
        if row is None or not (_is_unused(row, now) or row.key != key_now(row)):
            return
        row.delete()
        if row.file.name:
            storages["publications"].delete(row.file.name)


def _is_unused(publication: Publication, now: datetime) -> bool:
    kept = PASSING if publication.gathered is not None else UNUSED
    return publication.used_on < (now - kept).date()


def key_now(publication: Publication) -> str:
    """The key under which somebody would ask for it now; empty when nobody can: its cases were withdrawn."""
    kind = Kind.of(publication)
    if publication.compendium_edition:
        chapters = chapters_of(publication.compendium_edition)
        return compendium_key(publication.compendium_edition, chapters, kind) if chapters else ""
    if publication.gathered is not None:
        chapters = chapters_gathered(publication.gathered)
        return gathered_key(chapters, kind) if chapters else ""
    assert publication.edition
    edition = Edition.objects.with_document().get(pk=publication.edition.pk)
    is_withdrawn = Withdrawal.objects.filter(case=edition.case_id).exists()
    return "" if is_withdrawn else publication_key(edition, kind)


def _stored(folder: str = "") -> Iterator[str]:
    """The names of all files in the storage of publications."""
    try:
        folders, names = storages["publications"].listdir(folder)
    except FileNotFoundError:  # nothing was ever stored
        return
    yield from (f"{folder}{name}" for name in names)
    for each in folders:
        yield from _stored(f"{folder}{each}/")


def _take_orphans_away(names: set[str], now: datetime) -> None:
    """Files that no row names, but for those of today, and of what is being made."""
    storage = storages["publications"]
    named = set(Publication.objects.filter(file__in=names).values_list("file", flat=True))
    making = set(Publication.objects.exclude(state__in=ENDED).values_list("key", flat=True))
    for name in sorted(names - named):
        key = name.rpartition("/")[2].removesuffix(".pdf")
        if key not in making and storage.get_modified_time(name) < now - A_DAY:
            storage.delete(name)


def _stuck(now: datetime) -> list[Publication]:
    """What is wanted and has no job any more: the queue was emptied, or gave up while the database was away."""
    waiting = ProcrastinateJob.objects.filter(task_name=MAKE, status__in=("todo", "doing"))
    jobs = waiting.values_list("args__publication", flat=True)
    rows = Publication.objects.filter(~Q(state__in=ENDED), wanted_at__lt=now - AN_HOUR)
    return list(rows.exclude(pk__in=list(jobs)))


def _make_again(publication: Publication) -> None:
    log.warning("The publication %s is made again: it has no file, or no job.", publication)
    with transaction.atomic():
        Publication.objects.filter(pk=publication.pk).update(state=State.WANTED, file="")
        queue(publication)
