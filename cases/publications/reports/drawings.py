"""The pictures of a report: the map of its pairs, all plans on one calendar, target against actual."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from partnerships.following import PairProgress, ProgrammeProgress
from partnerships.following.parts import MilestoneState, Result, Stage
from partnerships.following.telling import ProgrammeTold, Stretch
from partnerships.models import Activity
from peerlearn.drawing import Bar, Diamond, Pair, Palette, Place, Track, Words, arcs_map, bar_pair, tracks
from peerlearn.editing.dates import first_day, last_day

from ...templatetags.presenting import figure, lifetime
from ..designs import Look
from ..engine.papers import OFFICE

TEXT = 612  # pixels: 162 mm, between the margins
COLUMN = 440  # pixels: beside the column of labels
HIGHEST = 760  # pixels: what fits a page below its heading


@dataclass(frozen=True)
class Timeline:
    """All plans on one calendar; `is_cut` where some of what they hold lies outside it."""

    drawing: SafeString
    is_cut: bool


def map_of(progress: ProgrammeProgress, told: ProgrammeTold, look: Look) -> SafeString:
    """All pairs close up; empty when no place of them is known."""
    width, height = OFFICE.across("cover")
    return arcs_map(
        [each for pair in progress.pairs for each in _arcs(pair, told)],
        prefix="cover",
        name=_("Map of the cities that learn from each other"),
        description="; ".join(pair.name for pair in progress.pairs),
        width=width,
        height=height,
        land="inline",
        size=15,
        labels=True,
        above=look.above,
        palette=look.palette,
    )


def _arcs(pair: PairProgress, told: ProgrammeTold) -> list[Pair]:
    """From the first city to each of the others."""
    places = []
    for city in pair.cities:
        latitude, longitude = told.places.get(city.slug, (None, None))
        places.append(Place(city.name, latitude, longitude, city.colour))
    return [Pair(places[0], other) for other in places[1:]]


def chart_of(result: Result, *, prefix: str, colours: tuple[int, ...], palette: Palette) -> SafeString:
    """Where an indicator began, what was aimed at, how far it came; empty when there is neither of the last two."""
    return bar_pair(
        result.baseline,
        result.target,
        result.actual,
        prefix=prefix,
        name=result.name,
        unit=result.unit,
        words=Words(_("Baseline"), _("Target"), _("Actual")),
        colours=colours,
        adds_up=result.is_cumulative,
        width=COLUMN,
        size=12,
        written=figure,
        palette=palette,
    )


def calendar_of(
    progress: ProgrammeProgress, told: ProgrammeTold, *, today: date, palette: Palette
) -> Timeline:
    """The stages, what all do together and every pair, each in one row; without a drawing when nothing has a date."""
    stages = [_stage(stage, progress, today) for stage in progress.stages if stage.starts]
    plans: list[tuple[int | None, str, tuple[int, ...]]] = [
        (None, _("All cities together"), ()),
        *((pair.pk, pair.name, tuple(city.colour for city in pair.cities)) for pair in progress.pairs),
    ]
    rows = [*stages, *filter(None, (_plan(told, *plan) for plan in plans))]
    if not _days(rows):
        return Timeline(SafeString(""), is_cut=False)
    first, last = _frame(progress, _days(rows))
    period = progress.period
    meets = period.starts <= last and period.ends >= first
    drawn = [within for row in rows if (within := _within(row, first, last))]
    drawing = tracks(
        drawn,
        first=first,
        last=last + timedelta(days=1),
        prefix="calendar",
        name=_("Timeline of the programme"),
        width=TEXT,
        height=HIGHEST,
        size=10.5,
        shaded=(period.starts, period.ends) if meets else None,
        today=today,
        palette=palette,
    )
    return Timeline(drawing, is_cut=drawn != rows)


def _days(rows: Iterable[Track]) -> list[date]:
    days = [day for row in rows for bar in row.bars for day in (bar.start, bar.end)]
    return days + [diamond.day for row in rows for diamond in row.diamonds]


def _frame(progress: ProgrammeProgress, days: Sequence[date]) -> tuple[date, date]:
    """The first and the last day of the calendar: those of the programme and its stages, and the period; where none
    of them are known, those of everything. A visit years later would squeeze all the rest."""
    spans = [(progress.starts, progress.ends), *((stage.starts, stage.ends) for stage in progress.stages)]
    starts = [first_day(start) for start, _end in spans if start]
    ends = [last_day(end) for _start, end in spans if end]
    period = progress.period
    first = min([period.starts, *starts]) if starts else min(days)
    last = max([period.ends, *ends]) if ends else max(days)
    return (first.replace(day=1), last) if first <= last else (min(days).replace(day=1), max(days))


def _within(row: Track, first: date, last: date) -> Track | None:
    """What of a row lies between two days; None when nothing does."""
    bars = tuple(
        Bar(max(bar.start, first), min(bar.end, last), bar.done)
        for bar in row.bars
        if bar.start <= last and bar.end >= first
    )
    diamonds = tuple(each for each in row.diamonds if first <= each.day <= last)
    return replace(row, bars=bars, diamonds=diamonds) if bars or diamonds else None


def _stage(stage: Stage, progress: ProgrammeProgress, today: date) -> Track:
    start = first_day(stage.starts)
    ends = stage.ends or progress.ends
    bar = Bar(start, max(last_day(ends), start) if ends else max(today, start), done=start <= today)
    return Track(stage.name, bars=(bar,), told=lifetime(stage.starts, stage.ends))


def _plan(told: ProgrammeTold, owner: int | None, name: str, colours: tuple[int, ...]) -> Track | None:
    """The row of one plan; None when nothing in it has a date."""
    stretches, milestones = told.stretches.get(owner, ()), _dated(told.milestones.get(owner, ()))
    if not stretches and not milestones:
        return None
    return Track(name, colours, _bars(stretches), _diamonds(milestones), _in_words(stretches, milestones))


def _dated(milestones: Iterable[MilestoneState]) -> list[MilestoneState]:
    return [each for each in milestones if each.reached or each.due]


def _bars(stretches: Iterable[Stretch]) -> tuple[Bar, ...]:
    done = {Activity.Status.DONE, Activity.Status.UNDER_WAY}
    return tuple(
        Bar(first_day(each.starts), last_day(each.ends or each.starts), each.status_code in done)
        for each in stretches
    )


def _diamonds(milestones: Iterable[MilestoneState]) -> tuple[Diamond, ...]:
    return tuple(Diamond(first_day(each.reached or each.due), bool(each.reached)) for each in milestones)


def _in_words(stretches: Sequence[Stretch], milestones: Sequence[MilestoneState]) -> str:
    told = []
    if number := len(stretches):
        told.append(ngettext("%d activity", "%d activities", number) % number)
    if number := len(milestones):
        told.append(ngettext("%d milestone", "%d milestones", number) % number)
    return ", ".join(told)
