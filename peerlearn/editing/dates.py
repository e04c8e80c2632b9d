"""Dates as precise as they are known: a year, a month or a day (ISO 8601, reduced precision)."""

import re
from calendar import monthrange
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Left, Length
from django.utils import formats
from django.utils.translation import gettext_lazy as _

FORM = r"^[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$"


def check_partial_date(value: str) -> None:
    """Raises ValidationError unless `value` is YYYY, YYYY-MM or YYYY-MM-DD and a real date."""
    if not re.match(FORM, value):
        raise ValidationError(_("Write a date as 2015, 2015-03 or 2015-03-04."), code="date")
    first_day(value)


def first_day(value: str) -> date:
    """The first day that a partial date can mean: 2015 gives 1 January 2015."""
    year, month, day = (*map(int, value.split("-")), 1, 1)[:3]
    try:
        return date(year, month, day)
    except ValueError as error:
        raise ValidationError(_("There is no such day in the calendar."), code="date") from error


def last_day(value: str) -> date:
    """The last day that a partial date can mean: 2015 gives 31 December 2015."""
    first = first_day(value)
    month = first.month if len(value) > 4 else 12
    return first if len(value) == 10 else first.replace(month=month, day=monthrange(first.year, month)[1])


def lies_before(later: str, earlier: str) -> bool:
    """Whether what should be later is earlier, as far as both are known: 2015 is not before 2015-03."""
    return bool(later and earlier) and later < earlier[: len(later)]


def in_words(value: str) -> str:
    """A partial date in the language being shown: "2015", "March 2015" or "4 March 2015"."""
    if not value:
        return ""
    form = {4: "Y", 7: "YEAR_MONTH_FORMAT", 10: "DATE_FORMAT"}[len(value)]
    return value if form == "Y" else formats.date_format(first_day(value), form)


class PartialDateField(models.CharField):
    """A date known to the year, the month or the day, stored as ISO 8601; "" when unknown."""

    default_validators = [check_partial_date]

    def __init__(self, *args: Any, **options: Any) -> None:
        options.setdefault("max_length", 10)
        super().__init__(*args, **options)


def dates_in_order(name: str, starts: str = "starts", ends: str = "ends") -> models.CheckConstraint:
    """A database constraint: a period does not end before it starts, as far as both are known."""
    in_order = models.Q(**{f"{ends}__gte": Left(starts, Length(ends))})
    return models.CheckConstraint(
        condition=models.Q(**{starts: ""}) | models.Q(**{ends: ""}) | in_order,
        name=name,
        violation_error_message=_("The end lies before the start."),
    )


def well_formed(name: str, *fields: str) -> models.CheckConstraint:
    """A database constraint: each of `fields` is empty or has the form of a partial date."""
    condition = models.Q()
    for field in fields:
        condition &= models.Q(**{field: ""}) | models.Q(**{f"{field}__regex": FORM})
    return models.CheckConstraint(
        condition=condition,
        name=name,
        violation_error_message=_("Write a date as 2015, 2015-03 or 2015-03-04."),
    )
