"""Timelines and bars: every entry told in words, nothing outside the width, well formed."""

import re
from datetime import date
from decimal import Decimal
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as some

from peerlearn.drawing import PRINT, Lane, Moment, Span, bar_pair, timeline

SVG = "{http://www.w3.org/2000/svg}"
LANES = [Lane("Together", (1, 2)), Lane("Lichinga", (1,)), Lane("Vitória", (2,))]
VISIT = Span("Exchange visit", date(2013, 5, 6), date(2013, 5, 17))
CADASTRE = Span("Land cadastre", date(2013, 8, 1), date(2014, 9, 30), 1)
ADOPTED = Moment("Cadastre <adopted>", date(2014, 11, 20), 1, done=False)

values = some.none() | some.floats(-1e6, 1e6)


def drawn(**options) -> ElementTree.Element:
    return ElementTree.fromstring(
        timeline(LANES, [CADASTRE, VISIT], [ADOPTED], prefix="t", name="Timeline", **options)
    )


def test_timeline_is_told_in_order():
    assert drawn().findtext(f"{SVG}desc") == (
        "Together: Exchange visit, 2013-05-06 – 2013-05-17. "
        "Lichinga: Land cadastre, 2013-08-01 – 2014-09-30. "
        "Lichinga: Cadastre <adopted>, 2014-11-20."
    )


def test_timeline_shows_a_stripe_for_each_city_of_a_common_activity():
    bars = [rect.get("class") for rect in drawn().iter(f"{SVG}rect")]
    assert bars == ["bar pair-1", "bar pair-2", "bar pair-1"]


def test_timeline_leaves_out_an_empty_lane():
    assert "Vitória" not in [text.text for text in drawn().iter(f"{SVG}text")]


def test_timeline_names_every_year():
    years = [text.text for text in drawn().iter(f"{SVG}text") if re.fullmatch(r"\d{4}", text.text or "")]
    assert years == ["2013", "2014"]


def test_year_without_room_has_no_name():
    late = Moment("Almost over", date(2019, 1, 20), 1)
    svg = ElementTree.fromstring(
        timeline(LANES, [Span("Long", date(2014, 1, 1), date(2018, 3, 1))], [late], prefix="t", name="T")
    )
    years = [text.text for text in svg.iter(f"{SVG}text") if re.fullmatch(r"\d{4}", text.text or "")]
    assert years == ["2014", "2015", "2016", "2017", "2018"]


def test_no_line_goes_through_words_that_have_no_rim():
    svg = drawn(width=500, palette=PRINT)
    lines = [
        (float(line.get("y1", 0)), float(line.get("y2", 0)))
        for line in svg.iter(f"{SVG}line")
        if line.get("class") == "grid"
    ]
    words = [text for text in svg.iter(f"{SVG}text") if "row" in (text.get("class") or "")]
    through = [
        text.text
        for text in words
        for upper, lower in lines
        if upper < float(text.get("y", 0))
        and lower > float(text.get("y", 0)) - float(text.get("font-size", 0)) * 0.7
    ]
    assert (len(words), len(lines) > 3, through) == (3, True, [])


def test_timeline_without_width_keeps_its_letters_on_any_screen():
    svg = drawn()
    assert svg.get("width") == "100%"
    assert svg.get("viewBox") is None
    assert min(float(text.get("font-size", 0)) for text in svg.iter(f"{SVG}text")) >= 12


def test_timeline_for_print_has_pixels():
    svg = drawn(width=500)
    assert svg.get("viewBox", "").startswith("0 0 500 ")
    assert "%" not in ElementTree.tostring(svg, encoding="unicode")


def test_timeline_of_nothing_is_empty():
    assert timeline(LANES, [], prefix="t", name="Timeline") == ""


@given(
    some.lists(
        some.tuples(some.dates(date(1950, 1, 1), date(2090, 1, 1)), some.integers(0, 9000)), min_size=1
    )
)
def test_bars_stay_inside(starts: list[tuple[date, int]]):
    spans = [Span("x", day, date.fromordinal(day.toordinal() + length), 1) for day, length in starts]
    svg = ElementTree.fromstring(timeline(LANES, spans, prefix="t", name="Timeline", width=1000))
    for rect in svg.iter(f"{SVG}rect"):
        assert float(rect.get("x", -1)) >= 0
        assert float(rect.get("x", -1)) + float(rect.get("width", -1)) <= 1000.2


def test_bar_pair_tells_its_values():
    svg = ElementTree.fromstring(bar_pair(10, 50, 42, prefix="b", name="Families", unit="%"))
    assert svg.findtext(f"{SVG}desc") == "Baseline 10 %, Actual 42 %, Target 50 %"
    assert [text.text for text in svg.iter(f"{SVG}text")] == ["Baseline 10 %", "Actual 42 %", "Target 50 %"]


def test_bar_pair_of_a_falling_indicator_runs_to_the_left():
    svg = ElementTree.fromstring(bar_pair(120, 60, 80, prefix="b", name="Deaths", width=300))
    bar = next(rect for rect in svg.iter(f"{SVG}rect") if rect.get("class") == "bar pair-1")
    right = float(bar.get("x", 0)) + float(bar.get("width", 0))
    baseline = next(line for line in svg.iter(f"{SVG}line") if line.get("class") == "baseline")
    assert right == pytest.approx(float(baseline.get("x1", 0)), abs=0.2)


def test_bar_pair_without_target_and_actual_is_empty():
    assert bar_pair(3, None, None, prefix="b", name="Nothing") == ""


@given(values, values, values, some.text(max_size=9))
def test_bar_pair_is_well_formed(
    baseline: float | None, target: float | None, actual: float | None, unit: str
):
    markup = bar_pair(baseline, target, actual, prefix="b", name=unit, unit=unit)
    if markup:
        ElementTree.fromstring(markup)


def test_timeline_that_is_too_high_comes_in_parts_that_name_their_lane_again():
    spans = [Span(f"Visit {n}", date(2013, n, 1), date(2013, n, 20), 1) for n in range(1, 10)]
    markup = timeline(LANES, spans, prefix="t", name="Timeline", width=500, height=200)
    parts = ElementTree.fromstring(f"<all>{markup}</all>")
    assert [float(part.get("height", 0)) <= 206 for part in parts] == [True] * 3
    told = [part.findtext(f"{SVG}desc") or "" for part in parts]
    assert " ".join(told) == " ".join(
        f"Lichinga: Visit {n}, 2013-{n:02}-01 – 2013-{n:02}-20." for n in range(1, 10)
    )
    lanes = [[text.text for text in part.iter(f"{SVG}text")].count("Lichinga") for part in parts]
    assert lanes == [1, 1, 1]
    ids = re.findall(r' id="([^"]+)"', markup)
    assert len(ids) == len(set(ids)) == 6


def test_moment_that_tells_its_date_is_told_once():
    moment = Moment("Adopted in 2014", date(2014, 12, 31), dated=True)
    svg = ElementTree.fromstring(timeline(LANES, [VISIT], [moment], prefix="t", name="Timeline"))
    assert (svg.findtext(f"{SVG}desc") or "").endswith("Together: Adopted in 2014.")


def test_planned_stripes_of_many_cities_can_be_seen():
    lane, planned = Lane("Together", (1, 2, 3, 4, 5, 6)), Span("Meeting", date(2013, 5, 6), date(2013, 9, 1), done=False)  # fmt: skip
    svg = ElementTree.fromstring(timeline([lane], [planned], prefix="t", name="Timeline"))
    stripes = [line for line in svg.iter(f"{SVG}line") if "planned" in (line.get("class") or "")]
    assert [float(line.get("stroke-width", 0)) for line in stripes] == [1.5] * 6


def test_bar_pair_writes_decimals_as_they_are():
    value = Decimal("12345678901234.5678")
    svg = ElementTree.fromstring(bar_pair(None, None, value, prefix="b", name="Money", written=str))
    assert svg.findtext(f"{SVG}desc") == "Actual 12345678901234.5678"


def test_bar_pair_of_figures_that_add_up_begins_at_nought():
    svg = ElementTree.fromstring(bar_pair(10, 50, 40, prefix="b", name="People", width=100, adds_up=True))
    bar = next(rect for rect in svg.iter(f"{SVG}rect") if rect.get("class") == "bar pair-1")
    assert [float(bar.get(name, 0)) for name in ("x", "width")] == pytest.approx([1.5, 77.6], abs=0.2)


def test_bar_pair_has_a_stripe_for_each_colour():
    svg = ElementTree.fromstring(bar_pair(None, 5, 4, prefix="b", name="People", colours=(1, 2, 3)))
    bars = [rect.get("class") for rect in svg.iter(f"{SVG}rect") if "bar" in (rect.get("class") or "")]
    assert bars == ["bar pair-1", "bar pair-2", "bar pair-3"]
