"""Pieces of pages that stand on many of them, kept rendered: cards of cases and lessons, values of facets."""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from django import template
from django.template import loader
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import capfirst
from django.utils.translation import get_language

from peerlearn.kept import Kept

from ..library.cards import CaseCard, LessonCard

register = template.Library()

_BLANKS = re.compile(r"[ \t\n]+")
MOST = 12_000_000
"""Characters of cards that a process keeps."""

_cards: Kept[SafeString] = Kept(MOST, len)
"""By the template, the id of the listing or lesson and the language: what a card shows is in its row alone."""


_SLOT = "<!--passage-->"
"""Where a card has the passage that a search found, which is nothing of the card's own and is not kept."""


@register.simple_tag
def card_of(card: CaseCard | LessonCard, passages: Mapping[int, Any] | None = None) -> SafeString:
    """A case or a lesson in a list; with the passage that a search found in it, by the id of its row, in place of
    its summary."""
    name, row, kept = (
        ("library/_case_card.html", card.listing.pk, card.summary)
        if isinstance(card, CaseCard)
        else ("library/_lesson_row.html", card.lesson.pk, card.text)
    )
    if passage := (passages or {}).get(row):
        given = {"passage": passage, "kept": kept}
        html = loader.render_to_string("library/finding/_passage.html", given)
        return mark_safe(_card(name, card, row, slotted=True).replace(_SLOT, html))
    return _card(name, card, row, slotted=False)


@register.simple_tag
def brief_of(card: LessonCard, kind_shown: Any = False) -> SafeString:
    """A lesson in a few words."""
    return _card("library/_lesson_brief.html", card, card.lesson.pk, kind_shown=bool(kind_shown))


@register.simple_tag
def choices_of(offer: Any) -> SafeString:
    """The values of a facet as boxes to tick, narrower ones below broader ones: there may be hundreds."""
    name, rows = offer.facet.name, []
    for choice, narrower in offer.tree:
        rows.append(f"<li>{_choice(name, choice)}")
        if narrower:
            below = "".join(f"<li>{_choice(name, each)}</li>" for each in narrower)
            rows.append(f'<ul class="below">{below}</ul>')
        rows.append("</li>")
    return mark_safe("".join(rows))


def _choice(name: str, choice: Any) -> str:
    before, after = _ends(name, choice.value, choice.label)
    ticked = " checked" if choice.chosen else ""
    return f"{before}{ticked}{after}{choice.count}</span></label>"


@lru_cache(maxsize=20_000)
def _ends(name: str, value: str, label: str) -> tuple[str, str]:
    """What stands before and after the tick of a choice."""
    before = format_html('<label><input type="checkbox" form="finding" name="{}" value="{}"', name, value)
    return before, format_html("><span>{}</span><span>", capfirst(label))


def _card(name: str, card: CaseCard | LessonCard, row: int, **shown: bool) -> SafeString:
    """A card rendered, or as it was rendered before."""
    key = (name, row, get_language(), *shown.values())
    return _cards.got(key, lambda: _rendered(name, card, shown))


def _rendered(name: str, card: CaseCard | LessonCard, shown: dict[str, bool]) -> SafeString:
    """Without the blanks between lines: a page holds dozens of cards."""
    html = loader.render_to_string(name, {"card": card, **shown})
    return mark_safe(_BLANKS.sub(" ", html))  # a blank that doesn't break is a character of its own
