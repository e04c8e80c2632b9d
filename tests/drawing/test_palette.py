"""The colours: readable as text on every ground, and apart for every reader."""

from itertools import combinations
from math import dist

import pytest

from peerlearn.drawing import DARK, LIGHT, PRINT, Palette, contrast
from peerlearn.drawing.palette import luminance

# Machado, Oliveira, Fernandes 2009, severity 1: normal sight, protanopia, deuteranopia, tritanopia
SIGHTS = {
    "normal": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": ((0.152, 1.053, -0.205), (0.115, 0.786, 0.099), (-0.004, -0.048, 1.052)),
    "deuteranopia": ((0.367, 0.861, -0.228), (0.280, 0.673, 0.047), (-0.012, 0.043, 0.969)),
    "tritanopia": ((1.256, -0.077, -0.179), (-0.078, 0.931, 0.148), (0.005, 0.691, 0.304)),
}


def linear(colour: str) -> list[float]:
    return [luminance(f"#{colour[at : at + 2] * 3}") for at in (1, 3, 5)]


def seen(colour: str, sight: str) -> tuple[float, ...]:
    """A colour in Oklab, as an eye with this sight gets it."""
    red, green, blue = (
        min(max(sum(a * b for a, b in zip(row, linear(colour), strict=True)), 0), 1) for row in SIGHTS[sight]
    )
    long = (0.4122 * red + 0.5363 * green + 0.0514 * blue) ** (1 / 3)
    middle = (0.2119 * red + 0.6807 * green + 0.1074 * blue) ** (1 / 3)
    short = (0.0883 * red + 0.2817 * green + 0.6300 * blue) ** (1 / 3)
    return (
        0.2105 * long + 0.7936 * middle - 0.0041 * short,
        1.9780 * long - 2.4286 * middle + 0.4506 * short,
        0.0259 * long + 0.7828 * middle - 0.8087 * short,
    )


def test_contrast_of_black_on_white():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


@pytest.mark.parametrize("palette", [LIGHT, DARK, PRINT], ids=["light", "dark", "print"])
def test_every_text_colour_is_readable_on_every_ground(palette: Palette):
    for colour in (*palette.pair, palette.ink):
        for ground in (palette.paper, palette.sea, palette.land):
            assert contrast(colour, ground) >= 4.5, (colour, ground)
    assert contrast(palette.muted, palette.paper) >= 4.5


@pytest.mark.parametrize("sight", SIGHTS)
@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_colours_stay_apart_for_every_sight(palette: Palette, sight: str):
    first, second = (seen(colour, sight) for colour in palette.pair[:2])
    assert dist(first, second) > 0.12
    for one, other in combinations(palette.pair, 2):
        assert dist(seen(one, sight), seen(other, sight)) > 0.05, (one, other)


def test_the_pair_stays_apart_in_grey():
    for palette, least in ((LIGHT, 1.5), (DARK, 1.1)):
        assert contrast(*palette.pair[:2]) > least


def test_documented_contrasts_are_true():
    from peerlearn.drawing import palette as module

    for name, palette in (("LIGHT", LIGHT), ("DARK", DARK)):
        line = next(line for line in (module.__doc__ or "").splitlines() if line.strip().startswith(name))
        grounds = (palette.paper, palette.sea, palette.land)
        computed = [f"{min(contrast(colour, ground) for ground in grounds):.1f}" for colour in palette.pair]
        assert line.split()[1:] == computed


def test_a_seventh_city_begins_again():
    assert LIGHT.colour(7) == LIGHT.colour(1)
    assert LIGHT.colour(0) == LIGHT.muted
