"""Directories: all cities by country, all organisations by kind, each with the number of its cases."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.text import capfirst
from django_countries import countries

from partnerships.models import City, Organisation, Partnership, Programme
from peerlearn.editing.translated import sort_key

from ...catalogue.facets import CITY, ORGANISATION, Facet
from ...catalogue.index import current

PER_PAGE = 300


@dataclass(frozen=True)
class Entry:
    """A record in a directory, below its heading; `cases` counts what is published."""

    heading: str
    record: Any
    cases: int


@dataclass(frozen=True)
class Group:
    """A stretch of a directory: its heading and its entries."""

    heading: str
    entries: list[Entry]


def public_cities() -> QuerySet[City]:
    """Cities that take part in something public."""
    partnership = Partnership.objects.public().filter(participations__city=OuterRef("pk"))
    programme = Programme.objects.public().filter(cities=OuterRef("pk"))
    return City.objects.filter(Exists(partnership) | Exists(programme))


def city_directory() -> list[Entry]:
    """The public's cities, by country."""
    return _directory(CITY, ((str(countries.name(str(city.country))), city) for city in public_cities()))


def organisation_directory() -> list[Entry]:
    """All organisations, by kind."""
    rows = Organisation.objects.all()
    return _directory(
        ORGANISATION, ((capfirst(organisation.get_kind_display()), organisation) for organisation in rows)
    )


def grouped(entries: Iterable[Entry]) -> list[Group]:
    """Entries in their order, below their headings."""
    return [Group(heading, list(each)) for heading, each in groupby(entries, lambda entry: entry.heading)]


def _directory(facet: Facet, records: Iterable[tuple[str, Any]]) -> list[Entry]:
    cases = current().cases
    counted = cases.counts(facet.name, cases.everything)
    entries = [Entry(heading, record, counted.get(record.slug, 0)) for heading, record in records]
    return sorted(entries, key=lambda entry: (sort_key(entry.heading), entry.record.sort_key))
