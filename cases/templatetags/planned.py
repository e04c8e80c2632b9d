"""Drawings of what was planned and measured, the same on page and in print: a timeline, a chart for each indicator."""

import re
from math import ceil
from typing import Any

from django import template
from django.template import Context
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from peerlearn.drawing import LIGHT, PRINT, Lane, Moment, Span, bar_pair, timeline
from peerlearn.drawing import Words as Legend
from peerlearn.editing.dates import first_day, in_words, last_day

from ..presenting import Entry, PresentedPlan, Result
from .presenting import figure, lifetime, period

register = template.Library()

PAGE, COLUMN = 612.0, 453.0
"""Pixels of CSS: how wide a printed page is between its margins, and beside its margin column."""
PART = 430.0
"""Pixels of CSS that a printed drawing is high at most, so that a page doesn't end half empty above it."""
LETTERS = 10.67
"""Eight points, in pixels of CSS."""
LINE = 28 / 3
"""Half a line of print, seven points, in pixels of CSS: printed drawings are some of these high."""
MOST = 60
"""Entries that a timeline draws, the latest ones; its table has all."""
SHORT = 14
"""Letters of a unit that stands beside each value of a chart; a longer one is left to the list of figures."""
_HEIGHT = re.compile(r'(<svg\b[^>]*? height=")([\d.]+)')
STAGES, TOGETHER, ELSEWHERE, MILESTONES = ":stages", ":together", ":elsewhere", ":milestones"


@register.simple_tag(takes_context=True)
def time_of(context: Context, plan: PresentedPlan) -> SafeString:
    """The timeline of a plan: the stages of its programme, what the cities did together, what each hosted, and
    its milestones. `on_paper` in the context draws it for print, where it is told in words as well."""
    lanes, entries = _lanes(plan), plan.entries[-MOST:]
    numbers = {name: number for number, name in enumerate(lanes)}
    spans = [_span(entry, numbers[_lane(entry)], plan) for entry in entries if not entry.milestone]
    moments = [_moment(entry, numbers[MILESTONES]) for entry in entries if entry.milestone]
    look: dict[str, Any] = {"palette": LIGHT, "description": _("The table below it tells the same.")}
    if context.get("on_paper"):
        look = {"palette": context.get("palette", PRINT), "width": PAGE, "height": PART, "size": LETTERS}
    drawn = timeline(
        list(lanes.values()),
        spans,
        moments,
        prefix="plan",
        name=_("Timeline"),
        today=plan.on if plan.is_live else None,
        **look,
    )
    return _in_lines(drawn) if context.get("on_paper") else drawn


@register.simple_tag(takes_context=True)
def chart_of(context: Context, plan: PresentedPlan, result: Result, prefix: str) -> SafeString:
    """Where an indicator began, what was aimed at, how far it came; empty where no two of these can be compared."""
    if [result.baseline, result.target, result.actual].count(None) > 1:
        return SafeString("")
    look: dict[str, Any] = {"palette": LIGHT}
    if context.get("on_paper"):
        look = {"palette": context.get("palette", PRINT), "width": COLUMN, "size": LETTERS}
    drawn = bar_pair(
        result.baseline,
        result.target,
        result.actual,
        prefix=f"{prefix}-chart",
        name=result.name,
        unit=result.unit if len(result.unit) <= SHORT else "",
        words=Legend(_("Baseline"), _("Target"), _("Total") if result.is_cumulative else _("Latest figure")),
        colours=plan.colours,
        adds_up=result.is_cumulative,
        written=figure,
        **look,
    )
    return _in_lines(drawn) if context.get("on_paper") else drawn


@register.simple_tag
def entry_dates(entry: Entry) -> str:
    """When an entry is, or was, in words."""
    if entry.milestone:
        due, reached = entry.milestone.due, entry.milestone.reached
        said = [
            _("due %(date)s") % {"date": in_words(due)} if due else "",
            _("reached %(date)s") % {"date": in_words(reached)} if reached else "",
        ]
        return ", ".join(filter(None, said))
    return lifetime(entry.starts, entry.ends) if entry.stage else period(entry.starts, entry.ends)


def _lanes(plan: PresentedPlan) -> dict[str, Lane]:
    """All lanes by name, a city's by its address; those without an entry are not drawn."""
    return {
        STAGES: Lane(_("Stages of the programme")),
        TOGETHER: Lane(_("Together"), plan.colours),
        **{city.slug: Lane(city.name, (city.colour,)) for city in plan.cities},
        ELSEWHERE: Lane(_("Elsewhere")),
        MILESTONES: Lane(_("Milestones")),
    }


def _lane(entry: Entry) -> str:
    exchange = entry.exchange
    if exchange is None:
        return STAGES
    if exchange.is_elsewhere:
        return ELSEWHERE
    return exchange.host.slug if exchange.host else TOGETHER


def _span(entry: Entry, lane: int, plan: PresentedPlan) -> Span:
    exchange, stage = entry.exchange, entry.stage
    if stage:
        words, has_begun, goes_on = stage.name, stage.has_begun, stage.has_begun
    else:
        assert exchange is not None
        words, has_begun = exchange.title, exchange.has_begun
        goes_on = has_begun and not exchange.is_done
        if not exchange.is_done:
            words = f"{words} ({exchange.status})"
    start = first_day(entry.starts)
    end = max(last_day(entry.ends or entry.starts), start)
    if goes_on and not entry.ends:
        end = max(end, plan.on)
    return Span(f"{words}, {entry_dates(entry)}", start, end, lane, has_begun, True)


def _moment(entry: Entry, lane: int) -> Moment:
    milestone = entry.milestone
    assert milestone is not None
    return Moment(
        f"{milestone.title}, {entry_dates(entry)}",
        last_day(entry.starts),
        lane,
        bool(milestone.reached),
        True,
    )


def _in_lines(drawn: SafeString) -> SafeString:
    """Drawings somewhat higher, each in the middle of its place, so that what follows stands on the lines of its page."""
    return mark_safe(_HEIGHT.sub(lambda found: f"{found[1]}{ceil(float(found[2]) / LINE) * LINE:.4f}", drawn))
