"""Whether invented cases may be made here. Editions are append-only: what was made can't be removed again."""

from pathlib import Path

from django.db import connection

from partnerships.models import City, Organisation, Partnership
from peerlearn.accounts.models import User
from peerlearn.embedded import place_of

from ...models import Case
from .world import PREFIX


def is_throwaway(data: Path) -> bool:
    """Whether the database is the data folder's own and was made to be thrown away.

    The folder's mark says nothing about a database elsewhere (DATABASE_URL).
    """
    place = place_of(data)
    return place.throwaway.exists() and connection.settings_dict["HOST"] == str(place.socket)


def what_is_real() -> list[str]:
    """What the database holds beside invented records, in words; empty when there is nothing."""
    rows = {
        "cases": Case.objects.exclude(slug__startswith=PREFIX),
        "partnerships": Partnership.objects.exclude(slug__startswith=PREFIX),
        "cities": City.objects.exclude(slug__startswith=PREFIX),
        "organisations": Organisation.objects.exclude(slug__startswith=PREFIX),
        "accounts": User.objects.all(),
    }
    counts = {name: found.count() for name, found in rows.items()}
    return [f"{count} {name}" for name, count in counts.items() if count]
