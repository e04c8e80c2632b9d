"""Periods to report on: a quarter unless another one is asked for, and what lies in one."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db.models import F, Q, Value
from django.db.models.functions import Left, Length
from django.utils.translation import gettext as _

from peerlearn.editing.dates import check_partial_date, first_day, last_day


@dataclass(frozen=True)
class Period:
    """From the first day to the last, both in it."""

    starts: date
    ends: date

    @property
    def query(self) -> dict[str, str]:
        """The parameters of an address that ask for it, as short as they can be said; both are as precise as each
        other, so that they read as one: 2015-01 to 2015-03."""
        starts, ends = self.starts.isoformat(), self.ends.isoformat()
        length = next(
            each
            for each in (4, 7, 10)
            if first_day(starts[:each]) == self.starts and last_day(ends[:each]) == self.ends
        )
        return {"from": starts[:length], "to": ends[:length]}

    def holds(self, starts: str, ends: str) -> Q:
        """A condition: what the columns or expressions so named hold, partial dates, may lie in it at least in
        part. What has no beginning that is known lies in no period."""
        begun = Q(**{f"{starts}__lte": self.ends.isoformat()}) & ~Q(**{starts: ""})
        return begun & Q(**{f"{ends}__gte": Left(Value(self.starts.isoformat()), Length(F(ends)))})


def quarter_of(day: date) -> Period:
    """The quarter of the year that a day lies in."""
    first = date(day.year, (day.month - 1) // 3 * 3 + 1, 1)
    last = last_day(f"{first.year:04}-{first.month + 2:02}")
    return Period(first, last)


def quarter_before(period: Period) -> Period | None:
    """The quarter that ends before a period begins; None before the calendar begins."""
    return None if period.starts == date.min else quarter_of(period.starts - timedelta(days=1))


def quarter_after(period: Period) -> Period | None:
    """The quarter that begins after a period ends; None after the calendar ends."""
    return None if period.ends == date.max else quarter_of(period.ends + timedelta(days=1))


def period_asked(query: Mapping[str, str], *, today: date) -> tuple[Period, list[str]]:
    """The period that `from` and `to` ask for, and what could not be read, in sentences for people.

    One of the two alone asks for the time until today, or for the quarter that it ends in. What can't be read
    is left out, so that there always is a period: that of today.
    """
    said: list[str] = []
    starts, ends = _date_asked(query, "from", said), _date_asked(query, "to", said)
    first = first_day(starts) if starts else None
    last = last_day(ends) if ends else None
    if first and last and last < first:
        said.append(_("The end of the period lies before its start. This quarter is shown."))
        first = last = None
    if first:
        return Period(first, last or max(today, last_day(starts))), said
    if last:
        return Period(quarter_of(last).starts, last), said
    return quarter_of(today), said


def _date_asked(query: Mapping[str, str], name: str, said: list[str]) -> str:
    """A partial date, or "" for none; what is none is said."""
    asked = query.get(name, "").strip()
    try:
        if asked:
            check_partial_date(asked)
    except ValidationError:
        shown = "".join(sign for sign in asked if sign.isprintable())[:20]
        said.append(_("“%(date)s” is no date: write 2015, 2015-03 or 2015-03-04.") % {"date": shown})
        return ""
    return asked
