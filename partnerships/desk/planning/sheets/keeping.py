"""The file between its trial and its import, kept for an hour.

In the site's cache, which is a table: whichever process or machine answers next finds it there, it goes by itself,
and nothing of it lies in the data folder. In the form itself it would be more than a form may hold.
"""

from dataclasses import dataclass
from uuid import UUID, uuid4

from django.core.cache import cache

from peerlearn.accounts.models import User

from ..plans import Plan

KEPT = 3_600
"""Seconds."""


@dataclass(frozen=True)
class Kept:
    """A file as it was brought; `upload` names it for the person who brought it, and nobody else."""

    upload: UUID
    name: str
    content: bytes


def keep(content: bytes, name: str, *, plan: Plan, by: User) -> UUID:
    upload = uuid4()
    cache.set(_key(upload, plan, by), (name, content), KEPT)
    return upload


def kept(upload: UUID, *, plan: Plan, by: User) -> Kept | None:
    found = cache.get(_key(upload, plan, by))
    return Kept(upload, *found) if found else None


def forget(upload: UUID, *, plan: Plan, by: User) -> None:
    cache.delete(_key(upload, plan, by))


def _key(upload: UUID, plan: Plan, by: User) -> str:
    return f"sheets/{by.pk}/{plan.owner.column}/{plan.owner.record.pk}/{upload}"
