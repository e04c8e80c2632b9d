"""When what is reported was last changed: read from the audit trail, which no code path can bypass."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from django.apps import apps
from django.db.models import Max, Q
from django.utils.timezone import get_current_timezone

from partnerships.models import Measurement

from ....catalogue.catalogues import PARTNERSHIP
from ....catalogue.facets import PROGRAMME
from ....catalogue.index import current
from ....models import Listing, Withdrawal
from .gathering import Gathered, Owner
from .values import Lifetime

type Latest = dict[Any, datetime]

_PROGRAMME = {
    "programmeevent": "pgh_obj",
    "programmepartnerevent": "programme",
    "stageevent": "programme",
    "documentevent": "programme",
    "planobjectiveevent": "plan__programme",
    "activityevent": "plan__programme",
    "indicatorevent": "plan__programme",
    "measurementevent": "indicator__plan__programme",
}
_PARTNERSHIPS = {
    "partnershipevent": "pgh_obj",
    "participationevent": "partnership",
    "supportevent": "partnership",
    "contributionevent": "partnership",
    "documentevent": "partnership",
    "planobjectiveevent": "plan__partnership",
    "activityevent": "plan__partnership",
    "indicatorevent": "plan__partnership",
    "measurementevent": "indicator__plan__partnership",
}
"""By kind of event: the column that leads to what it belongs to."""


def last_changes(known: Gathered) -> dict[Owner, datetime]:
    """When the programme (None) and each of its partnerships were last changed, as far as the public sees them."""
    pairs = {pair.pk: pair.slug for pair in known.pairs}
    everywhere = max((*_of_cities(known).values(), *_of_organisations(known).values()), default=None)
    own = _latest(_PROGRAMME, [known.programme.pk]).get(known.programme.pk)
    of_pairs = _latest(_PARTNERSHIPS, pairs)
    published, withdrawn = _published(known), _withdrawn(pairs)
    newest = [
        *of_pairs.values(),
        *withdrawn.values(),
    ]  # a partnership that came or went is news of the programme
    found: dict[Owner, datetime] = {None: _last(everywhere, own, published.get(None), *newest)}
    for pk, slug in pairs.items():
        found[pk] = _last(everywhere, own, of_pairs.get(pk), published.get(slug), withdrawn.get(pk))
    return found


def as_of(changed: datetime, lifetime: Lifetime, *, today: date) -> datetime:
    """The last change, also that of the day on which something that was planned began or was over."""
    over = [lifetime.last] if lifetime.last and lifetime.last < today else []
    days = [lifetime.first, *(day + timedelta(days=1) for day in over)]
    return max([changed, *(midnight(day) for day in days if day <= today)])


def midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, tzinfo=get_current_timezone())


def _last(*moments: datetime | None) -> datetime:
    return max(filter(None, moments), default=midnight(date(1970, 1, 1)))


def _latest(columns: Mapping[str, str], ids: Iterable[int]) -> Latest:
    """The last event of each of these records, in one query."""
    ids = list(ids)
    branches = [_events(name, Q(**{f"{column}__in": ids}), column) for name, column in columns.items()]
    latest: Latest = {}
    for owner, at in branches[0].union(*branches[1:], all=True):
        latest[owner] = max(at, latest.get(owner, at))
    return latest


def _events(name: str, which: Q, column: str) -> Any:
    events = apps.get_model("partnerships", name).objects.filter(which)
    if name == "measurementevent":
        events = events.filter(state=Measurement.State.APPROVED)
    return events.order_by().values_list(column).annotate(at=Max("pgh_created_at"))


def _of_cities(known: Gathered) -> Latest:
    return _latest({"cityevent": "pgh_obj"}, [city.pk for city in known.cities])


def _of_organisations(known: Gathered) -> Latest:
    return _latest({"organisationevent": "pgh_obj"}, [each.pk for each in known.organisations])


def _published(known: Gathered) -> dict[str | None, datetime]:
    """The last publication of a case of the programme (None), and of each partnership by its slug."""
    cases = current().cases
    newest: dict[str | None, list[int]] = {
        None: cases.newest(cases.having(PROGRAMME.name, [known.programme.slug]), 1)
    }
    for pair in known.pairs:
        newest[pair.slug] = cases.newest(cases.having(PARTNERSHIP, [pair.slug]), 1)
    listings = [pk for pks in newest.values() for pk in pks]
    dates = dict(Listing.objects.filter(pk__in=listings).values_list("pk", "published_at"))
    return {slug: dates[pk] for slug, pks in newest.items() for pk in pks if pk in dates}


def _withdrawn(pairs: Iterable[int]) -> Latest:
    gone = Withdrawal.objects.filter(case__partnership__in=list(pairs)).order_by()
    return dict(gone.values_list("case__partnership").annotate(at=Max("withdrawn_at")))
