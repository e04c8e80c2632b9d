"""Writes SVG elements: escaping, numbers, the frame that gives a drawing its name for assistive technology."""

import re
from collections.abc import Iterable
from xml.sax.saxutils import escape, quoteattr

from django.utils.safestring import SafeString, mark_safe

from peerlearn.drawing.palette import Palette

# The web's family first, then that of PDFs; they must not share a name (see script/fetch-assets).
FONTS = "Plex Sans Web, IBM Plex Sans, sans-serif"
# What XML 1.0 does not allow in any form.
FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

Value = str | float | None


def number(value: float) -> str:
    """A number with at most one decimal, as short as it can be."""
    text = f"{value:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text


def text(value: str) -> str:
    """Text for between tags."""
    return escape(FORBIDDEN.sub("", value))


def element(name: str, *children: str, **attributes: Value) -> str:
    """An element. Attributes that are None are left out; `_` is written `-` and a last `_` falls away
    (`class_`). Children are markup already: pass words through `text`."""
    written = "".join(
        f" {key.removesuffix('_').replace('_', '-')}={_attribute(value)}"
        for key, value in attributes.items()
        if value is not None
    )
    return f"<{name}{written}>{''.join(children)}</{name}>" if children else f"<{name}{written}/>"


def title(words: str) -> str:
    """The name of an element, which browsers also show as a hint."""
    return element("title", text(words)) if words else ""


def label(
    words: str, x: Value, y: float, size: float, fill: str, *, anchor: Value = None, **attributes: Value
) -> str:
    """A line of text; `anchor` is middle or end, else the text starts there."""
    return element(
        "text",
        text(words),
        x=x,
        y=y,
        font_size=size,
        fill=fill,
        text_anchor=anchor,
        **attributes,
    )


def halo(palette: Palette, size: float, ground: str) -> dict[str, Value]:
    """The attributes of a rim round letters in the colour of their ground, where it can be drawn."""
    if not palette.halo:
        return {}
    return {"stroke": ground, "stroke_width": size / 4.5, "stroke_linejoin": "round", "paint_order": "stroke"}


def drawing(
    children: Iterable[str],
    name: str,
    description: str,
    *,
    prefix: str,
    width: Value,
    height: float,
    class_: str,
    role: str = "img",
) -> SafeString:
    """The whole <svg>. `prefix` makes its ids unique in a page; `name` and `description` say in words
    what it shows. Role `group` is for drawings with links in them. A width that is a number makes a
    picture that grows and shrinks; one in per cent, a drawing whose letters keep their size."""
    described = f" {prefix}-desc" if description else ""
    return mark_safe(
        element(
            "svg",
            element("title", text(name), id=f"{prefix}-title"),
            element("desc", text(description), id=f"{prefix}-desc") if description else "",
            *children,
            xmlns="http://www.w3.org/2000/svg",
            class_=f"drawing {class_}",
            width=width,
            height=height,
            viewBox=None if isinstance(width, str) else f"0 0 {_plain(width)} {_plain(height)}",
            role=role,
            aria_labelledby=f"{prefix}-title{described}",
            font_family=FONTS,
        )
    )


def paint(palette: Palette, index: int) -> tuple[str, str]:
    """The class and the colour of city `index`; class `pair-0` is what belongs to no city."""
    return f"pair-{index if index <= 0 else (index - 1) % 6 + 1}", palette.colour(index)


def _attribute(value: str | float) -> str:
    return quoteattr(_plain(value))


def _plain(value: Value) -> str:
    return number(value) if isinstance(value, int | float) else FORBIDDEN.sub("", value or "")
