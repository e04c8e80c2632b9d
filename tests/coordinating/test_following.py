"""How a programme gets on, as values: stages, status, people, results, and what lies in the period."""

from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from partnerships.following import PairProgress, PairStatus, PlanProgress, StageProgress, StageStatus
from partnerships.following.telling import telling
from partnerships.following.values import Given, People
from partnerships.models import (
    Contribution,
    Indicator,
    Milestone,
    Organisation,
    Partnership,
    Programme,
    ProgrammePartner,
    WorkPlan,
)
from partnerships.models.people import Role
from peerlearn.accounts.models import User
from tests.factories import (
    make_activity,
    make_administrator,
    make_figure,
    make_indicator,
    make_member,
    make_organisation,
    make_partnership,
    make_plan,
    make_programme,
    make_update,
)

from .conftest import SPRING, Follow

pytestmark = pytest.mark.django_db


def only(follow: Follow, **asked: Any) -> PairProgress:
    (pair,) = follow(**asked).pairs
    return pair


def approve(indicator: Indicator, value: str, measured_on: str, by: User, **columns: Any) -> Any:
    stamp = {"state": "approved", "decided_by": by, "decided_at": timezone.now()}
    return make_figure(indicator=indicator, value=value, measured_on=measured_on, **stamp, **columns)


def counts(plan: PlanProgress) -> list[tuple[int, int, int, int]]:
    return [(each.done, each.under_way, each.planned, each.cancelled) for each in plan.stages]


# -- stages


@pytest.mark.parametrize(
    ("starts", "stage"),
    [
        ("2015-03-04", 0),
        ("2015-08", 0),
        ("2015-09-01", 1),
        ("2016", 1),
        ("2015", 0),  # nobody knows in which half of the year: the first that it may lie in
        ("2017", 2),
        ("2014-12-31", 2),
        ("", 2),
    ],
)
def test_activity_counts_in_the_first_stage_in_which_it_begins(
    starts: str, stage: int, plan: WorkPlan, follow: Follow
) -> None:
    make_activity(plan=plan, starts=starts, status="done")
    assert [each.done for each in only(follow).plan.stages] == [int(place == stage) for place in range(3)]


def test_activities_are_counted_by_status(plan: WorkPlan, follow: Follow) -> None:
    for status, number in (("done", 3), ("under_way", 2), ("planned", 1), ("cancelled", 4)):
        for _time in range(number):
            make_activity(plan=plan, starts="2016", status=status)
    assert counts(only(follow).plan) == [(0, 0, 0, 0), (3, 2, 1, 4), (0, 0, 0, 0)]


def test_people_of_a_stage_are_those_of_what_took_place(plan: WorkPlan, follow: Follow) -> None:
    make_activity(plan=plan, starts="2016", status="done", officials=4, community=3)
    make_activity(plan=plan, starts="2016", status="under_way", officials=1, people=5)
    make_activity(plan=plan, starts="2016", status="planned", people=100)
    make_activity(plan=plan, starts="2016", status="cancelled", people=100)
    assert only(follow).plan.stages[1].people == 12


def test_numbers_that_no_programme_reaches_are_added_up_all_the_same(plan: WorkPlan, follow: Follow) -> None:
    most: dict[str, Any] = dict.fromkeys(("politicians", "officials", "community", "others"), 999_999_999)
    for _time in range(3):
        make_activity(plan=plan, starts="2016", status="done", **most)
    assert only(follow).plan.stages[1].people == 12 * 999_999_999


def test_activities_that_are_removed_or_have_no_name_yet_do_not_count(plan: WorkPlan, follow: Follow) -> None:
    make_activity(plan=plan, starts="2016", removed_at=timezone.now())
    make_activity(plan=plan, starts="2016", title="")
    pair = only(follow)
    assert (counts(pair.plan)[1], pair.plan.activities) == ((0, 0, 0, 0), ())


@pytest.mark.parametrize(
    ("progress", "status", "course"),
    [
        (StageProgress(), StageStatus.NOTHING, StageStatus.NOTHING),
        (StageProgress(planned=2), StageStatus.PLANNED, StageStatus.PLANNED),
        (StageProgress(done=1, planned=1), StageStatus.UNDER_WAY, StageStatus.UNDER_WAY),
        (StageProgress(under_way=1), StageStatus.UNDER_WAY, StageStatus.UNDER_WAY),
        (StageProgress(done=2, cancelled=1), StageStatus.DONE, StageStatus.DONE),
        (StageProgress(cancelled=1), StageStatus.CANCELLED, StageStatus.CANCELLED),
        (StageProgress(done=1, planned=1, over=1), StageStatus.LATE, StageStatus.UNDER_WAY),
    ],
)
def test_status_of_a_stage(progress: StageProgress, status: StageStatus, course: StageStatus) -> None:
    assert (progress.status, progress.course) == (status, course)


@pytest.mark.parametrize(
    ("starts", "ends", "over"),
    [
        ("2016-06-14", "", 1),
        ("2016-06-15", "", 0),
        ("2016-05", "", 1),
        ("2016-06", "", 0),
        ("2016", "", 0),
        ("2016-05", "2016-07", 0),
        ("2016-05", "2016-06-01", 1),
        ("", "", 0),
    ],
)
def test_planned_activity_is_over_once_its_last_day_is_past(
    starts: str, ends: str, over: int, plan: WorkPlan, follow: Follow
) -> None:
    make_activity(plan=plan, starts=starts, ends=ends, status="planned")
    make_activity(plan=plan, starts=starts, ends=ends, status="done")
    assert only(follow).plan.whole.over == over


# -- how a partnership stands


def reach(plan: WorkPlan, *, due: str = "2016-12", reached: str = "") -> Milestone:
    return Milestone.objects.create(plan=plan, title="A map", due=due, reached=reached)


def test_partnership_without_anything_in_its_plan_has_no_plan(
    partnership: Partnership, follow: Follow
) -> None:
    assert only(follow).status == PairStatus.NO_PLAN


def test_partnership_with_nothing_but_plans_has_not_begun(plan: WorkPlan, follow: Follow) -> None:
    make_activity(plan=plan, starts="2016-09", status="planned")
    reach(plan)
    assert only(follow).status == PairStatus.NOT_BEGUN


@pytest.mark.parametrize("status", ["done", "under_way"])
def test_partnership_that_did_something_is_under_way(status: str, plan: WorkPlan, follow: Follow) -> None:
    make_activity(plan=plan, starts="2016-09", status=status)
    make_activity(plan=plan, starts="2016-09", status="planned")
    assert only(follow).status == PairStatus.UNDER_WAY


def test_partnership_that_reached_a_milestone_is_under_way(plan: WorkPlan, follow: Follow) -> None:
    reach(plan, reached="2016-02")
    assert only(follow).status == PairStatus.UNDER_WAY


def test_partnership_with_an_overdue_milestone_is_late(plan: WorkPlan, follow: Follow) -> None:
    make_activity(plan=plan, starts="2016-02", status="done")
    reach(plan, due="2016-05")
    assert only(follow).status == PairStatus.LATE


def test_partnership_with_an_activity_that_is_over_is_late(plan: WorkPlan, follow: Follow) -> None:
    make_activity(plan=plan, starts="2016-02", status="planned")
    assert only(follow).status == PairStatus.LATE


def test_partnership_is_done_when_nothing_is_left_to_do(plan: WorkPlan, follow: Follow) -> None:
    make_activity(plan=plan, starts="2016-02", status="done")
    make_activity(plan=plan, starts="2016-02", status="cancelled")
    reach(plan, reached="2016-02")
    assert only(follow).status == PairStatus.DONE
    reach(plan)
    assert only(follow).status == PairStatus.UNDER_WAY


@pytest.mark.parametrize(
    ("ends", "programme_ends", "status"),
    [
        ("2016-05", "", PairStatus.ENDED),
        ("2016-06", "", PairStatus.LATE),
        ("", "2015", PairStatus.ENDED),
        ("2017", "2015", PairStatus.LATE),
    ],
)
def test_partnership_is_ended_once_its_end_or_that_of_its_programme_is_past(
    ends: str, programme_ends: str, status: PairStatus, plan: WorkPlan, programme: Programme, follow: Follow
) -> None:
    reach(plan, due="2016-05")
    Partnership.objects.update(ends=ends)
    programme.ends = programme_ends
    programme.save()
    assert only(follow).status == status


# -- what lies in the period


@pytest.mark.parametrize(
    ("starts", "ends", "lies"),
    [
        ("2016-04-01", "", True),
        ("2016-06-30", "", True),
        ("2016-03-31", "", False),
        ("2016-07-01", "", False),
        ("2016-03", "2016-05", True),
        ("2015", "2017", True),
        ("2016", "", True),
        ("2015", "2016-03", False),
        ("2016-07", "2016-08", False),
        ("", "2016-05", False),
    ],
)
def test_activities_of_the_period_are_those_that_may_lie_in_it(
    starts: str, ends: str, lies: bool, plan: WorkPlan, follow: Follow
) -> None:
    make_activity(plan=plan, starts=starts, ends=ends)
    assert bool(only(follow).plan.activities) == lies


def test_activity_of_the_period_says_what_when_where_and_who(
    plan: WorkPlan, partnership: Partnership, follow: Follow
) -> None:
    host = partnership.cities.get(name={"en": "Nampula"})
    made = make_activity(
        plan=plan, title="A walk", kind="workshop", status="done", starts="2016-05", ends="2016-05-03",
        host=host, politicians=1, officials=2, community=3, others=4, people=12, women=5,
    )  # fmt: skip
    (activity,) = only(follow).plan.activities
    assert (activity.uid, activity.title, activity.language) == (made.uid, "A walk", "en")
    assert (activity.kind, activity.status, activity.host) == ("workshop", "done", "Nampula")
    assert (activity.starts, activity.ends) == ("2016-05", "2016-05-03")
    assert activity.people == People(1, 2, 3, 4, unsaid=2, women=5)


def test_people_of_the_period_are_added_up_over_all_plans(
    plan: WorkPlan, programme: Programme, follow: Follow
) -> None:
    together = WorkPlan.objects.create(programme=programme)
    make_activity(plan=plan, starts="2016-05", status="done", officials=3, women=2)
    make_activity(plan=plan, starts="2015-05", status="done", officials=100)
    make_activity(plan=plan, starts="2016-06", status="planned", officials=100)
    make_activity(plan=together, starts="2016-04", status="under_way", people=7)
    progress = follow()
    assert progress.people == People(officials=3, unsaid=7, women=2)
    assert (progress.people.total, progress.activities_number) == (10, 2)
    assert [activity.people.total for activity in progress.together.activities] == [7]


def test_milestones_are_overdue_once_the_last_day_of_their_date_is_past(
    plan: WorkPlan, follow: Follow
) -> None:
    for due in ("2016-06-14", "2016-06-15", "2016-05", "2016-06", "2016", "2015"):
        reach(plan, due=due)
    reach(plan, due="2014", reached="2016-01")
    assert [each.due for each in only(follow).plan.overdue] == ["2015", "2016-05", "2016-06-14"]


def test_milestones_of_the_period_are_those_reached_in_it_or_due(plan: WorkPlan, follow: Follow) -> None:
    reach(plan, due="2015-01", reached="2016-05")
    reach(plan, due="2016-06")
    reach(plan, due="2016-05", reached="2016-01")
    reach(plan, due="2016-09")
    found = only(follow).plan
    assert [(each.due, each.reached) for each in found.milestones] == [
        ("2015-01", "2016-05"),
        ("2016-06", ""),
    ]
    assert (found.milestones_open, found.milestones_reached) == (2, 2)


def test_updates_of_the_period_are_counted_and_the_public_ones_told(
    programme: Programme, partnership: Partnership, editor: User, follow: Follow
) -> None:
    make_update(partnership=partnership, author=editor, text="Ours", happened_on="2016-04")
    make_update(partnership=partnership, author=editor, text="All’s", happened_on="2016-05", is_public=True)
    make_update(partnership=partnership, author=editor, text="Old", happened_on="2016-03", is_public=True)
    make_update(
        partnership=partnership,
        author=editor,
        happened_on="2016-05",
        is_public=True,
        removed_at=timezone.now(),
    )
    pair = only(follow)
    assert pair.update_number == 2
    told = telling(programme, SPRING).updates[partnership.pk]
    assert [update.text for update in told if update.is_public] == ["All’s"]


def test_result_stands_at_its_last_approved_figure(plan: WorkPlan, editor: User, follow: Follow) -> None:
    indicator = make_indicator(plan=plan, unit="ha", baseline=1, target=50)
    approve(indicator, "10", "2015-12", editor)
    approve(indicator, "20", "2016-05", editor)
    approve(indicator, "30", "2016-07", editor)  # after the period
    make_figure(indicator=indicator, value="40", measured_on="2016-06")  # nobody approved it
    found = only(follow).plan
    (result,) = found.results
    assert (result.name, result.unit, result.baseline, result.target) == (
        "Gardens",
        "ha",
        Decimal(1),
        Decimal(50),
    )
    assert (result.actual, result.actual_on) == (Decimal(20), "2016-05")
    assert [(figure.value, figure.measured_on) for figure in found.figures] == [(Decimal(20), "2016-05")]


def test_result_whose_measurements_add_up_is_their_sum(plan: WorkPlan, editor: User, follow: Follow) -> None:
    indicator = make_indicator(plan=plan, is_cumulative=True)
    approve(indicator, "10.5", "2015-12", editor)
    approve(indicator, "20", "2016-05", editor)
    assert [result.actual for result in only(follow).plan.results] == [Decimal("30.5")]


def test_figure_that_was_corrected_does_not_count(plan: WorkPlan, editor: User, follow: Follow) -> None:
    indicator = make_indicator(plan=plan, is_cumulative=True)
    wrong = approve(indicator, "1000", "2016-05", editor)
    approve(indicator, "10", "2016-05", editor, corrects=wrong)
    found = only(follow).plan
    assert ([each.actual for each in found.results], [each.value for each in found.figures]) == (
        [Decimal(10)],
        [Decimal(10)],
    )


def test_result_without_a_figure_is_there_all_the_same(plan: WorkPlan, follow: Follow) -> None:
    make_indicator(plan=plan)
    make_indicator(plan=plan, name="Gone", removed_at=timezone.now())
    assert [(each.name, each.actual) for each in only(follow).plan.results] == [("Gardens", None)]


def test_contributions_are_added_up_by_currency(
    partnership: Partnership, programme: Programme, follow: Follow
) -> None:
    def give(**columns: Any) -> None:
        Contribution.objects.create(**columns)

    give(partnership=partnership, amount=100, currency="EUR")
    give(partnership=partnership, amount=50, currency="EUR", staff_days=3)
    give(partnership=partnership, amount=7, currency="BRL", in_kind={"en": "Rooms"})
    give(partnership=partnership, amount=1, currency="EUR", removed_at=timezone.now())
    give(partner=programme.partners.get(), amount=9, currency="EUR")
    progress = follow()
    own = Given((("BRL", Decimal(7)), ("EUR", Decimal(150))), staff_days=3, in_kind=1)
    assert (progress.pairs[0].given, progress.given_to_partnerships) == (own, own)
    assert progress.given == Given((("EUR", Decimal(9)),))


@pytest.mark.parametrize("told", ["activity", "milestone", "figure"])
def test_plan_has_outcomes_once_something_is_there_to_tell(
    told: str, plan: WorkPlan, editor: User, follow: Follow
) -> None:
    indicator = make_indicator(plan=plan)
    make_activity(plan=plan, status="planned", starts="2016-09")
    reach(plan)
    assert not only(follow).plan.has_outcomes
    match told:
        case "activity":
            make_activity(plan=plan, status="done")
        case "milestone":
            reach(plan, reached="2016-02")
        case "figure":
            approve(indicator, "1", "2016-02", editor)
    assert only(follow).plan.has_outcomes


# -- all of them


def test_partnerships_of_other_programmes_are_not_among_them(
    plan: WorkPlan, partnership: Partnership, follow: Follow
) -> None:
    other = make_partnership(programme=make_programme())
    make_activity(plan=make_plan(partnership=other), starts="2016-05")
    progress = follow()
    assert [pair.slug for pair in progress.pairs] == [partnership.slug]
    assert progress.together.activities == ()


def test_cities_of_a_partnership_come_in_their_order_and_colours(
    partnership: Partnership, follow: Follow
) -> None:
    pair = only(follow)
    cities = [(city.name, city.country, city.colour) for city in pair.cities]
    assert (pair.name, cities) == ("Guarulhos – Nampula", [("Guarulhos", "BR", 1), ("Nampula", "MZ", 2)])


def test_programme_is_read_in_as_many_queries_with_one_partnership_as_with_three(
    programme: Programme, plan: WorkPlan, editor: User, follow: Follow
) -> None:
    def fill(plan: WorkPlan) -> None:
        make_activity(plan=plan, starts="2016-05")
        approve(make_indicator(plan=plan), "1", "2016-05", editor)
        reach(plan)
        assert plan.partnership
        make_update(partnership=plan.partnership, author=editor, happened_on="2016-05")

    fill(plan)
    numbers = []
    for _time in range(2):
        with CaptureQueriesContext(connection) as asked:
            follow()
        numbers.append(len(asked))
        for _pair in range(2):
            fill(make_plan(partnership=make_partnership(programme=programme)))
    assert numbers == [9, 9]


# -- who follows it


@pytest.mark.parametrize("role", list(Role))
def test_programme_is_followed_by_everyone_in_an_organisation_that_coordinates_it(
    role: Role, programme: Programme, association: Organisation
) -> None:
    make_programme(coordinator=make_organisation())
    member = make_member(organisation=association, role=role)
    assert list(Programme.objects.coordinated_by(member)) == [programme]


@pytest.mark.parametrize("role", [each for each in ProgrammePartner.Role if each != "coordinator"])
def test_programme_is_not_followed_by_those_with_another_role_in_it(
    role: ProgrammePartner.Role, programme: Programme
) -> None:
    partner = make_organisation()
    ProgrammePartner.objects.create(programme=programme, organisation=partner, role=role)
    assert not Programme.objects.coordinated_by(make_member(organisation=partner)).exists()


def test_programme_is_followed_by_whoever_keeps_the_site(programme: Programme) -> None:
    assert list(Programme.objects.coordinated_by(make_administrator())) == [programme]
