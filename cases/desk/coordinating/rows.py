"""The dashboard as rows of a table: one for each partnership, one for what all cities do together."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.conf import settings
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partnerships.following import PlanProgress, StageProgress
from peerlearn.editing.dates import in_words
from peerlearn.editing.tables import Value

from .dashboard import Dashboard, Row


@dataclass(frozen=True)
class Column:
    """What is known of every plan: what the column is called, and what stands in it."""

    heading: Promise | str
    value: Callable[[PlanProgress], Value]


COLUMNS = (
    Column(gettext_lazy("Activities in the period"), lambda plan: plan.took_place),
    Column(gettext_lazy("People who took part"), lambda plan: plan.people.total),
    Column(gettext_lazy("women among them"), lambda plan: plan.people.women),
    Column(gettext_lazy("politicians"), lambda plan: plan.people.politicians),
    Column(gettext_lazy("officials"), lambda plan: plan.people.officials),
    Column(gettext_lazy("community members"), lambda plan: plan.people.community),
    Column(gettext_lazy("others"), lambda plan: plan.people.others),
    Column(gettext_lazy("group not known"), lambda plan: plan.people.unsaid),
    Column(gettext_lazy("Approved figures in the period"), lambda plan: len(plan.figures)),
    Column(gettext_lazy("Milestones reached"), lambda plan: plan.milestones_reached),
    Column(gettext_lazy("Milestones open"), lambda plan: plan.milestones_open),
    Column(gettext_lazy("Overdue milestones"), lambda plan: _overdue(plan)),
)


def headings(dashboard: Dashboard) -> list[str]:
    """The first line of the table."""
    stages = [
        f"{stage.name}: {what}"
        for stage in dashboard.columns
        for what in (_("status"), _("activities done"), _("activities"))
    ]
    return [
        _("From"),
        _("To"),
        _("Partnership"),
        _("Status"),
        capfirst(_("start")),
        capfirst(_("end")),
        *stages,
        *(capfirst(str(column.heading)) for column in COLUMNS),
        _("Updates in the period"),
        _("Contributions"),
        capfirst(_("staff time (days)")),
        _("Contributions in kind"),
        _("Cases"),
        _("Public page"),
    ]


def rows(dashboard: Dashboard) -> Iterator[list[Value]]:
    """A line for each row of the page, in its order; every word in the language that is active now."""
    period = dashboard.period
    for row in dashboard.rows:
        yield [
            period.starts.isoformat(),
            period.ends.isoformat(),
            *_head(row),
            *(value for stage in row.plan.stages[: len(dashboard.columns)] for value in _stage(stage)),
            *(column.value(row.plan) for column in COLUMNS),
            *_tail(dashboard, row),
        ]


def _head(row: Row) -> list[Value]:
    if row.pair is None:
        return [row.name, "", "", ""]
    return [row.name, str(row.pair.status.label), row.pair.starts, row.pair.ends]


def _stage(stage: StageProgress) -> list[Value]:
    return [str(stage.status.label), stage.done, stage.number]


def _tail(dashboard: Dashboard, row: Row) -> list[Value]:
    given = row.pair.given if row.pair else dashboard.progress.given
    cases = dashboard.cases.get(row.pair.pk, ()) if row.pair else ()
    return [
        row.pair.update_number if row.pair else "",
        "; ".join(f"{currency} {amount}" for currency, amount in given.money),
        given.staff_days,
        given.in_kind,
        "; ".join(" · ".join(filter(None, (case.title, case.standing))) for case in cases),
        settings.PEERLEARN_ADDRESS + row.page_href if row.page_href else "",
    ]


def _overdue(plan: PlanProgress) -> str:
    return "; ".join(f"{each.title} ({in_words(each.due)})" for each in plan.overdue)
