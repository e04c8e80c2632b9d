"""The picture that goes along when the address of a case or of its lesson is shared."""

from dataclasses import dataclass

from django.conf import settings

from ...document import cover_of
from ...presenting import PresentedCase
from ..pictures import crop_of


@dataclass(frozen=True)
class SharedPicture:
    """A whole address, pixels, and words for who doesn't see it."""

    address: str
    width: int
    height: int
    alternative: str


def shared_picture(case: PresentedCase) -> SharedPicture | None:
    """The picture that stands for the case; None when it shows none."""
    cover = cover_of(case.document)
    if cover is None:
        return None
    crop = crop_of(cover.named, "card", (1280,))
    words = case.words(cover.part, "alternative").plain
    return SharedPicture(settings.PEERLEARN_ADDRESS + crop.src, crop.width, crop.height, words)
