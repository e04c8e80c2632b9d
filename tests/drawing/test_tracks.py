"""Many plans in one picture: every row, on one calendar, whatever page it stands on."""

import re
from datetime import date
from xml.etree import ElementTree

from peerlearn.drawing import Bar, Diamond, Track, tracks

FIRST, LAST = date(2024, 1, 1), date(2025, 1, 1)


def drawn(*rows: Track, height: float | None = None) -> str:
    return tracks(rows, first=FIRST, last=LAST, prefix="t", name="Plans", width=600, height=height)


def test_no_rows_draw_nothing() -> None:
    assert drawn() == ""


def test_row_is_named_marked_and_told() -> None:
    row = Track("A – B", (1, 2), (Bar(FIRST, LAST),), (Diamond(FIRST),), told="1 activity")
    svg = drawn(row)
    ElementTree.fromstring(svg)
    assert svg.count('class="mark pair-') == 2
    assert '<desc id="t-desc">A – B: 1 activity.</desc>' in svg


def test_bar_of_a_pair_has_a_stripe_of_each_colour_and_one_planned_has_none() -> None:
    svg = drawn(Track("A – B", (1, 2), (Bar(FIRST, LAST), Bar(FIRST, LAST, done=False))))
    assert re.findall(r'class="(bar[^"]*)"', svg) == ["bar pair-1", "bar pair-2", "bar planned"]


def test_bar_of_a_day_can_be_seen_at_either_end() -> None:
    svg = drawn(Track("A", (), (Bar(FIRST, FIRST), Bar(LAST, LAST))))
    bars = re.findall(r'class="bar pair-0" x="([\d.]+)" y="[\d.]+" width="([\d.]+)"', svg)
    assert [(float(x), float(width)) for x, width in bars] == [(0, 3), (393, 3)]


def test_rows_that_are_too_high_go_on_in_another_drawing_with_the_same_calendar() -> None:
    rows = [Track(f"Row {number}", (), (Bar(date(2024, 7, 1), LAST),)) for number in range(40)]
    svg = drawn(*rows, height=300)
    heights = [float(height) for height in re.findall(r'<svg [^>]*height="([\d.]+)"', svg)]
    assert len(heights) == 4
    assert max(heights) <= 305
    assert len(re.findall('id="t(?:-[123])?-title"', svg)) == 4
    assert len(set(re.findall(r'class="bar pair-0" x="([\d.]+)"', svg))) == 1
