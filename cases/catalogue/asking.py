"""What a reader asks for, read from an address: cleaned before any filter sees it, and nothing dropped unsaid."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.core.exceptions import SuspiciousOperation
from django.http import QueryDict
from django.utils.functional import Promise

from .facets import Facet, Labels
from .words import clean_words, is_too_long

MOST = 70
"""Values that one search may ask for, known or not: all countries of a continent and some themes are fewer. Without
an end to them, whoever asks for every combination would get pages of any length."""
_SLUG = re.compile(r"[0-9A-Za-z_-]{1,80}")


class TooMuchAsked(SuspiciousOperation):
    """More values than a search may ask for."""


@dataclass(frozen=True)
class Unknown:
    """A value that nothing is known of, shortened to be shown."""

    facet: Promise | str
    value: str


@dataclass(frozen=True)
class Asked:
    """Words and chosen values that exist, the labels met on the way, and what was not understood; `cut` when some words were too many."""

    words: str = ""
    chosen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    labels: Mapping[str, Labels] = field(default_factory=dict)
    unknown: tuple[Unknown, ...] = ()
    cut: bool = False

    def without(self, facet: Facet) -> dict[str, tuple[str, ...]]:
        return {name: values for name, values in self.chosen.items() if name != facet.name}


def read(query: QueryDict, facets: tuple[Facet, ...]) -> Asked:
    """What `query` asks for in terms of `facets`; labels of all values of every facet that is not open.

    Raises TooMuchAsked.
    """
    if sum(len(set(query.getlist(facet.name))) for facet in facets) > MOST:
        raise TooMuchAsked(f"A search asks for more than {MOST} values.")
    chosen: dict[str, tuple[str, ...]] = {}
    labels: dict[str, Labels] = {}
    unknown: list[Unknown] = []
    for facet in facets:
        values = [_canonical(value, facet) for value in query.getlist(facet.name) if value]
        safe = [value for value in dict.fromkeys(values) if _SLUG.fullmatch(value)]
        if not facet.open:
            labels[facet.name] = facet.labels(None)
        elif safe:
            labels[facet.name] = facet.labels(safe)
        known = labels.get(facet.name, {})
        if found := tuple(value for value in safe if value in known):
            chosen[facet.name] = found
        unknown += [Unknown(facet.label, shortened(v)) for v in dict.fromkeys(values) if v not in known]
    words = query.get("q", "")
    return Asked(clean_words(words), chosen, labels, tuple(unknown), is_too_long(words))


def shortened(value: str) -> str:
    """A value as a message repeats it: one line, not long."""
    words = clean_words(value)
    return words if len(words) <= 40 else f"{words[:39]}…"


def _canonical(value: str, facet: Facet) -> str:
    return value.upper() if facet.name == "country" else value
