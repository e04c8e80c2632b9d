"""Degrees to the plane, and the view of a part of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from peerlearn.drawing.projection import HEIGHT, WIDTH, fit, nearest_turn, robinson

latitudes = some.floats(-90, 90)
longitudes = some.floats(-180, 180)


@pytest.mark.parametrize(
    ("longitude", "latitude", "x", "y"),
    [
        (0, 0, 500, HEIGHT / 2),
        (180, 0, 1000, HEIGHT / 2),
        (-180, 90, 500 - 500 * 0.5322, 0),
        (0, -90, 500, HEIGHT),
        (90, 45, 500 + 250 * 0.8962, HEIGHT / 2 * (1 - 0.5571)),
        (90, -45, 500 + 250 * 0.8962, HEIGHT / 2 * (1 + 0.5571)),
    ],
)
def test_robinson_lines_of_the_table(longitude: float, latitude: float, x: float, y: float):
    assert robinson(longitude, latitude) == pytest.approx((x, y))


def test_height_of_the_plane():
    assert pytest.approx(507.2, abs=0.05) == HEIGHT


@given(longitudes, latitudes)
def test_robinson_stays_on_the_plane(longitude: float, latitude: float):
    x, y = robinson(longitude, latitude)
    assert -1e-6 <= x <= WIDTH + 1e-6
    assert -1e-6 <= y <= HEIGHT + 1e-6


@given(longitudes, latitudes, latitudes)
def test_robinson_keeps_north_above_south(longitude: float, one: float, other: float):
    north, south = max(one, other), min(one, other)
    assert robinson(longitude, north)[1] <= robinson(longitude, south)[1] + 1e-9


def test_nearest_turn_across_the_antimeridian():
    assert nearest_turn(-175, 170) == 185
    assert nearest_turn(175, -170) == -185
    assert nearest_turn(10, 0) == 10


@given(some.lists(some.tuples(longitudes, latitudes), min_size=1, max_size=6))
def test_fit_holds_every_place(places: list[tuple[float, float]]):
    points = [robinson(*place) for place in places]
    view = fit(points, width=640, height=360, padding=(60, 40), narrowest=30)
    for place in places:
        assert view.contains(view.place(*place), margin=-1)


def test_fit_of_one_place_is_not_closer_than_the_narrowest():
    view = fit([robinson(2, 41)], width=640, height=360, padding=(60, 40), narrowest=32)
    assert view.scale == 20
