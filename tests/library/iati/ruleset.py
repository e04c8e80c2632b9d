"""What IATI asks of an activity beyond its schema: the standard's ruleset, its codelists, and what their texts say."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from xml.etree.ElementTree import Element

ORGANISATIONS = {
    *("10", "11", "15", "21", "22", "23", "24", "30", "40", "60", "70", "71", "72", "73", "80", "90"),
}
CODES = {
    "activity-status/@code": {"1", "2", "3", "4", "5", "6"},
    "activity-date/@type": {"1", "2", "3", "4"},
    "description/@type": {"1", "2", "3", "4"},
    "participating-org/@role": {"1", "2", "3", "4"},
    "participating-org/@type": ORGANISATIONS,
    "reporting-org/@type": ORGANISATIONS,
    "location/location-reach/@code": {"1", "2"},
    "location/exactness/@code": {"1", "2"},
    "location/location-class/@code": {"1", "2", "3", "4"},
    "location/point/@srsName": {"http://www.opengis.net/def/crs/EPSG/0/4326"},
    "sector/@vocabulary": {"1"},
    "tag/@vocabulary": {"2"},
    "tag/@code": {str(goal) for goal in range(1, 18)},
    "budget/@type": {"1", "2"},
    "budget/@status": {"1", "2"},
    "document-link/category/@code": {f"A{number:02}" for number in range(1, 13)},
    "related-activity/@type": {"1", "2", "3", "4", "5"},
    "result/@type": {"1", "2", "3", "9"},
    "result/indicator/@measure": {"1", "2", "3", "4", "5"},
}
FORBIDDEN = set("/&|?")
"""In whatever identifies an organisation or activity."""


def breaches(activity: Element, *, today: date) -> Iterator[str]:
    """Everything about an activity that the rules refuse."""
    yield from _of_codes(activity)
    yield from _of_sums(activity)
    yield from _of_dates(activity, today)
    yield from _of_budgets(activity)
    refs = ("reporting-org", "participating-org", "related-activity")
    identifiers = [element.get("ref", "") for name in refs for element in activity.findall(name)]
    for identifier in (*identifiers, activity.findtext("iati-identifier", "")):
        if FORBIDDEN & set(identifier):
            yield f"{identifier} identifies nobody"
    for organisation in activity.iterfind("participating-org"):
        if not organisation.get("ref") and not organisation.findtext("narrative"):
            yield "participating-org: nobody knows who"
    reporter = activity.find("reporting-org")
    if reporter is None or not activity.findtext("iati-identifier", "").startswith(f"{reporter.get('ref')}-"):
        yield "iati-identifier: doesn't begin with who reports"
    for narrative in activity.iter("narrative"):
        if not (narrative.text or "").strip():
            yield "narrative: says nothing"


def _of_codes(activity: Element) -> Iterator[str]:
    for path, codes in CODES.items():
        elements, _at, name = path.rpartition("/@")
        for element in activity.iterfind(elements):
            if element.get(name) not in codes:
                yield f"{path}: {element.get(name)}"


def _of_sums(activity: Element) -> Iterator[str]:
    for name in ("recipient-country", "sector"):
        percentages = [Decimal(element.get("percentage", "0")) for element in activity.findall(name)]
        if percentages and sum(percentages) != 100:
            yield f"{name}: {sum(percentages)} percent"
    if activity.find("sector") is None:
        yield "sector: none"


def _of_dates(activity: Element, today: date) -> Iterator[str]:
    dates = {
        each.get("type"): date.fromisoformat(each.get("iso-date", ""))
        for each in activity.iterfind("activity-date")
    }
    if not {"1", "2"} & set(dates):
        yield "activity-date: no start"
    if any(dates.get(kind, today) > today for kind in ("2", "4")):
        yield "activity-date: has happened in the future"
    for first, last in (("1", "3"), ("2", "4")):
        if first in dates and last in dates and dates[first] > dates[last]:
            yield "activity-date: ends before it starts"
    for period in (*activity.iter("period"), *activity.iter("budget")):
        start, end = _ends_of(period)
        if start > end:
            yield f"{period.tag}: ends before it starts"


def _of_budgets(activity: Element) -> Iterator[str]:
    for budget in activity.iterfind("budget"):
        start, end = _ends_of(budget)
        if end - start >= timedelta(days=366):
            yield "budget: for more than a year"


def _ends_of(period: Element) -> tuple[date, date]:
    start, end = (
        next(each.get("iso-date", "") for each in period.iterfind(name))
        for name in ("period-start", "period-end")
    )
    return date.fromisoformat(start), date.fromisoformat(end)
