"""The invented cities, organisations, programmes and partnerships that invented cases are about.

Everything follows from the seed and is made in memory first; `settle` brings it into the database.
Every address begins with `PREFIX`, every city's name is a made-up word and a number: no reader takes
it for a place.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from random import Random
from typing import Any

from django_countries import countries

from partnerships.models import (
    City,
    Organisation,
    Participation,
    Partnership,
    Programme,
    ProgrammePartner,
    Theme,
)
from partnerships.models.named import Named

from .words import dice, name, uid

PREFIX = "invented-"
CITIES, COUNTRIES, ORGANISATIONS, PROGRAMMES = 3_000, 120, 300, 60
IN_PARTNERSHIP = 3
"""Cases that one partnership has to tell."""

Role = ProgrammePartner.Role
Kind = Organisation.Kind


@dataclass(frozen=True)
class Pair:
    """A partnership, of two cities or more, with who takes part and who supports it."""

    partnership: Partnership
    participations: list[Participation]
    owner: Organisation

    @property
    def cities(self) -> list[City]:
        return [participation.city for participation in self.participations]


class World:
    """What there is in the world of a seed."""

    def __init__(self, seed: int, themes: Iterable[Theme]) -> None:
        self.seed = seed
        self.themes = list(themes)
        self.said: set[str] = set()  # words that its cases have brought into the catalogue
        random = dice(seed, "world")
        self.cities = _cities(seed, random)
        self.organisations = _organisations(seed, random, self.cities)
        self.programmes = _programmes(seed, random)
        self.partners = _partners(random, self.programmes, self.organisations)

    @cached_property
    def by_country(self) -> dict[str, list[City]]:
        found: dict[str, list[City]] = {}
        for city in self.cities:
            found.setdefault(str(city.country), []).append(city)
        return found

    def partners_of(self, programme: Programme | None) -> list[ProgrammePartner]:
        return [partner for partner in self.partners if partner.programme is programme]

    def pair(self, number: int) -> Pair:
        """The partnership of a number; unsaved, and the same each time."""
        random = dice(self.seed, "pair", number)
        first, *others = random.sample(self.cities, random.choices((2, 3, 4), (85, 12, 3))[0])
        if random.random() < 0.15:  # cities of one country learn from each other, too
            neighbours = [city for city in self.by_country[str(first.country)] if city is not first]
            others[:1] = random.sample(neighbours, 1) if neighbours else others[:1]
        cities = list(dict.fromkeys([first, *others]))
        programme = _one(random, self.programmes) if random.random() < 0.8 else None
        starts = random.randint(2008, 2020)
        partnership = Partnership(
            uid=uid(random),
            slug=f"{PREFIX}{self.seed}-partnership-{number}",
            programme=programme,
            starts=f"{starts}-{random.randint(1, 12):02}",
            ends=str(starts + random.randint(1, 5)) if random.random() < 0.8 else "",
        )
        owner, *associations = (_one(random, self.organisations) for _each in range(len(cities) + 1))
        participations = [
            Participation(partnership=partnership, city=city, organisation=association, position=position)
            for position, (city, association) in enumerate(zip(cities, associations, strict=True), start=1)
        ]
        return Pair(partnership, participations, owner)

    def settle(self) -> None:
        """Brings cities, organisations and programmes into the database, those that are not there yet."""
        _keep(self.cities)
        _keep(self.organisations)
        _keep(self.programmes)
        there = set(ProgrammePartner.objects.values_list("programme", "organisation", "role"))
        ProgrammePartner.objects.bulk_create(
            partner
            for partner in self.partners
            if (partner.programme.pk, partner.organisation.pk, partner.role) not in there
        )


def _keep[Record: Named](records: list[Record]) -> None:
    """Adds what is missing; afterwards each record knows its place in the database."""
    rows: Any = type(records[0])._default_manager
    rows.bulk_create(records, ignore_conflicts=True)
    places = dict(rows.filter(slug__startswith=PREFIX).values_list("slug", "pk"))
    for record in records:
        record.pk = places[record.slug]


def _cities(seed: int, random: Random) -> list[City]:
    codes = random.sample(sorted(code for code, _name in countries), COUNTRIES)
    centres = {code: (random.uniform(-38, 60), random.uniform(-150, 160)) for code in codes}
    sizes = list(accumulate(1 / (rank + 3) for rank in range(COUNTRIES)))
    drawn = codes + random.choices(codes, cum_weights=sizes, k=CITIES - COUNTRIES)
    return [_city(seed, random, number, code, centres[code]) for number, code in enumerate(drawn)]


def _city(seed: int, random: Random, number: int, country: str, centre: tuple[float, float]) -> City:
    called = f"{name(random)} {number}"
    people = min(int(random.lognormvariate(12.2, 1.2)), 20_000_000) if random.random() < 0.9 else None
    return City(
        slug=f"{PREFIX}{seed}-city-{number}",
        name={"en": called},
        sort_key=called.casefold(),
        country=country,
        latitude=round(centre[0] + random.uniform(-4, 4), 4),
        longitude=round(centre[1] + random.uniform(-4, 4), 4),
        population=people,
        population_year=2020 if people else None,
        population_source="invented, for measuring" if people else "",
    )


def _organisations(seed: int, random: Random, cities: list[City]) -> list[Organisation]:
    kinds = random.choices(
        (Kind.ASSOCIATION, Kind.NETWORK, Kind.UNIVERSITY, Kind.NGO), (6, 2, 1, 1), k=ORGANISATIONS
    )
    rows = []
    for number, kind in enumerate(kinds):
        called = f"{name(random)} {number} ({kind.value}, invented)"
        rows.append(
            Organisation(
                slug=f"{PREFIX}{seed}-organisation-{number}",
                name={"en": called},
                sort_key=called.casefold(),
                kind=kind,
                country=random.choice(cities).country,
            )
        )
    return rows


def _programmes(seed: int, random: Random) -> list[Programme]:
    rows = []
    for number in range(PROGRAMMES):
        called, starts = f"{name(random)} {number} (invented)", random.randint(2006, 2020)
        rows.append(
            Programme(
                slug=f"{PREFIX}{seed}-programme-{number}",
                name={"en": called},
                sort_key=called.casefold(),
                starts=str(starts),
                ends=str(starts + random.randint(2, 6)),
            )
        )
    return rows


def _partners(
    random: Random, programmes: list[Programme], organisations: list[Organisation]
) -> list[ProgrammePartner]:
    """Two to four organisations in each programme, in the order of a snapshot: by role, then by name."""
    roles = (Role.COORDINATOR, Role.FUNDER, Role.IMPLEMENTING, Role.TECHNICAL)
    rows = [
        ProgrammePartner(programme=programme, organisation=organisation, role=role)
        for programme in programmes
        for role, organisation in zip(roles, random.sample(organisations, random.randint(2, 4)), strict=False)
    ]
    return sorted(rows, key=lambda row: (row.role, row.organisation.sort_key))


def _one[Record](random: Random, records: list[Record]) -> Record:
    """One of the records, the first ones more often: a few programmes and networks are in many cases."""
    return records[int(len(records) * random.random() ** 2)]
