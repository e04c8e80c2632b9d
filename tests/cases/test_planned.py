"""A plan presented in one language, and its drawings on page and paper."""

import re
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.template import engines
from django.utils.translation import override

from cases.presenting import PresentedCity, PresentedPlan, Result
from partnerships.models import Activity

CITIES = {
    slug: PresentedCity(slug, slug.title(), "MZ", "Mozambique", colour, None, None, None, None, "")
    for slug, colour in (("alpha", 1), ("beta", 2), ("gamma", 0))
}
UID = "01234567-0000-4000-8000-000000000000"


def activity(title: str, **values: Any) -> dict[str, Any]:
    people = dict.fromkeys(("politicians", "officials", "community", "others", "people", "women"))
    defaults = {"uid": UID, "language": "en", "host": None, "kind": "visit", "status": "done"}
    words = dict.fromkeys(("text", "starts", "ends", "methodology", "source"), "")
    return {**people, **defaults, **words, "title": title, **values}


def indicator(*values: str, **columns: Any) -> dict[str, Any]:
    """An indicator measured once a year from 2014 on."""
    defaults: dict[str, Any] = {
        "uid": UID,
        "name": "Gardens",
        "language": "en",
        "unit": "plots",
        "direction": "up",
    }
    dates: dict[str, Any] = {"baseline_date": "", "target_date": ""}
    defaults |= dates | {"is_cumulative": False, "baseline": None, "target": None}
    measured = [{"date": str(2014 + year), "value": v, "source": "Count"} for year, v in enumerate(values)]
    return {**defaults, "measurements": measured, **columns}


def plan(
    *activities: dict[str, Any], language: str = "en", is_live: bool = False, **values: Any
) -> PresentedPlan:
    kept = {"objectives": [], "activities": list(activities), **values}
    return PresentedPlan(kept, cities=CITIES, language=language, on=date(2015, 6, 1), is_live=is_live)


def result(*values: str, **columns: Any) -> Result:
    return plan(indicators=[indicator(*values, **columns)]).results[0]


def drawn(of: PresentedPlan, *, on_paper: bool = False) -> str:
    template = engines["django"].from_string("{% load planned %}{% time_of plan %}")
    return template.render({"plan": of, "on_paper": on_paper})


def chart(of: Result, **context: Any) -> str:
    source = "{% load planned %}{% chart_of plan result 'one' %}"
    return engines["django"].from_string(source).render({"plan": plan(), "result": of, **context})


def words(svg: str) -> list[str]:
    """The words that a drawing shows, without the names of years."""
    return [
        each for each in re.findall(r"<text[^>]*>([^<]*)</text>", svg) if not re.fullmatch(r"\d{4}", each)
    ]


# What was measured


def test_actual_is_the_last_figure() -> None:
    assert result("20", "42.5").actual == Decimal("42.5")


def test_actual_is_all_together_where_figures_add_up() -> None:
    assert result("10", "25", is_cumulative=True).actual == 35


def test_nothing_measured_is_not_nought() -> None:
    assert result(is_cumulative=True, target="3").actual is None


@pytest.mark.parametrize(
    ("direction", "value", "is_reached"),
    [("up", "59", False), ("up", "60", True), ("down", "61", False), ("down", "60", True)],
)
def test_target_is_reached_in_its_direction(direction: str, value: str, is_reached: bool) -> None:
    assert result(value, target="60", direction=direction).is_reached is is_reached


def test_without_target_or_figure_nobody_knows_whether_it_is_reached() -> None:
    assert (result("3").is_reached, result(target="3").is_reached) == (None, None)


# What was done in time


def test_edition_from_before_there_were_milestones_has_none() -> None:
    old = plan(activity("A visit", starts="2014"))
    assert (old.milestones, old.results, old.entries, [each.title for each in old.exchanges]) == (
        [],
        [],
        [],
        ["A visit"],
    )


def test_entries_stand_in_order_without_what_has_no_date_or_was_cancelled() -> None:
    found = plan(
        activity("Later", starts="2015"),
        activity("First", starts="2014-02-03"),
        activity("Some day"),
        activity("Cancelled", starts="2014", status=Activity.Status.CANCELLED),
        milestones=[{"title": "By-law", "language": "en", "due": "2014-12", "reached": ""}],
    )
    told = [each.exchange or each.milestone for each in found.entries]
    assert [each.title for each in told if each] == ["First", "By-law", "Later"]


def test_stages_alone_are_no_plan_of_a_partnership() -> None:
    stages = [{"name": {"en": "One"}, "starts": "2013", "ends": "2014"}] * 2
    assert plan(stages=stages).entries == []


def test_timeline_has_a_lane_for_each_host_and_one_for_both() -> None:
    svg = drawn(
        plan(
            activity("There", host="beta", starts="2014-03", ends="2014-04"),
            activity("Both", kind="online", starts="2014-01-05"),
            activity("With a third", host="gamma", starts="2014-06"),
            activity("Abroad", host="unknown", starts="2014-07", host_name={"en": "Quelimane"}),
            stages=[{"name": {"en": "Diagnosis"}, "starts": "2013", "ends": "2014"}],
            milestones=[{"title": "By-law", "language": "en", "due": "2014", "reached": "2015"}],
        )
    )
    assert words(svg) == [
        *("Stages of the programme", "Diagnosis, 2013–2014"),
        *("Together", "Both, 5 January 2014"),
        *("Beta", "There, March – April 2014"),
        *("Elsewhere", "With a third, June 2014", "Abroad, July 2014"),
        *("Milestones", "By-law, due 2014, reached 2015"),
    ]
    assert re.findall(r'class="(bar[^"]*|moment[^"]*)"', svg) == [
        "bar pair-0",
        "bar pair-1",
        "bar pair-2",
        "bar pair-2",
        "bar pair-0",
        "bar pair-0",
        "moment pair-0",
    ]


def test_host_that_takes_no_part_has_a_name_where_the_edition_knows_it() -> None:
    named = plan(activity("A", host="unknown", host_name={"en": "Quelimane"}), activity("B", host="unknown"))
    assert [(each.host.name if each.host else "", each.is_elsewhere) for each in named.exchanges] == [
        ("Quelimane", True),
        ("", True),
    ]


def test_what_is_not_done_yet_says_so_and_is_hollow() -> None:
    svg = drawn(
        plan(
            activity("Talks", host="alpha", starts="2016", status="planned"),
            milestones=[{"title": "By-law", "language": "en", "due": "2016", "reached": ""}],
        )
    )
    assert words(svg)[1::2] == ["Talks (planned), 2016", "By-law, due 2016"]
    assert re.findall(r'class="(bar[^"]*|moment[^"]*)"', svg) == [
        "bar planned pair-1",
        "moment planned pair-0",
    ]


def test_today_stands_on_the_timeline_of_a_live_plan_alone() -> None:
    both = (activity("Before", starts="2014"), activity("After", starts="2016"))
    assert ('class="today"' in drawn(plan(*both, is_live=True)), 'class="today"' in drawn(plan(*both))) == (
        True,
        False,
    )


def test_timeline_on_paper_is_told_in_words_and_as_wide_as_the_page() -> None:
    both = (activity("Before", host="alpha", starts="2014"), activity("After", starts="2016"))
    svg = drawn(plan(*both), on_paper=True)
    assert 'viewBox="0 0 612 ' in svg
    assert "Alpha: Before, 2014. Together: After, 2016." in svg
    assert "Alpha: Before, 2014." not in drawn(plan(*both))


def test_dates_are_in_the_readers_language() -> None:
    with override("pt"):
        svg = drawn(plan(activity("Um", starts="2014-03"), activity("Dois", starts="2014-04"), language="pt"))
    assert [each.casefold() for each in words(svg)[1:]] == ["um, março de 2014", "dois, abril de 2014"]


# Charts


def test_chart_says_its_values_as_the_language_writes_them() -> None:
    with override("fr"):
        said = words(chart(result("1234.5", baseline="1000", target="60000.25")))
    assert [re.sub(r"^\D*", "", re.sub(r"\s", " ", each)) for each in said] == [
        "1 000 plots",
        "1 234,5 plots",
        "60 000,25 plots",
    ]


def test_long_unit_is_left_to_the_list_of_figures() -> None:
    assert words(chart(result("3", target="4", unit="households with a garden of their own"))) == [
        "Latest figure 3",
        "Target 4",
    ]


def test_chart_has_the_colours_of_all_cities() -> None:
    bars = re.findall(r'class="(bar [^"]*)"', chart(result("3", target="4")))
    assert bars == ["bar pair-1", "bar pair-2"]


def test_figure_that_nothing_can_be_compared_with_is_not_drawn() -> None:
    assert [chart(result(baseline="3")), chart(result("3")), chart(result(target="3"))] == [""] * 3


def test_chart_on_paper_has_pixels() -> None:
    assert 'width="453"' in chart(result("3", target="4"), on_paper=True)
