"""Both ways: who hosted, who travelled, who learnt and what was contributed; no score, no rank, nothing of others."""

import re
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from cases.library.exploring.frames import PartnershipPage
from cases.library.exploring.reciprocity import Reciprocity
from partnerships.models import Activity, Contribution, Organisation, Partnership, WorkPlan
from tests.factories import (
    make_activity,
    make_case,
    make_city,
    make_lesson,
    make_organisation,
    make_partnership,
    make_plan,
    publish_case,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan() -> WorkPlan:
    cities = (make_city(slug="maputo", name="Maputo"), make_city(slug="nampula", name="Nampula"))
    return make_plan(partnership=make_partnership(cities=cities))


def exchange(plan: WorkPlan, *, host: str = "", came: tuple[str, ...] = (), **columns: Any) -> Activity:
    assert plan.partnership
    cities = {city.slug: city for city in plan.partnership.cities.all()}
    activity = make_activity(plan=plan, host=cities.get(host), **({"status": "done"} | columns))
    activity.cities.set(cities[slug] for slug in came)
    return activity


def give(plan: WorkPlan, organisation: Organisation, **columns: Any) -> Contribution:
    return Contribution.objects.create(partnership=plan.partnership, organisation=organisation, **columns)


def page_of(plan: WorkPlan) -> PartnershipPage:
    return PartnershipPage(Partnership.objects.with_cities().get(work_plans=plan))


def both(plan: WorkPlan) -> Reciprocity:
    found = page_of(plan).reciprocity
    assert found
    return found


def shown(client: Client, plan: WorkPlan) -> str:
    assert plan.partnership
    return client.get(f"/en/partnerships/{plan.partnership.slug}/").content.decode()


def titles(exchanges: list[Any]) -> list[str]:
    return [each.title for each in exchanges]


def test_each_city_has_what_it_hosted_and_where_it_travelled(plan: WorkPlan) -> None:
    exchange(plan, host="maputo", came=("nampula",), title="A", starts="2013")
    exchange(plan, host="nampula", came=("maputo", "nampula"), title="B", starts="2014")
    exchange(plan, host="nampula", title="C", starts="2015")
    maputo, nampula = both(plan).sides
    assert (titles(maputo.hosted), titles(maputo.travelled)) == (["A"], ["B"])
    assert (titles(nampula.hosted), titles(nampula.travelled)) == (["B", "C"], ["A"])


@pytest.mark.parametrize(
    ("status", "counts"), [("done", 1), ("under_way", 1), ("planned", 0), ("cancelled", 0)]
)
def test_only_what_happened_counts(plan: WorkPlan, status: str, counts: int) -> None:
    exchange(plan, host="maputo", title="Sure")
    exchange(plan, host="nampula", status=status)
    assert len(both(plan).sides[1].hosted) == counts


def test_people_are_added_up_where_somebody_counted(client: Client, plan: WorkPlan) -> None:
    exchange(plan, host="maputo", officials=12, community=20)
    exchange(plan, host="maputo", people=8)
    exchange(plan, host="maputo")
    side = both(plan).sides[0]
    assert (side.people, side.counted) == (40, 2)
    assert "counted at 2 exchanges of 3" in shown(client, plan)


def test_what_has_no_host_among_the_cities_is_named_apart(plan: WorkPlan) -> None:
    exchange(plan, title="A call")
    exchange(plan, host="maputo", title="A week")
    make_activity(plan=plan, title="A fair", host=make_city(), status="done")
    assert sorted(titles(both(plan).elsewhere)) == ["A call", "A fair"]


def test_lessons_of_a_city_are_counted_and_led_to(client: Client, plan: WorkPlan) -> None:
    exchange(plan, host="maputo")
    lessons = (
        make_lesson(cities=("nampula",)),
        make_lesson(cities=("nampula",)),
        make_lesson(cities=("maputo", "nampula")),
    )
    publish_case(make_case(partnership=plan.partnership, parts=lessons))
    assert [side.lessons for side in both(plan).sides] == [0, 2]
    page = shown(client, plan)
    assert re.findall(r'<a href="#(learnt-by-[a-z]+)">([^<]+)</a>', page) == [
        ("learnt-by-nampula", "2 lessons")
    ]
    assert 'id="learnt-by-nampula"' in page


def test_money_is_added_up_within_each_currency_only(client: Client, plan: WorkPlan) -> None:
    one, other = make_organisation(name="Aid"), make_organisation(name="Bund")
    give(plan, one, amount=100, currency="EUR")
    give(plan, other, amount="50.50", currency="EUR")
    give(plan, other, amount=70, currency="USD", staff_days=3)
    total = both(plan).total
    assert total and [(each.amount, each.currency) for each in total.sums] == [
        (Decimal("150.5"), "EUR"),
        (Decimal(70), "USD"),
    ]
    assert total.days == 3
    assert "150.5 EUR" in shown(client, plan)


def test_days_are_added_up(client: Client, plan: WorkPlan) -> None:
    one = make_organisation(name="Aid")
    give(plan, one, staff_days=3)
    give(plan, one, staff_days=4)
    assert "7 days of staff time" in shown(client, plan)


@pytest.mark.parametrize("gave", [{"amount": 5, "currency": "EUR"}, {"in_kind": {"en": "A room"}}])
def test_one_contribution_is_not_added_up(client: Client, plan: WorkPlan, gave: dict[str, Any]) -> None:
    give(plan, make_organisation(), **gave)
    assert both(plan).total is None
    assert "Added up" not in shown(client, plan)


def test_nobody_hosts_or_travels_to_what_happens_online(plan: WorkPlan) -> None:
    exchange(plan, host="maputo", came=("nampula",), title="A week")
    exchange(plan, host="maputo", came=("nampula",), kind="online", title="A call")
    exchange(plan, came=("maputo", "nampula"), title="Somewhere")
    maputo, nampula = both(plan).sides
    assert (titles(maputo.hosted), titles(nampula.travelled), titles(maputo.travelled)) == (
        ["A week"],
        ["A week"],
        [],
    )
    assert sorted(titles(both(plan).elsewhere)) == ["A call", "Somewhere"]


def test_contributions_stand_by_name_with_their_source(client: Client, plan: WorkPlan) -> None:
    give(plan, make_organisation(name="Zeal"), amount=5_000, currency="USD", source="Report 2014")
    give(plan, make_organisation(name="Aid"), in_kind={"en": "Two cars"})
    page = shown(client, plan)
    gifts = page[page.index('class="gifts"') :]
    assert re.findall(r"<dt><a [^>]+>([^<]+)</a></dt>", gifts) == ["Aid", "Zeal"]
    assert ("Two cars" in gifts, "5,000 USD" in gifts, "(Report 2014)" in gifts) == (True, True, True)


def test_contribution_that_was_removed_or_says_nothing_is_not_shown(client: Client, plan: WorkPlan) -> None:
    give(plan, make_organisation(name="Kept"), in_kind={"en": "A room"})
    give(plan, make_organisation(name="Gone"), in_kind={"en": "A secret"}, removed_at=timezone.now())
    give(plan, make_organisation(name="Empty"))
    page = shown(client, plan)
    assert [name in page for name in ("Kept", "Gone", "A secret", "Empty")] == [True, False, False, False]


def test_contributions_of_another_partnership_are_not_shown(client: Client, plan: WorkPlan) -> None:
    exchange(plan, host="maputo")
    give(make_plan(), make_organisation(name="Elsewhere"), in_kind={"en": "A boat"})
    page = shown(client, plan)
    assert ("Both ways" in page, "A boat" in page) == (True, False)


def test_partnership_that_did_nothing_yet_has_no_table(client: Client, plan: WorkPlan) -> None:
    exchange(plan, host="maputo", status="planned")
    assert page_of(plan).reciprocity is None
    assert "Both ways" not in shown(client, plan)
