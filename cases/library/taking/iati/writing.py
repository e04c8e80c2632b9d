"""Activities as XML, in the order of the standard's schema: an element out of its place makes a file invalid."""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from xml.etree.ElementTree import Element, indent, tostring

from partnerships.models import City
from peerlearn.editing.dates import first_day

from . import codes
from .elements import LANGUAGE, add, narrate, number, tell
from .languages import words_of
from .shares import shares
from .values import Lifetime, Linked, Measured, Period, Reporting, Taking, Told, Words

VERSION = "2.03"


def document(reporting: Reporting, activities: Iterable[Told], *, today: date, written: datetime) -> bytes:
    """All activities that one organisation reports, as a file in UTF-8."""
    root = Element("iati-activities", {"version": VERSION, "generated-datetime": _moment(written)})
    for told in activities:
        _add_activity(root, reporting, told, today=today)
    indent(root)
    return tostring(root, encoding="utf-8", xml_declaration=True)


def _add_activity(root: Element, reporting: Reporting, told: Told, *, today: date) -> None:
    activity = add(
        root,
        "iati-activity",
        default_currency=told.currency or None,
        hierarchy=str(told.hierarchy),
        last_updated_datetime=_moment(told.changed),
    )
    activity.set(LANGUAGE, told.language)
    add(activity, "iati-identifier", told.identifier)
    tell(activity, "reporting-org", reporting.name, ref=reporting.identifier, type=reporting.type)
    tell(activity, "title", told.title)
    tell(activity, "description", told.description, type=codes.GENERAL)
    for objective in told.objectives:
        tell(activity, "description", objective, type=codes.OBJECTIVES)
    for taking in told.takings:
        _add_taking(activity, taking)
    add(activity, "activity-status", code=codes.status(told.lifetime.first, told.lifetime.last, today=today))
    _add_dates(activity, told.lifetime, today=today)
    _add_places(activity, told.cities)
    for code, share in told.sectors.items():
        add(activity, "sector", vocabulary="1", code=code, percentage=number(share))
    for goal in told.goals:
        add(activity, "tag", vocabulary=codes.SUSTAINABLE_DEVELOPMENT_GOALS, code=goal)
    for starts, ends, amount in told.budgets:
        _add_budget(activity, starts, ends, amount, currency=told.currency, dated=told.lifetime.first)
    for linked in told.links:
        _add_link(activity, linked)
    for identifier, kind in told.related:
        add(activity, "related-activity", ref=identifier, type=kind)
    if told.measured:
        _add_result(activity, told.results, told.measured)


def _add_taking(activity: Element, taking: Taking) -> None:
    given = {"ref": taking.identifier or None, "type": taking.type, "role": taking.role}
    tell(activity, "participating-org", taking.name, **given)


def _add_dates(activity: Element, lifetime: Lifetime, *, today: date) -> None:
    """What lies ahead is planned; what is known to the month or year only is said beside the day that it is made."""
    _add_date(
        activity, lifetime.first, lifetime.starts, lifetime.first > today, codes.PLANNED_START, codes.START
    )
    if lifetime.last:
        _add_date(activity, lifetime.last, lifetime.ends, lifetime.last > today, codes.PLANNED_END, codes.END)


def _add_date(activity: Element, day: date, known: str, is_ahead: bool, planned: str, actual: str) -> None:
    element = add(activity, "activity-date", type=planned if is_ahead else actual, iso_date=day.isoformat())
    if known and known != day.isoformat():
        narrate(element, (("", known),))


def _add_places(activity: Element, cities: Iterable[City]) -> None:
    """Countries in proportion to their cities, then the cities as places."""
    cities = list(cities)
    countries: dict[str, int] = {}
    for country in (str(city.country) for city in cities if city.country):
        countries[country] = countries.get(country, 0) + 1
    for country, share in shares(countries).items():
        add(activity, "recipient-country", code=country, percentage=number(share))
    for city in cities:
        place = add(activity, "location", ref=city.slug)
        add(place, "location-reach", code=codes.ACTIVITY_TAKES_PLACE)
        tell(place, "name", words_of(city.name, city.slug))
        if city.latitude is not None and city.longitude is not None:
            point = add(place, "point", srsName=codes.COORDINATES)
            add(point, "pos", f"{_degrees(city.latitude)} {_degrees(city.longitude)}")
            add(place, "exactness", code=codes.EXACT)
        add(place, "location-class", code=codes.POPULATED_PLACE)


def _add_budget(
    activity: Element, starts: date, ends: date, amount: Decimal, *, currency: str, dated: date
) -> None:
    budget = add(activity, "budget", type=codes.ORIGINAL, status=codes.INDICATIVE)
    add(budget, "period-start", iso_date=starts.isoformat())
    add(budget, "period-end", iso_date=ends.isoformat())
    add(budget, "value", number(amount), currency=currency, value_date=dated.isoformat())


def _add_link(activity: Element, linked: Linked) -> None:
    link = add(activity, "document-link", url=linked.address, format=linked.media_type)
    tell(link, "title", linked.title)
    tell(link, "description", linked.note)
    add(link, "category", code=linked.category)
    if linked.language:
        add(link, "language", code=linked.language)
    if linked.published:
        add(link, "document-date", iso_date=first_day(linked.published).isoformat())


def _add_result(activity: Element, name: Words, measured: Iterable[Measured]) -> None:
    result = add(activity, "result", type=codes.UNSPECIFIED_RESULT)
    tell(result, "title", name)
    for each in measured:
        given = {"measure": each.measure, "ascending": "1" if each.is_rising else "0"}
        indicator = add(result, "indicator", **given)
        tell(indicator, "title", each.name)
        tell(indicator, "description", each.unit)
        if each.baseline is not None and each.baseline_date:
            day = first_day(each.baseline_date)
            value = number(each.baseline)
            add(indicator, "baseline", iso_date=day.isoformat(), year=str(day.year), value=value)
        for period in each.periods:
            _add_period(indicator, period)


def _add_period(indicator: Element, period: Period) -> None:
    element = add(indicator, "period")
    add(element, "period-start", iso_date=period.starts.isoformat())
    add(element, "period-end", iso_date=period.ends.isoformat())
    if period.target is not None:
        add(element, "target", value=number(period.target))
    for figure in period.actual:
        tell(add(element, "actual", value=number(figure.value)), "comment", figure.source)


def _moment(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")


def _degrees(value: float) -> str:
    """Degrees to about ten centimetres, as no one knows a city better."""
    return number(Decimal(f"{value:.6f}") + 0)
