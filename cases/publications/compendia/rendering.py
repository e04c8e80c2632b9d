"""A compendium as a PDF: each chapter laid out alone, then all joined, with page numbers that go on.

What stands before the chapters is laid out twice: once for its length, and again when all numbers are known.
"""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from ...models import Edition, Publication
from ...presenting import present
from ..designs import store_logo
from ..engine.attaching import data_of
from ..engine.errors import EngineError
from ..engine.painting import Sheets
from ..engine.writing import Laid, Made, join, lay_out, paint
from ..single.rendering import PICTURES, code_of, store_pictures
from . import across, maps
from .anchors import prefixed
from .chapters import Chapter, chapter_of
from .volume import Volume, volume_of

BEHIND = {
    "lessons-across": gettext_lazy("Lessons across the cases"),
    "index-cities": gettext_lazy("Index of cities"),
    "index-themes": gettext_lazy("Index of themes"),
    "all-sources": gettext_lazy("Sources of all chapters"),
    "imprint": gettext_lazy("About this publication"),
}
"""What stands behind the chapters, by what leads to it."""


@dataclass(frozen=True)
class Line:
    """A line of the contents that is no chapter."""

    anchor: str
    words: str
    page: int


def render_compendium(publication: Publication) -> Made:
    """The PDF of a compendium; raises EngineError.

    What changed since it was asked for is told as it is now. Its key is then nobody's, so that it is never taken
    for what the old one says.
    """
    volume = volume_of(publication)
    if volume.key != publication.key:
        publication.key = secrets.token_hex(32)
        publication.save(update_fields=["key"])
    with override(volume.language):
        return made(volume, identifier=publication.key)


def made(volume: Volume, *, identifier: str) -> Made:
    """The PDF of a volume. Its language must be active."""
    told = volume.chapters if volume.printed.holds_data else ()
    attached = [data_of(edition_of(pk)) for pk in told]
    return join(laid_out(volume), identifier=identifier, attached=attached, has_back=True)


def laid_out(volume: Volume) -> list[Laid]:
    """All parts in their order, with true numbers. The language of the volume must be active."""
    store_logo(volume.look)
    chapters = [
        chapter_of(edition_of(pk), number, volume.language)
        for number, pk in enumerate(volume.chapters, start=1)
    ]
    sheets, parts = Sheets(), []
    first = _laid(volume, front_html(volume, chapters, {}), sheets)
    numbers, before = _numbers(first, 1), len(first.pages)
    del first
    following = before + 1
    for chapter in chapters:
        parts.append(paint(_laid(volume, chapter_html(volume, chapter, following), sheets), sheets))
        chapter.pages = _numbers(parts[-1], following)
        chapter.first, chapter.last = following, following + len(parts[-1].pages) - 1
        following = chapter.last + 1
    back = _laid(volume, back_html(volume, chapters, following), sheets)
    front = _laid(volume, front_html(volume, chapters, numbers | _numbers(back, following)), sheets)
    if len(front.pages) != before:
        raise EngineError(f"The pages before the chapters are {len(front.pages)}, not {before}.")
    return [paint(front, sheets), *parts, paint(back, sheets)]


def front_html(volume: Volume, chapters: list[Chapter], numbers: Mapping[str, int]) -> str:
    """What stands before the chapters; `numbers` are the pages of the other headings in its contents."""
    context = _context(volume) | {
        **_tally(chapters),
        "map": maps.cover_map(
            chapters, volume.printed.across("cover"), volume.look.palette, volume.look.above
        ),
        "unplaced": across.unplaced(chapters),
        "numbered": maps.numbered_map(chapters, volume.look.palette),
        "before": [
            *([_line("foreword", _("Foreword"), numbers)] if volume.foreword else ()),
            _line("map", _("Where they are"), numbers),
        ],
        "behind": [
            _line(anchor, words, numbers)
            for anchor, words in BEHIND.items()
            if not numbers or anchor in numbers
        ],
    }
    return render_to_string("publications/compendia/front.html", context)


def chapter_html(volume: Volume, chapter: Chapter, first: int) -> str:
    """A chapter, whose pages are numbered from `first`."""
    case = present(edition_of(volume.chapters[chapter.number - 1]), volume.language)
    store_pictures(case, volume.printed)
    context = _context(volume) | {
        "case": case,
        "chapter": chapter,
        "first": first,
        "map": maps.opening_map(chapter, volume.printed, volume.look.palette),
    }
    body = render_to_string("publications/compendia/_chapter.html", context)
    context["body"] = SafeString(prefixed(body, chapter.prefix))
    return render_to_string("publications/compendia/chapter.html", context)


def back_html(volume: Volume, chapters: list[Chapter], first: int) -> str:
    """What stands behind the chapters, from page `first` on."""
    context = _context(volume) | {
        **_tally(chapters),
        "code": code_of(volume.address),
        "first": first,
        "themes": across.lessons_by_theme(chapters),
        "index_of_cities": across.index_of_cities(chapters),
        "index_of_themes": across.index_of_themes(chapters),
        "sources": across.shared_sources(chapters),
        "organisations": across.organisations(chapters),
    }
    return render_to_string("publications/compendia/back.html", context)


def _tally(chapters: list[Chapter]) -> dict[str, Any]:
    """What the covers count."""
    cities = across.cities_of(chapters)
    return {"chapters": chapters, "cities": cities, "countries": len({city.country for city in cities})}


def _line(anchor: str, words: object, numbers: Mapping[str, int]) -> Line:
    return Line(anchor, str(words), numbers.get(anchor, 0))


def edition_of(pk: int) -> Edition:
    """Read one after the other: a hundred documents are never held at once."""
    return Edition.objects.with_document().get(pk=pk)


def _context(volume: Volume) -> dict[str, Any]:
    return {
        "volume": volume,
        "look": volume.look,
        "printed": volume.printed,
        "palette": volume.look.palette,
        "media": PICTURES,
        "on_paper": True,
        "site": settings.PEERLEARN_ADDRESS,
        "address": volume.address,
    }


def _laid(volume: Volume, html: str, sheets: Sheets) -> Laid:
    return lay_out(html, address=volume.address, printed=volume.printed, sheets=sheets)


def _numbers(laid: Laid, first: int) -> dict[str, int]:
    """The page of everything that has an id; its first where it goes on over several."""
    numbers: dict[str, int] = {}
    for number, page in enumerate(laid.pages, start=first):
        for anchor in page.anchors:
            numbers.setdefault(anchor, number)
    return numbers
