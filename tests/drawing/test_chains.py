"""Chains: everything is told, beside what leads to it, nothing over anything else, nothing outside the width."""

import re
from itertools import combinations
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as some

from peerlearn.drawing import Node, chains

SVG = "{http://www.w3.org/2000/svg}"
LONG = (
    "Neighbours, officials of both cities and the university agree on where the water may go when it rains "
    * 3
)
COLUMNS = [
    ("Objectives", [Node("Safer slopes", "#a"), Node("Paid bills", "#b")]),
    (
        "Activities",
        [Node("A visit", "#c", "May 2013, Nampula", (2,)), Node("A workshop", "#d", colours=(1, 2))],
    ),
    ("Outcomes", [Node("No outcome yet", hollow=True)]),
]
TIES = [[(0, 0), (0, 1), (1, 1)], [(0, 0)]]


def drawn(columns=COLUMNS, ties=TIES, **options) -> ElementTree.Element:
    return ElementTree.fromstring(chains(columns, ties, prefix="c", name="Chains", **options))


def boxes(svg: ElementTree.Element) -> dict[str, tuple[float, float, float, float]]:
    """Where the border of each thing lies: left, top, right, bottom."""
    found = {}
    for group in (*svg.iter(f"{SVG}a"), *svg.iter(f"{SVG}g")):
        border = next(rect for rect in group.iter(f"{SVG}rect") if rect.get("class") in ("node", "gap"))
        x, y, width, height = (float(border.get(name, 0)) for name in ("x", "y", "width", "height"))
        found[group.findtext(f"{SVG}title") or ""] = (x, y, x + width, y + height)
    return found


def test_chains_of_nothing_are_empty():
    assert chains([("Objectives", []), ("Activities", [])], [[]], prefix="c", name="Chains") == ""


def test_chains_are_told_in_the_order_of_their_bands():
    assert drawn().findtext(f"{SVG}desc") == (
        "Objectives: Safer slopes. Activities: A visit, May 2013, Nampula. Outcomes: No outcome yet. "
        "Activities: A workshop. Objectives: Paid bills."
    )


def test_everything_that_leads_somewhere_is_a_link():
    assert [link.get("href") for link in drawn().iter(f"{SVG}a")] == ["#a", "#c", "#d", "#b"]


def test_what_follows_stands_beside_the_first_that_leads_to_it():
    places = boxes(drawn())
    first, follower = places["Safer slopes"], places["A visit, May 2013, Nampula"]
    assert first[1] == follower[1]
    assert places["Paid bills"][1] > places["A workshop"][1]


def test_every_tie_is_drawn():
    paths = [path for path in drawn().iter(f"{SVG}path") if path.get("class") == "tie"]
    assert len(paths) == 4


def test_what_is_missing_is_hollow():
    svg = drawn()
    gaps = [rect for rect in svg.iter(f"{SVG}rect") if rect.get("class") == "gap"]
    assert [(gap.get("fill"), bool(gap.get("stroke-dasharray"))) for gap in gaps] == [("none", True)]
    dashed = [path for path in svg.iter(f"{SVG}path") if path.get("stroke-dasharray")]
    assert len(dashed) == 1


def test_cities_have_their_colours_and_their_shapes():
    svg = drawn()
    edges = [rect.get("class") for rect in svg.iter(f"{SVG}rect") if "edge" in (rect.get("class") or "")]
    assert edges == ["edge pair-2", "edge pair-1", "edge pair-2"]


def test_long_words_are_broken_and_cut_and_whole_in_the_title():
    svg = drawn([("Objectives", [Node(LONG, "#a")])], [], width=240)
    lines = [text.text or "" for text in svg.iter(f"{SVG}text")][1:]
    assert (len(lines), lines[-1][-1]) == (4, "…")
    assert next(svg.iter(f"{SVG}a")).findtext(f"{SVG}title") == LONG


def test_words_of_another_language_say_so():
    svg = drawn([("Objectives", [Node("Água", "#a", language="pt"), Node("Water", "#b")])], [])
    assert [link.get("lang") for link in svg.iter(f"{SVG}a")] == ["pt", None]


@pytest.mark.parametrize("words", ["<b>&", '"quoted"', "\x00\x1b", "a" * 400])
def test_any_words_are_well_formed(words: str):
    assert list(boxes(drawn([(words, [Node(words, words, words)])], [])))


numbers = some.integers(0, 5)


@given(
    some.lists(some.tuples(numbers, numbers), max_size=12, unique=True),
    some.lists(some.integers(0, 30), min_size=6, max_size=6),
)
def test_nothing_lies_over_anything_else_or_outside(ties: list[tuple[int, int]], lengths: list[int]):
    columns = [
        (name, [Node(f"{name}{number} " + "words " * length) for number, length in enumerate(lengths)])
        for name in "ABC"
    ]
    svg = drawn(columns, [ties, ties])
    places = list(boxes(svg).values())
    assert len(places) == 18
    for left, top, right, bottom in places:
        assert left >= 0 and right <= 960.1 and top >= 0 and bottom <= float(svg.get("height", 0))
    for one, other in combinations(places, 2):
        beside = one[2] <= other[0] or other[2] <= one[0]
        assert beside or one[3] < other[1] or other[3] < one[1]


def test_drawing_has_neither_style_nor_a_second_of_an_id():
    svg = chains(COLUMNS, TIES, prefix="c", name="Chains")
    assert "style=" not in svg
    assert re.findall(r' id="([^"]+)"', svg) == ["c-title", "c-desc"]
