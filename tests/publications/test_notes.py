"""Links and sources as numbered notes: what print makes of an address, of references, of figures and tables."""

import re
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils.html import strip_tags

from cases.document import Part, Thread, Written
from cases.models import Edition, Link
from cases.presenting import PresentedItem
from cases.publications.engine.writing import lay_out, write_pdf
from cases.publications.notes import Notes, site_of
from cases.publications.single.rendering import address_of, full_html
from tests.cases.plans import make_whole_plan
from tests.factories import (
    make_activity,
    make_case,
    make_city,
    make_lesson,
    make_partnership,
    make_plan,
    publish_case,
)

from .reading import Tagged, squeezed
from .setting import references_of
from .test_layout import comparison, illustration

REPORT, NEWS = "https://example.org/report", "https://www.news.example/2014/08/visit.html"


def source(address: str, title: str = "A report") -> PresentedItem:
    facts = {"title": title, "address": address, "language": "", "read_on": None}
    return PresentedItem(uid=uuid4(), kind="source", texts={}, facts=facts)


def link(address: str, words: str) -> str:
    return f'<a href="{address}" rel="noopener">{words}</a>'


def note(item: PresentedItem, number: int) -> str:
    anchor, title = item.anchor, item.facts["title"]
    return f'<sup class="note"><a href="#{anchor}" aria-label="{number}: {title}">{number}</a></sup>'


def test_link_keeps_its_words_and_gets_the_number_of_its_source() -> None:
    item = source(REPORT)
    text = Notes([item]).refer(f"<p>As {link(REPORT, 'they <b>say</b>')}.</p>")
    assert text == f"<p>As {link(REPORT, 'they <b>say</b>')}{note(item, 1)}.</p>"


@pytest.mark.parametrize("words", [NEWS, NEWS.removeprefix("https://"), f" {NEWS}/ "])
def test_bare_address_becomes_the_name_of_its_site(words: str) -> None:
    item = source(NEWS)
    assert Notes([item]).refer(link(NEWS, words)) == link(NEWS, "news.example") + note(item, 1)


def test_same_address_has_one_number() -> None:
    one, other = source(REPORT), source(NEWS)
    links = "".join(link(address, "x") for address in (NEWS, REPORT, f"{NEWS}/"))
    numbers = re.findall(r">(\d+)</a></sup>", Notes([one, other]).refer(links))
    assert numbers == ["1", "2", "1"]


def test_sources_are_in_the_order_of_reference_and_the_others_in_that_of_the_writers() -> None:
    items = [source(f"https://example.org/{number}") for number in range(4)]
    notes = Notes(items)
    notes.refer(link("https://example.org/2", "x") + link("https://example.org/1", "x"))
    assert (notes.called, notes.uncalled) == ([items[2], items[1]], [items[0], items[3]])


def test_address_that_is_no_source_becomes_one() -> None:
    item, notes = source(REPORT), Notes([])
    notes = Notes([item])
    notes.refer(link(NEWS, "the news") + link(NEWS, "again"))
    assert [(each.facts["title"], each.facts["address"]) for each in notes.called] == [("news.example", NEWS)]
    assert notes.uncalled == [item]


def test_address_with_an_ampersand_is_found() -> None:
    item = source("https://example.org/?a=1&b=2")
    written = "https://example.org/?a=1&amp;b=2"
    assert Notes([item]).refer(link(written, written)) == link(written, "example.org") + note(item, 1)


def test_title_of_a_source_cant_break_out_of_its_label() -> None:
    text = Notes([source(REPORT, 'A "<b>" report')]).refer(link(REPORT, "x"))
    assert 'aria-label="1: A &quot;&lt;b&gt;&quot; report"' in text


@pytest.mark.parametrize(
    "text",
    [
        '<a href="#lesson-1">A lesson</a>',
        '<a href="mailto:town@example.org">Write to us</a>',
        '<svg viewBox="0 0 9 9"><a/><title>&lt;a href="https://example.org/"&gt; &#233; &amp;</title></svg>',
        "<p>https://example.org/ in words<br>and more</p>",
    ],
)
def test_all_else_stays_as_it_was(text: str) -> None:
    notes = Notes([])
    assert (notes.refer(text), notes.called) == (text, [])


def test_site_of_an_address_without_one_is_the_address() -> None:
    assert [site_of(each) for each in (NEWS, "https://")] == ["news.example", "https://"]


# In print


def part(kind: str, facts: dict[str, Any], **texts: str) -> Part:
    return Part(uuid4(), kind, facts, {name: {"en": Written(text)} for name, text in texts.items()})


def publish() -> Edition:
    """A case that names three sources in its texts and an exchange, and lists two of them, and one more."""
    plan = make_plan(partnership=make_partnership(cities=(make_city(name="Alpha"), make_city(name="Beta"))))
    make_activity(plan=plan, title="Visit to Alpha", starts="2014", status="done", source=NEWS)
    challenge = part(
        "challenge", {"themes": ()}, title="Three names for one street", text="<p>It is hard.</p>"
    )
    outcome = part(
        "outcome",
        {"value": None, "indicator": None, "activities": ()},
        title="All have one name",
        text=f"<p>It is {link(REPORT, 'told')} and {link('https://else.example/', 'told again')}.</p>",
    )
    lesson = make_lesson(title="Walk before you draw")
    listed = [
        {"title": title, "address": address, "language": "", "read_on": None}
        for title, address in (
            ("Unnamed", "https://unnamed.example/"),
            ("The report", REPORT),
            ("The news", NEWS),
        )
    ]
    case = make_case(
        partnership=plan.partnership,
        parts=(challenge, outcome, lesson, *[part("source", facts) for facts in listed]),
        threads=(
            Thread(lesson.uid, challenge.uid, Link.Kind.ANSWERS),
            Thread(lesson.uid, outcome.uid, Link.Kind.SHOWN_BY),
        ),
    )
    return publish_case(case)


def printed(edition: Edition) -> bytes:
    return write_pdf(full_html(edition, "en"), address=address_of(edition, "en"), identifier="test").pdf


@pytest.mark.django_db
def test_notes_of_a_case_lead_to_their_entries() -> None:
    tagged = Tagged(printed(publish()))
    [text] = [
        squeezed(tagged.words_of(each))
        for each in tagged.top.all()
        if each.kind == "P" and "told" in tagged.words_of(each)
    ]
    assert text == "Itistold2andtoldagain3."
    items = [squeezed(tagged.words_of(each)) for each in tagged.top.all() if each.kind == "LI"]
    assert [item for item in items if "://" in item and item[0].isdigit()][:3] == [
        f"1Thenews{NEWS}",
        f"2Thereport{REPORT}",
        "3else.examplehttps://else.example/",
    ]
    assert "Unnamedhttps://unnamed.example/" in items


@pytest.mark.django_db
def test_source_of_an_exchange_is_a_note() -> None:
    tagged = Tagged(printed(publish()))
    told = [squeezed(tagged.words_of(each)) for each in tagged.top.all() if each.kind == "P"]
    assert [words for words in told if words.startswith("Source:")] == ["Source:news.example1"]


@pytest.mark.django_db
def test_number_of_a_note_says_what_it_leads_to() -> None:
    tagged = Tagged(printed(publish()))
    said = [str(each.Contents) for page in tagged.pdf.pages for each in page.get("/Annots", [])]
    assert [each for each in said if ": " in each] == ["1: The news", "2: The report", "3: else.example"]


@pytest.mark.django_db
def test_references_say_the_page_that_they_lead_to() -> None:
    edition = publish()
    tagged = Tagged(printed(edition))
    pages = {
        squeezed(tagged.words_of(each)): tagged.page_of(each) + 1
        for each in tagged.top.all()
        if each.kind == "H3"
    }
    told = [squeezed(tagged.words_of(each)) for each in tagged.top.all() if each.kind == "P"]
    for words, title in (
        ("Answersthechallenge:", "Threenamesforonestreet"),
        ("Shownbytheoutcome:", "Allhaveonename"),
    ):
        assert f"{words}{title}(page{pages[title]})" in told


@pytest.mark.django_db
def test_references_on_the_page_are_the_titles_alone(client: Client) -> None:
    edition = publish()
    page = client.get(f"/en/cases/{edition.case.slug}/").content.decode()
    threads = re.findall(r'<div class="threads">(.*?)</div>', page, re.DOTALL)
    [words] = [strip_tags(each).split() for each in threads if "Answers" in each]
    assert " ".join(words) == (
        "Answers the challenge: Three names for one street Shown by the outcome: All have one name"
    )
    assert 'class="note"' not in page
    assert "numbered-" not in page


@pytest.mark.django_db
def test_figures_and_tables_have_numbers_in_their_order(tmp_path: Path, settings: Any) -> None:
    settings.MEDIA_ROOT = tmp_path
    partnership = make_whole_plan()
    comparisons = [each for number in range(2) for each in comparison(list(partnership.cities.all()))]
    edition = publish_case(make_case(partnership=partnership, parts=(*comparisons, illustration())))
    tagged = Tagged(printed(edition))
    said = [squeezed(tagged.words_of(each)) for each in tagged.top.all() if each.kind == "Caption"]
    assert [words for words in said if words.startswith("Table")] == [
        f"Table{number}Howitworksineachcity" for number in (1, 2)
    ]
    figures = [words for words in said if words.startswith("Figure")]
    assert [words[:7] for words in figures] == [f"Figure{number}" for number in range(1, len(figures) + 1)]
    assert (figures[0], figures[-1]) == (
        "Figure1Timeline",
        f"Figure{len(figures)}ThestreetPicture:Photographer",
    )
    assert len(figures) > 2


@pytest.mark.django_db
def test_references_of_a_chapter_say_the_pages_of_its_volume() -> None:
    edition = publish()
    html = full_html(edition, "en")
    chapter = html.replace("</head>", "<style>@page:first { counter-reset: page 41 }</style></head>")
    first, later = (lay_out(each, address=address_of(edition, "en")).pages for each in (html, chapter))
    pages = {name: number for number, page in enumerate(first, 1) for name in page.anchors}
    said = references_of(later)
    assert len(said) > 2
    assert [(name, number) for name, number in said if number != pages[name] + 40] == []
