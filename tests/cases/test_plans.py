"""The plan in a case document: what readers may have of it, and nothing else."""

import json
from typing import Any

import pytest
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries

from cases.document import case_document, plan_as_it_is
from partnerships.models import Contribution, Partnership, WorkPlan
from tests.factories import (
    make_activity,
    make_case,
    make_indicator,
    make_organisation,
    make_partnership,
    make_plan,
    make_programme,
)

from .plans import SECRETS, make_approved, make_corrected, make_milestone, make_stage, make_whole_plan

pytestmark = pytest.mark.django_db


def without_uids(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: without_uids(each) for name, each in value.items() if name not in ("uid", "objectives")}
    return [without_uids(each) for each in value] if isinstance(value, list) else value


def _of(plan: WorkPlan) -> Partnership:
    assert plan.partnership
    return plan.partnership


def test_plan_holds_what_was_planned_and_measured() -> None:
    plan = plan_as_it_is(make_whole_plan())
    [visit, talks] = plan["activities"]
    assert (visit["host"], visit["host_name"]["en"], visit["cities"], visit["officials"], visit["women"]) == (
        "alpha",
        "Alpha",
        ["alpha", "beta"],
        4,
        5,
    )
    assert visit["objectives"] == [each["uid"] for each in plan["objectives"]]
    assert (talks["title"], talks["cities"], talks["objectives"]) == ("Online talks", [], [])
    assert without_uids(plan["milestones"]) == [
        {"language": "en", "title": "By-law adopted", "due": "2014-12", "reached": "2015-03"},
        {"language": "en", "title": "Second by-law", "due": "2015-11", "reached": ""},
    ]
    assert without_uids(plan["indicators"][0]) == {
        "language": "en",
        "name": "Gardens",
        "unit": "plots",
        "direction": "up",
        "is_cumulative": False,
        "baseline": "12",
        "baseline_date": "2013",
        "target": "60",
        "target_date": "2015",
        "measurements": [
            {"date": "2014-03", "value": "21", "source": "Count again"},
            {"date": "2015", "value": "42.5", "source": "Last count"},
        ],
    }
    assert plan["contributions"] == [
        {
            "organisation": "giver",
            "amount": "1500.5",
            "currency": "EUR",
            "staff_days": None,
            "in_kind": {},
            "source": "",
        }
    ]
    assert plan["stages"] == [{"name": {"en": "Diagnosis"}, "starts": "2013", "ends": "2013"}]


def test_plan_is_the_same_through_json() -> None:
    plan = plan_as_it_is(make_whole_plan())
    assert json.loads(json.dumps(plan)) == plan


def test_nothing_that_is_not_approved_or_not_present_is_in_the_plan() -> None:
    kept = json.dumps(plan_as_it_is(make_whole_plan()), ensure_ascii=False)
    assert [secret for secret in SECRETS if secret in kept] == []


def test_correction_of_a_correction_stands_alone() -> None:
    indicator = make_indicator(plan=make_plan())
    first = make_approved(indicator=indicator, value="1", measured_on="2014")
    make_corrected(figure=make_corrected(figure=first, value="2"), value="3")
    [kept] = plan_as_it_is(_of(indicator.plan))["indicators"]
    assert [each["value"] for each in kept["measurements"]] == ["3"]


def test_milestone_without_a_date_is_not_there_yet() -> None:
    plan = make_plan()
    make_milestone(plan=plan, due="")
    assert plan_as_it_is(_of(plan))["milestones"] == []


def test_stages_of_a_programme_that_is_not_public_stay_there() -> None:
    programme = make_programme(is_public=False)
    make_stage(programme=programme, starts="2013")
    assert plan_as_it_is(make_partnership(programme=programme))["stages"] == []


def test_document_names_whoever_contributed() -> None:
    partnership = make_partnership()
    giver = make_organisation(slug="giver", name="Giver")
    Contribution.objects.create(partnership=partnership, organisation=giver, staff_days=3)
    about = case_document(make_case(partnership=partnership)).about
    assert about["organisations"]["giver"]["name"] == {"en": "Giver"}


def test_reading_a_plan_takes_the_same_queries_however_long_it_is(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    partnership = Partnership.objects.select_related("programme").get(pk=make_whole_plan().pk)
    plan = partnership.work_plans.get()
    with django_assert_max_num_queries(10) as with_few:
        plan_as_it_is(partnership)
    for number in range(3):
        make_activity(plan=plan, title=f"Visit {number}").cities.set(partnership.cities.all())
        make_milestone(plan=plan, title=f"Milestone {number}")
        indicator = make_indicator(plan=plan, name=f"Indicator {number}")
        make_approved(indicator=indicator, value="1", measured_on="2014")
    with CaptureQueriesContext(with_few.connection) as with_many:
        assert len(plan_as_it_is(partnership)["activities"]) == 5
    assert len(with_many) == len(with_few)
