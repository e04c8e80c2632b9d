"""Mails about figures: to editors what waits for them, to whoever entered one why it came back."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.utils.translation import override
from procrastinate.contrib.django import app

from peerlearn.accounts.models import User
from peerlearn.mails import mail

from ...models import Measurement, WorkPlan
from .owners import Owner
from .waiting import (
    editors_of,
    entered_by,
    figures_waiting,
    figures_waiting_for,
    owner_of_figure,
    owner_of_plan,
)

SEND_WAITING = "partnerships.jobs.send_figures_waiting"
SEND_RETURNED = "partnerships.jobs.send_figure_returned"
MAILS = "partnerships/mail"


# -- what waits


@transaction.atomic
def ask_for_decisions(*, now: datetime) -> int:
    """Queues a mail for every editor for whom figures wait that nobody was told of; says how many.

    What has no editor yet waits until there is one. Nobody is told of what they entered themselves.
    """
    untold = figures_waiting().filter(told_at=None).select_for_update(of=("self",)).order_by("pk")
    for_people: dict[int, list[Any]] = defaultdict(list)
    by_plan: dict[int, list[Measurement]] = defaultdict(list)
    for figure in untold.select_related("indicator"):
        by_plan[figure.indicator.plan_id].append(figure)
    told: list[int] = []
    for plan in _plans(by_plan):
        editors = set(editors_of(owner_of_plan(plan)).values_list("pk", flat=True))
        for figure in by_plan[plan.pk] if editors else ():
            told.append(figure.pk)
            for editor in editors - {entered_by(figure)}:
                for_people[editor].append(figure.pk)
    Measurement.objects.filter(pk__in=told).update(told_at=now)
    for user, figures in for_people.items():
        app.configure_task(SEND_WAITING, allow_unknown=True).defer(user=user, figures=figures)
    return len(for_people)


def waiting_mail(user: User, figures: Iterable[int]) -> EmailMessage | None:
    """The mail to one editor about figures (ids), in their language; None when none of them waits any more."""
    waiting = figures_waiting_for(user).filter(pk__in=list(figures)).select_related("indicator")
    by_plan: dict[int, list[Measurement]] = defaultdict(list)
    for figure in waiting.order_by("measured_on", "pk"):
        by_plan[figure.indicator.plan_id].append(figure)
    if not by_plan:
        return None
    with override(user.language):
        plans = [
            {**_place(owner_of_plan(plan)), "figures": [_told(each) for each in by_plan[plan.pk]]}
            for plan in _plans(by_plan)
        ]
        return _mail(user, "figures_waiting", plans=plans, number=sum(map(len, by_plan.values())))


def _plans(keys: Iterable[int]) -> Iterable[WorkPlan]:
    cities = "partnership__participations__city"
    found = WorkPlan.objects.filter(pk__in=list(keys)).order_by("pk")
    return found.select_related("partnership", "programme").prefetch_related(cities)


# -- what came back


def tell_of_return(figure: Measurement, *, by: User) -> None:
    """Queues the mail to whoever entered a figure that was returned; in the transaction that returns it."""
    user = entered_by(figure)
    if user and user != by.pk:
        app.configure_task(SEND_RETURNED, priority=10, allow_unknown=True).defer(user=user, figure=figure.pk)


def returned_mail(user: User, figure: int) -> EmailMessage | None:
    """The mail to one person about a figure (its id); None when it was mended meanwhile, or is not theirs any more."""
    returned = Measurement.objects.present().filter(
        state=Measurement.State.RETURNED, indicator__removed_at=None
    )
    found = returned.select_related("indicator", "decided_by").filter(pk=figure).first()
    if found is None:
        return None
    owner = owner_of_figure(found)
    if not owner.alone.writable_by(user).exists():  # type: ignore[attr-defined]
        return None
    with override(user.language):
        address = owner.address("figures", found.indicator.uid)
        place = {**_place(owner), "address": settings.PEERLEARN_ADDRESS + address}
        return _mail(user, "figure_returned", plan=place, figure=_told(found), reason=found.reason)


# -- both


def _place(owner: Owner) -> dict[str, Any]:
    return {"name": str(owner), "address": settings.PEERLEARN_ADDRESS + owner.address("plan")}


def _told(figure: Measurement) -> dict[str, Any]:
    value = figure.value.normalize() if figure.value is not None else None
    who = str(figure.decided_by or "")
    return {"value": value, "indicator": figure.indicator, "day": figure.measured_on, "who": who}


def _mail(user: User, name: str, **context: Any) -> EmailMessage:
    context["user"] = user
    return mail(user.email, f"{MAILS}/{name}", context)
