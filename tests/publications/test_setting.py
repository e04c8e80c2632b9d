"""The setting of type in print: lines on one grid, nothing alone at the foot or the head of a page, tables that break well."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from cases.document import Part, Written
from cases.models import Edition
from cases.publications.engine.writing import lay_out
from cases.publications.single.rendering import address_of, full_html
from peerlearn.drawing import PRINT, contrast
from peerlearn.drawing.marks import mark
from peerlearn.environment import PROJECT
from tests.factories import make_case, make_city, make_lesson, make_partnership, publish_case

from .setting import Line, lines_of, wrong_references
from .test_layout import make_cities, part, publish_everything

pytestmark = pytest.mark.django_db
GRID = 7.0
"""Points: half a line. All lines of the text stand on it, whole ones but for those behind a larger text; on the page
of the facts, whose small lines may reach below the summary, on half of it."""
TOLERANCE = 0.05
SMALL = (".sources", ".further", ".figure-value")
"""What stands on no grid: the sources, and large figures, which share the lines of their titles."""
Pages = list[list[Line]]


def set_in(edition: Edition, language: str) -> Pages:
    return told(lines_of(laid_in(edition, language)))


def told(pages: Pages) -> Pages:
    """What is told of the case: neither cover, imprint and contents, nor the back."""
    return [[line for line in page if line.is_in("main")] for page in pages]


def laid_in(edition: Edition, language: str) -> list[Any]:
    return lay_out(full_html(edition, language), address=address_of(edition, language)).pages


@dataclass(frozen=True)
class Set:
    """A publication laid out: its lines, and its wrong references."""

    pages: Pages
    wrong: list[str]


@pytest.fixture(scope="module")
def sample_pages(sample: Path, django_db_blocker: Any) -> dict[tuple[str, str], Set]:
    """Every case of the sample library in each of its languages."""
    found = {}
    with django_db_blocker.unblock():
        for edition in Edition.objects.with_document().select_related("case"):
            for code in edition.languages:
                pages = laid_in(edition, code)
                found[edition.case.slug, code] = Set(told(lines_of(pages)), wrong_references(pages))
    return found


def off_the_grid(pages: Pages) -> list[str]:
    grids = {line.page: GRID / 2 for line in text_of(pages) if line.is_in(".facts-beside")}
    return [
        f"{line.page}: {line.words[:40]} at {line.top:.2f}"
        for line in text_of(pages)
        for grid in [grids.get(line.page, GRID)]
        if abs((line.top + grid / 2) % grid - grid / 2) > TOLERANCE
    ]


def text_of(pages: Pages) -> Iterator[Line]:
    """The lines up to the sources."""
    return (line for page in pages for line in page if not line.is_in(*SMALL))


def alone_at_the_foot(pages: Pages) -> list[str]:
    """Headings, and heads of tables, that end a page though what they head goes on behind it."""
    found = []
    for number, page in enumerate(pages, 1):
        later = [line.inside("article") for following in pages[number:] for line in following]
        for last in [line for line in page if not line.is_in(".label")][-1:]:
            article = last.inside("article")
            if last.is_heading and (article in later if article else later):
                found.append(f"{last.page}: {last.words[:40]}")
    return found


def alone_on_a_page(pages: Pages) -> list[str]:
    """Lines that a page break parts from the rest of their paragraph."""
    parts: dict[int, dict[int, int]] = {}
    for line in text_of(pages):
        if line.is_in(".prose"):
            pages_of = parts.setdefault(line.block, {})
            pages_of[line.page] = pages_of.get(line.page, 0) + 1
    single = {
        (block, page)
        for block, found in parts.items()
        for page, count in found.items()
        if count == 1 and len(found) > 1
    }
    return [f"{line.page}: {line.words[:40]}" for line in text_of(pages) if (line.block, line.page) in single]


def parted(pages: Pages) -> list[str]:
    """Facts that begin on one page and end on another."""
    found = {line.page for page in pages for line in page if line.is_in(".facts-beside")}
    return [".facts-beside"] if len(found) > 1 else []


@pytest.mark.parametrize("faults_of", [off_the_grid, alone_at_the_foot, alone_on_a_page, parted])
def test_sample_pages_are_well_set(sample_pages: dict[tuple[str, str], Set], faults_of: Any) -> None:
    assert len(sample_pages) == 37
    found = {kind: faults_of(each.pages) for kind, each in sample_pages.items()}
    assert {kind: faults for kind, faults in found.items() if faults} == {}


def test_every_reference_of_the_sample_says_its_page(sample_pages: dict[tuple[str, str], Set]) -> None:
    assert {kind: each.wrong for kind, each in sample_pages.items() if each.wrong} == {}


@pytest.mark.parametrize("count", [2, 3])
def test_pages_of_a_long_case_are_well_set(count: int, tmp_path: Path, settings: Any) -> None:
    settings.MEDIA_ROOT = tmp_path
    pages = set_in(publish_everything(make_cities(count), paragraphs=20, lessons=12), "en")
    assert (alone_at_the_foot(pages), alone_on_a_page(pages)) == ([], [])
    lines = [line for page in pages for line in page]
    first = next(number for number, line in enumerate(lines) if line.is_in(".illustration"))
    assert off_the_grid([lines[:first]]) == []


def test_lists_and_paragraphs_stand_on_the_grid() -> None:
    text = "<p>One</p><ul><li><p>Two</p></li><li><p>Three</p><p>Four</p></li></ul><blockquote><p>Five</p></blockquote><p>Six</p>"
    challenge = part("challenge", {"themes": ()}, title="Three names for one street", text=text)
    pages = set_in(publish_case(make_case(parts=(challenge,))), "en")
    words = [line.words for line in text_of(pages) if line.is_in(".prose") and line.words != "•"]
    assert words == ["One", "Two", "Three", "Four", "Five", "Six"]
    assert off_the_grid(pages) == []


# Tables


def publish_table(words: int) -> Edition:
    """A case that compares a tool in so many words for each line and city."""
    cities = make_cities(2)
    tool = part("comparison", {}, title="Open budgets", similarities="<p>Both publish.</p>")
    texts = {name: f"<p>{name} {'they tell it again ' * (words // 4)}</p>" for name in FIELDS}
    sides = [part("side", {"tool": str(tool.uid), "city": city.slug}, None, **texts) for city in cities]
    return publish_case(make_case(partnership=make_partnership(cities=tuple(cities)), parts=(tool, *sides)))


FIELDS = ("description", "results", "requires", "lacks")


def test_table_longer_than_a_page_repeats_its_head_and_splits_no_row() -> None:
    pages = set_in(publish_table(150), "en")
    tables = [found for page in pages if (found := [line for line in page if line.is_in("table")])]
    heads = [[line.words for line in found if line.is_in("thead")] for found in tables]
    assert heads == [["Town 1", "Town 2"]] * len(tables)
    assert len(tables) > 1
    rows = {(line.inside("tr"), line.page) for found in tables for line in found if line.is_in("tbody")}
    assert len(rows) == len({row for row, _page in rows}) == len(FIELDS)
    assert alone_at_the_foot(pages) == []


def test_row_longer_than_a_page_is_printed_whole() -> None:
    pages = set_in(publish_table(3000), "en")
    told = " ".join(line.words for page in pages for line in page if line.is_in("tbody"))
    assert told.count("again") == 3000 // 4 * 2 * len(FIELDS)


# In grey


def test_kinds_of_lessons_are_told_apart_by_their_signs() -> None:
    kinds = ("worked", "did_not_work", "condition")
    lessons = tuple(make_lesson(title=kind, lesson_kind=kind) for kind in kinds)
    pages = set_in(publish_case(make_case(parts=lessons)), "en")
    labels = [line.words for page in pages for line in page if line.is_in(".kind")]
    assert labels == ["✓What worked", "×What did not work", "→Condition for success"]


def test_cities_are_told_apart_by_grey_or_by_their_marks() -> None:
    assert contrast(*PRINT.pair[:2]) > 1.4
    drawn = [
        re.sub(r' (?:class|fill|stroke)="[^"]*"', "", mark(number, (0, 0), 9, PRINT))
        for number in range(1, 7)
    ]
    assert len(set(drawn)) == len(PRINT.pair)
    style = (PROJECT / "static/css/publication.css").read_text()
    shapes = [
        re.findall(rf"\.pair-{number}\.city::before[^{{]*{{([^}}]*)}}", style) for number in range(2, 7)
    ]
    assert len({shape for [shape] in shapes}) == len(PRINT.pair) - 1


def test_letters_in_every_colour_are_readable_in_grey() -> None:
    pale = [colour for colour in (*PRINT.pair, PRINT.muted, PRINT.ink) if contrast(colour, "#ffffff") < 4.5]
    assert pale == []


# By language


@pytest.mark.parametrize(
    ("language", "quoted"),
    [
        ("en", "“Uma lição”"),
        ("es", "«Uma lição»"),
        ("fr", "«\u202fUma lição\u202f»"),
        ("pt", "“Uma lição”"),
        ("de", "„Uma lição“"),
    ],
)
def test_quotation_marks_are_those_of_the_language_of_the_quote(language: str, quoted: str) -> None:
    city = make_city(name="Alpha")
    facts = {"group": "leader", "person": "Amina", "city": city.slug}
    facts |= {"consent_on": "2024-05-01", "consent_note": ""}
    voice = Part(uuid4(), "voice", facts, {"quote": {language: Written("<p>Uma lição</p>")}})
    case = make_case(
        partnership=make_partnership(cities=(city, make_city(name="Beta"))), language=language, parts=(voice,)
    )
    pages = set_in(publish_case(case), "en")
    assert [line.words for page in pages for line in page if line.is_in("blockquote")] == [quoted]


@pytest.mark.parametrize(
    ("language", "word", "parts"),
    [
        ("en", "neighbourhoods", "neigh-bour-hoods"),
        ("es", "reconocimiento", "re-co-no-ci-mien-to"),
        ("fr", "reconnaissance", "re-con-nais-sance"),
        ("pt", "reconhecimento", "re-co-nhe-ci-men-to"),
    ],
)
def test_words_are_hyphenated_as_their_language_does(language: str, word: str, parts: str) -> None:
    text = f"<p>{' '.join('o' * (number % 7 + 1) + ' ' + word for number in range(60))}</p>"
    challenge = Part(
        uuid4(),
        "challenge",
        {"themes": ()},
        {"title": {language: Written("x")}, "text": {language: Written(text)}},
    )
    pages = set_in(publish_case(make_case(language=language, parts=(challenge,))), "en")
    ends = {line.words.split()[-1] for page in pages for line in page if line.is_in(".prose")}
    broken = {end.rstrip("‐-") for end in ends if end.endswith(("‐", "-"))}
    allowed = {"".join(parts.split("-")[:count]) for count in range(1, parts.count("-") + 1)}
    assert broken
    assert broken - allowed == set()
