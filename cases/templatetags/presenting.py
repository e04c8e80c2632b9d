"""Showing a presented case: languages of words, periods, figures, pictures; the same on page and in print."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import template
from django.conf import settings
from django.template import Context
from django.utils.formats import date_format, get_format, number_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language_info, override, pgettext
from django.utils.translation import gettext as _

from peerlearn.editing.dates import first_day, in_words
from peerlearn.editing.pictures import crop_name, paper_name
from peerlearn.editing.translated import in_language

from ..document import focus_of
from ..models import ComparisonSide
from ..presenting import NOTHING, PresentedCase, PresentedCity, PresentedItem, Words
from .site import interface_language

register = template.Library()

WIDTHS = (320, 640, 960, 1280)
"""Pixels of the renditions that pages name, from a small phone's to that of everything larger."""

PORTRAIT = (160, 320)
"""Pixels of portraits: for screens of 5 rem, and for dense ones and paper."""

PAGE = 4000
"""Characters that a printed page holds at most, in two or three columns."""


SPACED = ("de", "es", "fr")
"""Languages that part a number from its percent sign."""


@dataclass(frozen=True)
class Figure:
    """A picture of a case as a page shows it: addresses, size in pixels, whom to thank."""

    src: str
    sources: Mapping[str, str]
    width: int
    height: int
    credit: str
    licence: str


@dataclass(frozen=True)
class Portrait:
    """The portrait of a voice: the address of its largest square, the others by type, whom to thank."""

    src: str
    sources: Mapping[str, str]
    credit: str


@register.simple_tag
def lang_of(words: Words | str) -> SafeString:
    """The attributes of the language of `words` (or of the language itself), where it isn't the page's."""
    language = getattr(words, "language", words)  # a text cut short for a brochure has one, too
    if not language or language == interface_language():
        return SafeString("")
    if language in settings.LANGUAGES_BIDI:
        return format_html(' lang="{}" dir="rtl"', language)
    return format_html(' lang="{}"', language)


@register.filter
def when(date: str) -> str:
    """A partial date in words."""
    return in_words(date)


@register.simple_tag
def period(starts: str, ends: str) -> str:
    """From when to when, in words: "2013–2015", "3–7 March 2015", "29 July – 2 August 2014"; as much as is known."""
    if not starts or not ends or starts == ends:
        return in_words(starts or ends)
    if len(starts) == len(ends) == 4:
        return f"{starts}–{ends}"
    within_a_month = len(starts) == len(ends) == 10 and starts[:7] == ends[:7]
    if within_a_month and get_format("DATE_FORMAT").startswith("j"):
        return f"{int(starts[8:])}–{in_words(ends)}"
    first = in_words(starts)
    if len(starts) == len(ends) and starts[:4] == ends[:4]:
        first = date_format(first_day(starts), "MONTH_DAY_FORMAT" if len(starts) == 10 else "F")
    return f"{first} – {in_words(ends)}"


@register.simple_tag
def lifetime(starts: str, ends: str) -> str:
    """How long something goes on, in words: a period; "since 2004" where no end is known."""
    words = {"date": in_words(starts or ends), "day": in_words(starts or ends)}
    is_a_day = len(starts or ends) == 10
    if starts and not ends:
        return (pgettext("a full date", "since %(day)s") if is_a_day else _("since %(date)s")) % words
    if ends and not starts:
        return (pgettext("a full date", "until %(day)s") if is_a_day else _("until %(date)s")) % words
    return period(starts, ends)


@register.filter
def figure(value: Decimal | int | None) -> str:
    """A number as the reader's language writes it, grouped, without noughts behind."""
    if value is None:
        return ""
    places = -int(Decimal(value).normalize().as_tuple().exponent)
    return str(number_format(value, decimal_pos=max(places, 0), force_grouping=True))


@dataclass(frozen=True)
class Amount:
    """A number with the sign that belongs to it, and the rest of its unit."""

    number: str
    unit: str


@register.simple_tag
def amount(value: Decimal | int | None, unit: Words | str) -> Amount:
    """A number and its unit, of which a percent sign at the beginning goes to the number: "20%", "less waste"."""
    number, words = figure(value), unit.plain if isinstance(unit, Words) else unit
    if not number or not words.startswith("%"):
        return Amount(number, words)
    space = "\u00a0" if interface_language() in SPACED else ""
    return Amount(f"{number}{space}%", words.removeprefix("%").strip())


@register.filter
def in_reader_language(words: Mapping[str, str]) -> str:
    """The words of reference data in the language being read."""
    return in_language(dict(words))


@register.simple_tag
def city_mark(city: PresentedCity) -> SafeString:
    """A city's name in its colour, with the mark that stands for it on maps."""
    return format_html('<span class="city pair-{}">{}</span>', city.colour, city.name)


@register.simple_tag
def columns_of(contexts: Sequence[PresentedItem]) -> int:
    """How many columns of a printed page suit the cities' contexts: one for each while none is longer
    than a page; otherwise, and for more than three, the cities stand under each other."""
    count, longest = len(contexts), max(len(context.text.plain) for context in contexts)
    return count if count in (2, 3) and longest <= PAGE // count else 1


@register.simple_tag(takes_context=True)
def picture_of(context: Context, case: PresentedCase, item: PresentedItem) -> Figure | None:
    """The picture of an illustration.

    `media` in the context says where pictures lie (default: the site's), `printed` how many pixels of them a
    publication takes.
    """
    uid = str(item.facts["picture"])
    picture: Mapping[str, Any] | None = case.document.about["pictures"].get(uid)
    if picture is None:
        return None
    root = context.get("media") or "/media/"
    printed = context.get("printed")
    name = f"{WIDTHS[-1]}.jpeg"
    if printed:
        name = paper_name(*printed.picture(picture["width"], picture["height"]))
    return Figure(
        src=f"{root}{uid}/{name}",
        sources=renditions(f"{root}{uid}", picture["width"]),
        width=picture["width"],
        height=picture["height"],
        credit=picture["credit"],
        licence=picture["licence"],
    )


@register.simple_tag(takes_context=True)
def portrait_of(context: Context, case: PresentedCase, item: PresentedItem) -> Portrait | None:
    """The portrait of a voice, cut to a square; in a working copy (at an address of its own) whole."""
    uid = item.facts.get("portrait") or ""
    picture: Mapping[str, Any] | None = case.document.about["pictures"].get(uid)
    if picture is None:
        return None
    root, on_paper = context.get("media") or "/media/", context.get("on_paper")
    if context.get("media") and not on_paper:
        return Portrait(f"{root}{uid}/{WIDTHS[0]}.webp", {}, picture["credit"])
    focus = focus_of(picture)
    small, large = PORTRAIT
    return Portrait(
        src=f"{root}{uid}/{crop_name('square', focus, large, 'jpeg')}",
        sources={}
        if on_paper
        else {
            kind: ", ".join(f"{root}{uid}/{crop_name('square', focus, w, kind)} {w}w" for w in (small, large))
            for kind in ("avif", "webp")
        },
        credit=picture["credit"],
    )


def renditions(address: str, width: int) -> dict[str, str]:
    """The renditions of a whole picture, by type; of a small picture some are alike."""
    shown = {min(each, width): each for each in reversed(WIDTHS)}
    return {
        kind: ", ".join(f"{address}/{shown[each]}.{kind} {each}w" for each in sorted(shown))
        for kind in ("avif", "webp")
    }


@dataclass(frozen=True)
class Row:
    """A line of a comparison: what is compared, and each city's words on it."""

    label: Any
    cells: list[Words]


@register.simple_tag
def sides_of(item: PresentedItem) -> list[Row]:
    """The lines of a comparison table that any city has words for."""
    rows = [
        Row(prose.label, [side.texts.get(prose.name, NOTHING) for side in item.sides])
        for prose in ComparisonSide.prose
    ]
    return [row for row in rows if any(row.cells)]


@register.simple_tag
def language_name(code: str) -> str:
    """A language's name in the language being read, as it stands within a sentence."""
    interface = interface_language()
    try:
        with override(interface):
            name = str(get_language_info(code)["name_translated"])
    except KeyError:
        return code
    return name if interface == "en" else name.lower()
