"""What is drawn over the ground of a map: arcs, marks and names, in the measures of one picture."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from peerlearn.drawing.curves import Curve
from peerlearn.drawing.labels import GRAVE, Placed, place_labels
from peerlearn.drawing.marks import mark
from peerlearn.drawing.markup import element, halo, label, paint
from peerlearn.drawing.palette import Palette
from peerlearn.drawing.places import Spot
from peerlearn.drawing.projection import Point, View


@dataclass(frozen=True)
class Sheet:
    """The measures of one picture in pixels: height of letters, radius of marks, thickness of arcs."""

    view: View
    palette: Palette
    letters: float
    radius: float
    line: float

    def at(self, spot: Spot) -> Point:
        """Where a place lies in the picture."""
        return self.view.place(spot.longitude, spot.latitude)

    def arc(self, curve: Curve, colours: tuple[int, int]) -> str:
        """The arc in two halves, each in the colour of the city where it ends."""
        return "".join(
            element(
                "path",
                class_=f"arc {name}",
                d=half.path(),
                fill="none",
                stroke=stroke,
                stroke_width=self.line,
            )
            for half, (name, stroke) in zip(
                curve.halves(), (paint(self.palette, index) for index in colours), strict=True
            )
        )

    def reach(self, curve: Curve) -> str:
        """What of an arc answers to a pointer: an unseen line, wide enough for a finger."""
        return element(
            "path",
            d=curve.path(),
            fill="none",
            stroke="none",
            stroke_width=self.line * 8,
            pointer_events="stroke",
        )

    def marks(self, spots: Iterable[Spot]) -> str:
        """The marks of cities."""
        return "".join(mark(spot.colour, self.at(spot), self.radius, self.palette) for spot in spots)

    def names(
        self, spots: Sequence[Spot], curves: Iterable[Curve], *, coloured: bool, crowded: bool = False
    ) -> str:
        """The names of cities that have one, clear of each other and of the arcs; when crowded, only those that fit."""
        spots = [spot for spot in spots if spot.name]
        placed = place_labels(
            [(spot.name, self.at(spot)) for spot in spots],
            [point for curve in curves for point in curve.samples(32)[1:-1]],
            size=self.letters,
            gap=self.radius * 1.5,
            width=self.view.width,
            height=self.view.height,
        )
        return "".join(
            self._name(one, spot.colour if coloured else 0)
            for one, spot in zip(placed, spots, strict=True)
            if not crowded or one.cost < GRAVE
        )

    def _name(self, placed: Placed, colour: int) -> str:
        name, fill = paint(self.palette, colour) if colour else ("map-name", self.palette.ink)
        return label(
            placed.words,
            placed.at[0],
            placed.at[1],
            self.letters,
            fill,
            anchor=placed.anchor,
            class_=f"map-label {name}",
            font_weight="600",
            **halo(self.palette, self.letters, self.palette.sea),
        )
