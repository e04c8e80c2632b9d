"""A case as a finished page for print: the shared case templates between cover, contents and imprint."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from peerlearn.drawing import PRINT, qr_code
from peerlearn.editing.languages import own_name
from peerlearn.editing.models import Picture
from peerlearn.editing.pictures import crop, paper_rendition, rendition
from peerlearn.editing.prose import plain

from ...document import focus_of
from ...models import Edition
from ...presenting import Brochure, Named, PresentedCase, present
from ...templatetags.presenting import PORTRAIT
from ..designs import LOGO_WIDTH, Look, look_of, store_logo
from ..engine.attaching import Attached, data_of
from ..engine.papers import OFFICE, Print
from ..engine.writing import Made, write_pdf
from ..pairs import map_of_pair

PICTURES = "peerlearn://media/renditions/"
CODE = 151
"""Pixels of the code on the back: 40 mm with the quiet zone."""
WHITE = replace(PRINT, paper="#ffffff")
"""The code stands on the paper itself."""


@dataclass
class Heading:
    """A line of the contents; `parts` are the headings below it. `language` is empty where it is the document's."""

    anchor: str
    words: str = ""
    language: str = ""
    parts: list["Heading"] = field(default_factory=list)


def render_full(edition: Edition, language: str, *, identifier: str, printed: Print = OFFICE) -> Made:
    """The PDF of the full publication; raises EngineError."""
    return write_pdf(
        full_html(edition, language, printed=printed),
        address=address_of(edition, language),
        identifier=identifier,
        printed=printed,
        attached=attached_to(edition, language, printed),
        has_back=True,
    )


def full_html(edition: Edition, language: str, *, printed: Print = OFFICE) -> str:
    """The finished HTML of the full publication, in one language."""
    with translation.override(language):
        case = present(edition, language)
        store_pictures(case, printed)
        context: dict[str, Any] = {
            **look_in(case, language, printed.across("cover")),
            "printed": printed,
            "case": case,
            "address": address_of(edition, language),
            "media": PICTURES,
            "on_paper": True,
            "site": settings.PEERLEARN_ADDRESS,
            **_outside(case, edition, language),
        }
        body = render_to_string("publications/_body.html", context)
        context |= {"body": body, "contents": contents(body)}
        return render_to_string("publications/full.html", context)


@dataclass(frozen=True)
class Other:
    """The same edition in another language: what that is called in itself, and the address."""

    language: str
    name: str
    address: str


def _outside(case: PresentedCase, edition: Edition, language: str) -> dict[str, Any]:
    """What stands round the case itself: on the imprint page the logos, on the back a summary and ways on."""
    page = page_of(edition, language)
    store_logos([case.owner, *(each for _role, found in case.partners for each in found)])
    return {
        "logo_file": f"{LOGO_WIDTH}.jpeg",
        "in_short": Brochure(case).summary,
        "page": page,
        "code": code_of(page),
        "others": [
            Other(code, own_name(code), address_of(edition, code))
            for code in edition.languages
            if code != case.language
        ],
    }


def code_of(address: str) -> str:
    """The code of an address, for a back cover."""
    return qr_code(address, prefix="code", name=_("Code of the address"), size=CODE, palette=WHITE)


def store_logos(organisations: Iterable[Named]) -> None:
    """Sees to it that logos lie in the storage: the engine reads no other files."""
    wanted = [each.logo.uid for each in organisations if each.logo]
    for picture in Picture.objects.filter(uid__in=wanted) if wanted else ():
        rendition(picture, LOGO_WIDTH, "jpeg")


def attached_to(edition: Edition, language: str, printed: Print) -> list[Attached]:
    """What goes along with the PDF: for the archive the edition as data."""
    if not printed.holds_data:
        return []
    with translation.override(language):
        return [data_of(edition)]


def look_in(case: PresentedCase, language: str, size: tuple[int, int]) -> dict[str, Any]:
    """What templates and drawings need of the design of a case: `look`, `palette`, the `map` of its cover."""
    look = look_of(case.document.about, language)
    store_logo(look)
    return {"look": look, "palette": look.palette, "map": cover_map(case, look, size)}


def address_of(edition: Edition, language: str) -> str:
    """The public address of the edition's page, beside which its PDF lies."""
    words = {"slug": edition.case.slug, "number": edition.number}
    with translation.override(language):
        beside = reverse("publications:publication", kwargs=words)
    return settings.PEERLEARN_ADDRESS + beside.removesuffix("publication.pdf")


def page_of(edition: Edition, language: str) -> str:
    """The public address of the case, which always shows its newest edition."""
    with translation.override(language):
        beside = reverse("publications:publication", kwargs={"slug": edition.case.slug})
    return settings.PEERLEARN_ADDRESS + beside.removesuffix("publication.pdf")


def cover_map(case: PresentedCase, look: Look, size: tuple[int, int]) -> str:
    """The map of the pair, as wide and high as `size` says; empty when no place of it is known."""
    return map_of_pair(case, look.palette, size, prefix="cover", letters=21, above=look.above)


def store_pictures(case: PresentedCase, printed: Print = OFFICE) -> None:
    """Sees to it that the pictures lie in the storage as they are printed: the engine reads no others."""
    wanted = [item.facts["picture"] for item in case.illustrations]
    for picture in Picture.objects.filter(uid__in=wanted):
        size = printed.picture(picture.width, picture.height)
        paper_rendition(picture, *size, most=printed.heaviest)
    store_portraits(case)


def store_portraits(case: PresentedCase) -> None:
    """The same for the portraits of voices, cut to squares."""
    known = case.document.about["pictures"]
    wanted = [item.facts["portrait"] for item in case.voices if item.facts.get("portrait") in known]
    for picture in Picture.objects.filter(uid__in=wanted) if wanted else ():
        crop(picture, "square", focus_of(known[str(picture.uid)]), PORTRAIT[-1], "jpeg")


def contents(html: str) -> list[Heading]:
    """The headings of second level that can be led to, with those of third level below them."""
    reader = _Headings()
    reader.feed(html)
    return reader.found


class _Headings(HTMLParser):
    """Collects h2 and h3 with the id of their own, else of the nearest element round them."""

    LEVELS = ("h2", "h3")

    def __init__(self) -> None:
        super().__init__()
        self.found: list[Heading] = []
        self.near = ""
        self.open: Heading | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.near = dict(attrs).get("id") or self.near
        if tag in self.LEVELS:
            self.open = Heading(self.near, language=dict(attrs).get("lang") or "")

    def handle_data(self, data: str) -> None:
        if self.open is not None:
            self.open.words += data

    def handle_endtag(self, tag: str) -> None:
        if self.open is None or tag not in self.LEVELS:
            return
        self.open.words = plain(self.open.words)
        if tag == "h2":
            self.found.append(self.open)
        elif self.found:
            self.found[-1].parts.append(self.open)
        self.open = None
