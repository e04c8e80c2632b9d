"""What search engines are told: every public page, with its address in each language."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import override

from partnerships.models import Organisation, Partnership, Programme, ProgrammePartner, Theme

from ..catalogue.facets import ORGANISATION
from ..catalogue.index import current
from ..models import Listing, ListingLesson
from .directories import public_cities

PAGES = (
    "home",
    "cases",
    "lessons",
    "themes",
    "cities",
    "like_mine",
    "partnerships",
    "programmes",
    "organisations",
    "publications",
    "about",
    "accessibility",
)


@dataclass(frozen=True)
class PublicPage:
    """A page: its address by language, and when what it shows was last published, if that is known."""

    addresses: dict[str, str]
    changed: datetime | None = None


def public_pages() -> Iterator[PublicPage]:
    """All of them, in eight queries however many there are."""
    for name in PAGES:
        yield _page(name)
    for slug, published in Listing.objects.values_list("slug", "published_at"):
        yield _page("case", slug, changed=published)
    for uid, published in ListingLesson.objects.values_list("uid", "published_at"):
        yield _page("lesson", uid, changed=published)
    records: dict[str, QuerySet] = {
        "theme": Theme.objects.all(),
        "city": public_cities(),
        "partnership": Partnership.objects.public(),
        "programme": Programme.objects.public(),
        "organisation": _organisations(),
    }
    for name, rows in records.items():
        for slug in rows.order_by("slug").values_list("slug", flat=True):
            yield _page(name, slug)


def _organisations() -> QuerySet[Organisation]:
    """Organisations with something to show: a case, a lesson, a partnership or a programme."""
    own = Q(supporters=OuterRef("pk")) | Q(participations__organisation=OuterRef("pk"))
    roles = ProgrammePartner.objects.filter(organisation=OuterRef("pk"), programme__is_public=True)
    index = current()
    named = {*index.cases.values[ORGANISATION.name], *index.lessons.values[ORGANISATION.name]}
    shown = Exists(Partnership.objects.public().filter(own)) | Exists(roles) | Q(slug__in=named)
    return Organisation.objects.filter(shown)


def _page(name: str, *values: object, changed: datetime | None = None) -> PublicPage:
    addresses = {}
    for code, _name in settings.LANGUAGES:
        with override(code):
            addresses[code] = settings.PEERLEARN_ADDRESS + reverse(f"library:{name}", args=values)
    return PublicPage(addresses, changed)
