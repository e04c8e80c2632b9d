"""Which pictures the public may see: those that a visible edition or update holds; and their crops in lists."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from partnerships.models import ProgressUpdate
from peerlearn.editing.models import Picture
from peerlearn.editing.pictures import SHAPES, Focus, crop_name, crop_width

from ..document import CaseDocument, focus_of, published_document
from ..models import Edition
from ..templatetags.presenting import WIDTHS, renditions


def shown_picture(uid: UUID, focus: Focus | None = None) -> Picture | None:
    """The picture, while an edition of a case that is not withdrawn shows it, redactions considered; whole also
    while an update does that readers see.

    A crop is shown only around the focal point of such an edition: nobody can order others.
    """
    if focus is None and ProgressUpdate.objects.public().filter(picture__uid=uid).exists():
        return Picture.objects.get(uid=uid)
    return _shown_in_case(uid, focus)


def _shown_in_case(uid: UUID, focus: Focus | None) -> Picture | None:
    candidates = Edition.objects.with_document().filter(
        case__withdrawal__isnull=True, revision__about__pictures__has_key=str(uid)
    )
    for edition in candidates:
        document = published_document(edition)
        is_held = str(uid) in _pictures_in(document)
        if is_held and focus in (None, focus_of(document.about["pictures"][str(uid)])):
            return Picture.objects.filter(uid=uid).first()
    return None


def _pictures_in(document: CaseDocument) -> set[str]:
    """The pictures that the page of an edition shows: illustrations, portraits of those who consented."""
    shown = {part.facts["picture"] for part in document.authored.of_kind("illustration")}
    voices = [part.facts for part in document.authored.of_kind("voice") if part.facts.get("consent_on")]
    return shown | {facts["portrait"] for facts in voices if facts.get("portrait")}


@dataclass(frozen=True)
class Crop:
    """A picture or a piece of it as a page names it: `sources` by type, and the pixels of the largest."""

    src: str
    sources: Mapping[str, str]
    width: int
    height: int


@dataclass(frozen=True)
class CardPicture:
    """The picture of a case on its card: wide, small on a phone, and whom to thank."""

    wide: Crop
    small: Crop
    credit: str


def card_picture(picture: Mapping[str, Any] | None) -> CardPicture | None:
    """From what a listing keeps of the picture of its case."""
    if picture is None:
        return None
    wide, small = crop_of(picture, "card", (320, 640)), crop_of(picture, "square", (160, 320))
    return CardPicture(wide, small, picture["credit"])


def crop_of(picture: Mapping[str, Any], shape: str, widths: tuple[int, ...]) -> Crop:
    """The addresses of a crop; each carries the focal point, so that another point is another address."""
    there = crop_width(picture["width"], picture["height"], SHAPES[shape])
    x, y = picture["focus"]
    shown = {min(width, there): width for width in reversed(widths)}  # of a small picture all are alike
    sources = {
        kind: ", ".join(
            f"{_address(picture, shape, (x, y), shown[width], kind)} {width}w" for width in sorted(shown)
        )
        for kind in ("avif", "webp")
    }
    largest = min(widths[-1], there)
    return Crop(
        src=_address(picture, shape, (x, y), widths[-1], "jpeg"),
        sources=sources,
        width=largest,
        height=round(largest / SHAPES[shape]),
    )


def _address(picture: Mapping[str, Any], shape: str, focus: Focus, width: int, kind: str) -> str:
    return f"/media/{picture['uid']}/{crop_name(shape, focus, width, kind)}"


def whole_picture(picture: Picture) -> Crop:
    """The addresses of a whole picture, from a small phone's width on."""
    address = f"/media/{picture.uid}"
    return Crop(
        src=f"{address}/{WIDTHS[-1]}.jpeg",
        sources=renditions(address, picture.width),
        width=picture.width,
        height=picture.height,
    )
