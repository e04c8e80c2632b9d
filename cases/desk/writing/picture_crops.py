"""A picture beside its form as lists will cut it, before anything of it is made."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from peerlearn.editing.models import Picture
from peerlearn.editing.pictures import SHAPES

FOCAL = ("focal_x", "focal_y")
"""The fields of the focal point; columns of the picture, in which they are parts of one."""
_NAMES: dict[str, Promise | str] = {"card": _("on its card"), "square": _("on a phone")}


@dataclass(frozen=True)
class PreviewCrop:
    """A shape that lists use: its name, and the part of the picture that it shows."""

    name: Promise | str
    shape: str
    ratio: str
    box: str
    """Left, top, width and height in pixels of the original: the view box of a drawing."""


def in_percent(picture: Picture) -> dict[str, int]:
    return {name: round(getattr(picture, name) * 100) for name in FOCAL}


def preview_crops(picture: Picture, focus: Iterable[Any]) -> list[PreviewCrop]:
    """What remains of the picture in each shape; pictures.js and the worker's crops follow the same rule."""
    x, y = (_share(value) for value in focus)
    crops = []
    for shape, ratio in SHAPES.items():
        width = min(picture.width, picture.height * ratio)
        height = width / ratio
        left, top = (picture.width - width) * x, (picture.height - height) * y
        box = f"{left:.1f} {top:.1f} {width:.1f} {height:.1f}"
        crops.append(PreviewCrop(_NAMES[shape], shape, f"{ratio:.4f}", box))
    return crops


def _share(value: Any) -> float:
    """A percentage as it was typed; the middle for what is none."""
    try:
        return min(100, max(0, int(value))) / 100
    except (TypeError, ValueError):
        return 0.5
