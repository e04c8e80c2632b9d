"""What a report tells beyond what a page needs: words, who was there, who gave what, who is who, where cities lie.

Read in six queries whatever the programme's size. Nothing is filtered by what is public: it is for those who
coordinate. An owner is the id of a partnership, or None for what belongs to the programme itself.
"""

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Q

from peerlearn.editing.translated import in_language

from ..models import Activity, City, Contribution, Programme, ProgrammePartner, ProgressUpdate
from .parts import MilestoneState
from .periods import Period
from .plans import activities_of, milestones_of

type Owner = int | None


@dataclass(frozen=True)
class Stretch:
    """When an activity was, or should be."""

    starts: str
    ends: str
    status_code: str


@dataclass(frozen=True)
class UpdateTold:
    """A progress update, public or not; `people` says in words who was there, `picture` is the id of its picture."""

    happened_on: str
    text: str
    people: str
    language: str
    is_public: bool
    author: str
    picture: UUID | None
    alternative: str
    credit: str


@dataclass(frozen=True)
class Gift:
    """What one organisation gave, as far as it is known; `in_kind` is in the language being shown."""

    organisation: str
    amount: Decimal | None
    currency: str
    staff_days: int
    in_kind: str
    source: str


@dataclass(frozen=True)
class RoleGroup:
    """The organisations that have one role in the programme."""

    role: str
    code: str
    organisations: tuple[str, ...]


@dataclass(frozen=True)
class Budget:
    """What the whole programme may cost."""

    amount: Decimal
    currency: str
    source: str


@dataclass(frozen=True)
class ProgrammeTold:
    """Everything beside the figures; what is by owner lies in the order of its dates. `places` are latitude and
    longitude of the cities by their address, where they are known."""

    summary: str
    budget: Budget | None
    sources: tuple[tuple[str, str, str], ...]
    """Title, address and the day it was read."""
    roles: tuple[RoleGroup, ...]
    places: dict[str, tuple[float | None, float | None]]
    stretches: dict[Owner, tuple[Stretch, ...]]
    """Of all activities, whatever their dates."""
    milestones: dict[Owner, tuple[MilestoneState, ...]]
    """All of them, too."""
    updates: dict[Owner, tuple[UpdateTold, ...]]
    gifts: dict[Owner, tuple[Gift, ...]]


def telling(programme: Programme, period: Period) -> ProgrammeTold:
    """What there is to tell of a programme in a period, in the language that is active."""
    budget = programme.amount
    return ProgrammeTold(
        summary=in_language(programme.summary),
        budget=Budget(budget, programme.currency, programme.amount_source) if budget is not None else None,
        sources=tuple(_source(each) for each in programme.sources),
        roles=_roles(programme),
        places=_places(programme),
        stretches=_stretches(programme),
        milestones={owner: tuple(rows) for owner, rows in milestones_of(programme).items()},
        updates=_updates(programme, period),
        gifts=_gifts(programme),
    )


def _source(each: dict[str, Any]) -> tuple[str, str, str]:
    return each.get("title", ""), each.get("address", ""), each.get("read_on") or ""


def _roles(programme: Programme) -> tuple[RoleGroup, ...]:
    """The partners by role, in the order of the roles, each by name."""
    by_role: dict[str, list[str]] = defaultdict(list)
    for partner in programme.partners.select_related("organisation"):
        by_role[partner.role].append(str(partner.organisation))
    return tuple(
        RoleGroup(str(role.label), role.value, tuple(by_role[role]))
        for role in ProgrammePartner.Role
        if role in by_role
    )


def _places(programme: Programme) -> dict[str, tuple[float | None, float | None]]:
    known = City.objects.filter(participations__partnership__programme=programme, latitude__isnull=False)
    rows = known.order_by("slug").distinct().values_list("slug", "latitude", "longitude")
    return {slug: (latitude, longitude) for slug, latitude, longitude in rows}


def _stretches(programme: Programme) -> dict[Owner, tuple[Stretch, ...]]:
    rows = activities_of(programme).exclude(starts="").exclude(status=Activity.Status.CANCELLED)
    columns = ("plan__partnership", "starts", "ends", "status")
    found: dict[Owner, list[Stretch]] = defaultdict(list)
    for owner, starts, ends, status in rows.order_by("starts", "pk").values_list(*columns):
        found[owner].append(Stretch(starts, ends, status))
    return {owner: tuple(each) for owner, each in found.items()}


def _updates(programme: Programme, period: Period) -> dict[Owner, tuple[UpdateTold, ...]]:
    rows = (
        ProgressUpdate.objects.present()
        .filter(period.holds("happened_on", "happened_on"), partnership__programme=programme)
        .exclude(text="", picture=None)
        .order_by("happened_on", "pk")
        .values_list(
            "partnership", "happened_on", "text", "people", "language", "is_public", "author__name",
            "picture__uid", "alternative_text", "picture__credit",
        )
    )  # fmt: skip
    found: dict[Owner, list[UpdateTold]] = defaultdict(list)
    for owner, happened_on, text, people, language, is_public, author, picture, alternative, credit in rows:
        found[owner].append(
            UpdateTold(
                happened_on, text, people, language, is_public, author, picture, alternative, credit or ""
            )
        )
    return {owner: tuple(each) for owner, each in found.items()}


def _gifts(programme: Programme) -> dict[Owner, tuple[Gift, ...]]:
    """Contributions that say something, the programme's partners in the order of their roles."""
    own = Q(partnership__programme=programme) | Q(partner__programme=programme)
    rows = (
        Contribution.objects.present()
        .filter(own)
        .order_by("partner__role", "pk")
        .values_list(
            "partnership", "organisation__name", "partner__organisation__name",
            "amount", "currency", "staff_days", "in_kind", "source",
        )
    )  # fmt: skip
    found: dict[Owner, list[Gift]] = defaultdict(list)
    for owner, name, partner, amount, currency, days, in_kind, source in rows:
        words = in_language(in_kind)
        if amount is None and not days and not words:
            continue  # it is being written
        found[owner].append(
            Gift(in_language(name or partner or {}), amount, currency, days or 0, words, source)
        )
    return {owner: tuple(each) for owner, each in found.items()}
