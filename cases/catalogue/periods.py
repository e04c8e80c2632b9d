"""Periods of five years, so that a reader finds the cooperation of a time; one that goes on is in several."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

YEARS = 5
FIRST, LAST = 1990, 2100
"""Years from and before which periods are told apart; everything before is one."""
BEFORE = f"before-{FIRST}"


def periods(starts: str, ends: str, until: int) -> list[str]:
    """The periods that a cooperation touches, earliest first; none when nothing is known of it.

    `starts` and `ends` are partial dates. Where no end is known, or one still to come, it goes on in the
    year `until`. Where no start is known, its end is all that counts.
    """
    if not starts and not ends:
        return []
    first = int((starts or ends)[:4])
    last = max(first, min(int(ends[:4]), until) if ends else until)
    found = [BEFORE] if first < FIRST else []
    begin = max(first - first % YEARS, FIRST)
    return found + [name for name, year, _end in spans() if begin <= year <= last]


def spans() -> Iterable[tuple[str, int, int]]:
    """The name of each period from `FIRST` on, with its first and last year; the earliest first."""
    return ((f"{year}-{year + YEARS - 1}", year, year + YEARS - 1) for year in range(FIRST, LAST, YEARS))


def labels() -> list[tuple[str, str]]:
    """Every period and how it is called, the latest first."""
    known = [(name, f"{first}–{last}") for name, first, last in spans()]
    return [*reversed(known), (BEFORE, _("before %(year)s") % {"year": FIRST})]


def said(names: Iterable[str]) -> list[str]:
    """Periods in words, those that follow each other as one: "2010–2019"."""
    wanted, found = set(names), list[str]()
    opened: list[int] = []
    for name, first, last in spans():
        if name in wanted:
            opened = [opened[0] if opened else first, last]
        elif opened:
            found.append("{}–{}".format(*opened))
            opened = []
    before = [_("the years before %(year)s") % {"year": FIRST}] if BEFORE in wanted else []
    return before + found + (["{}–{}".format(*opened)] if opened else [])
