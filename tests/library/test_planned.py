"""What a partnership planned and measured, on the page of its case and on its own."""

import gzip
import re
import sys
from html import unescape
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cases.document import Part, Written, plan_as_it_is
from cases.models import Edition
from partnerships.models import Indicator, Partnership
from tests.cases.plans import SECRETS, make_approved, make_milestone, make_whole_plan
from tests.factories import (
    make_activity,
    make_case,
    make_indicator,
    make_partnership,
    make_plan,
    publish_case,
)

pytestmark = pytest.mark.django_db


def outcome(indicator: Indicator | None, title: str = "More gardens") -> Part:
    facts = {"value": None, "indicator": str(indicator.uid) if indicator else None, "activities": ()}
    return Part(uuid4(), "outcome", facts, {"title": {"en": Written(title)}})


def publish_plan(partnership: Partnership, *parts: Part) -> Edition:
    return publish_case(make_case(slug="gardens", partnership=partnership, parts=parts))


def body(client: Client, address: str) -> str:
    answer = client.get(f"/en/{address}")
    assert answer.status_code == 200
    return unescape(answer.content.decode())


def ids(page: str) -> list[str]:
    return re.findall(r'\sid="([^"]+)"', page)


def headings(page: str) -> list[str]:
    return [re.sub(r"<[^>]+>", "", each).strip() for each in re.findall(r"<h3[^>]*>.*?</h3>", page)]


def rows(page: str) -> list[list[str]]:
    """The table that tells the timeline."""
    table = page.partition('class="timetable"')[2].partition("</table>")[0].partition("<tbody>")[2]
    cells = [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL) for row in table.split("</tr>")[:-1]]
    return [[" ".join(re.sub(r"<[^>]+>", "", cell).split()) for cell in row] for row in cells]


PAGES = ["cases/gardens/", "cases/gardens/v1/", "partnerships/{slug}/"]
TIMETABLE = [
    ["2013", "Diagnosis Stage of the programme", "–", "–"],
    ["5–9 May 2014", "Visit to Alpha Exchange visit", "Alpha", "7"],
    ["February 2015", "Online talks Online exchange (planned)", "–", "–"],
    ["due December 2014, reached March 2015", "By-law adopted Milestone", "–", "–"],
    ["due November 2015", "Second by-law Milestone, not reached yet", "–", "–"],
]


@pytest.mark.parametrize("place", PAGES)
def test_page_tells_the_plan_in_time_and_what_was_measured(client: Client, place: str) -> None:
    partnership = make_whole_plan()
    publish_plan(partnership)
    found = body(client, place.format(slug=partnership.slug))
    assert rows(found) == TIMETABLE
    assert len(re.findall(r'<svg [^>]*class="drawing timeline"', found)) == 1
    assert len(re.findall(r'<svg [^>]*class="drawing bar-pair"', found)) == 2
    for words in ("7 people took part.", "5 of them were women.", "Count again", "Target not reached yet"):
        assert words in found
    assert "Target reached" in found.partition("Target not reached yet")[2]


@pytest.mark.parametrize("place", [*PAGES, "cases/gardens.json"])
def test_nothing_that_is_not_approved_or_not_present_is_shown(client: Client, place: str) -> None:
    partnership = make_whole_plan()
    publish_plan(partnership)
    found = body(client, place.format(slug=partnership.slug))
    assert "Last count" in found
    assert [secret for secret in SECRETS if secret in found] == []


def test_plan_of_a_partnership_that_is_not_public_has_no_page(client: Client) -> None:
    partnership = make_whole_plan()
    Partnership.objects.update(is_public=False)
    answer = client.get(f"/en/partnerships/{partnership.slug}/")
    assert (answer.status_code, "Visit to Alpha" in answer.content.decode()) == (404, False)


@pytest.mark.parametrize("place", PAGES)
def test_every_id_of_a_page_is_one_of_its_own(client: Client, place: str) -> None:
    partnership = make_whole_plan()
    gardens = Indicator.objects.get(name="Gardens", removed_at=None)
    publish_plan(partnership, outcome(gardens), outcome(gardens, "Greener streets"))
    found = ids(body(client, place.format(slug=partnership.slug)))
    assert len(found) == len(set(found))


def test_outcome_shows_what_its_indicator_measured_and_the_rest_follows(client: Client) -> None:
    partnership = make_whole_plan()
    publish_plan(partnership, outcome(Indicator.objects.get(name="Gardens", removed_at=None)))
    found = body(client, "cases/gardens/")
    told = found.partition('id="outcomes"')[2]
    outcomes, _results, rest = told.partition('id="results"')
    assert ("Gardens" in outcomes, "21 <span>plots</span>" in outcomes) == (True, True)
    assert headings(rest)[0] == "People trained"
    assert "Gardens" not in rest


def test_case_has_no_section_for_what_it_has_no_values_for(client: Client) -> None:
    publish_plan(make_partnership())
    found = body(client, "cases/gardens/")
    assert ('id="exchanges"' in found, 'id="results"' in found, "#results" in found) == (False, False, False)


def test_contents_of_a_case_name_the_results(client: Client) -> None:
    publish_plan(make_whole_plan())
    assert '<a href="#results">Results in figures</a>' in body(client, "cases/gardens/")


def test_edition_shows_the_plan_as_it_was(client: Client) -> None:
    partnership = make_whole_plan()
    publish_plan(partnership)
    make_activity(plan=partnership.work_plans.get(), title="A later visit", starts="2016")
    shown = [body(client, place.format(slug=partnership.slug)) for place in PAGES]
    assert ["A later visit" in each for each in shown] == [False, False, True]


def as_it_was_kept(partnership: Partnership) -> dict[str, Any]:
    """The plan as editions kept it before there were milestones and figures in it."""
    kept = plan_as_it_is(partnership)
    activities = [
        {name: value for name, value in each.items() if name not in ("cities", "objectives")}
        for each in kept["activities"]
    ]
    return {"objectives": [{"uid": str(uuid4()), "text": "As it was"}], "activities": activities}


def test_edition_of_an_earlier_version_of_the_site_is_still_shown(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.modules["cases.document.about"], "plan_as_it_is", as_it_was_kept)
    publish_plan(make_whole_plan())
    found = body(client, "cases/gardens/")
    assert ("Visit to Alpha" in found, "By-law" in found, 'id="results"' in found) == (True, False, False)
    given = client.get("/en/cases/gardens.json").json()
    assert (given["milestones"], given["indicators"], given["activities"][0]["cities"]) == ([], [], [])


def test_partnership_costs_the_same_however_long_its_plan_is(client: Client) -> None:
    partnership = make_whole_plan()
    plan, address = partnership.work_plans.get(), f"/en/partnerships/{partnership.slug}/"
    client.get(address)
    with CaptureQueriesContext(connection) as with_few:
        client.get(address)
    for number in range(3):
        make_activity(plan=plan, title=f"Visit {number}").cities.set(partnership.cities.all())
        make_milestone(plan=plan, title=f"Milestone {number}")
        make_approved(
            indicator=make_indicator(plan=plan, name=f"Number {number}"), value="1", measured_on="2014"
        )
    with CaptureQueriesContext(connection) as with_many:
        client.get(address)
    assert len(with_many) == len(with_few)


def test_page_of_a_long_plan_is_light(client: Client) -> None:
    plan = make_plan()
    hosts = list(plan.partnership.cities.all()) if plan.partnership else []
    for number in range(120):
        year, month = 2010 + number // 12, number % 12 + 1
        title = f"Visit {number} of the technical group of the department of planning"
        make_activity(plan=plan, title=title, starts=f"{year}-{month:02}", host=hosts[number % 2])
    assert plan.partnership
    page = client.get(f"/en/partnerships/{plan.partnership.slug}/").content
    assert len(gzip.compress(page)) < 40 * 1024


def test_milestone_stands_in_the_data_of_an_edition(client: Client) -> None:
    publish_plan(make_whole_plan())
    given = client.get("/en/cases/gardens.json").json()
    assert given["milestones"][1] == {
        "title": "Second by-law",
        "language": "en",
        "due": "2015-11",
        "reached": "",
    }
    assert [each["name"] for each in given["indicators"]] == ["Gardens", "People trained"]
    assert given["stages"] == [{"name": {"en": "Diagnosis"}, "starts": "2013", "ends": "2013"}]
    assert (given["activities"][0]["cities"], given["activities"][0]["women"]) == (["alpha", "beta"], 5)
    assert "contributions" not in given
