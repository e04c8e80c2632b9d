"""The list of plans, the page of one, its bin, its trail, and what readers see of it."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cases.desk.choices import Choices
from cases.desk.drafts import open_draft
from cases.document import case_document
from partnerships.desk.planning.bin import purge_plans
from partnerships.desk.planning.plans import Plan
from partnerships.desk.planning.saving import remove_record
from partnerships.desk.planning.sections import section_named
from partnerships.models import Activity, Measurement, Organisation, Partnership, PlanObjective, WorkPlan
from partnerships.models.people import Role
from peerlearn.accounts.models import User
from tests.factories import (
    make_activity,
    make_case,
    make_figure,
    make_indicator,
    make_member,
    make_organisation,
    make_partnership,
    make_plan,
    make_update,
)

from .test_sections import write

DAY = timedelta(days=1)


def remove(partnership: Partnership, name: str, record: Activity | PlanObjective, by: User) -> None:
    section = section_named(name)
    assert section
    assert remove_record(Plan(partnership), section, record.uid, by=by)


def test_list_shows_the_partnerships_of_my_organisations(desk: Client, partnership: Partnership) -> None:
    other = make_partnership()
    shown = desk.get(reverse("planning:plans")).content.decode()
    assert (str(partnership) in shown, str(other) in shown) == (True, False)


def test_list_asks_the_same_of_the_database_for_one_plan_and_for_three(
    desk: Client, partnership: Partnership, association: Organisation
) -> None:
    with CaptureQueriesContext(connection) as one:
        desk.get(reverse("planning:plans"))
    for _number in range(2):
        make_plan(partnership=make_partnership(organisation=association))
    with CaptureQueriesContext(connection) as three:
        desk.get(reverse("planning:plans"))
    assert len(one) == len(three)


def test_page_of_a_plan_asks_the_same_for_one_record_and_for_three(
    desk: Client, partnership: Partnership, plan: WorkPlan, writer: User
) -> None:
    address = reverse("planning:plan", args=[partnership.slug])

    def make() -> None:
        make_activity(plan=plan)
        make_figure(indicator=make_indicator(plan=plan))
        make_update(partnership=partnership, author=writer)

    make()
    with CaptureQueriesContext(connection) as one:
        desk.get(address)
    make()
    make()
    with CaptureQueriesContext(connection) as three:
        desk.get(address)
    assert len(three) <= len(one)


def test_page_of_a_plan_says_what_is_missing(desk: Client, partnership: Partnership, plan: WorkPlan) -> None:
    make_activity(plan=plan)
    make_activity(plan=plan, starts="2015", status=Activity.Status.PLANNED)
    shown = desk.get(reverse("planning:plan", args=[partnership.slug])).context["overview"].sections
    assert {state.section.name: state.missing for state in shown} == {
        "objectives": ["No objective yet."],
        "activities": ["1 activity has no date.", "1 activity is over: was it done?"],
        "milestones": ["No milestone yet."],
        "results": ["Nothing is measured yet."],
        "contributions": ["No contribution yet."],
        "updates": ["No news yet."],
        "documents": ["No document yet."],
    }


def test_language_of_a_plan_is_chosen_on_its_page(desk: Client, partnership: Partnership) -> None:
    desk.post(reverse("planning:plan", args=[partnership.slug]), {"language": "pt"})
    assert WorkPlan.objects.get(partnership=partnership).language == "pt"


def test_removed_records_are_seen_by_no_reader(
    partnership: Partnership, plan: WorkPlan, writer: User
) -> None:
    objective, activity = PlanObjective.objects.create(plan=plan, text="Gone"), make_activity(plan=plan)
    case = make_case(partnership=partnership)
    remove(partnership, "objectives", objective, writer)
    remove(partnership, "activities", activity, writer)
    kept = case_document(case).about["plan"]
    assert (kept["objectives"], kept["activities"]) == ([], [])
    choices = Choices(open_draft(case))
    assert (choices.plan_objectives, choices.activities) == ([], [])
    page = Client().get(reverse("library:partnership", args=[partnership.slug])).content.decode()
    assert (objective.text in page, activity.title in page) == (False, False)


def test_activity_without_a_title_is_not_shown_to_readers_yet(
    desk: Client, partnership: Partnership, plan: WorkPlan
) -> None:
    write(desk, partnership, "activities", source="Minutes")
    assert Activity.objects.count() == 1
    assert case_document(make_case(partnership=partnership)).about["plan"]["activities"] == []


def test_bin_lists_what_was_removed_and_brings_it_back(
    desk: Client, partnership: Partnership, plan: WorkPlan, writer: User
) -> None:
    activity = make_activity(plan=plan, title="A visit to the bin")
    remove(partnership, "activities", activity, writer)
    address = reverse("planning:removed", args=[partnership.slug])
    assert "A visit to the bin" in desk.get(address).content.decode()
    desk.post(address, {"item": str(activity.uid), "section": "activities"})
    activity.refresh_from_db()
    assert activity.removed_at is None


def test_bin_is_emptied_after_thirty_days(partnership: Partnership, plan: WorkPlan, writer: User) -> None:
    gone, kept = make_activity(plan=plan, title="Gone"), make_activity(plan=plan, title="Kept")
    figure = make_figure(indicator=make_indicator(plan=plan))
    now = timezone.now()
    Measurement.objects.filter(pk=figure.pk).update(state="approved", decided_by=writer, decided_at=now)
    Activity.objects.filter(pk=gone.pk).update(removed_at=now - 31 * DAY)
    Activity.objects.filter(pk=kept.pk).update(removed_at=now - 29 * DAY)
    correction = make_figure(indicator=figure.indicator, corrects=figure)
    Measurement.objects.filter(pk=correction.pk).update(state="approved", decided_by=writer, decided_at=now)
    figure.indicator.removed_at = now - 31 * DAY
    figure.indicator.save()
    purge_plans(now=now)
    assert [each.title for each in Activity.objects.all()] == ["Kept"]
    assert not Measurement.objects.exists()


def test_picture_of_an_update_is_for_those_who_keep_the_plan(partnership: Partnership, desk: Client) -> None:
    answer = desk.get(reverse("planning:picture", args=[partnership.slug, partnership.uid, 320, "webp"]))
    assert answer.status_code == 404


@pytest.mark.parametrize("is_own", [True, False])
def test_administrator_reads_in_the_trail_who_wrote_a_plan(
    is_own: bool,
    desk: Client,
    partnership: Partnership,
    association: Organisation,
    writer: User,
    logged_in: Callable[[User], Client],
) -> None:
    write(desk, partnership, "activities", title="A visit in the trail")
    organisation = association if is_own else make_organisation()
    administrator = make_member(organisation=organisation, role=Role.ADMINISTRATOR)
    shown = logged_in(administrator).get(reverse("desk:trail")).content.decode()
    assert ("A visit in the trail" in shown) == is_own
    assert not is_own or writer.name in shown
