"""Identifiers as they come in addresses and forms, where anything may come."""

from collections.abc import Iterable
from uuid import UUID


def uid_of(value: str) -> UUID | None:
    try:
        return UUID(value)
    except ValueError:
        return None


def uids_of(values: Iterable[str]) -> list[UUID]:
    """Those of `values` that are identifiers."""
    return [uid for value in values if (uid := uid_of(value))]
