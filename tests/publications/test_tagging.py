"""What the tags of a PDF say: languages, labels, running heads; of one document and of several joined."""

import pytest

from cases.publications.engine.writing import join, lay_out, write_pdf

from .checking import faults
from .passages import told_by_pdf
from .reading import Element, Tagged

ADDRESS = "https://peerlearn.example/en/"
STYLE = "".join(
    f'<link rel="stylesheet" href="peerlearn://static/css/{name}.css">'
    for name in ("publication-faces", "publication")
)
DRAWING = '<svg lang="pt" width="9" height="9"><title>Um mapa</title><rect width="9" height="9"/></svg>'
HEADS = "<style>h1 { bookmark-level: 1; string-set: case content() }</style>"


def html(body: str, language: str = "en", title: str = "Two towns") -> str:
    head = f"<title>{title}</title>{STYLE}{HEADS}"
    return f'<html lang="{language}"><head>{head}</head><body><h1>{title}</h1>{body}</body></html>'


def read(body: str) -> Tagged:
    return Tagged(write_pdf(html(body), address=ADDRESS, identifier="test").pdf)


def marked(tagged: Tagged) -> list[tuple[str, str, str]]:
    """The elements that name a language themselves: kind, language, words."""
    return [
        (each.kind, each.text_of("Lang"), tagged.words_of(each))
        for each in tagged.top.all()
        if each.text_of("Lang")
    ]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<p>One</p>", []),
        ('<p lang="en">One</p>', []),
        ('<p lang="pt">Uma</p><p>One</p>', [("P", "pt", "Uma")]),
        ('<p>One <em lang="pt">uma</em></p>', [("NonStruct", "pt", "uma")]),
        ('<p lang="pt">Uma <em lang="en">one</em></p>', [("Span", "pt", "Uma "), ]),
        ('<div lang="pt"><p>Uma</p><p lang="fr">Une</p></div>', [("P", "pt", "Uma"), ("P", "fr", "Une")]),
        ('<div lang="pt"><p>Uma</p><p>Duas</p></div>', [("Div", "pt", "UmaDuas")]),
        (f"<p>One {DRAWING}</p>", [("Figure", "pt", "")]),
    ],
)  # fmt: skip
def test_language_is_said_where_it_changes(body: str, expected: list[tuple[str, str, str]]) -> None:
    assert marked(read(body)) == expected


def test_language_is_said_of_every_line_that_has_it() -> None:
    tagged = read(f'<p>Before</p><p lang="pt">{"Uma lição aprendida por todos. " * 40}</p>')
    [(kind, language, words)] = marked(tagged)
    assert (kind, language, words.count("lição")) == ("P", "pt", 40)


def test_paragraph_goes_on_in_its_language_on_the_next_page() -> None:
    tagged = read(f'<p lang="pt">{"Uma lição aprendida por todos. " * 200}</p>')
    assert [(kind, language) for kind, language, _words in marked(tagged)] == [("P", "pt")] * len(
        tagged.pages
    )
    assert len(tagged.pages) > 1


def test_joined_parts_keep_their_languages_and_have_no_faults() -> None:
    parts = [
        lay_out(html("<p>One</p>"), address=ADDRESS),
        lay_out(html('<p>Uma</p><p lang="en">One</p>', "pt").replace("h1", "h2"), address=ADDRESS),
    ]
    made = join(parts, identifier="test").pdf
    told = told_by_pdf(made)
    assert faults(made) == []
    assert told.words == {"en": "TwotownsOneOne", "pt": "TwotownsUma"}


def test_running_heads_are_no_part_of_the_text() -> None:
    tagged = read("<p>One</p>" + '<p style="break-before: page">Two</p>' * 2)
    aside = [
        (piece.page, piece.words, piece.kind) for piece in tagged.pieces if piece.words and piece.is_artifact
    ]
    assert [each for each in aside if each[1] == "Two towns"] == [
        (page, "Two towns", "/Pagination") for page in range(3)
    ]
    assert tagged.words_of(tagged.top) == "Two townsOneTwoTwo"


def outline_of(element: Element, tagged: Tagged) -> list[tuple[str, str]]:
    return [(each.kind, tagged.words_of(each)) for each in element.all() if each.kind in ("Lbl", "LBody")]


@pytest.mark.parametrize(
    "body",
    [
        "<dl><dt>Town</dt><dd>Norte</dd><dt>People</dt><dd>12</dd></dl>",
        "<dl><div><dt>Town</dt><dd>Norte</dd></div><div><dt>People</dt><dd>12</dd></div></dl>",
    ],
)
def test_term_is_the_label_of_what_is_said_of_it(body: str) -> None:
    tagged = read(body)
    told = [outline_of(each, tagged) for each in tagged.top.all() if each.kind == "LI"]
    assert told == [[("Lbl", "Town"), ("LBody", "Norte")], [("Lbl", "People"), ("LBody", "12")]]


def test_number_that_the_style_writes_is_a_label() -> None:
    tagged = read('<ol class="objectives"><li><div>Reach it</div></li></ol>')
    assert outline_of(tagged.top, tagged) == [("Lbl", "1"), ("LBody", "Reach it")]


def test_columns_of_a_list_are_one_list() -> None:
    items = "".join(f"<li><div>Source {number}</div></li>" for number in range(9))
    tagged = read(f'<ol class="sources">{items}</ol>')
    [held] = [each for each in tagged.top.all() if each.kind == "L"]
    assert [each.kind for each in held.elements] == ["LI"] * 9


def test_list_in_a_list_stays_one() -> None:
    tagged = read("<ul><li>One<ul><li>Two</li></ul></li><li>Three</li></ul>")
    held = [each for each in tagged.top.all() if each.kind == "L"]
    assert [tagged.words_of(each) for each in held] == ["• One◦ Two• Three", "◦ Two"]


def test_link_is_named_by_its_words() -> None:
    tagged = read(
        '<p id="here"><a href="#here">This <b>very</b> place</a> <a href="https://example.org/">there</a></p>'
    )
    said = {str(each.Contents) for page in tagged.pdf.pages for each in page.Annots}
    held = [tagged.words_of(each) for each in tagged.top.all() if each.annotations]
    assert (said, held) == ({"This very place", "there"}, ["This very place", "there"])
