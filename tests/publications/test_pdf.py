"""The PDF of a sample case: its words, its tags, its fonts."""

import io
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pypdf import PdfReader

from cases.models import Edition
from cases.presenting import PresentedCase, present
from cases.publications.engine import Made, write_pdf
from cases.publications.render import address_of, contents, full_html
from peerlearn.drawing import PRINT
from peerlearn.environment import PROJECT

pytestmark = pytest.mark.django_db
SAMPLE = [("guarulhos-nampula", "pt"), ("montreal-port-au-prince", "fr"), ("kitakyushu-surabaya", "en")]


@dataclass
class Publication:
    """A made publication with all that tests look at."""

    case: PresentedCase
    html: str
    made: Made
    text: str
    pdf: pikepdf.Pdf


@pytest.fixture(scope="module", params=SAMPLE, ids=lambda one: one[0])
def publication(sample: Path, django_db_blocker: Any, request: pytest.FixtureRequest) -> Publication:
    slug, language = request.param
    with django_db_blocker.unblock():
        edition = Edition.objects.with_document().get(case__slug=slug)
        html = full_html(edition, language)
        made = write_pdf(html, address=address_of(edition, language), identifier="test")
        case = present(edition, language)
        assert case.items
    pages = PdfReader(io.BytesIO(made.pdf)).pages
    text = squeezed(" ".join(page.extract_text() for page in pages))
    return Publication(case, html, made, text, pikepdf.open(io.BytesIO(made.pdf)))


def squeezed(words: str) -> str:
    """Words without spaces and hyphens: lines are broken and hyphenated in print."""
    return re.sub(r"[\s\u00ad\u2010-]+", "", words)


def outline(items: Any) -> list[str]:
    return [title for item in items for title in (str(item.title), *outline(item.children))]


def structure(element: Any) -> list[Any]:
    """All structure elements below one, in reading order."""
    kids = element.get("/K", [])
    kids = list(kids) if isinstance(kids, pikepdf.Array) else [kids]
    below = [kid for kid in kids if isinstance(kid, pikepdf.Dictionary) and "/S" in kid]
    return [element for kid in below for element in (kid, *structure(kid))]


def test_every_heading_is_in_the_pdf(publication: Publication) -> None:
    headings = [part.words for heading in contents(publication.html) for part in (heading, *heading.parts)]
    assert [words for words in headings if squeezed(words) not in publication.text] == []


def test_every_title_and_source_is_in_the_pdf(publication: Publication) -> None:
    case = publication.case
    titled = (*case.challenges, *case.outcomes, *case.lessons, *case.comparisons)
    words = [item.title.plain for item in titled]
    words += [source.facts[name] for source in case.sources for name in ("title", "address")]
    assert [one for one in words if squeezed(one) not in publication.text] == []


def test_pdf_says_what_it_is(publication: Publication) -> None:
    pdf, case = publication.pdf, publication.case
    info = pdf.docinfo
    assert (str(pdf.Root.Lang), str(info.Title)) == (case.language, case.title.plain)
    assert str(info.Author) == case.owner.name
    with pdf.open_metadata() as metadata:
        assert metadata["pdfuaid:part"] == "1"


def test_pdf_is_tagged(publication: Publication) -> None:
    root = publication.pdf.Root
    assert bool(root.MarkInfo.Marked)
    kinds = [str(element.S) for element in structure(root.StructTreeRoot)]
    assert kinds.count("/H1") == 1
    assert {"/H2", "/H3", "/P", "/Link", "/Figure"} - set(kinds) == set()


def test_every_figure_has_a_text_alternative(publication: Publication) -> None:
    figures = [e for e in structure(publication.pdf.Root.StructTreeRoot) if str(e.S) == "/Figure"]
    assert [figure for figure in figures if not str(figure.get("/Alt", ""))] == []


def test_bookmarks_are_the_headings(publication: Publication) -> None:
    with publication.pdf.open_outline() as bookmarks:
        titles = outline(bookmarks.root)
    headings = [part.words for heading in contents(publication.html) for part in (heading, *heading.parts)]
    assert titles == [publication.case.title.plain, *headings]


def test_every_font_is_embedded(publication: Publication) -> None:
    described = [
        thing.FontDescriptor
        for thing in publication.pdf.objects
        if isinstance(thing, pikepdf.Dictionary) and "/FontDescriptor" in thing
    ]
    assert described
    assert [font for font in described if not {"/FontFile2", "/FontFile3"} & set(font.keys())] == []
    assert {str(font.FontFamily) for font in described} == {"IBM Plex Serif", "IBM Plex Sans"}


def test_engine_finds_nothing_odd(publication: Publication) -> None:
    assert publication.made.warnings == ()


def test_made_twice_is_the_same_to_the_byte(publication: Publication) -> None:
    again = write_pdf(publication.html, address=address(publication), identifier="test")
    assert again.pdf == publication.made.pdf


def address(publication: Publication) -> str:
    assert publication.case.edition is not None
    return address_of(publication.case.edition, publication.case.asked_language)


def test_colours_are_those_of_the_drawings() -> None:
    style = (PROJECT / "static/css/publication.css").read_text()
    assert tuple(re.findall(r"\.pair-\d \{ --pair: (#\w+); \}", style)) == PRINT.pair
