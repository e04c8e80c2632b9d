"""Maps of partnerships: what is drawn, what is left out, what is escaped."""

import re
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from peerlearn.drawing import PRINT, Pair, Place, arcs_map, pair_map
from peerlearn.drawing.curves import bow
from peerlearn.drawing.labels import Box, place_labels

SVG = "{http://www.w3.org/2000/svg}"
GUARULHOS = Place("Guarulhos", -23.46, -46.53, 1)
NAMPULA = Place("Nampula", -15.12, 39.27, 2)
AUCKLAND = Place("Auckland", -36.85, 174.76, 1)
SANTIAGO = Place("Santiago", -33.45, -70.67, 2)
UNKNOWN = Place("Manhiça", None, None, 2)


def drawn(places: list[Place], **options) -> ElementTree.Element:
    return ElementTree.fromstring(pair_map(places, prefix="m", name="Map", **options))


def names(svg: ElementTree.Element) -> list[str | None]:
    return [text.text for text in svg.iter(f"{SVG}text")]


def arcs(svg: ElementTree.Element) -> list[list[float]]:
    paths = [path for path in svg.iter(f"{SVG}path") if (path.get("class") or "").startswith("arc ")]
    return [[float(n) for n in re.findall(r"-?[\d.]+", path.get("d", ""))] for path in paths]


def test_pair_map_shows_both_cities_and_one_arc_in_two_colours():
    svg = drawn([GUARULHOS, NAMPULA])
    assert names(svg) == ["Guarulhos", "Nampula"]
    classes = [path.get("class") for path in svg.iter(f"{SVG}path") if "arc" in (path.get("class") or "")]
    assert classes == ["arc pair-1", "arc pair-2"]


def test_cities_stay_below_what_lies_over_the_map():
    places = [Place("Leipzig", 51.3, 12.4, 1), Place("Addis Ababa", 9.0, 38.7, 2)]

    def top(svg: ElementTree.Element) -> float:
        return min(float(text.get("y", 0)) - 21 for text in svg.iter(f"{SVG}text"))

    for height in (597, 310):
        look = {"width": 794, "height": height, "size": 21}
        assert top(drawn(places, **look)) < 115
        assert top(drawn(places, above=100, **look)) > 115
        assert drawn(places, above=100, **look).get("viewBox") == f"0 0 794 {height}"


def test_pairs_stay_below_what_lies_over_their_map():
    def top(above: float) -> float:
        pair = Pair(Place("Leipzig", 51.3, 12.4, 1), Place("Addis Ababa", 9.0, 38.7, 2))
        svg = arcs_map([pair], prefix="m", name="Map", width=794, height=597, land="inline", above=above)
        return min(one for path in arcs(ElementTree.fromstring(svg)) for one in path[1::2])

    assert top(0) < 117
    assert top(100) > 117


def test_pair_map_says_in_words_what_it_shows():
    svg = drawn([GUARULHOS, NAMPULA], description="From Brazil to Mozambique")
    assert svg.get("role") == "img"
    said = [svg.find(f".//*[@id='{name}']") for name in (svg.get("aria-labelledby") or "").split()]
    assert [one.text for one in said if one is not None] == ["Map", "From Brazil to Mozambique"]


def test_pair_map_leaves_out_a_place_without_coordinates():
    svg = drawn([GUARULHOS, UNKNOWN])
    assert names(svg) == ["Guarulhos"]
    assert arcs(svg) == []


def test_pair_map_without_any_coordinates_is_empty():
    assert pair_map([UNKNOWN], prefix="m", name="Map") == ""
    assert pair_map([], prefix="m", name="Map", land="image") == ""


def test_pair_map_of_three_cities_by_order():
    three = [GUARULHOS, NAMPULA, Place("Maputo", -25.97, 32.58, 3)]
    assert len(arcs(drawn(three))) == 4
    chain = [path.get("class") for path in drawn(three, order="chain").iter(f"{SVG}path")]
    assert [name for name in chain if name and "arc" in name] == [
        "arc pair-1",
        "arc pair-2",
        "arc pair-2",
        "arc pair-3",
    ]


@pytest.mark.parametrize("land", ["inline", "image"])
def test_pair_map_over_the_antimeridian_takes_the_short_way(land: str):
    svg = drawn([AUCKLAND, SANTIAGO], width=640, land=land, land_href="/static/map/world.svg")
    first, second = arcs(svg)
    assert 0 < first[0] < second[-2] < 640


def test_pair_map_names_the_cached_picture():
    svg = drawn([GUARULHOS, NAMPULA], land="image", land_href="/static/map/world.svg")
    (picture,) = svg.iter(f"{SVG}image")
    assert picture.get("href") == "/static/map/world.svg"
    assert (
        len(pair_map([GUARULHOS, NAMPULA], prefix="m", name="Map", land="image", land_href="/w.svg")) < 4_000
    )


def test_names_are_escaped():
    evil = Place("<script>alert('1')</script>", 10, 10)
    markup = pair_map([evil, NAMPULA], prefix="m", name="<b>", description="a & b")
    markup += arcs_map([Pair(evil, NAMPULA, '"><script>', "/?a=1&b=2")], prefix="w", name="<i>", labels=True)
    assert "<script" not in markup
    assert "&lt;script&gt;" in markup
    assert "<b>" not in markup
    assert "/?a=1&amp;b=2" in markup


def test_nothing_has_inline_style():
    markup = pair_map([GUARULHOS, NAMPULA], prefix="m", name="Map")
    markup += arcs_map([Pair(GUARULHOS, NAMPULA)], prefix="w", name="World", land_href="/w.svg")
    assert "style" not in markup


def test_ids_begin_with_the_prefix():
    crossing = Pair(AUCKLAND, SANTIAGO)
    markup = pair_map([GUARULHOS, NAMPULA], prefix="one", name="Map", description="d")
    markup += arcs_map([crossing], prefix="two", name="World", description="d")
    ids = re.findall(r' id="([^"]+)"', markup)
    assert ids == ["one-title", "one-desc", "two-title", "two-desc", "two-globe"]
    assert "url(#two-globe)" in markup


def test_print_has_no_halo():
    assert "paint-order" in pair_map([GUARULHOS, NAMPULA], prefix="m", name="Map")
    assert "paint-order" not in pair_map([GUARULHOS, NAMPULA], prefix="m", name="Map", palette=PRINT)


def test_arcs_map_links_each_pair_and_leaves_out_unknown_places():
    pairs = [Pair(GUARULHOS, NAMPULA, href="/a"), Pair(GUARULHOS, UNKNOWN, href="/b")]
    svg = ElementTree.fromstring(arcs_map(pairs, prefix="w", name="World"))
    (link,) = svg.iter(f"{SVG}a")
    assert link.get("href") == "/a"
    assert link.findtext(f"{SVG}title") == "Guarulhos – Nampula"
    assert svg.get("role") == "group"


def test_arcs_map_never_crosses_half_the_map_the_wrong_way():
    svg = ElementTree.fromstring(arcs_map([Pair(AUCKLAND, SANTIAGO)], prefix="w", name="World", width=1000))
    for numbers in arcs(svg):
        xs = numbers[::2]
        assert max(xs) - min(xs) < 500


def test_arcs_between_the_same_cities_lie_beside_each_other():
    pairs = [Pair(GUARULHOS, NAMPULA), Pair(GUARULHOS, NAMPULA)]
    svg = ElementTree.fromstring(arcs_map(pairs, prefix="w", name="World"))
    drawn_arcs = arcs(svg)
    assert drawn_arcs[0] != drawn_arcs[2]


def test_a_city_with_several_colours_is_neutral():
    pairs = [
        Pair(GUARULHOS, NAMPULA),
        Pair(Place("Nampula", -15.12, 39.27, 1), Place("Maputo", -25.97, 32.58, 2)),
    ]
    markup = arcs_map(pairs, prefix="w", name="World")
    assert re.findall(r'class="mark (pair-\d)"', markup) == ["pair-1", "pair-0", "pair-2"]


def test_bow_rises_towards_the_top():
    assert bow((0, 100), (100, 100)).point(0.5)[1] < 100
    assert bow((100, 100), (0, 100)).point(0.5)[1] < 100
    assert bow((50, 0), (50, 100)).point(0.5)[0] > 50


def test_labels_keep_clear_of_each_other_and_of_the_frame():
    near = [("Belo Horizonte", (300.0, 200.0)), ("Vitória", (312.0, 202.0)), ("Edge", (398.0, 8.0))]
    placed = place_labels(near, [], size=16, gap=8, width=400, height=300)
    assert placed[0].box.overlap(placed[1].box) == 0
    assert placed[2].box.overlap(Box(0, 0, 400, 300)) == pytest.approx(
        (placed[2].box.right - placed[2].box.left) * (placed[2].box.bottom - placed[2].box.top)
    )


@settings(deadline=None, max_examples=25)
@given(
    some.lists(
        some.builds(
            Place, some.text(max_size=12), some.floats(-90, 90), some.floats(-180, 180), some.integers(0, 9)
        ),
        max_size=5,
    )
)
def test_any_places_give_well_formed_markup(places: list[Place]):
    for land in ("inline", "image"):
        markup = pair_map(places, prefix="m", name="Map", land=land, land_href="/w.svg")
        assert bool(markup) == bool(places)
        if markup:
            ElementTree.fromstring(markup)
