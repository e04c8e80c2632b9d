"""What colours a design may have: readable as letters where they are printed, and apart without colour."""

import math
import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from peerlearn.drawing import PRINT, contrast

WHITE = "#ffffff"
READABLE = 4.5
"""Contrast of letters, as WCAG 2 asks for (AA)."""
APART = 1.4
"""Contrast of the two cities' colours in grey; the site's own have 1.5."""
GROUNDS = {"first": (WHITE, PRINT.sea), "second": (WHITE, PRINT.sea), "headings": (WHITE,)}
"""What each colour is printed on as letters: names of cities stand on the map as well."""
_WRITTEN = re.compile(r"#?([0-9a-f]{6}|[0-9a-f]{3})")


class ColourField(forms.CharField):
    """A colour in hex digits, with or without #, long or short; cleaned to #rrggbb, or empty."""

    def __init__(self, *, standard: str, **options: Any) -> None:
        attributes = {
            "class": "line design-hex",
            "autocomplete": "off",
            "spellcheck": "false",
            "placeholder": standard,
        }
        super().__init__(widget=forms.TextInput(attributes), required=False, **options)

    def to_python(self, value: Any) -> str:
        written = str(super().to_python(value) or "").strip().lower()
        if not written:
            return ""
        found = _WRITTEN.fullmatch(written)
        if not found:
            raise ValidationError(_("Write a colour as # and six digits, for instance #0b5468."))
        digits = found[1]
        return "#" + (digits if len(digits) == 6 else "".join(digit * 2 for digit in digits))


def too_pale(name: str, colour: str) -> str:
    """Why letters in this colour can't be read where they stand; empty when they can."""
    least = min(contrast(colour, ground) for ground in GROUNDS[name])
    if least >= READABLE:
        return ""
    said = _TOO_PALE_ON_MAP if len(GROUNDS[name]) > 1 else _TOO_PALE_ON_PAPER
    return str(said) % {"contrast": _number(least), "least": _number(READABLE)}


def too_alike(first: str, second: str) -> str:
    """Why the two cities can't be told apart in grey; empty when they can."""
    there = contrast(first, second)
    if there >= APART:
        return ""
    return _(
        "In grey the two cities would look alike: the contrast of their colours is %(contrast)s, "
        "and at least %(least)s is needed. Make one of them darker."
    ) % {"contrast": _number(there), "least": _number(APART)}


_TOO_PALE_ON_PAPER = gettext_lazy(
    "Words in this colour would be hard to read: its contrast on white paper is %(contrast)s, and at least "
    "%(least)s is needed. Take a darker one."
)
_TOO_PALE_ON_MAP = gettext_lazy(
    "Names in this colour would be hard to read: its contrast on the pale blue of the map is %(contrast)s, and at "
    "least %(least)s is needed. Take a darker one."
)


def _number(ratio: float) -> str:
    """One decimal, cut off: what is short of the least is never said to be it."""
    return str(number_format(math.floor(ratio * 10) / 10, 1))
