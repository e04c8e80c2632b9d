"""What each city of a partnership gave and took: who hosted, who travelled, who learnt, what was contributed.

Side by side, and never added up to a score: no side is the better one.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from partnerships.models import Contribution, Organisation

from ...presenting import Exchange, PresentedPlan
from ..cards import CardCity
from .learning import Stretch


@dataclass(frozen=True)
class Side:
    """One city: the exchanges that it hosted and those that it travelled to, and what it learnt.

    `people` took part where it hosted, as far as is known: of `counted` exchanges there is a figure.
    """

    city: CardCity
    hosted: list[Exchange]
    travelled: list[Exchange]
    people: int
    counted: int
    learnt: Stretch | None

    @property
    def lessons(self) -> int:
        return len(self.learnt.lessons) if self.learnt else 0


@dataclass(frozen=True)
class Gift:
    """What one organisation contributed."""

    organisation: Organisation
    contributions: list[Contribution]


@dataclass(frozen=True)
class Sum:
    """Money of one currency."""

    amount: Decimal
    currency: str


@dataclass(frozen=True)
class Total:
    """What was contributed in all: money by currency, and days of staff time."""

    sums: list[Sum]
    days: int


@dataclass(frozen=True)
class Reciprocity:
    """`elsewhere` happened online, or with no city of the partnership as its host; `total` where there is anything to
    add up."""

    sides: list[Side]
    elsewhere: list[Exchange]
    gifts: list[Gift]
    total: Total | None

    @property
    def has_exchanges(self) -> bool:
        return bool(self.elsewhere) or any(side.hosted or side.travelled for side in self.sides)


def reciprocity_of(
    plan: PresentedPlan,
    contributions: Sequence[Contribution],
    cities: Sequence[CardCity],
    learnt: Sequence[Stretch],
) -> Reciprocity | None:
    """What was given and taken on each side; None when nothing of it is known. Contributions come with their
    organisation, by its name; `learnt` is what each city learnt, in the order of the cities, or nothing."""
    happened = [exchange for exchange in plan.exchanges if exchange.has_begun]
    stretches = dict(zip([city.slug for city in cities], learnt, strict=False))
    sides = [_side(city, happened, stretches.get(city.slug)) for city in cities]
    found = Reciprocity(
        sides,
        [each for each in happened if not any(each in side.hosted for side in sides)],
        [Gift(who, list(gave)) for who, gave in groupby(contributions, lambda one: one.organisation) if who],
        _total(contributions),
    )
    return found if found.has_exchanges or found.gifts else None


def _side(city: CardCity, happened: Iterable[Exchange], learnt: Stretch | None) -> Side:
    """Nobody hosts what happens online, or travels to it."""
    hosted, travelled = [], []
    for exchange in happened:
        has_place = not exchange.is_online and (exchange.host or exchange.is_elsewhere)
        if has_place and exchange.host and exchange.host.slug == city.slug:
            hosted.append(exchange)
        elif has_place and any(guest.slug == city.slug for guest in exchange.guests):
            travelled.append(exchange)
    figures = [exchange.people for exchange in hosted if exchange.people is not None]
    return Side(city, hosted, travelled, sum(figures), len(figures), learnt)


def _total(contributions: Sequence[Contribution]) -> Total | None:
    """Within each currency: nobody knows the rates of those days."""
    amounts: dict[str, list[Decimal]] = defaultdict(list)
    for each in contributions:
        if each.amount is not None:
            amounts[each.currency].append(each.amount)
    days = [each.staff_days for each in contributions if each.staff_days]
    if max(len(days), *(len(found) for found in amounts.values()), 0) < 2:
        return None
    sums = [Sum(sum(found, Decimal()), currency) for currency, found in sorted(amounts.items())]
    return Total(sums, sum(days))
