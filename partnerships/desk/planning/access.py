"""Who reaches which plan. Fetching is the permission check: a stranger gets 404."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from peerlearn.accounts.models import User
from peerlearn.accounts.staff import StaffRequest

from ...models import Indicator, Measurement, Partnership
from .owners import BY_AREA, Owner
from .plans import Plan
from .sections import Section


def plan_to_keep(request: StaffRequest, slug: str) -> Plan:
    """The plan that an address names, of a partnership or of a programme."""
    kind = _kind_of(request)
    return _fetched(kind.model.objects.writable_by(request.user), slug)


def plan_to_review(request: StaffRequest, slug: str) -> Plan:
    kind = _kind_of(request)
    return _fetched(kind.model.objects.reviewable_by(request.user), slug)


def _kind_of(request: StaffRequest) -> type[Owner]:
    """The area of the desk that the address lies in says whose plans these are."""
    assert request.resolver_match
    return BY_AREA[request.resolver_match.namespace]


def _fetched(records: "QuerySet[Any]", slug: str) -> Plan:
    return Plan(get_object_or_404(records.with_cities(), slug=slug))  # type: ignore[attr-defined]


def partnership_to_plan(user: User, slug: str) -> Partnership:
    return get_object_or_404(Partnership.objects.writable_by(user).with_cities(), slug=slug)


def partnership_to_review(user: User, slug: str) -> Partnership:
    return get_object_or_404(Partnership.objects.reviewable_by(user).with_cities(), slug=slug)


def indicator_or_404(plan: Plan, uid: UUID) -> Indicator:
    return get_object_or_404(plan.all_records(Indicator).present(), uid=uid)


def figure_or_404(plan: Plan, uid: UUID) -> Measurement:
    return get_object_or_404(plan.all_figures.present().select_related("indicator"), uid=uid)


def section_or_404(plan: Plan, name: str) -> Section:
    found = next((section for section in plan.owner.sections if section.name == name), None)
    if found is None:
        raise Http404
    return found
