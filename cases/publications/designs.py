"""How publications look: the design that an organisation sets, and whose of them counts.

A case looks as its owner set it; where the owner set nothing, as who coordinates its programme did (then its other
partners are not asked); else as the site does by itself. The same for a report, without an owner, and for a
compendium, whose owner is asked alone.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from functools import cached_property
from typing import Any

from django.template.defaultfilters import linebreaksbr
from django.utils.safestring import SafeString

from partnerships.models import Organisation, Programme, ProgrammePartner
from peerlearn.drawing import PRINT, Palette
from peerlearn.editing.models import Picture
from peerlearn.editing.pictures import rendition
from peerlearn.editing.translated import in_language

from ..models import Design
from ..models.designs import COLOUR
from ..presenting import NOTHING, Words, words_in

SERIES = Words(SafeString("Peerlearn"), "")
"""What stands on covers and in running feet where nothing else is set."""
LOGO_WIDTH = 960
"""Pixels of a logo: 50 mm at more than 400 to the inch."""
FLAG, NAME = 100.0, 30.0
"""Pixels that hold the flag of a cover, or the name alone, together with the room that a map leaves above its cities
anyway."""
_COLOUR = re.compile(COLOUR)


@dataclass(frozen=True)
class Logo:
    """A logo and whose it is; `src` is where the engine, or the preview of a design, finds it."""

    uid: str
    name: str
    width: int
    height: int
    src: str


@dataclass(frozen=True)
class Look:
    """A design in one language, with everything that it leaves open filled in. Colours are #rrggbb, or it isn't made."""

    first: str = PRINT.pair[0]
    second: str = PRINT.pair[1]
    headings: str = PRINT.ink
    series: Words = SERIES
    imprint: Words = NOTHING
    logo: Logo | None = None

    def __post_init__(self) -> None:
        for colour in (self.first, self.second, self.headings):
            if not _COLOUR.fullmatch(colour):
                raise ValueError(f"{colour[:20]!r} is no colour")

    @cached_property
    def palette(self) -> Palette:
        """What drawings are painted with: the colours of the cities as on the pages round them."""
        return replace(PRINT, pair=(self.first, self.second, *PRINT.pair[2:]))

    @property
    def above(self) -> float:
        """Pixels of the map on a cover that the flag with the logo, or the name, may hide: no city lies there."""
        return FLAG if self.logo else NAME

    @cached_property
    def key(self) -> dict[str, Any]:
        """All that shows, for the key of a publication: a design that shows nothing else is no other one."""
        return asdict(self)


STANDARD = Look()


def look_of(about: Mapping[str, Any], language: str) -> Look:
    """The look of a case in a language, by the snapshot in its document (`about`)."""
    programme = about["programme"] or {}
    coordinators = [
        partner["organisation"]
        for partner in programme.get("partners", ())
        if partner["role"] == ProgrammePartner.Role.COORDINATOR
    ]
    return look_for([about["owner"], *coordinators], language)


def look_of_programme(programme: Programme, language: str) -> Look:
    """The look of a report: that of who coordinates the programme."""
    coordinators = programme.partners.filter(role=ProgrammePartner.Role.COORDINATOR)
    return look_for(coordinators.values_list("organisation__slug", flat=True), language)


def look_for(organisations: Iterable[str], language: str) -> Look:
    """The look that the first of these organisations (their addresses) has set."""
    slugs = list(organisations)
    designs = Design.objects.filter(organisation__slug__in=slugs).select_related("organisation__logo")
    found = {design.organisation.slug: design for design in designs if not design.is_empty}
    design = next((found[slug] for slug in slugs if slug in found), None)
    return STANDARD if design is None else look_set(design, language)


def look_set(design: Design, language: str) -> Look:
    """What a design says, whether it is stored or not."""
    return Look(
        first=design.first or STANDARD.first,
        second=design.second or STANDARD.second,
        headings=design.headings or STANDARD.headings,
        series=words_in(design.series, language, as_html=linebreaksbr) or STANDARD.series,
        imprint=words_in(design.imprint, language, as_html=linebreaksbr),
        logo=logo_of(design.organisation, language),
    )


def logo_of(organisation: Organisation, language: str) -> Logo | None:
    """The logo as the engine reads it."""
    picture = organisation.logo
    if picture is None:
        return None
    return Logo(
        uid=str(picture.uid),
        name=in_language(organisation.name, language),
        width=picture.width,
        height=picture.height,
        src=f"peerlearn://media/renditions/{picture.uid}/{LOGO_WIDTH}.jpeg",
    )


def store_logo(look: Look) -> None:
    """Sees to it that the logo lies in the storage: the engine reads no other file."""
    if look.logo:
        rendition(Picture.objects.get(uid=look.logo.uid), LOGO_WIDTH, "jpeg")
