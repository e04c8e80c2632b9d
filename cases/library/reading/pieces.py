"""The pages of cases and lessons, kept as they were drawn: an edition never changes, and what it may not show any
more gives the piece another name."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.template import loader
from django.utils.safestring import SafeString

from peerlearn.kept import Kept

MOST = 32_000_000
"""Characters of drawn pages that a process keeps: some hundreds of cases."""


@dataclass(frozen=True)
class Piece:
    """What stands in the head of a page, and what it tells; safe HTML, but for title and description."""

    title: str
    description: str
    head: SafeString
    body: SafeString


pieces: Kept[Piece] = Kept(MOST, lambda piece: len(piece.head) + len(piece.body))
"""By everything that a piece depends on; its language is a part of that."""


def drawn(folder: str, context: Mapping[str, Any], *, title: str, description: str) -> Piece:
    """A piece by the two templates of a kind of page."""
    head, body = (
        loader.render_to_string(f"{folder}_{part}.html", dict(context)) for part in ("head", "body")
    )
    return Piece(title, description, head, body)
