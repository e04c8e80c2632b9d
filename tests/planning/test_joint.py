"""The joint plan of a programme: kept by its coordinators at the same desk as the plans of partnerships."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from partnerships.desk.planning.approving import seen_in
from partnerships.models import (
    Activity,
    Document,
    Measurement,
    Organisation,
    PlanObjective,
    Programme,
    ProgrammePartner,
    WorkPlan,
)
from partnerships.models.people import Role
from peerlearn.accounts.models import User
from tests.desk.pages import Sheet
from tests.factories import (
    make_activity,
    make_city,
    make_figure,
    make_indicator,
    make_member,
    make_organisation,
    make_partnership,
    make_programme,
)


@pytest.fixture
def programme(association: Organisation) -> Programme:
    """A programme that the association coordinates, with one city."""
    found = make_programme(coordinator=association)
    found.cities.add(make_city(name="Dondo", slug="dondo"))
    return found


@pytest.fixture
def plan(programme: Programme) -> WorkPlan:
    return WorkPlan.objects.create(programme=programme, language="en")


def sheet(desk: Client, programme: Programme, name: str) -> Sheet:
    return Sheet(desk, reverse("joint:section", args=[programme.slug, name]))


def test_coordinator_begins_the_joint_plan(desk: Client, programme: Programme) -> None:
    form = sheet(desk, programme, "objectives")
    form.fill(form.items[0], text="All cities plan with their people.").send()
    (objective,) = PlanObjective.objects.all()
    assert (objective.plan.programme, objective.plan.partnership) == (programme, None)


def test_hosts_are_the_cities_of_the_programme(desk: Client, programme: Programme) -> None:
    make_partnership(cities=(make_city(name="Elsewhere"), make_city(name="Far")))
    form = sheet(desk, programme, "activities")
    form.fill(form.items[0], title="A seminar", host="dondo", cities=["dondo"]).send()
    (activity,) = Activity.objects.all()
    assert activity.host and str(activity.host) == "Dondo"
    assert "Elsewhere" not in form.html


def test_joint_plan_has_no_contributions_and_no_updates(desk: Client, programme: Programme) -> None:
    shown = desk.get(reverse("joint:plan", args=[programme.slug])).context["overview"].sections
    assert [state.section.name for state in shown] == [
        "objectives",
        "activities",
        "milestones",
        "results",
        "documents",
    ]
    for name in ("contributions", "updates"):
        assert desk.get(reverse("joint:section", args=[programme.slug, name])).status_code == 404


def test_links_of_a_joint_plan_stay_in_it(desk: Client, programme: Programme, plan: WorkPlan) -> None:
    make_indicator(plan=plan)
    make_activity(plan=plan)
    for address in (
        reverse("joint:plan", args=[programme.slug]),
        reverse("joint:section", args=[programme.slug, "results"]),
        reverse("joint:section", args=[programme.slug, "documents"]),
        reverse("joint:removed", args=[programme.slug]),
    ):
        page = desk.get(address).content.decode()
        assert f"/desk/partnerships/{programme.slug}" not in page
        assert f'"{reverse("joint:plan", args=[programme.slug])}' in page or address.endswith(
            f"{programme.slug}/"
        )


def test_next_section_follows_in_the_joint_plan(desk: Client, programme: Programme, plan: WorkPlan) -> None:
    make_indicator(plan=plan)
    answer = sheet(desk, programme, "results").send("next")
    assert answer.url == reverse("joint:section", args=[programme.slug, "documents"])
    assert sheet(desk, programme, "documents").send("next").url == reverse(
        "joint:plan", args=[programme.slug]
    )


def test_document_of_a_programme_may_be_begun_without_a_link(desk: Client, programme: Programme) -> None:
    form = sheet(desk, programme, "documents")
    form.fill(form.items[0], title="A report").send()
    (document,) = Document.objects.all()
    assert (document.programme, list(Document.objects.public())) == (programme, [])


def test_figure_of_a_joint_plan_is_approved_by_an_editor_of_the_coordinator(
    programme: Programme, plan: WorkPlan, editor: User, logged_in: Callable[[User], Client]
) -> None:
    figure = make_figure(indicator=make_indicator(plan=plan))
    desk = logged_in(editor)
    assert (
        "Figures that wait for you" in desk.get(reverse("joint:plan", args=[programme.slug])).content.decode()
    )
    answer = desk.post(
        reverse("joint:decide", args=[programme.slug, figure.uid]), {"do": "approve", "seen": seen_in(figure)}
    )
    figure.refresh_from_db()
    assert (answer["Location"], figure.state) == (
        reverse("joint:plan", args=[programme.slug]),
        Measurement.State.APPROVED,
    )


def test_contributor_does_not_approve(desk: Client, programme: Programme, plan: WorkPlan) -> None:
    figure = make_figure(indicator=make_indicator(plan=plan))
    address = reverse("joint:decide", args=[programme.slug, figure.uid])
    assert desk.post(address, {"do": "approve", "seen": seen_in(figure)}).status_code == 404


@pytest.mark.parametrize("role", ["funder", "implementing", "technical"])
def test_partner_that_does_not_coordinate_has_no_part_in_the_joint_plan(
    role: str, programme: Programme, logged_in: Callable[[User], Client]
) -> None:
    other = make_organisation()
    ProgrammePartner.objects.create(programme=programme, organisation=other, role=role)
    answer = logged_in(make_member(organisation=other)).get(reverse("joint:plan", args=[programme.slug]))
    assert answer.status_code == 404


def test_list_of_plans_names_the_joint_plans_i_keep(desk: Client, programme: Programme) -> None:
    other = make_programme()
    shown = desk.get(reverse("planning:plans")).content.decode()
    assert (str(programme) in shown, str(other) in shown) == (True, False)


def test_removed_record_of_a_joint_plan_comes_back(
    desk: Client, programme: Programme, plan: WorkPlan
) -> None:
    activity = make_activity(plan=plan, title="A seminar in the bin")
    sheet(desk, programme, "activities").send(f"remove:{activity.uid}")
    address = reverse("joint:removed", args=[programme.slug])
    assert "A seminar in the bin" in desk.get(address).content.decode()
    desk.post(address, {"item": str(activity.uid), "section": "activities"})
    activity.refresh_from_db()
    assert activity.removed_at is None


def test_page_of_a_joint_plan_asks_the_same_for_one_record_and_for_three(
    desk: Client, programme: Programme, plan: WorkPlan
) -> None:
    address = reverse("joint:section", args=[programme.slug, "activities"])
    make_activity(plan=plan)
    with CaptureQueriesContext(connection) as one:
        desk.get(address)
    make_activity(plan=plan), make_activity(plan=plan)
    with CaptureQueriesContext(connection) as three:
        desk.get(address)
    assert len(one) == len(three)


@pytest.mark.parametrize("is_own", [True, False])
def test_administrator_of_a_coordinator_reads_in_the_trail_who_wrote_the_joint_plan(
    is_own: bool,
    desk: Client,
    programme: Programme,
    association: Organisation,
    logged_in: Callable[[User], Client],
) -> None:
    form = sheet(desk, programme, "activities")
    form.fill(form.items[0], title="A seminar in the trail").send()
    organisation = association if is_own else make_organisation()
    administrator = make_member(organisation=organisation, role=Role.ADMINISTRATOR)
    shown = logged_in(administrator).get(reverse("desk:trail")).content.decode()
    assert ("A seminar in the trail" in shown) == is_own
