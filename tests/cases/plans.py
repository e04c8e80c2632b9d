"""A plan with everything that readers may see, and beside each of it something that they may not."""

from typing import Any

from django.utils import timezone

from partnerships.models import (
    Contribution,
    Indicator,
    Measurement,
    Milestone,
    Partnership,
    PlanObjective,
    Programme,
    Stage,
    WorkPlan,
)
from tests.factories import (
    make_activity,
    make_administrator,
    make_city,
    make_figure,
    make_indicator,
    make_organisation,
    make_partnership,
    make_plan,
    make_programme,
)

SECRETS = ("Pending", "Returned", "In the bin", "A note of ours", "77.5", "Nobody’s")
"""Words of what no reader may see, all of them in the plan of `make_whole_plan`."""


def make_milestone(*, plan: WorkPlan, title: str = "By-law", due: str = "2015", **columns: Any) -> Milestone:
    return Milestone.objects.create(plan=plan, title=title, due=due, **columns)


def make_stage(*, programme: Programme, name: str = "Diagnosis", **columns: Any) -> Stage:
    return Stage.objects.create(programme=programme, name={"en": name}, **columns)


def make_approved(*, indicator: Indicator, value: str, measured_on: str, **columns: Any) -> Measurement:
    return make_figure(
        indicator=indicator,
        value=value,
        measured_on=measured_on,
        state=Measurement.State.APPROVED,
        decided_by=make_administrator(),
        decided_at=timezone.now(),
        **columns,
    )


def make_corrected(*, figure: Measurement, value: str, **columns: Any) -> Measurement:
    """A correction of a figure, approved."""
    return make_approved(
        indicator=figure.indicator, value=value, measured_on=figure.measured_on, corrects=figure, **columns
    )


def make_whole_plan() -> Partnership:
    """Two cities, a programme with a stage, two activities, two milestones, a rising indicator and a cumulative one."""
    programme = make_programme(starts="2013", ends="2015")
    make_stage(programme=programme, name="Diagnosis", starts="2013", ends="2013")
    cities = (make_city(name="Alpha", slug="alpha", country="BR"), make_city(name="Beta", slug="beta"))
    partnership = make_partnership(cities=cities, programme=programme, starts="2013", ends="2015")
    plan = make_plan(partnership=partnership)
    aim = PlanObjective.objects.create(plan=plan, text="Gardens for everybody")
    visit = make_activity(
        plan=plan, title="Visit to Alpha", host=cities[0], starts="2014-05-05", ends="2014-05-09", status="done",
        officials=4, community=3, women=5,
    )  # fmt: skip
    visit.cities.set(cities)
    visit.objectives.set([aim])
    make_activity(plan=plan, title="Online talks", kind="online", starts="2015-02", status="planned")
    make_milestone(plan=plan, title="By-law adopted", due="2014-12", reached="2015-03")
    make_milestone(plan=plan, title="Second by-law", due="2015-11")
    _figures(plan)
    Contribution.objects.create(
        partnership=partnership,
        organisation=make_organisation(slug="giver", name="Giver"),
        amount="1500.50",
        currency="EUR",
    )
    _secrets(partnership, plan)
    return partnership


def _figures(plan: WorkPlan) -> None:
    gardens = make_indicator(
        plan=plan, name="Gardens", unit="plots", baseline="12", baseline_date="2013", target="60", target_date="2015"
    )  # fmt: skip
    first = make_approved(indicator=gardens, value="20", measured_on="2014-03", source="First count")
    make_corrected(figure=first, value="21", source="Count again")
    make_approved(
        indicator=gardens, value="42.5", measured_on="2015", source="Last count", note="A note of ours"
    )
    trained = make_indicator(plan=plan, name="People trained", position=1, is_cumulative=True, target="30")
    for value, year in (("10", "2014"), ("25", "2015")):
        make_approved(indicator=trained, value=value, measured_on=year)


def _secrets(partnership: Partnership, plan: WorkPlan) -> None:
    """What waits, came back, was removed, or is not whole."""
    gone, gardens = timezone.now(), plan.indicators.get(name="Gardens")
    make_figure(indicator=gardens, value="77.5", source="Pending")
    make_figure(indicator=gardens, value="77.5", source="Returned", state=Measurement.State.RETURNED)
    make_activity(plan=plan, title="In the bin", removed_at=gone)
    make_milestone(plan=plan, title="In the bin", removed_at=gone)
    make_indicator(plan=plan, name="In the bin", removed_at=gone)
    Contribution.objects.create(partnership=partnership, source="Nobody’s")
