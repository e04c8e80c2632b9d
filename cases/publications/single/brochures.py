"""The brochure of a case: one sheet where that holds it, else four pages; so it folds in either way."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from peerlearn.drawing import qr_code

from ...models import Edition
from ...presenting import Brochure, Room, present
from ...presenting.brochure import BACKS, FRONTS, NARROW
from ..engine.errors import EngineError
from ..engine.papers import OFFICE, Print
from ..engine.writing import Laid, Made, join, lay_out
from .rendering import PICTURES, WHITE, address_of, attached_to, look_in, store_portraits

SHEET, FOLDED = "publications/brochure/sheet.html", "publications/brochure/brochure.html"
FORMS = {SHEET: 2, FOLDED: 4}
"""The pages of each form. Each has two sides of content, "ahead" and "behind", each a page."""
COVERS = {SHEET: "sheet", FOLDED: "cover"}
CODES = {SHEET: 113, FOLDED: 151}  # pixels: 30 and 40 mm
MOST = 4
"""Layouts of a form at most, which eight levels of filling need."""
_TOO_LONG = "The brochure comes to %(pages)s pages instead of four: shorten its title, or the names in it."


def render_brochure(edition: Edition, language: str, *, identifier: str, printed: Print = OFFICE) -> Made:
    """The PDF of the brochure, told as fully as its pages hold; raises EngineError."""

    def lay(template: str, room: Room) -> Laid:
        html = brochure_html(edition, language, template, room=room, printed=printed)
        return lay_out(html, address=address_of(edition, language), printed=printed)

    laid = _fullest(partial(lay, SHEET), SHEET) or lay(SHEET, NARROW)
    if len(laid.pages) != FORMS[SHEET]:
        laid = _fullest(partial(lay, FOLDED), FOLDED, is_narrow=True) or lay(FOLDED, NARROW)
        if len(laid.pages) != FORMS[FOLDED]:
            raise EngineError(_TOO_LONG % {"pages": len(laid.pages)}, "length", pages=len(laid.pages))
    return join([laid], identifier=identifier, attached=attached_to(edition, language, printed))


def _fullest(lay: Callable[[Room], Laid], template: str, *, is_narrow: bool = False) -> Laid | None:
    """The form with as much on both sides as they hold, found by halving; None when even the least is too much."""
    fits, over = [0, 0], [len(FRONTS), len(BACKS)]
    for _each in range(MOST):
        front, back = ((low + high) // 2 for low, high in zip(fits, over, strict=True))
        laid = lay(Room(is_narrow=is_narrow, **FRONTS[front], **BACKS[back]))
        too_much = _too_much(laid, template)
        for side, level in enumerate((front, back)):
            (over if too_much[side] else fits)[side] = level
        if 0 in over:
            return None
        if not any(too_much) and all(high - low == 1 for low, high in zip(fits, over, strict=True)):
            return laid
    return None


def _too_much(laid: Laid, template: str) -> tuple[bool, bool]:
    """Which sides take more than a page."""
    ahead, behind, whole = (
        next(number for number, page in enumerate(laid.pages) if anchor in page.anchors)
        for anchor in ("ahead", "behind", "whole")
    )
    end = whole if template == FOLDED else len(laid.pages)
    return behind - ahead > 1, end - behind > 1


def brochure_html(
    edition: Edition, language: str, template: str = FOLDED, *, room: Room = NARROW, printed: Print = OFFICE
) -> str:
    """The finished HTML of the brochure in one of its forms, in one language."""
    with translation.override(language):
        case = present(edition, language)
        store_portraits(case)
        address = address_of(edition, language)
        size = CODES[template]
        context: dict[str, Any] = {
            **look_in(case, language, printed.across(COVERS[template])),
            "case": case,
            "brochure": Brochure(case, room),
            "address": address,
            "code": qr_code(address, prefix="code", name=_("Code of the address"), size=size, palette=WHITE),
            "media": PICTURES,
            "on_paper": True,
        }
        return render_to_string(template, context)
