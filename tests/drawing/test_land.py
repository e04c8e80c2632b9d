"""The land: whole rings, no bars across the map, a small cached picture."""

import gzip
import re
from xml.etree import ElementTree

import pytest

from peerlearn.drawing.basemap import WORLD, WORLD_FILE, land_path, world_svg
from peerlearn.drawing.outlines import area, cut, path_data, simplify
from peerlearn.drawing.projection import HEIGHT, WIDTH, View
from peerlearn.drawing.topology import land_rings, rings, unwrap


def steps(data: str) -> list[tuple[int, int]]:
    """The relative steps of path data as `path_data` writes it."""
    numbers = [int(n) for part in re.findall(r"l([^z]*)z", data) for n in re.findall(r"-?\d+", part)]
    return list(zip(numbers[::2], numbers[1::2], strict=True))


def test_rings_join_arcs_forwards_and_backwards():
    topology = {
        "transform": {"scale": [1, 1], "translate": [10, 20]},
        "arcs": [[[0, 0], [1, 0], [0, 1]], [[0, 0], [0, 1], [1, 0]]],
        "objects": {
            "land": {"type": "GeometryCollection", "geometries": [{"type": "Polygon", "arcs": [[0, -2]]}]}
        },
    }
    assert list(rings(topology, "land")) == [[(10, 20), (11, 20), (11, 21), (10, 21), (10, 20)]]


def test_unwrap_goes_on_past_the_antimeridian():
    assert unwrap([(179, 0), (-179, 1), (178, 2)]) == [(179, 0), (181, 1), (178, 2)]


def test_land_rings_are_closed_and_without_antarctica():
    for ring in land_rings():
        assert ring[0] == pytest.approx(ring[-1])
        assert max(latitude for _, latitude in ring) > -60


@pytest.mark.parametrize("central", [0, 11, 140, -180])
def test_land_has_no_bars_across_the_map(central: float):
    data = land_path(View(0, 0, 1, WIDTH, HEIGHT, central))
    assert max(abs(across) for across, _ in steps(data)) < 10 * WIDTH / 2


def test_land_is_left_out_beyond_the_view():
    pacific = View(0, 250, 10, 200, 200, 0)
    assert land_path(pacific) == ""


def test_world_file_is_what_the_code_draws():
    assert WORLD_FILE.read_text() == world_svg() + "\n"


def test_world_file_is_small_and_well_formed():
    raw = WORLD_FILE.read_bytes()
    ElementTree.fromstring(raw)
    assert len(raw) <= 60_000
    assert len(gzip.compress(raw)) <= 25_000
    assert WORLD.width == 1000


def test_cut_keeps_one_side():
    square = [(0.0, 0.0), (4.0, 0.0), (4.0, 4.0), (0.0, 4.0)]
    assert area(cut(square, 0, 1, 1)) == 12
    assert area(cut(square, 1, 1, -1)) == 4
    assert cut(square, 0, 9, 1) == []
    assert cut([], 0, 0, 1) == []


def test_simplify_drops_what_lies_on_the_line():
    assert simplify([(0, 0), (1, 0.01), (2, 0), (2, 2)], 0.1) == [(0, 0), (2, 0), (2, 2)]


def test_path_data_is_relative_and_in_tenths():
    assert path_data([[(0, 0), (1, 0), (1, 1), (0, 0)]]) == "M0 0l10 0 0 10z"
