"""The versions of the catalogue: which rows each change touched, so that an index can follow.

The version is the id of the last change. It comes from a sequence, and a number once taken never comes
again, also when its transaction is rolled back: two processes that have the same version have the same
state. Changes wait for each other (they lock the row of the version first), so that a transaction that
sees a version sees all changes before it.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from peerlearn.replica import connection

from ..models import CatalogueChange, CatalogueVersion
from .snapshot import once

KEPT = 10_000
"""Changes that are remembered: an index further behind is built anew."""
MOST_ROWS = 5_000
"""Rows that are replaced one by one: building anew is quicker for more."""


@dataclass(frozen=True)
class Touched:
    """The rows that came, went or were made anew between two versions."""

    listings: frozenset[int]
    lessons: frozenset[int]


def hold_changes() -> None:
    """Waits for other changes of the catalogue and holds them off until this transaction ends."""
    CatalogueVersion.objects.get_or_create(pk=1)
    CatalogueVersion.objects.select_for_update().get(pk=1)


def keep_words_sorted() -> None:
    """Makes this transaction sort the words it writes into their index soon: each search reads all that wait."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL gin_pending_list_limit = '256kB'")


def record_change(listings: Iterable[int], lessons: Iterable[int]) -> None:
    """Counts a change of these rows (their ids, before and after it). The changes must be held."""
    _count(CatalogueChange.objects.create(listings=sorted(listings), lessons=sorted(lessons)))


@transaction.atomic
def record_everything() -> None:
    """Counts a change of all rows: for whoever writes many listings at once."""
    hold_changes()
    _count(CatalogueChange.objects.create(everything=True))


def version() -> int:
    """The version of the catalogue as this transaction sees it; 0 before the first change."""
    return once("state", _state)[0]


def public_state() -> str:
    """The state of everything that the public can see, as this transaction sees it: another state never has the
    same name. The catalogue has its version; of live records `LiveRecords` says how they have theirs."""
    return once("state", _state)[1]


def _state() -> tuple[int, str]:
    """The version, and the name of the state; one query of two rows by their keys."""
    with connection.cursor() as cursor:
        cursor.execute("""
            SELECT coalesce(version.number, 0), extract(epoch FROM version.changed_at), live.state
            FROM (SELECT 1) AS one
            LEFT JOIN cases_catalogueversion AS version ON version.id = 1
            LEFT JOIN cases_liverecords AS live ON live.id = 1
        """)
        number, *others = cursor.fetchone()
    return number, f"{number} {others}"


def latest(versions: Collection[int], until: int) -> int | None:
    """The highest of `versions` that the catalogue went through on its way to the version `until`."""
    been = CatalogueChange.objects.filter(pk__in=list(versions), pk__lt=until)
    return been.order_by("-pk").values_list("pk", flat=True).first()


def touched(since: int, until: int) -> Touched | None:
    """What changed after the version `since`, a past one, up to `until`; None when that can't be told or is
    too much."""
    changes = list(CatalogueChange.objects.filter(pk__gt=since, pk__lte=until).order_by("pk"))
    if not changes or changes[-1].pk != until or any(change.everything for change in changes):
        return None
    found = Touched(
        frozenset(row for change in changes for row in change.listings),
        frozenset(row for change in changes for row in change.lessons),
    )
    return found if len(found.listings) + len(found.lessons) <= MOST_ROWS else None


def _count(change: CatalogueChange) -> None:
    CatalogueVersion.objects.filter(pk=1).update(number=change.pk, changed_at=timezone.now())
    CatalogueChange.objects.filter(pk__lte=change.pk - KEPT).delete()
