"""Timelines of the library: programmes one below the other, and the stages and partnerships of one."""

from collections.abc import Iterable
from datetime import date
from typing import Protocol

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from peerlearn.drawing import Lane, Span, timeline
from peerlearn.editing.dates import first_day, last_day

from ...templatetags.presenting import lifetime


class Lasting(Protocol):
    """What has a beginning and an end, as far as they are known."""

    @property
    def starts(self) -> str: ...
    @property
    def ends(self) -> str: ...


def timeline_of(
    lanes: Iterable[tuple[str, tuple[int, ...], Iterable[tuple[str, Lasting]]]], *, today: date
) -> SafeString:
    """Lanes by name and colours, each with what lies in it; empty for fewer than two, as a line of its own says
    nothing. What goes on reaches to today; what has no beginning that is known is left out."""
    named, spans = [], []
    for number, (name, colours, entries) in enumerate(lanes):
        named.append(Lane(name, colours))
        spans += [span for words, each in entries if (span := _span(words, each, number, today))]
    if len(spans) < 2:
        return SafeString("")
    return timeline(named, spans, prefix="time", name=_("Timeline"), today=today)


def _span(words: str, each: Lasting, lane: int, today: date) -> Span | None:
    if not each.starts:
        return None
    start = first_day(each.starts)
    end = last_day(each.ends) if each.ends else max(today, start)
    told = f"{words}, {lifetime(each.starts, each.ends)}"
    return Span(told, start, end, lane, done=start <= today, dated=True)
