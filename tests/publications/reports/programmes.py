"""Programmes to report on: with a plan of everything for each pair, with nothing, with many pairs."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils import timezone

from partnerships.following import Period
from partnerships.models import (
    City,
    Contribution,
    Milestone,
    Organisation,
    Partnership,
    Programme,
    ProgrammePartner,
    Stage,
    WorkPlan,
)
from peerlearn.accounts.models import User
from tests.factories import (
    make_activity,
    make_city,
    make_editor,
    make_figure,
    make_indicator,
    make_organisation,
    make_partnership,
    make_plan,
    make_programme,
    make_update,
)

TODAY = date(2024, 4, 10)
QUARTER = Period(date(2024, 1, 1), date(2024, 3, 31))


@dataclass(frozen=True)
class Busy:
    """A programme with whoever coordinates it."""

    programme: Programme
    coordinator: User
    partnerships: list[Partnership]


def make_busy(*, pairs: int = 2, silent: int = 0) -> Busy:
    """A programme of three stages; the first `silent` pairs have no plan, each of the others has everything."""
    association = make_organisation(name="The association of towns")
    coordinator = make_editor(organisation=association, name="Coralie")
    programme = make_programme(
        coordinator=association,
        starts="2023",
        ends="2025",
        summary={"en": "Towns learn from towns."},
        amount=Decimal(250000),
        currency="EUR",
        amount_source="The agreement of 2022",
        sources=[
            {"title": "The agreement", "address": "https://example.org/agreement", "read_on": "2024-01-02"}
        ],
    )
    _add_partners(programme)
    _add_stages(programme)
    partnerships = []
    for number in range(1, pairs + 1):
        cities = _make_pair(number)
        partnership = make_partnership(
            cities=cities, organisation=association, programme=programme, is_public=number % 2 == 1
        )
        if number > silent:
            fill(partnership, number, coordinator, cities, association)
        partnerships.append(partnership)
    joint = WorkPlan.objects.create(programme=programme, language="en")
    make_activity(
        plan=joint, title="The seminar of all", kind="seminar", status="done", starts="2024-02", people=40
    )
    programme.refresh_from_db()  # figures as the database has them
    return Busy(programme, coordinator, partnerships)


def fill(
    partnership: Partnership, number: int, author: User, cities: tuple[City, City], giver: Organisation
) -> None:
    """A plan with an activity held and one to come, milestones reached, overdue and open, results, updates, a gift."""
    plan = make_plan(partnership=partnership, language="pt" if number % 2 else "en")
    make_activity(
        plan=plan, title=f"Visit number {number}", status="done", starts="2024-02-05", ends="2024-02-09",
        host=cities[0], officials=6, politicians=2, women=3, text=f"They walked route {number} together.",
        source=f"https://example.org/visit/{number}",
    )  # fmt: skip
    make_activity(plan=plan, title=f"Workshop number {number}", kind="workshop", starts="2024-03-20")
    make_activity(plan=plan, title=f"Later thing {number}", starts="2024-09")
    for title, due, reached in (
        (f"Signed {number}", "2024-01-31", "2024-01-20"),
        (f"Forgotten {number}", "2023-11", ""),
        (f"Printed {number}", "2024-12", ""),
    ):
        Milestone.objects.create(plan=plan, title=title, due=due, reached=reached)
    indicator = make_indicator(
        plan=plan,
        name=f"Gardens of pair {number}",
        unit="gardens",
        baseline=Decimal(3),
        target=Decimal(1200 + number),
    )
    approved = {"state": "approved", "decided_by": author, "decided_at": timezone.now()}
    make_figure(
        indicator=indicator,
        value=f"{700 + number}.5",
        measured_on="2024-03-01",
        source="The count",
        **approved,
    )
    make_figure(indicator=indicator, value="99999", measured_on="2024-03-02")
    make_update(partnership=partnership, author=author, text=f"First tree {number}", happened_on="2024-02-10",
                people="Both mayors", is_public=True)  # fmt: skip
    make_update(
        partnership=partnership, author=author, text=f"For us alone {number}", happened_on="2024-02-11"
    )
    make_update(partnership=partnership, author=author, text=f"Last year {number}", happened_on="2023-02-11")
    Contribution.objects.create(
        partnership=partnership, organisation=giver, amount=Decimal(1000 + number), currency="EUR",
        staff_days=12, in_kind={"en": f"A bus {number}"}, source=f"Ledger {number}",
    )  # fmt: skip


def _make_pair(number: int) -> tuple[City, City]:
    north = make_city(
        name=f"Norte {number}", country="BR", latitude=-3.0 - number / 2, longitude=-47.0 + number / 3
    )
    south = make_city(
        name=f"Sul {number}", country="MZ", latitude=-14.0 - number / 3, longitude=33.0 + number / 5
    )
    return north, south


def _add_partners(programme: Programme) -> None:
    bank = make_organisation(name="The bank of roads")
    partner = ProgrammePartner.objects.create(programme=programme, organisation=bank, role="funder")
    Contribution.objects.create(
        partner=partner, amount=Decimal(50000), currency="USD", source="The grant letter"
    )


def _add_stages(programme: Programme) -> None:
    for position, (name, starts, ends) in enumerate(
        (("Getting to know", "2023", "2023"), ("Exchange", "2024", "2024"), ("Looking back", "2025", "2025"))
    ):
        Stage.objects.create(
            programme=programme, name={"en": name}, starts=starts, ends=ends, position=position
        )
