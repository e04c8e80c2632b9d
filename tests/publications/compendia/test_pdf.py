"""The PDF of a compendium of sample cases: outline, numbers of pages, indexes, links, tags."""

import io
import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest
from django.test import override_settings
from django.utils import translation
from pypdf import PdfReader

from cases.document import Part
from cases.models import Case, Edition
from cases.presenting import PresentedCase, in_paragraphs, present, words_in
from cases.publications.compendia.across import index_of_cities, unplaced
from cases.publications.compendia.chapters import chapter_of
from cases.publications.compendia.maps import numbered_map
from cases.publications.compendia.rendering import (
    chapter_html,
    edition_of,
    made,
)
from cases.publications.compendia.volume import Volume
from cases.publications.designs import STANDARD
from cases.publications.engine.papers import Print
from cases.publications.engine.writing import Made
from cases.publications.single.rendering import contents
from cases.workflow import redact
from partnerships.models import City
from tests.factories import make_case, make_city, make_lesson, make_partnership, publish_case
from tests.publications.checking import faults
from tests.publications.passages import all_faults
from tests.publications.printing import heard
from tests.publications.reading import Tagged

pytestmark = pytest.mark.django_db
SLUGS = ("guarulhos-nampula", "montreal-port-au-prince", "kitakyushu-surabaya")
STATIC = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}


def squeezed(words: str) -> str:
    """Words without spaces and hyphens: lines are broken and hyphenated in print."""
    return re.sub(r"[\s\u00ad\u2010-]+", "", words)


def volume(*editions: int, language: str = "es") -> Volume:
    return Volume(
        language=language,
        title=words_in({language: "Ciudades que aprenden"}, language),
        foreword=words_in({"en": "First words.\n\nMore words."}, language, as_html=in_paragraphs),
        publisher="A network",
        number=2,
        published_at=datetime(2026, 11, 20, tzinfo=UTC),
        address="https://peerlearn.example/es/publications/ciudades/v2/",
        chapters=editions,
        look=STANDARD,
        key="test",
    )


def rendered(made_of: Volume) -> Made:
    with translation.override(made_of.language):
        return made(made_of, identifier="test")


@dataclass
class Book:
    """A made compendium; the headings that its chapters should have; the pages and their words, from 1 on."""

    volume: Volume
    made: Made
    html: str
    cases: list[PresentedCase]
    headings: list[list[str]]
    reader: PdfReader
    words: dict[int, str]

    @property
    def outline(self) -> list[tuple[str, int, list[tuple[str, int]]]]:
        """The entries of the first level with their pages, and all those below them, in order."""
        found: list[tuple[str, int, list[tuple[str, int]]]] = []
        for entry in self.reader.outline:
            if isinstance(entry, list):
                found[-1][2].extend((str(leaf.title), self.page(leaf)) for leaf in leaves(entry))
            else:
                found.append((str(entry.title), self.page(entry), []))
        return found

    @cached_property
    def tagged(self) -> Tagged:
        return Tagged(self.made.pdf)

    def links_on(self, page: int) -> list[tuple[str, int]]:
        """The words of each link within the document, and the page that it leads to."""
        named = self.reader.named_destinations
        found = []
        for element in self.tagged.top.all():
            leads = [str(each.written.Dest) for each in element.annotations if "/Dest" in each.written]
            if element.kind == "Link" and leads and self.tagged.page_of(element) == page - 1:
                found.append((squeezed(self.tagged.words_of(element)), self.page(named[leads[0]])))
        return found

    def items_on(self, page: int) -> list[str]:
        """The words of each item of the lists of a page."""
        return [
            self.tagged.words_of(element)
            for element in self.tagged.top.all()
            if element.kind == "LBody" and self.tagged.page_of(element.elements[0]) == page - 1
        ]

    def pages_of(self, anchor: str, count: int) -> list[int]:
        first = self.page(self.reader.named_destinations[anchor])
        return list(range(first, first + count))

    def chapter(self, number: int) -> tuple[int, int]:
        """Its first and last page."""
        entries = [page for _title, page, _below in self.outline]
        return entries[number + 3], entries[number + 4] - 1

    def page(self, entry: Any) -> int:
        return (self.reader.get_destination_page_number(entry) or 0) + 1


def annotations(page: Any) -> list[Any]:
    return [each.get_object() for each in page.get("/Annots", ())]


def leaves(entries: Any) -> list[Any]:
    return [leaf for entry in entries for leaf in (leaves(entry) if isinstance(entry, list) else [entry])]


@pytest.fixture(scope="module")
def book(sample: Path, django_db_blocker: Any) -> Book:
    with django_db_blocker.unblock(), override_settings(STORAGES=STATIC), translation.override("es"):
        editions = [Edition.objects.with_document().get(case__slug=slug) for slug in SLUGS]
        made_of = volume(*(edition.pk for edition in editions))
        cases = [present(edition, "es") for edition in editions]
        assert all(case.all_cities for case in cases)  # named while the language is active
        headings = []
        for number, edition in enumerate(editions, 1):
            found = contents(chapter_html(made_of, chapter_of(edition_of(edition.pk), number, "es"), 1))
            headings.append([line.words for each in found for line in (each, *each.parts)])
        with heard() as given:
            made = rendered(made_of)
    html = given[-1] + "".join(given[1:-1])  # what stands before the chapters is laid out twice
    reader = PdfReader(io.BytesIO(made.pdf))
    words = {number: squeezed(page.extract_text()) for number, page in enumerate(reader.pages, 1)}
    return Book(made_of, made, html, cases, headings, reader, words)


def test_outline_has_the_parts_and_chapters_in_their_order(book: Book) -> None:
    titles = [title for title, _page, _below in book.outline]
    assert titles[0] == book.volume.title.plain
    assert titles[4:7] == [case.title.plain for case in book.cases]
    assert len(titles) == 12  # foreword, contents, map; lessons, two indexes, sources, imprint


def test_every_part_of_the_outline_is_on_its_page(book: Book) -> None:
    entries = [(title, page) for title, page, _below in book.outline]
    entries += [entry for _title, _page, below in book.outline for entry in below]
    assert [entry for entry in entries if squeezed(entry[0]) not in book.words[entry[1]]] == []


def test_every_heading_of_a_chapter_is_in_the_outline_in_order(book: Book) -> None:
    below = {title: [words for words, _page in entries] for title, _page, entries in book.outline}
    assert [below[case.title.plain] for case in book.cases] == book.headings
    assert min(len(headings) for headings in book.headings) > 8


def test_pages_are_numbered_on_between_the_covers(book: Book) -> None:
    """At their foot stand the edition, which is the second, and the number."""
    inside = {page: words for page, words in book.words.items() if 1 < page < len(book.words)}
    assert [page for page, words in inside.items() if not words.endswith(f"2{page}")] == []


def test_back_cover_has_the_beginning_of_the_foreword_and_the_address(book: Book) -> None:
    words = book.words[len(book.words)]
    assert words.startswith(squeezed(book.volume.title.plain) + squeezed("First words."))
    assert squeezed(book.volume.address) in words
    assert squeezed("More words.") not in words


def test_contents_say_the_pages_that_they_lead_to(book: Book) -> None:
    expected = {entry[0]: entry[1] for entry in book.outline[1:] if entry[0] != book.outline[2][0]}
    lines = book.links_on(book.outline[2][1])
    assert len(lines) == len(expected) == 10
    for title, page in expected.items():
        said = next(words for words, _leads in lines if squeezed(title) in words)
        assert (said.endswith(str(page)), dict(lines)[said]) == (True, page)


def test_every_lesson_stands_under_its_themes_and_leads_to_its_page(book: Book) -> None:
    lessons = book.pages_of("lessons-across", 1)
    links = [link for page in lessons for link in book.links_on(page)]
    expected = [
        (squeezed(lesson.title.plain), case)
        for case in book.cases
        for lesson in case.lessons
        for _theme in lesson.themes or (None,)
    ]
    assert len(links) == len(expected) > 4
    for words, case in expected:
        said, leads = next(link for link in links if link[0].startswith(words))
        assert said == f"{words}{squeezed(case.pair)}{leads}"
        assert words in book.words[leads]


def test_every_city_is_in_the_index_with_the_pages_of_its_chapters(book: Book) -> None:
    page = book.pages_of("index-cities", 1)[0]
    expected: dict[str, list[str]] = {}
    for number, case in enumerate(book.cases, 1):
        for city in case.cities:
            first, last = book.chapter(number)
            line = squeezed(f"{city.name}, {city.country_name}")
            expected.setdefault(line, []).append(f"{first}–{last}")
    said = {line: f"{line}{','.join(pages)}" for line, pages in expected.items()}
    assert len(said) > 4
    items = [squeezed(words) for words in book.items_on(page)]
    assert [line for line in said.values() if line not in items] == []


def _told(cities: tuple[City, ...], *parts: Part) -> Case:
    return make_case(partnership=make_partnership(cities=cities), parts=parts)


def test_city_that_a_lesson_names_is_in_the_index_with_the_page_of_the_lesson() -> None:
    elsewhere, cities = make_city(name="Xai-Xai"), (make_city(name="Alpha"), make_city(name="Beta"))
    lesson = make_lesson(title="Far away", cities=(elsewhere.slug,))
    edition = publish_case(_told(cities, make_lesson(title="Near by"), lesson))
    chapter = chapter_of(edition, 1, "en")
    chapter.first, chapter.last = 5, 9
    chapter.pages = {f"c1-{chapter.lessons[1].anchor}": 7}
    found = {entry.words: [ref.words for ref in entry.refs] for entry in index_of_cities([chapter])}
    assert found == {"Alpha": ["5–9"], "Beta": ["5–9"], "Xai-Xai": ["7"]}


def test_figures_are_numbered_by_chapter(book: Book) -> None:
    first, last = book.chapter(1)
    words = "".join(book.words[page] for page in range(first, last + 1))
    assert squeezed("Figura 1.1") in words


def test_cities_on_one_spot_have_their_numbers_together() -> None:
    """And those whose place isn't known are named below the map."""
    capital = make_city(name="Maputo", latitude=-25.97, longitude=32.58)
    beside = make_city(name="Matola", latitude=-25.96, longitude=32.46)
    far = make_city(name="Canoas", latitude=-29.92, longitude=-51.18)
    nowhere = make_city(name="Somewhere")
    told = [(capital, far), (beside, far), (capital, nowhere)]
    chapters = [
        chapter_of(publish_case(_told(cities)), number, "en") for number, cities in enumerate(told, start=1)
    ]
    words = re.findall(r"<text[^>]*>([^<]*)</text>", numbered_map(chapters, STANDARD.palette))
    assert sorted(words) == ["1, 2", "1, 2, 3"]
    assert unplaced(chapters) == ["Somewhere"]


def test_pair_of_many_cities_is_named_in_short() -> None:
    cities = tuple(make_city(name=name) for name in ("Durban", "Dakar", "Lagos", "Accra"))
    assert chapter_of(publish_case(_told(cities)), 1, "en").pair_in_short == "Durban and 3 more"


def test_every_link_leads_into_the_document(book: Book) -> None:
    names = set(book.reader.named_destinations)
    led = [str(link["/Dest"]) for page in book.reader.pages for link in annotations(page) if "/Dest" in link]
    assert len(led) > 50
    assert [name for name in led if name not in names] == []


def test_every_source_is_listed_once(book: Book) -> None:
    pages = book.pages_of("all-sources", 3)
    listed = "".join(book.words[page] for page in pages)
    titles = {squeezed(source.facts["title"]) for case in book.cases for source in case.sources}
    assert len(titles) > 8
    assert [title for title in titles if title not in listed] == []


def test_every_chapter_is_cited_with_its_licence(book: Book) -> None:
    said = "".join(book.words[page] for page in book.pages_of("imprint", 2))
    for case in book.cases:
        assert f"/cases/{squeezed(case.slug)}/v{case.number}/" in said
        assert squeezed(case.licence) in said


def test_chapter_that_is_not_translated_says_so(book: Book) -> None:
    assert [case.is_fallback for case in book.cases] == [False, True, True]
    said = [
        squeezed(phrase) in book.words[book.chapter(2)[0]] for phrase in ("francés", "Après la catastrophe")
    ]
    assert said == [True, True]


def test_tags_find_nothing_wrong_and_words_are_those_of_the_html(book: Book) -> None:
    assert all_faults(book.made.pdf, book.html) == []


def test_engine_finds_nothing_odd(book: Book) -> None:
    assert book.made.warnings == ()


def test_made_twice_is_the_same_to_the_byte(book: Book, django_db_blocker: Any) -> None:
    with override_settings(STORAGES=STATIC):
        assert rendered(book.volume).pdf == book.made.pdf


@pytest.mark.parametrize(
    ("purpose", "attached"), [("screen", []), ("archive", ["a-case-v1.json", "the-other-v1.json"])]
)
def test_chapters_go_along_as_data_for_the_archive_alone(purpose: str, attached: list[str]) -> None:
    editions = [publish_case(make_case(slug=slug)).pk for slug in ("the-other", "a-case")]
    with override_settings(STORAGES=STATIC):
        made = rendered(replace(volume(*editions, language="en"), printed=Print("a4", purpose)))
    assert list(PdfReader(io.BytesIO(made.pdf)).attachments) == attached


def test_redacted_lesson_is_nowhere_in_it() -> None:
    lesson = make_lesson(title="Vanished words")
    case = make_case(title="A case that stays", parts=(lesson, make_lesson(title="Words that stay")))
    edition = publish_case(case)
    redact(case, lesson.uid, by=None, reason="test")
    with override_settings(STORAGES=STATIC):
        made = rendered(volume(edition.pk, language="en"))
    words = "".join(squeezed(page.extract_text()) for page in PdfReader(io.BytesIO(made.pdf)).pages)
    assert (words.count("Wordsthatstay") > 1, "Vanished" in words) == (True, False)


def test_city_in_an_unknown_place_leaves_the_map_out() -> None:
    """No place is known: neither cover nor chapter has a map, and the rest is there."""
    edition = publish_case(make_case(title="Somewhere"))
    with override_settings(STORAGES=STATIC):
        made = rendered(volume(edition.pk, language="en"))
    assert made.warnings == ()
    assert faults(made.pdf) == []
