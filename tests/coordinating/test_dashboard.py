"""The dashboard of a programme: who sees it, what it says, what it asks of the database."""

from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from bench.coordinating import large_programme
from cases.desk.coordinating.dashboard import Dashboard
from partnerships.models import Milestone, Organisation, Partnership, Programme, WorkPlan
from partnerships.models.people import Role
from peerlearn.accounts.models import User
from tests.factories import (
    make_activity,
    make_case,
    make_member,
    make_organisation,
    make_partnership,
    make_plan,
    make_programme,
    make_update,
    publish_case,
)

pytestmark = pytest.mark.django_db
MOST_QUERIES = 15
MOST_BYTES = 1_000_000
type LoggedIn = Callable[[User], Client]


def seen(client: Client, programme: Programme, **asked: str) -> tuple[Dashboard, str]:
    """What the page is made of, and its words."""
    answer: Any = client.get(reverse("desk:programme", args=[programme.slug]), asked)
    assert answer.status_code == 200
    return answer.context["dashboard"], unescape(answer.content.decode())


def queries(client: Client, programme: Programme) -> int:
    with CaptureQueriesContext(connection) as asked:
        seen(client, programme)
    return len(asked)


# -- the way there


def test_who_coordinates_one_programme_gets_there_at_once(desk: Client, programme: Programme) -> None:
    answer = desk.get(reverse("desk:programmes"))
    assert answer["Location"] == reverse("desk:programme", args=[programme.slug])


def test_list_names_the_programmes_that_i_coordinate(
    desk: Client, programme: Programme, association: Organisation
) -> None:
    second, other = make_programme(coordinator=association), make_programme(coordinator=make_organisation())
    shown = desk.get(reverse("desk:programmes")).content.decode()
    links = [reverse("desk:programme", args=[each.slug]) in shown for each in (programme, second, other)]
    assert links == [True, True, False]


def test_desk_leads_to_programmes_whoever_coordinates_one_and_nobody_else(
    desk: Client, programme: Programme, logged_in: LoggedIn
) -> None:
    stranger = logged_in(make_member(organisation=make_organisation()))
    way = f'href="{reverse("desk:programmes")}"'
    homes = [client.get(reverse("desk:home")).content.decode() for client in (desk, stranger)]
    assert [way in home for home in homes] == [True, False]


def test_organisation_that_funds_a_programme_does_not_see_its_dashboard(
    programme: Programme, logged_in: LoggedIn
) -> None:
    funder = make_organisation()
    programme.partners.create(organisation=funder, role="funder")
    client = logged_in(make_member(organisation=funder, role=Role.EDITOR))
    addresses = [
        reverse("desk:programmes"),
        *(reverse(f"desk:{name}", args=[programme.slug]) for name in ("programme", "programme_csv")),
    ]
    assert [client.get(address).status_code for address in addresses] == [404, 404, 404]


# -- what it says


def test_pairs_stand_in_their_stages_with_mark_word_and_number(
    desk: Client, programme: Programme, plan: WorkPlan
) -> None:
    make_activity(plan=plan, starts="2015-03", status="done")
    make_activity(plan=plan, starts="2015-10", status="done")
    make_activity(plan=plan, starts="2016-02", status="planned")
    dashboard, words = seen(desk, programme)
    (row,) = dashboard.rows
    assert [(cell.status, cell.words, cell.counted) for cell in row.cells] == [
        ("done", "done", "1 of 1"),
        ("late", "late", "1 of 2"),
    ]
    assert [stage.name for stage in dashboard.columns] == ["Diagnoses", "Exchanges"]
    assert '<span class="follow-mark follow-late">late</span>' in words


def test_activities_outside_the_stages_have_a_column_of_their_own(
    desk: Client, programme: Programme, plan: WorkPlan
) -> None:
    make_activity(plan=plan, starts="", status="done")
    dashboard, _words = seen(desk, programme)
    assert [stage.name for stage in dashboard.columns] == ["Diagnoses", "Exchanges", "Outside the stages"]
    assert [cell.status for cell in dashboard.rows[0].cells] == ["nothing", "nothing", "done"]


def test_what_all_cities_do_together_stands_above_the_pairs(
    desk: Client, programme: Programme, plan: WorkPlan
) -> None:
    make_activity(plan=WorkPlan.objects.create(programme=programme), starts="2015-03", status="done")
    dashboard, words = seen(desk, programme)
    assert [row.name for row in dashboard.rows] == ["All cities together", "Guarulhos – Nampula"]
    assert dashboard.rows[0].plan_href == reverse("joint:plan", args=[programme.slug])
    assert "All cities together" in words


def test_overdue_milestones_are_listed_with_the_way_to_mend_them(
    desk: Client, programme: Programme, plan: WorkPlan, partnership: Partnership
) -> None:
    Milestone.objects.create(plan=plan, title="A map", due="2015-05")
    Milestone.objects.create(plan=plan, title="A fair", due="2014")
    Milestone.objects.create(plan=plan, title="A far day", due="2999")
    dashboard, _words = seen(desk, programme)
    assert [each.milestone.title for each in dashboard.overdue] == ["A fair", "A map"]
    href = reverse("planning:section", args=[partnership.slug, "milestones"])
    assert {each.href for each in dashboard.overdue} == {href}


def test_who_may_not_write_plans_is_not_led_to_them(
    programme: Programme,
    plan: WorkPlan,
    partnership: Partnership,
    association: Organisation,
    logged_in: LoggedIn,
) -> None:
    together = WorkPlan.objects.create(programme=programme)
    for each in (plan, together):
        Milestone.objects.create(plan=each, title="A map", due="2015-05")
    client = logged_in(make_member(organisation=association, role=Role.ADMINISTRATOR))
    dashboard, words = seen(client, programme)
    assert [each.href for each in dashboard.overdue] == ["", ""]
    assert [row.plan_href for row in dashboard.rows] == ["", ""]
    assert reverse("planning:plan", args=[partnership.slug]) not in words
    assert reverse("library:partnership", args=[partnership.slug]) in words


def test_partnership_that_is_not_public_has_no_way_to_a_public_page(
    desk: Client, programme: Programme, partnership: Partnership
) -> None:
    Partnership.objects.update(is_public=False)
    dashboard, _words = seen(desk, programme)
    assert dashboard.rows[0].page_href == ""


def test_table_can_be_narrowed_to_a_status(desk: Client, programme: Programme, plan: WorkPlan) -> None:
    make_activity(plan=plan, starts="2015-03", status="planned")
    make_partnership(programme=programme)
    dashboard, words = seen(desk, programme, status="late")
    assert [row.pair.name for row in dashboard.rows if row.pair] == ["Guarulhos – Nampula"]
    assert [(status.value, number) for status, number in dashboard.statuses] == [("late", 1), ("no_plan", 1)]
    assert '<input type="hidden" name="status" value="late">' in words


def test_what_can_not_be_read_in_the_address_is_said(
    desk: Client, programme: Programme, partnership: Partnership
) -> None:
    dashboard, words = seen(desk, programme, **{"from": "spring", "status": "<b>"})
    assert dashboard.status is None
    assert "“spring” is no date: write 2015, 2015-03 or 2015-03-04." in words
    assert "There is no such status. All partnerships are shown." in words


def test_neighbouring_quarters_are_one_click_away(
    desk: Client, programme: Programme, partnership: Partnership
) -> None:
    _dashboard, words = seen(desk, programme, **{"from": "2014-04", "to": "2014-06", "status": "no_plan"})
    for asked in ("from=2014-01&to=2014-03", "from=2014-07&to=2014-09"):
        assert f"?{asked}&status=no_plan" in words


def test_programme_without_partnerships_says_so(desk: Client, programme: Programme) -> None:
    _dashboard, words = seen(desk, programme)
    assert "No partnership yet." in words


# -- stories


def end(partnership: Partnership) -> None:
    Partnership.objects.filter(pk=partnership.pk).update(ends="2016")


def test_partnership_that_is_over_with_outcomes_is_ready_to_write(
    desk: Client, programme: Programme, plan: WorkPlan, partnership: Partnership
) -> None:
    make_activity(plan=plan, starts="2015-03", status="done")
    end(partnership)
    dashboard, words = seen(desk, programme)
    assert [(story.pair.slug, story.is_ready) for story in dashboard.stories] == [(partnership.slug, True)]
    assert "No case yet: ready to write" in words
    assert reverse("desk:new_from_plan", args=[partnership.slug]) in words


def test_partnership_that_is_over_without_outcomes_has_nothing_to_tell(
    desk: Client, programme: Programme, plan: WorkPlan, partnership: Partnership
) -> None:
    make_activity(plan=plan, starts="2015-03", status="cancelled")
    end(partnership)
    assert seen(desk, programme)[0].stories == ()


def test_stories_come_with_the_state_of_their_cases_and_what_is_open_first(
    desk: Client, programme: Programme, association: Organisation
) -> None:
    def pair(slug: str) -> Partnership:
        made = make_partnership(programme=programme)
        Partnership.objects.filter(pk=made.pk).update(slug=slug, ends="2016")
        make_activity(plan=make_plan(partnership=made), status="done")
        return made

    publish_case(make_case(partnership=pair("a"), owner=association, title="Told"))
    make_case(partnership=pair("b"), owner=association, title="Begun")
    pair("c")
    dashboard, words = seen(desk, programme)
    assert [(story.pair.slug, [case.standing for case in story.cases]) for story in dashboard.stories] == [
        ("c", []),
        ("b", ["Writing"]),
        ("a", ["Edition 1 public"]),
    ]
    assert ("Told" in words, "Begun" in words) == (True, True)


def test_title_of_a_case_at_work_is_for_those_who_write_it(
    programme: Programme, partnership: Partnership, association: Organisation, logged_in: LoggedIn
) -> None:
    case = make_case(partnership=partnership, owner=association, title="Not told yet")
    shown = {}
    for role in (Role.EDITOR, Role.ADMINISTRATOR):
        _dashboard, words = seen(logged_in(make_member(organisation=association, role=role)), programme)
        shown[role] = ("Not told yet" in words, reverse("desk:case", args=[case.uid]) in words)
    assert shown == {Role.EDITOR: (True, True), Role.ADMINISTRATOR: (False, False)}


# -- what it costs


def test_dashboard_asks_the_same_of_the_database_at_any_size(logged_in: LoggedIn) -> None:
    small, of_small = large_programme(pairs=2, activities=20)
    large, of_large = large_programme(pairs=200, activities=10_000)
    make_case(partnership=large.partnerships.all()[0])
    numbers = [
        queries(logged_in(user), programme) for programme, user in ((small, of_small), (large, of_large))
    ]
    assert numbers[0] == numbers[1]
    assert numbers[1] <= MOST_QUERIES
    _dashboard, words = seen(logged_in(of_large), large)
    assert len(words.encode()) < MOST_BYTES


def test_updates_of_the_period_are_counted_but_not_shown(
    desk: Client, programme: Programme, partnership: Partnership, editor: User
) -> None:
    make_update(partnership=partnership, author=editor, text="Ours alone", happened_on="2014-05")
    dashboard, words = seen(desk, programme, **{"from": "2014"})
    assert (dashboard.progress.update_number, "Ours alone" in words) == (1, False)
