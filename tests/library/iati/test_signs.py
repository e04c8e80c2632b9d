"""Texts and numbers of any kind: nothing that somebody wrote breaks a file, and wholes stay whole."""

import re
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cases.library.taking.iati.codes import measure, media_type, sectors, status
from cases.library.taking.iati.elements import legible, number
from cases.library.taking.iati.shares import portions, shares, years_of
from cases.library.taking.iati.values import (
    Figure,
    Lifetime,
    Linked,
    Measured,
    Period,
    Reporting,
    Taking,
    Told,
)
from cases.library.taking.iati.writing import document
from partnerships.models import City

from .schema import faults

DAY = date(2013, 1, 1)
signs = st.text(st.characters(), max_size=40) | st.sampled_from(
    ["\x00", "\ud800", "\ufffe", "]]>", "<!--", "&amp;", "a\r\nb\rc", "\x85\u2028", "</narrative>", "\x1b[0m"]
)
quick = settings(max_examples=200, deadline=None, database=None, derandomize=True)


def told(text: str) -> Told:
    """An activity all of whose texts are this one."""
    words = (("en", text),)
    return Told(
        identifier=text,
        hierarchy=1,
        changed=datetime(2020, 1, 1, tzinfo=UTC),
        title=words,
        description=words,
        objectives=(words,),
        takings=(Taking(words, "4", "11", text),),
        lifetime=Lifetime(DAY, DAY, text, ""),
        cities=(City(slug=text, name={"en": text}, country="BR", latitude=1e-7, longitude=-0.0),),
        sectors={text: Decimal(100)},
        goals=(text,),
        links=(Linked("https://example.org/", words, text, text, text, "2013", words),),
        related=((text, text),),
        results=words,
        measured=(
            Measured(
                words,
                words,
                "1",
                True,
                Decimal(1),
                "2013",
                (Period(DAY, DAY, Decimal(1), (Figure(Decimal(1), words),)),),
            ),
        ),
        currency=text,
        budgets=((DAY, DAY, Decimal("1E+6")),),
    )


@quick
@given(text=signs)
def test_no_text_breaks_a_file(text: str) -> None:
    reporting = Reporting(text, (("en", text),), "15")
    written = document(reporting, [told(text)], today=DAY, written=datetime(2020, 1, 1, tzinfo=UTC))
    [activity] = found = ElementTree.fromstring(written)
    assert list(faults(found)) == []
    assert {each.text or "" for each in activity.findall("title/narrative")} == {legible(text)}
    assert activity.findtext("budget/value") == "1000000"
    assert activity.findtext("location/point/pos") == "0 0"


@quick
@given(text=signs)
def test_nothing_but_what_xml_cannot_hold_is_lost(text: str) -> None:
    kept = re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]", "", text)
    assert legible(text) == kept.replace("\r\n", "\n").replace("\r", "\n")


@quick
@given(weights=st.lists(st.integers(1, 10**6), min_size=1, max_size=60), whole=st.integers(0, 10**14))
def test_portions_are_the_whole_and_fair(weights: list[int], whole: int) -> None:
    parts = portions(whole, weights)
    assert sum(parts) == whole
    total = sum(weights)
    assert all(
        abs(part * total - whole * weight) < total for part, weight in zip(parts, weights, strict=True)
    )


@quick
@given(weights=st.dictionaries(st.integers(), st.integers(1, 1000), min_size=1, max_size=40))
def test_shares_are_a_hundred_percent(weights: dict[int, int]) -> None:
    assert sum(shares(weights).values()) == 100


@quick
@given(
    amount=st.decimals(0, 10**11, places=2),
    days=st.tuples(
        st.dates(date(1990, 1, 1), date(2040, 1, 1)), st.dates(date(1990, 1, 1), date(2040, 1, 1))
    ),
)
def test_the_years_of_a_budget_are_the_budget(amount: Decimal, days: tuple[date, date]) -> None:
    first, last = sorted(days)
    years = years_of(amount, first, last)
    assert (sum(part for _start, _end, part in years), years[0][0], years[-1][1]) == (amount, first, last)
    assert all((end - start).days < 366 for start, end, _part in years)


@pytest.mark.parametrize(
    ("value", "said"),
    [("0", "0"), ("0.0000", "0"), ("1000000", "1000000"), ("-12.5000", "-12.5"), ("1E-4", "0.0001")],
)
def test_numbers_have_no_exponent(value: str, said: str) -> None:
    assert number(Decimal(value)) == said


@pytest.mark.parametrize(
    ("unit", "code"), [("hectares", "1"), ("", "1"), ("% of households", "2"), ("Por cento das casas", "2")]
)
def test_measure_follows_from_the_unit(unit: str, code: str) -> None:
    assert measure(unit) == code


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("https://example.org", "text/html"),
        ("https://example.org/report.PDF?download=1#page=2", "application/pdf"),
        ("https://example.org/v1.2/report", "text/html"),
        ("https://example.org/a.unknown", "text/html"),
    ],
)
def test_media_type_follows_from_the_address(address: str, said: str) -> None:
    assert media_type(address) == said


@pytest.mark.parametrize(
    ("themes", "broader", "found"),
    [
        ({}, {}, {"43030": "100"}),
        ({"cadastre": 1}, {"cadastre": "land-and-cadastre"}, {"43031": "100"}),
        ({"land-and-cadastre": 1, "cadastre": 1}, {"cadastre": "land-and-cadastre"}, {"43031": "100"}),
        (
            {"mobility": 2, "cycling": 1, "education": 1},
            {"cycling": "mobility"},
            {"21010": "50", "11110": "50"},
        ),
        ({"unheard-of": 1}, {"unheard-of": "never-told"}, {"43030": "100"}),
    ],
)
def test_sectors_follow_from_themes(themes: Any, broader: Any, found: dict[str, str]) -> None:
    assert {code: number(share) for code, share in sectors(themes, broader).items()} == found


def test_what_ends_today_is_not_over() -> None:
    assert (status(DAY, DAY, today=DAY), status(DAY, DAY, today=date(2013, 1, 2))) == ("2", "4")
