"""The map of a pair across the head of a page: on the cover of a case, where a chapter opens."""

from typing import Protocol

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from peerlearn.drawing import Palette, Place, pair_map

from ..presenting import PresentedCity


class OfAPair(Protocol):
    """A case, or a chapter that is one."""

    @property
    def pair(self) -> str: ...

    @property
    def cities(self) -> tuple[PresentedCity, ...]: ...


def map_of_pair(
    told: OfAPair, palette: Palette, size: tuple[int, int], *, prefix: str, letters: float, above: float = 0
) -> SafeString:
    """As wide and high as `size` says, in pixels, with names in `letters`; empty when no place of it is known."""
    width, height = size
    return pair_map(
        [Place(city.name, city.latitude, city.longitude, city.colour) for city in told.cities],
        prefix=prefix,
        name=_("Map: %(pair)s") % {"pair": told.pair},
        width=width,
        height=height,
        size=letters,
        above=above,
        palette=palette,
    )
