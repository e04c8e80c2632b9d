"""The period that an address asks for."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partnerships.following import Period, period_asked, quarter_of
from partnerships.following.periods import quarter_after, quarter_before

TODAY = date(2016, 6, 15)
SPRING = Period(date(2016, 4, 1), date(2016, 6, 30))


def test_this_quarter_is_shown_when_nothing_is_asked_for() -> None:
    assert period_asked({}, today=TODAY) == (SPRING, [])


@pytest.mark.parametrize(
    ("starts", "ends", "period"),
    [
        ("2014-01", "2014-06", Period(date(2014, 1, 1), date(2014, 6, 30))),
        ("2014", "2015", Period(date(2014, 1, 1), date(2015, 12, 31))),
        (" 2014-02-10 ", "2014-02-11", Period(date(2014, 2, 10), date(2014, 2, 11))),
        ("2014-05", "", Period(date(2014, 5, 1), TODAY)),
        ("2017", "", Period(date(2017, 1, 1), date(2017, 12, 31))),
        ("", "2014-05", Period(date(2014, 4, 1), date(2014, 5, 31))),
    ],
)
def test_period_is_as_precise_as_it_is_asked_for(starts: str, ends: str, period: Period) -> None:
    assert period_asked({"from": starts, "to": ends}, today=TODAY) == (period, [])


@pytest.mark.parametrize(
    "asked", ["yesterday", "2014-13", "2014-02-30", "0000", "٢٠١٤", "2014\x00", "2014-1"]
)
def test_what_is_no_date_is_left_out_and_said(asked: str) -> None:
    period, said = period_asked({"from": asked}, today=TODAY)
    shown = asked.replace("\x00", "")
    assert (period, said) == (SPRING, [f"“{shown}” is no date: write 2015, 2015-03 or 2015-03-04."])


def test_end_before_the_start_is_said() -> None:
    period, said = period_asked({"from": "2015", "to": "2014"}, today=TODAY)
    assert (period, said) == (
        SPRING,
        ["The end of the period lies before its start. This quarter is shown."],
    )


@given(st.dates(), st.dates())
def test_address_of_a_period_asks_for_the_same_again(one: date, other: date) -> None:
    period = Period(min(one, other), max(one, other))
    assert period_asked(period.query, today=TODAY) == (period, [])


@given(st.dates())
def test_quarters_follow_each_other_without_a_gap(day: date) -> None:
    quarter = quarter_of(day)
    before, after = quarter_before(quarter), quarter_after(quarter)
    assert quarter.starts <= day <= quarter.ends
    assert before is None or (before.ends.toordinal() + 1, quarter_after(before)) == (
        quarter.starts.toordinal(),
        quarter,
    )
    assert after is None or quarter_before(after) == quarter


@given(st.text(max_size=12), st.text(max_size=12))
def test_whatever_is_asked_for_there_is_a_period(starts: str, ends: str) -> None:
    period, _said = period_asked({"from": starts, "to": ends}, today=TODAY)
    assert period.starts <= period.ends
