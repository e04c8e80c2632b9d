"""Small charts of a results table: where an indicator began, what was aimed at, how far it came."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from itertools import accumulate
from typing import Any

from django.utils.safestring import SafeString

from peerlearn.drawing.markup import Value, drawing, element, label, number, paint
from peerlearn.drawing.palette import LIGHT, Palette
from peerlearn.drawing.scale import LETTER, PHONE, Across

type Amount = float | Decimal
type Fills = list[tuple[str, str]]
"""The class and the colour of each stripe."""

MARGIN = 0.015  # of the width, so that marks at the ends are whole


@dataclass(frozen=True)
class Words:
    """What the three values are called, in the reader's language."""

    baseline: str = "Baseline"
    target: str = "Target"
    actual: str = "Actual"


def bar_pair(
    baseline: Amount | None,
    target: Amount | None,
    actual: Amount | None,
    *,
    prefix: str,
    name: str,
    unit: str = "",
    words: Words = Words(),
    colours: tuple[int, ...] = (1,),
    adds_up: bool = False,
    width: float | None = None,
    size: float = 14,
    written: Callable[[Any], str] = number,
    palette: Palette = LIGHT,
) -> SafeString:
    """A bar from the baseline (from nought where there is none, or where figures add up) to the actual value
    over a track to the target, and the values in words below; falling indicators run to the left. The bar has
    a stripe in each of the `colours`. Empty text when there is neither target nor actual value. `written` turns
    a value into words; without `width` the chart takes what the page gives."""
    if target is None and actual is None:
        return SafeString("")
    across, known = Across(width), _known(baseline, target, actual, words)
    told = [f"{word} {written(value)}{f' {unit}' if unit else ''}" for word, value, _ in known]
    fills = [paint(palette, colour) for colour in colours]
    spots, bottom = _columns(across, told, size)
    parts = _bars(across, known, 0.0 if adds_up else float(baseline or 0), fills, palette)
    parts += [
        _legend(across, spot, kind, line, size, palette, fills)
        for spot, line, (_, _, kind) in zip(spots, told, known, strict=True)
    ]
    return drawing(
        parts,
        name,
        ", ".join(told),
        prefix=prefix,
        width=across.whole,
        height=round(bottom + size * 0.5),
        class_="bar-pair",
    )


def _bars(
    across: Across,
    known: list[tuple[str, Amount, str]],
    start: float,
    fills: Fills,
    palette: Palette,
) -> list[str]:
    """The track from nought to the furthest value, the bar over it, and the marks of the values."""
    values = {kind: float(value) for _, value, kind in known}
    place = _scale([*values.values(), start, 0.0])
    furthest = max(values.values(), key=abs)
    parts = [_band(across, place(0), place(furthest), 11, 6, ("track", palette.hairline))]
    if "actual" in values:
        stripe = 12 / len(fills)
        parts += [
            _band(
                across,
                place(start),
                place(values["actual"]),
                8 + stripe * row,
                stripe,
                (f"bar {fill[0]}", fill[1]),
            )
            for row, fill in enumerate(fills)
        ]
    return parts + [_tick(across, place(value), kind, palette) for kind, value in values.items()]


def _known(
    baseline: Amount | None, target: Amount | None, actual: Amount | None, words: Words
) -> list[tuple[str, Amount, str]]:
    """The values that are known, each with its word and its kind."""
    values = (
        (words.baseline, baseline, "baseline"),
        (words.actual, actual, "actual"),
        (words.target, target, "target"),
    )
    return [(word, value, kind) for word, value, kind in values if value is not None]


def _scale(values: list[float]) -> Callable[[float], float]:
    low, high = min(values), max(values)
    whole = high - low or 1.0
    return lambda value: MARGIN + (value - low) / whole * (1 - 2 * MARGIN)


def _columns(across: Across, told: list[str], size: float) -> tuple[list[tuple[float, float]], float]:
    """Where each value is told (part of the width, baseline): side by side, or one below the other when
    they don't fit; and the lowest baseline."""
    lengths = [len(line) * size * 0.9 * LETTER + 20 for line in told]
    room, first = across.width or PHONE, 30 + size
    if sum(lengths) > room:
        return [(0.0, first + row * size * 1.4) for row in range(len(told))], first + (
            len(told) - 1
        ) * size * 1.4
    starts = accumulate(lengths[:-1], initial=0.0)
    return [(start / sum(lengths), first) for start in starts], first


def _band(across: Across, one: float, other: float, y: float, height: float, look: tuple[str, str]) -> str:
    left, right = sorted((one, other))
    return element(
        "rect",
        class_=look[0],
        x=across.at(left),
        y=y,
        width=across.at(max(right - left, 0.004)),
        height=height,
        fill=look[1],
    )


def _tick(across: Across, part: float, kind: str, palette: Palette) -> str:
    """The mark of a value on the bar: a thin line for the baseline, a strong one for the target."""
    if kind == "actual":
        return ""
    top, bottom, thickness = (3, 25, 2.5) if kind == "target" else (6, 22, 1.2)
    x = across.at(part)
    look: dict[str, Value] = {"stroke": palette.ink, "stroke_width": thickness}
    return element("line", class_=kind, x1=x, x2=x, y1=top, y2=bottom, **look)


def _legend(
    across: Across,
    spot: tuple[float, float],
    kind: str,
    words: str,
    size: float,
    palette: Palette,
    fills: Fills,
) -> str:
    """A value in words, behind the mark that stands for it."""
    part, base = spot
    if kind == "actual":
        stripe = size * 0.7 / len(fills)
        signs = [
            element(
                "rect",
                class_=name,
                x=0,
                y=base - size * 0.7 + stripe * row,
                width=8,
                height=stripe,
                fill=fill,
            )
            for row, (name, fill) in enumerate(fills)
        ]
    else:
        thickness = 2.5 if kind == "target" else 1.2
        look: dict[str, Value] = {"stroke": palette.ink, "stroke_width": thickness}
        signs = [
            element("line", class_=kind, x1=4, x2=4, y1=base - size * 0.85, y2=base + size * 0.15, **look)
        ]
    return across.moved(part, 0, *signs, label(words, 13, base, size * 0.9, palette.ink, class_="ink"))
