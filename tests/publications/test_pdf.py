"""The PDF of a sample case: its words are the page's, its tags, its fonts."""

import html
import io
import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from django.template.loader import render_to_string
from django.test import Client, override_settings
from django.utils import translation
from django.utils.formats import date_format
from pypdf import PdfReader

from cases.models import Edition
from cases.presenting import PresentedCase, present
from cases.publications.asking import FORMATS
from cases.publications.engine.together import TIE
from cases.publications.engine.writing import Made
from cases.publications.single.rendering import Heading, contents
from peerlearn.drawing import PRINT
from peerlearn.editing.prose import plain
from peerlearn.environment import PROJECT

from .passages import all_faults
from .printing import STATIC, Shelf
from .reading import squeezed

pytestmark = pytest.mark.django_db
ANEW = """
import hashlib, sys, django
django.setup()
from cases.publications.engine.writing import write_pdf
for path in sys.argv[1:]:
    pdf = write_pdf(open(path).read(), address="https://peerlearn.example/en/", identifier="test").pdf
    print(hashlib.sha256(pdf).hexdigest())
"""
"""Makes PDFs of files of finished HTML, and says their digests."""
SAMPLE = [
    *[("guarulhos-nampula", language) for language in ("en", "es", "fr", "pt")],
    ("guarulhos-dondo-manhica", "es"),
    ("montreal-port-au-prince", "fr"),
    ("kitakyushu-surabaya", "en"),
]


@dataclass
class Publication:
    """A made publication with all that tests look at, and the public page of the same edition."""

    case: PresentedCase
    html: str
    page: str
    made: Made
    pages: list[str]
    pdf: pikepdf.Pdf

    @property
    def text(self) -> str:
        return "".join(self.pages)


@pytest.fixture(scope="module")
def shelf(sample: Path, django_db_blocker: Any) -> Shelf:
    return Shelf(django_db_blocker)


@pytest.fixture(scope="module", params=SAMPLE, ids="-".join)
def publication(shelf: Shelf, django_db_blocker: Any, request: pytest.FixtureRequest) -> Publication:
    slug, language = request.param
    printed = shelf.get(slug, language)
    with django_db_blocker.unblock(), override_settings(STORAGES=STATIC):
        edition = Edition.objects.with_document().get(case__slug=slug)
        page = Client().get(f"/{language}/cases/{slug}/").content.decode()
        case = present(edition, language)
        assert case.items
    made = printed.made
    pages = [squeezed(page.extract_text()) for page in PdfReader(io.BytesIO(made.pdf)).pages]
    return Publication(case, printed.html, page, made, pages, pikepdf.open(io.BytesIO(made.pdf)))


def lines(headings: list[Heading]) -> list[str]:
    """Their words, without the ties of print."""
    return [part.words.replace(TIE, " ") for heading in headings for part in (heading, *heading.parts)]


def headings_of_page(page: str) -> list[str]:
    """The second and third level of what the page tells of the case: neither menus nor other cases."""
    article = page.partition("<article>")[2].partition('<section class="block"')[0]
    return lines(contents(article))


def leaves(entries: Any) -> list[Any]:
    """The entries of an outline as pypdf gives it, whatever their level."""
    return [leaf for entry in entries for leaf in (leaves(entry) if isinstance(entry, list) else [entry])]


def outline(items: Any) -> list[str]:
    return [title for item in items for title in (str(item.title), *outline(item.children))]


def structure(element: Any) -> list[Any]:
    """All structure elements below one, in reading order."""
    kids = element.get("/K", [])
    kids = list(kids) if isinstance(kids, pikepdf.Array) else [kids]
    below = [kid for kid in kids if isinstance(kid, pikepdf.Dictionary) and "/S" in kid]
    return [element for kid in below for element in (kid, *structure(kid))]


def test_headings_are_those_of_the_page(publication: Publication) -> None:
    """Only how to cite stands elsewhere: on the imprint page, which has a heading of its own."""
    _imprint, _contents, *told = lines(contents(publication.html))
    *shown, _cite = headings_of_page(publication.page)
    assert told == shown


def test_every_heading_of_the_page_is_in_the_text(publication: Publication) -> None:
    headings = headings_of_page(publication.page)
    assert len(headings) > 8
    assert [words for words in headings if squeezed(words) not in publication.text] == []


def test_contents_names_every_section_and_lesson_with_its_page(publication: Publication) -> None:
    reader = PdfReader(io.BytesIO(publication.made.pdf))
    numbers: dict[str, int] = {}
    for entry in leaves(reader.outline):
        numbers.setdefault(str(entry.title), (reader.get_destination_page_number(entry) or 0) + 1)
    _cite, first, *sections = contents(publication.html)
    listed = publication.pages[2].partition(squeezed(first.words))[2]
    lessons = [lesson.title.plain for lesson in publication.case.lessons]
    expected = [f"{squeezed(words)}{numbers[words]}" for words in [s.words for s in sections] + lessons]
    assert [entry for entry in expected if entry not in listed] == []


def test_heading_in_another_language_is_said_so_in_the_contents() -> None:
    found = contents('<h2 id="lessons-heading">Lessons</h2><h3 id="map" lang="pt">Um mapa</h3>')
    listed = render_to_string("publications/_front.html", {"contents": found})
    assert '<a href="#lessons-heading">Lessons</a>' in listed
    assert '<a href="#map" class="title" lang="pt">Um mapa</a>' in listed


def test_every_title_and_source_is_in_the_text(publication: Publication) -> None:
    case = publication.case
    titled = (*case.challenges, *case.outcomes, *case.lessons, *case.comparisons)
    words = [item.title.plain for item in titled]
    words += [source.facts[name] for source in case.sources for name in ("title", "address")]
    assert [one for one in words if squeezed(one) not in publication.text] == []


def test_citation_is_that_of_the_page_and_in_the_text(publication: Publication) -> None:
    found = re.search(r'<p class="prose cite">(.+?)</p>', publication.page, re.DOTALL)
    assert found
    assert squeezed(html.unescape(found[1])) in publication.pages[1]


def test_licence_edition_and_date_are_on_cover_and_imprint_page(publication: Publication) -> None:
    case = publication.case
    assert case.published_at is not None
    with translation.override(case.language):
        date = squeezed(date_format(case.published_at, "DATE_FORMAT"))
    assert date in publication.pages[0]
    assert case.owner.name and squeezed(case.owner.name) in publication.pages[0]
    assert f"{case.number},{date}" in publication.pages[1]
    assert squeezed(case.licence) in publication.pages[1]


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
    assert titles == [publication.case.title.plain, *lines(contents(publication.html))]


def test_every_font_is_embedded(publication: Publication) -> None:
    described = [
        thing.FontDescriptor
        for thing in publication.pdf.objects
        if isinstance(thing, pikepdf.Dictionary) and "/FontDescriptor" in thing
    ]
    assert described
    assert [font for font in described if not {"/FontFile2", "/FontFile3"} & set(font.keys())] == []
    assert {str(font.FontFamily) for font in described} == {"IBM Plex Serif", "IBM Plex Sans"}


def test_no_page_is_nearly_empty(publication: Publication) -> None:
    assert [
        number for number, words in enumerate(publication.pages, 1) if len(words) < 150 and number > 1
    ] == []


def test_engine_finds_nothing_odd(publication: Publication) -> None:
    assert publication.made.warnings == ()


def test_no_sample_publication_has_faults(shelf: Shelf, sample: Path) -> None:
    """Every case in each of its languages, as a whole and as a brochure."""
    editions = Edition.objects.values_list("case__slug", "languages")
    kinds = [(slug, code, format) for slug, codes in editions for code in codes for format in FORMATS]
    printed = {kind: shelf.get(*kind) for kind in kinds}
    found = {kind: all_faults(each.made.pdf, each.html) for kind, each in printed.items()}
    assert len(found) == 2 * (19 + 18)
    assert {kind: faults for kind, faults in found.items() if faults} == {}
    assert {kind: each.made.warnings for kind, each in printed.items() if each.made.warnings} == {}


def told_on(page: str) -> list[str]:
    """The headings, titles of lessons and sources that a public page has."""
    sources = re.findall(r'<ol class="sources">(.*?)</ol>', page, re.DOTALL)
    items = [plain(item) for listed in sources for item in listed.split("</li>")]
    return [*headings_of_page(page), *filter(None, items)]


def test_every_sample_publication_tells_what_its_page_tells(shelf: Shelf, django_db_blocker: Any) -> None:
    """Every case in each of its languages."""
    lacking = {}
    with django_db_blocker.unblock(), override_settings(STORAGES=STATIC):
        editions = list(Edition.objects.with_document().select_related("case"))
        kinds = [(edition, code) for edition in editions for code in edition.languages]
        for edition, code in kinds:
            page = Client().get(f"/{code}/cases/{edition.case.slug}/").content.decode()
            told, case = told_on(page), present(edition, code)
            assert len(told) >= 3 + len(case.lessons) + len(case.sources)
            reader = PdfReader(io.BytesIO(shelf.get(edition.case.slug, code).made.pdf))
            text = squeezed("".join(each.extract_text() for each in reader.pages))
            lacking[edition.case.slug, code] = [words for words in told if squeezed(words) not in text]
    assert len(lacking) == 37
    assert {kind: words for kind, words in lacking.items() if words} == {}


@pytest.mark.parametrize("format", FORMATS)
def test_made_twice_is_the_same_to_the_byte(shelf: Shelf, format: str) -> None:
    kind = ("guarulhos-nampula", "pt", format)
    assert shelf.make(*kind).made.pdf == shelf.get(*kind).made.pdf


def test_made_by_another_process_is_the_same_to_the_byte(shelf: Shelf, tmp_path: Path) -> None:
    """Sets and dictionaries of another process may have another order."""
    printed = [shelf.get("guarulhos-nampula", "pt", format) for format in FORMATS]
    for number, each in enumerate(printed):
        (tmp_path / str(number)).write_text(each.html)
    files = [str(tmp_path / str(number)) for number in range(len(printed))]
    made = [
        subprocess.run(
            [sys.executable, "-c", ANEW, *files],
            env=os.environ | {"PYTHONHASHSEED": seed, "DJANGO_SETTINGS_MODULE": "peerlearn.settings"},
            cwd=PROJECT,
            check=True,
            capture_output=True,
            text=True,
        ).stdout.split()
        for seed in ("1", "2")
    ]
    assert len(made[0]) == len(FORMATS)
    assert made[0] == made[1]


def test_colours_are_those_of_the_drawings() -> None:
    style = (PROJECT / "static/css/publication.css").read_text()
    assert tuple(re.findall(r"--pair(?:-\d)?: (#\w{6});", style)) == PRINT.pair
