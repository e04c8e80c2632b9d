"""What search engines are told: every public page, with its address in each language."""

from dataclasses import dataclass
from datetime import datetime
from math import ceil
from typing import Any

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import override

from partnerships.models import Organisation, Partnership, Programme, ProgrammePartner, Theme

from ...catalogue.facets import ORGANISATION
from ...catalogue.index import current
from ...models import Compendium, Listing, ListingLesson
from ..exploring.directories import public_cities

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


PART = 200
"""Pages that one file names, each in every language with the others beside it: some 500 KB."""

MOST_PARTS = 50_000
"""Files that an index may name."""


def public_pages() -> list[PublicPage] | None:
    """All of them, in nine queries however many there are; None when they are too many for one file."""
    pages = [_page(name) for name in PAGES]
    for name, rows in _rows().items():
        pages += [_page(name, *row) for row in rows[: PART + 1]]
    return pages if len(pages) <= PART else None


def parts() -> list[tuple[str, int]]:
    """The files that name all pages when one is not enough: kind of page, and number."""
    files = [("pages", 1)]
    for name, rows in _rows().items():
        files += [(name, number) for number in range(1, ceil(rows.count() / PART) + 1)]
    return files


def part(name: str, number: int) -> list[PublicPage]:
    """The pages that one of several files names; none when there is no such file."""
    if (name, number) == ("pages", 1):
        return [_page(each) for each in PAGES]
    rows = _rows().get(name)
    if rows is None or not 0 < number <= MOST_PARTS:
        return []
    return [_page(name, *row) for row in rows[(number - 1) * PART : number * PART]]


def _rows() -> dict[str, QuerySet[Any, Any]]:
    """What every page is of, by its kind: slug or identifier, and when it was last published if that is known."""
    records: dict[str, QuerySet] = {
        "theme": Theme.objects.all(),
        "city": public_cities(),
        "partnership": Partnership.objects.public(),
        "programme": Programme.objects.public(),
        "organisation": _organisations(),
        "compendium": Compendium.objects.public(),
    }
    return {
        "case": Listing.objects.order_by("slug").values_list("slug", "published_at"),
        "lesson": ListingLesson.objects.order_by("uid").values_list("uid", "published_at"),
        **{name: rows.order_by("slug").values_list("slug") for name, rows in records.items()},
    }


def _organisations() -> QuerySet[Organisation]:
    """Organisations with something to show: a case, a lesson, a partnership or a programme."""
    own = Q(supporters=OuterRef("pk")) | Q(participations__organisation=OuterRef("pk"))
    roles = ProgrammePartner.objects.filter(organisation=OuterRef("pk"), programme__is_public=True)
    index = current()
    named = {*index.cases.values[ORGANISATION.name], *index.lessons.values[ORGANISATION.name]}
    shown = Exists(Partnership.objects.public().filter(own)) | Exists(roles) | Q(slug__in=named)
    return Organisation.objects.filter(shown)


def _page(name: str, value: object = None, changed: datetime | None = None) -> PublicPage:
    addresses = {}
    values = [] if value is None else [value]
    for code, _name in settings.LANGUAGES:
        with override(code):
            addresses[code] = settings.PEERLEARN_ADDRESS + reverse(f"library:{name}", args=values)
    return PublicPage(addresses, changed)
