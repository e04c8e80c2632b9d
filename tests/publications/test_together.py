"""What stays together on a line of paper."""

import io
from uuid import uuid4

import pytest
from pypdf import PdfReader

from cases.document import Part, Written
from cases.publications.engine.together import TIE, WHOLE, Hyphens, tied
from cases.publications.engine.writing import write_pdf
from cases.publications.single.rendering import address_of, full_html
from tests.factories import make_case, publish_case

from .reading import squeezed
from .test_setting import set_in


def shown(html: str) -> str:
    """Ties as they can be read in a test."""
    return tied(html).replace(TIE, "~").replace(WHOLE, "|")


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("about 17,6 millions of 2 500 people", "about 17,6~millions of 2 500~people"),
        ("in 2014 they had 70 % of 3 plans", "in 2014 they had 70~% of 3~plans"),
        ("version 2.3 of v1/ 8 days", "version 2.3~of v1/ 8~days"),
        ("read on 23 November 2026, again", "read on 23~November~2026, again"),
        ("el 9 de noviembre de 2011 y el 2 de mayo", "el 9~de~noviembre de~2011 y el 2~de mayo"),
        ("in 2013. The", "in 2013. The"),
    ],
)
def test_numbers_stay_with_what_they_count(words: str, expected: str) -> None:
    assert shown(f"<div>{words}</div>") == f"<div>{expected}</div>"


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>a good cooperation.</p>", "<p>a good cooperation|.</p>"),
        ("<li>a <em>neighbourhood</em></li>", "<li>a <em>neighbourhood|</em></li>"),
        ("<p>a good cooperation and</p>", "<p>a good cooperation and</p>"),
        ("<p>https://x.org/cooperation</p>", "<p>https://x.org/cooperation</p>"),
    ],
)
def test_last_word_of_a_paragraph_is_marked_whole(html: str, expected: str) -> None:
    assert shown(html) == expected


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<h1>A cadastre that tells more than plots</h1>", "<h1>A cadastre that tells more than~plots</h1>"),
        ('<h3 lang="en"><a href="/x">Map first, then lay data on top</a></h3>',) * 2,
        (
            '<span class="title"><span lang="fr">Au-delà des limites des parcelles</span></span>',
            '<span class="title"><span lang="fr">Au-delà des limites des~parcelles</span></span>',
        ),
        ("<h3>Five days in Guarulhos</h3>", "<h3>Five days in Guarulhos</h3>"),
        (
            "<h3>Experience that helped the neighbourhood</h3>",
            "<h3>Experience that helped the neighbourhood</h3>",
        ),
    ],
)
def test_title_leaves_no_short_word_alone(html: str, expected: str) -> None:
    assert shown(html) == expected


def test_tying_twice_ties_no_more() -> None:
    html = "<h1>A cadastre that tells more than plots</h1><p>In 5 days of cooperation.</p>"
    assert tied(tied(html)) == tied(html)


def test_head_style_and_drawings_stand_as_they_were() -> None:
    html = (
        "<head><title>5 days</title></head><svg><text>5 days</text></svg><style>a { margin: 0 5 em }</style>"
    )
    assert tied(html) == html


@pytest.mark.parametrize(
    ("language", "word", "is_parted"),
    [
        ("en", "neighbourhoods", True),
        ("en", "Guarulhos", False),
        ("en", "GeoNames", False),
        ("en", f"neighbourhoods{WHOLE}", False),
        ("de", "Nachbarschaften", True),
        ("de", "GeoNamensliste", False),
    ],
)
def test_names_are_never_parted(language: str, word: str, is_parted: bool) -> None:
    assert bool(list(Hyphens(language, 4, 4).iterate(word))) is is_parted


@pytest.mark.django_db
def test_marked_words_are_whole_and_can_be_found() -> None:
    text = f"<p>{' '.join('o' * (number % 7 + 1) + ' Guarulhos' for number in range(60))}</p>"
    text += "".join(f"<p>{'o' * number} municipalities and cooperation.</p>" for number in range(30, 60))
    texts = {"title": {"en": Written("x")}, "text": {"en": Written(text)}}
    edition = publish_case(make_case(parts=(Part(uuid4(), "challenge", {"themes": ()}, texts),)))
    lines = [line.words for page in set_in(edition, "en") for line in page if line.is_in(".prose")]
    parted = {line.split()[-1] for line in lines if line.endswith("‐")}
    assert {word[:4] for word in parted} == {"muni"}
    made = write_pdf(full_html(edition, "en"), address=address_of(edition, "en"), identifier="test")
    read = squeezed("".join(page.extract_text() for page in PdfReader(io.BytesIO(made.pdf)).pages))
    assert (read.count("cooperation."), WHOLE in read, made.warnings) == (30, False, ())
