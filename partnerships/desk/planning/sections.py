"""The sections of a work plan, each with the kind of record that it holds."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from peerlearn.editing.dates import last_day

from ...models import (
    Activity,
    Contribution,
    Document,
    Indicator,
    Measurement,
    Milestone,
    PlanObjective,
    ProgressUpdate,
)


@dataclass(frozen=True)
class Section:
    """A form of its own; `is_ordered` says that people put its records into their order, `is_joint` that the
    joint plan of a programme has it as well, `holds` names the column of a picture or a file."""

    name: str
    title: Promise | str
    invitation: Promise | str
    model: type[Any]
    add: Promise | str
    is_ordered: bool = False
    is_joint: bool = True
    holds: str = ""


SECTIONS = (
    Section(
        "objectives",
        _("Objectives"),
        _("What the cities want to reach together. Three or four objectives are enough."),
        PlanObjective,
        _("Add an objective"),
        is_ordered=True,
    ),
    Section(
        "activities",
        _("Activities"),
        _("Visits, workshops, technical assistance: when, where, and how many people were there."),
        Activity,
        _("Add an activity"),
    ),
    Section(
        "milestones",
        _("Milestones"),
        _("What should be there by when, so that everybody sees whether the work keeps its pace."),
        Milestone,
        _("Add a milestone"),
        is_ordered=True,
    ),
    Section(
        "results",
        _("Results"),
        _("A small table of what is measured: where it started, where it should get to, where it is."),
        Indicator,
        _("Add an indicator"),
        is_ordered=True,
    ),
    Section(
        "contributions",
        _("Contributions"),
        _("What each organisation gives: money with its currency, days of its staff, or something in kind."),
        Contribution,
        _("Add a contribution"),
        is_joint=False,
    ),
    Section(
        "updates",
        _("Progress"),
        _(
            "What happened, as it happens. A few lines and a picture tell the partner city more than a report."
        ),
        ProgressUpdate,
        _("Add an update"),
        is_joint=False,
        holds="picture",
    ),
    Section(
        "documents",
        _("Documents"),
        _("Agreements, reports, studies: as a file, or a link to where they can be read."),
        Document,
        _("Add a document"),
        holds="file",
    ),
)

FIGURES = Section(
    "figures",
    _("Figures"),
    _("What was measured, when, and who says so. An editor approves each figure; then it is locked."),
    Measurement,
    _("Add a figure"),
)
"""The measurements of one indicator, on a page of their own."""


def section_named(name: str) -> Section | None:
    return next((section for section in SECTIONS if section.name == name), None)


def lacks(section: Section, records: Sequence[Any], *, today: str) -> list[str]:
    """What a reader of the plan would miss, in sentences; `today` is an ISO date."""
    if not records:
        return [str(_NOTHING[section.name])]
    asks = _ASKS.get(section.name, ())
    found = [(say, [record for record in records if missing(record, today)]) for missing, say in asks]
    return [say(len(some)) for say, some in found if some]


_NOTHING = {
    "objectives": _("No objective yet."),
    "activities": _("No activity yet."),
    "milestones": _("No milestone yet."),
    "results": _("Nothing is measured yet."),
    "contributions": _("No contribution yet."),
    "updates": _("No news yet."),
    "documents": _("No document yet."),
}


def _is_over(day: str, today: str) -> bool:
    return bool(day) and last_day(day).isoformat() < today


def _activities_without_date(number: int) -> str:
    return ngettext("%d activity has no date.", "%d activities have no date.", number) % number


def _activities_over(number: int) -> str:
    return (
        ngettext("%d activity is over: was it done?", "%d activities are over: were they done?", number)
        % number
    )


def _milestones_overdue(number: int) -> str:
    return ngettext("%d milestone is overdue.", "%d milestones are overdue.", number) % number


def _indicators_without_target(number: int) -> str:
    return ngettext("%d indicator has no target.", "%d indicators have no target.", number) % number


def _amounts_without_source(number: int) -> str:
    return ngettext("%d amount has no source.", "%d amounts have no source.", number) % number


def _documents_without_address(number: int) -> str:
    return ngettext("%d document can't be read: it has no link and no file.", "%d documents can't be read: they have no link and no file.", number) % number  # fmt: skip


_OPEN = (Activity.Status.PLANNED, Activity.Status.UNDER_WAY)
_ASKS: dict[str, Any] = {
    "activities": (
        (lambda each, today: not each.starts, _activities_without_date),
        (
            lambda each, today: each.status in _OPEN and _is_over(each.ends or each.starts, today),
            _activities_over,
        ),
    ),
    "milestones": (
        (lambda each, today: not each.reached and _is_over(each.due, today), _milestones_overdue),
    ),
    "results": ((lambda each, today: each.target is None, _indicators_without_target),),
    "contributions": (
        (lambda each, today: each.amount is not None and not each.source, _amounts_without_source),
    ),
    "documents": ((lambda each, today: not (each.link or each.file), _documents_without_address),),
}
