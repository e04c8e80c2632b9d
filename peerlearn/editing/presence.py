"""Who else is here: people who have the same form open, as far as they said so a moment ago."""

from datetime import datetime, timedelta

from peerlearn.accounts.models import User

from .models import Presence

LASTS = timedelta(seconds=45)
"""A form says that it is open every twenty seconds; whoever missed two of them has gone."""


def be_here(place: str, user: User, *, now: datetime) -> list[User]:
    """Notes that `user` has the form named `place` open, and says who else has, by name."""
    Presence.objects.filter(place=place, seen_at__lt=now - LASTS).delete()
    Presence.objects.update_or_create(place=place, user=user, defaults={"seen_at": now})
    others = Presence.objects.filter(place=place).exclude(user=user).select_related("user")
    return sorted((presence.user for presence in others), key=str)
