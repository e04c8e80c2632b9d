"""What whoever coordinates a programme waits for: the dashboard of 200 partnerships with 10,000 activities."""

import gzip
import statistics
from datetime import date, timedelta
from decimal import Decimal
from functools import partial
from itertools import product
from uuid import uuid4

from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import localdate, now

from partnerships.models import (
    Activity,
    City,
    Indicator,
    Measurement,
    Membership,
    Milestone,
    Organisation,
    Participation,
    Partnership,
    Programme,
    ProgrammePartner,
    ProgressUpdate,
    Stage,
    WorkPlan,
)
from partnerships.models.people import Role
from peerlearn.accounts.models import User

from .desk import milliseconds

PAIRS, ACTIVITIES, RUNS = 200, 10_000, 30
STAGES, YEARS = 5, 4


def measure() -> list[str]:
    """A table row for each address: queries, median and highest server time in ms, KB as sent and compressed."""
    programme, user = large_programme(pairs=PAIRS, activities=ACTIVITIES)
    client = Client(headers={"host": "localhost"})
    client.force_login(user)
    page = reverse("desk:programme", args=[programme.slug])
    table = reverse("desk:programme_csv", args=[programme.slug])
    whole = f"from={programme.starts[:4]}&to={programme.ends[:4]}"
    rows = ["| what | queries | median ms | highest ms | KB | KB (gzip) |", "|---|---|---|---|---|---|"]
    rows += [
        row(name, client, address)
        for name, address in {
            "dashboard, this quarter": page,
            "dashboard, all years": f"{page}?{whole}",
            "its table, this quarter": table,
        }.items()
    ]
    return rows


def row(name: str, client: Client, address: str) -> str:
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        content = client.get(address).getvalue()
        queries = len(captured)
    times = [milliseconds(partial(lambda: client.get(address).getvalue())) for _run in range(RUNS)]
    kb, packed = len(content) / 1024, len(gzip.compress(content)) / 1024
    return f"| {name} | {queries} | {statistics.median(times):.1f} | {max(times):.1f} | {kb:.0f} | {packed:.1f} |"


# -- a programme to look at


@transaction.atomic
def large_programme(*, pairs: int, activities: int) -> tuple[Programme, User]:
    """A programme of stages around today, its partnerships with their plans, and an editor who coordinates it."""
    key, today = uuid4().hex[:8], localdate()
    organisation = Organisation.objects.create(slug=f"coordinator-{key}", name={"en": "A coordinator"})
    user = User.objects.create_user(f"{key}@bench.example", None, name="A coordinator")
    Membership.objects.create(user=user, organisation=organisation, role=Role.EDITOR)
    first = date(today.year - YEARS + 1, 1, 1)
    programme = Programme.objects.create(
        slug=f"large-{key}",
        name={"en": "A large programme"},
        starts=str(first.year),
        ends=str(today.year + 1),
    )
    ProgrammePartner.objects.create(programme=programme, organisation=organisation, role="coordinator")
    Stage.objects.bulk_create(
        Stage(
            programme=programme,
            name={"en": f"Stage {number + 1}"},
            starts=_day(first, number * 360),
            ends=_day(first, number * 360 + 359),
            position=number,
        )
        for number in range(STAGES)
    )
    partnerships = _pairs(programme, organisation, key, pairs)
    plans = WorkPlan.objects.bulk_create(WorkPlan(partnership=each) for each in partnerships)
    _plans(plans, user, first, activities)
    ProgressUpdate.objects.bulk_create(
        ProgressUpdate(
            partnership=each,
            author=user,
            text="It went well, and more people came than were asked.",
            happened_on=_day(today, -number * 20),
            is_public=bool(number % 2),
        )
        for each, number in product(partnerships, range(10))
    )
    return programme, user


def _pairs(programme: Programme, organisation: Organisation, key: str, number: int) -> list[Partnership]:
    cities = City.objects.bulk_create(
        City(slug=f"city-{key}-{place}", name={"en": f"City {place}"}, sort_key=f"city {place}", country="MZ")
        for place in range(2 * number)
    )
    partnerships = Partnership.objects.bulk_create(
        Partnership(slug=f"pair-{key}-{place:04}", programme=programme) for place in range(number)
    )
    Participation.objects.bulk_create(
        Participation(
            partnership=each, city=cities[2 * place + side], organisation=organisation, position=side + 1
        )
        for place, each in enumerate(partnerships)
        for side in (0, 1)
    )
    return partnerships


def _plans(plans: list[WorkPlan], user: User, first: date, activities: int) -> None:
    """Activities day by day from the first on, done as far as they are past; milestones, results and figures."""
    today = localdate()
    each_plan = activities // len(plans)
    days = YEARS * 365 // each_plan
    made = []
    for plan, number in product(plans, range(each_plan)):
        day = first + timedelta(days=number * days + plan.pk % days)
        made.append(
            Activity(
                plan=plan,
                title=f"Visit {number + 1}",
                status=Activity.Status.DONE if day < today else Activity.Status.PLANNED,
                starts=day.isoformat(),
                ends=_day(day, 3),
                officials=number % 9,
                community=number % 5,
                women=number % 4,
            )
        )
    Activity.objects.bulk_create(made, batch_size=1_000)
    Milestone.objects.bulk_create(
        Milestone(
            plan=plan,
            title=f"Milestone {number + 1}",
            due=_day(first, number * 330),
            reached=_day(first, number * 330) if number < 2 or plan.pk % 3 else "",
        )
        for plan, number in product(plans, range(5))
    )
    indicators = Indicator.objects.bulk_create(
        Indicator(plan=plan, name=f"Indicator {number + 1}", baseline=Decimal(0), target=Decimal(100))
        for plan, number in product(plans, range(3))
    )
    Measurement.objects.bulk_create(
        Measurement(
            indicator=indicator,
            value=Decimal(10 * number),
            measured_on=_day(first, number * 300),
            state=Measurement.State.APPROVED,
            decided_by=user,
            decided_at=now(),
        )
        for indicator, number in product(indicators, range(4))
    )


def _day(first: date, later: int) -> str:
    return (first + timedelta(days=later)).isoformat()
