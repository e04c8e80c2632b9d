"""Who reaches which plan. Fetching is the permission check: a stranger gets 404."""

from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404

from peerlearn.accounts.models import User

from ...models import Indicator, Measurement, Partnership
from .sections import Section, section_named


def partnership_to_plan(user: User, slug: str) -> Partnership:
    return get_object_or_404(Partnership.objects.writable_by(user).with_cities(), slug=slug)


def partnership_to_review(user: User, slug: str) -> Partnership:
    return get_object_or_404(Partnership.objects.reviewable_by(user).with_cities(), slug=slug)


def indicator_or_404(partnership: Partnership, uid: UUID) -> Indicator:
    return get_object_or_404(Indicator.objects.present(), plan__partnership=partnership, uid=uid)


def figure_or_404(partnership: Partnership, uid: UUID) -> Measurement:
    figures = Measurement.objects.present().select_related("indicator")
    return get_object_or_404(
        figures, indicator__plan__partnership=partnership, indicator__removed_at=None, uid=uid
    )


def section_or_404(name: str) -> Section:
    section = section_named(name)
    if section is None:
        raise Http404
    return section
