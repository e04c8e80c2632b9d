"""Lists whose order people decide: the order as it was posted, and moving one thing up or down."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _

MOVES = {"up": -1, "down": 1}


def as_arranged(posted: Iterable[UUID], stored: Sequence[UUID]) -> list[UUID]:
    """As posted, with what was added meanwhile behind what it stands behind."""
    order = list(posted)
    for before, uid in zip([None, *stored], stored, strict=False):
        if uid not in order:
            order.insert(order.index(before) + 1 if before else 0, uid)
    return order


def save_order(rows: "QuerySet[Any]", uids: Iterable[UUID]) -> None:
    """Gives the rows named their places; those that were not saved have none."""
    known, moved = {row.uid: row for row in rows}, []
    for position, row in enumerate(known[uid] for uid in uids if uid in known):
        if row.position != position:
            row.position = position
            moved.append(row)
    rows.model._default_manager.bulk_update(moved, ["position"])


def move(rows: "QuerySet[Any]", uid: UUID, *, by: int) -> tuple[int, int]:
    """Moves one of the rows up (-1) or down (1); at the end of the list nothing happens.

    Returns its place and how many there are: 0 of 0 if it is not among them.
    """
    uids = list(rows.values_list("uid", flat=True))
    if uid not in uids:
        return 0, 0
    place = uids.index(uid)
    uids.insert(max(0, place + by), uids.pop(place))
    save_order(rows, uids)
    return uids.index(uid) + 1, len(uids)


def tell_place(request: HttpRequest, command: str, place: int, total: int) -> str:
    """Says where what was moved stands now, and names the button to come back to: the one that was pressed, or its
    neighbour at the end of the list."""
    if place:
        said = _("Now in place %(place)d of %(total)d") % {"place": place, "total": total}
        messages.success(request, said)
    at_end = {"up": place == 1, "down": place == total}[command]
    return {"up": "down", "down": "up"}[command] if at_end else command
