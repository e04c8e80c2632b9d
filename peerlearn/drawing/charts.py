"""Small charts of a results table: where an indicator began, what was aimed at, how far it came."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import accumulate

from django.utils.safestring import SafeString

from peerlearn.drawing.markup import Value, drawing, element, label, number, paint
from peerlearn.drawing.palette import LIGHT, Palette
from peerlearn.drawing.scale import LETTER, PHONE, Across

MARGIN = 0.015  # of the width, so that marks at the ends are whole


@dataclass(frozen=True)
class Words:
    """What the three values are called, in the reader's language."""

    baseline: str = "Baseline"
    target: str = "Target"
    actual: str = "Actual"


def bar_pair(
    baseline: float | None,
    target: float | None,
    actual: float | None,
    *,
    prefix: str,
    name: str,
    unit: str = "",
    words: Words = Words(),
    colour: int = 1,
    width: float | None = None,
    size: float = 14,
    written: Callable[[float], str] = number,
    palette: Palette = LIGHT,
) -> SafeString:
    """A bar from the baseline (or nought) to the actual value over a track to the target, and the values
    in words below; falling indicators run to the left. Empty text when there is neither target nor
    actual value. `written` turns a value into words; without `width` the chart takes what the page gives."""
    if target is None and actual is None:
        return SafeString("")
    across, known = Across(width), _known(baseline, target, actual, words)
    told = [f"{word} {written(value)}{f' {unit}' if unit else ''}" for word, value, _ in known]
    fill = paint(palette, colour)
    spots, bottom = _columns(across, told, size)
    parts = _bars(across, known, baseline or 0.0, fill, palette)
    parts += [
        _legend(across, spot, kind, line, size, palette, fill)
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
    known: list[tuple[str, float, str]],
    start: float,
    fill: tuple[str, str],
    palette: Palette,
) -> list[str]:
    """The track from nought to the furthest value, the bar over it, and the marks of the values."""
    place = _scale([value for _, value, _ in known] + [0.0])
    furthest = max((value for _, value, _ in known), key=abs)
    parts = [_band(across, place(0), place(furthest), 11, 6, ("track", palette.hairline))]
    for _, value, kind in known:
        if kind == "actual":
            parts.append(_band(across, place(start), place(value), 8, 12, (f"bar {fill[0]}", fill[1])))
    return parts + [_tick(across, place(value), kind, palette) for _, value, kind in known]


def _known(
    baseline: float | None, target: float | None, actual: float | None, words: Words
) -> list[tuple[str, float, str]]:
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
    fill: tuple[str, str],
) -> str:
    """A value in words, behind the mark that stands for it."""
    part, base = spot
    if kind == "actual":
        sign = element(
            "rect", class_=fill[0], x=0, y=base - size * 0.7, width=8, height=size * 0.7, fill=fill[1]
        )
    else:
        thickness = 2.5 if kind == "target" else 1.2
        look: dict[str, Value] = {"stroke": palette.ink, "stroke_width": thickness}
        sign = element("line", class_=kind, x1=4, x2=4, y1=base - size * 0.85, y2=base + size * 0.15, **look)
    return across.moved(part, 0, sign, label(words, 13, base, size * 0.9, palette.ink, class_="ink"))
