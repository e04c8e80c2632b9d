"""The picture of a case: the one that stands for it in lists and wherever its address is shared."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from .values import CaseDocument, Part


@dataclass(frozen=True)
class Cover:
    """An illustration chosen to stand for the case, with the focal point that lists cut it around."""

    part: Part
    picture: str
    focus: tuple[int, int]
    width: int
    height: int
    credit: str

    @property
    def named(self) -> dict[str, Any]:
        """What a list needs to show it, as JSON."""
        return {
            "uid": self.picture,
            "focus": list(self.focus),
            "width": self.width,
            "height": self.height,
            "credit": self.credit,
        }


def cover_of(document: CaseDocument) -> Cover | None:
    """The picture that the writer chose, else the first; None when the case shows none."""
    illustrations = document.authored.of_kind("illustration")
    known = [part for part in illustrations if part.facts["picture"] in document.about["pictures"]]
    if not known:
        return None
    part = next((part for part in known if part.facts["is_cover"]), known[0])
    picture = document.about["pictures"][part.facts["picture"]]
    return Cover(
        part=part,
        picture=part.facts["picture"],
        focus=focus_of(picture),
        width=picture["width"],
        height=picture["height"],
        credit=picture["credit"],
    )


def focus_of(picture: Mapping[str, Any]) -> tuple[int, int]:
    """The focal point of a picture in a document: per cent from the left and from the top."""
    return round(picture["focal_x"] * 100), round(picture["focal_y"] * 100)
