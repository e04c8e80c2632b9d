"""The brochure of a case: one sheet where that holds it, else four pages; so it folds in either way."""

from typing import Any

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from peerlearn.drawing import qr_code

from ...models import Edition
from ...presenting import Brochure, present
from ..engine.errors import EngineError
from ..engine.papers import OFFICE, Print
from ..engine.writing import Made, join, lay_out
from .rendering import PICTURES, address_of, attached_to, look_in, store_portraits

SHEET, FOLDED = "publications/brochure/sheet.html", "publications/brochure/brochure.html"
FORMS = ((SHEET, 2), (FOLDED, 4))
"""The template of each form and the pages that it has; the shortest that holds the brochure is taken."""
COVERS = {SHEET: "sheet", FOLDED: "cover"}
CODES = {SHEET: 113, FOLDED: 151}  # pixels: 30 and 40 mm
_TOO_LONG = "The brochure comes to %(pages)s pages instead of four: shorten its title, or the names in it."


def render_brochure(edition: Edition, language: str, *, identifier: str, printed: Print = OFFICE) -> Made:
    """The PDF of the brochure; raises EngineError."""
    pages = 0
    for template, most in FORMS:
        html = brochure_html(edition, language, template, printed=printed)
        laid = lay_out(html, address=address_of(edition, language), printed=printed)
        pages = len(laid.pages)
        if pages == most:
            attached = attached_to(edition, language, printed)
            return join([laid], identifier=identifier, attached=attached)
    raise EngineError(_TOO_LONG % {"pages": pages}, "length", pages=pages)


def brochure_html(edition: Edition, language: str, template: str = FOLDED, *, printed: Print = OFFICE) -> str:
    """The finished HTML of the brochure in one of its forms, in one language."""
    with translation.override(language):
        case = present(edition, language)
        store_portraits(case)
        address = address_of(edition, language)
        code = qr_code(address, prefix="code", name=_("Code of the address"), size=CODES[template])
        context: dict[str, Any] = {
            **look_in(case, language, printed.across(COVERS[template])),
            "case": case,
            "brochure": Brochure(case),
            "address": address,
            "code": code,
            "media": PICTURES,
            "on_paper": True,
        }
        return render_to_string(template, context)
