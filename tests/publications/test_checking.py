"""The checker finds each fault that a PDF may have: a good one is broken, one fault at a time."""

import io
import re
from collections.abc import Callable
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from cases.publications.engine.writing import write_pdf

from .checking import faults
from .passages import all_faults
from .reading import Element, Tagged

HTML = """<html lang="en"><head><title>Two towns</title>
<link rel="stylesheet" href="peerlearn://static/css/publication-faces.css">
<link rel="stylesheet" href="peerlearn://static/css/publication.css">
<style>h1 { string-set: case content(); bookmark-level: 1 } .objectives > li { padding: 0 }</style></head><body>
<h1>Two towns</h1><p>First words.</p>
<h2 id="there">What came of it</h2><p lang="pt">Uma lição</p><p>See <a href="#there">what came of it</a>.</p>
<h3>In figures</h3>
<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><title id="t">A map</title><desc id="d">Two towns.</desc>
<rect width="9" height="9"/></svg>
<table><thead><tr><th scope="col">Town</th><th scope="col">People</th></tr></thead>
<tbody><tr><th scope="row">Norte</th><td>12</td></tr></tbody></table>
<ol class="objectives"><li><div>Reach it</div></li></ol>
<dl class="facts"><dt>Licence</dt><dd>CC BY</dd></dl>
</body></html>"""


@pytest.fixture(scope="module")
def good() -> bytes:
    return write_pdf(HTML, address="https://peerlearn.example/en/", identifier="test").pdf


def saved(pdf: pikepdf.Pdf) -> bytes:
    file = io.BytesIO()
    pdf.save(file)
    return file.getvalue()


def of_kind(pdf: pikepdf.Pdf, kind: str, place: int = 0) -> Any:
    """A structure element, by its kind."""
    top = pdf.Root.StructTreeRoot

    def below(element: Any) -> list[Any]:
        kids = [kid for kid in element.get("/K", []) if isinstance(kid, Dictionary) and "/S" in kid]
        return [each for kid in kids for each in (kid, *below(kid))]

    return [each for each in below(top) if str(each.S) == f"/{kind}"][place]


def rewrite(old: bytes, new: bytes) -> Callable[[pikepdf.Pdf], None]:
    """Changes what the first page paints."""

    def change(pdf: pikepdf.Pdf) -> None:
        page = pdf.pages[0]
        painted = page.Contents.read_bytes()
        assert old in painted
        page.Contents = pdf.make_stream(painted.replace(old, new, 1))

    return change


def metadata(pdf: pikepdf.Pdf) -> None:
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as held:
        del held["pdfuaid:part"]


def first_font(pdf: pikepdf.Pdf) -> Any:
    return next(iter(sorted(pdf.pages[0].Resources.Font.items())))[1]


def without_file(pdf: pikepdf.Pdf) -> None:
    descriptor = first_font(pdf).DescendantFonts[0].FontDescriptor
    for key in ("/FontFile2", "/FontFile3"):
        if key in descriptor:
            del descriptor[key]


def whole(pdf: pikepdf.Pdf) -> None:
    font = first_font(pdf)
    font.BaseFont = Name("/" + str(font.BaseFont).rpartition("+")[2])


def drop(element: Any, name: str) -> None:
    del element[name]


def skip_level(pdf: pikepdf.Pdf) -> None:
    of_kind(pdf, "H3").S = Name.H4


def other_bookmark(pdf: pikepdf.Pdf) -> None:
    pdf.Root.Outlines.First.Title = String("Three towns")


def swap(pdf: pikepdf.Pdf) -> None:
    """The second heading is read before the first."""
    kids = of_kind(pdf, "Document").K
    places = [n for n, kid in enumerate(kids) if kid.S in ("/H1", "/H2")]
    kids[places[0]], kids[places[1]] = kids[places[1]], kids[places[0]]


def twice(pdf: pikepdf.Pdf) -> None:
    kids = of_kind(pdf, "P").K[0].K
    kids.append(kids[0])


def forget(pdf: pikepdf.Pdf) -> None:
    """The first paragraph is painted, but nothing names it."""
    kids = of_kind(pdf, "Document").K
    del kids[1]


BROKEN: dict[str, tuple[Callable[[pikepdf.Pdf], Any], list[str]]] = {
    "title shown": (lambda pdf: drop(pdf.Root, "/ViewerPreferences"), ["The window doesn't show the title."]),
    "title": (lambda pdf: drop(pdf.docinfo, "/Title"), ["It has no title."]),
    "marked": (lambda pdf: drop(pdf.Root, "/MarkInfo"), ["It doesn't say that it is tagged."]),
    "identifier": (metadata, ["Its metadata name neither PDF/UA nor an accessible PDF/A."]),
    "tabs": (lambda pdf: drop(pdf.pages[0].obj, "/Tabs"), ["The tab key doesn't follow the structure on page 1."]),
    "language": (lambda pdf: drop(pdf.Root, "/Lang"), ["It doesn't say its language."]),
    "no language": (
        lambda pdf: of_kind(pdf, "P", 1).__setitem__("/Lang", String("Uma lição")),
        ["“Uma lição” is no language: “Uma lição”."],
    ),
    "level": (skip_level, ["A heading skips a level: “In figures”."]),
    "bookmark": (other_bookmark, ["No heading has the words of the bookmark in its place: “Three towns”."]),
    "order": (
        swap,
        [
            "A heading skips a level: “In figures”.",
            "The first heading is not of the first level.",
            "No heading has the words of the bookmark in its place: “What came of it”.",
        ],
    ),
    "no bookmarks": (lambda pdf: drop(pdf.Root, "/Outlines"), ["It has no bookmarks."]),
    "alternative": (lambda pdf: drop(of_kind(pdf, "Figure"), "/Alt"), ["A picture on page 1 has no text alternative."]),
    "place": (
        lambda pdf: of_kind(pdf, "Figure").A.__setitem__("/BBox", Array([0, 2000, 9, 2009])),
        ["A picture on page 1 is said to be outside of the page."],
    ),
    "no place": (lambda pdf: drop(of_kind(pdf, "Figure").A, "/BBox"), ["A picture on page 1 doesn't say where it is."]),
    "scope": (lambda pdf: drop(of_kind(pdf, "TH").A, "/Scope"), ["A header doesn't say what it heads: “Town”."]),
    "headers": (
        lambda pdf: of_kind(pdf, "TD").A.__setitem__("/Headers", Array([String("x")])),
        ["A cell names a header that isn't there: “12”."],
    ),
    "row": (lambda pdf: drop(of_kind(pdf, "TBody").K[0], "/K"), [
        "Something is painted that the structure doesn't name on page 1: “Norte”.",
        "Something is painted that the structure doesn't name on page 1: “12”.",
        "An element TR holds nothing.",
        "The rows of a table are not equally long: “TownPeople”.",
    ]),
    "cell": (lambda pdf: of_kind(pdf, "TD").__setitem__("/S", Name.P), [
        "TR holds P: “12”.",
        "The rows of a table are not equally long: “TownPeopleNorte12”.",
    ]),
    "no headers": (lambda pdf: [of_kind(pdf, "TH").__setitem__("/S", Name.TD) for _each in range(3)], [
        "A table has no headers: “TownPeopleNorte12”.",
    ]),
    "item": (lambda pdf: of_kind(pdf, "LI").__setitem__("/S", Name.P), [
        "L holds P: “1Reach it”.",
        "Lbl is not in LI: “1”.",
        "LBody is not in LI: “Reach it”.",
    ]),
    "body": (lambda pdf: of_kind(pdf, "LI").K.__delitem__(1), [
        "Something is painted that the structure doesn't name on page 1: “Reach it”.",
        "An item of a list has no body: “1”.",
    ]),
    "nothing": (lambda pdf: of_kind(pdf, "Document").K.append(
        pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Div, K=Array()))), ["An element Div holds nothing."]),
    "link": (lambda pdf: of_kind(pdf, "Link").__setitem__("/S", Name.Span), ["A link is part of Span: “what came of it”."]),
    "address": (
        lambda pdf: pdf.pages[0].Annots[0].__setitem__("/Contents", String("there")),
        ["A link doesn't say in words where it leads: “there”."],
    ),
    "unsaid": (
        lambda pdf: drop(pdf.pages[0].Annots[0], "/Contents"),
        ["A link doesn't say in words where it leads: “there”."],
    ),
    "nowhere": (
        lambda pdf: pdf.pages[0].Annots[0].__setitem__("/Dest", String("gone")),
        ["A link leads to a place that isn't there: “gone”."],
    ),
    "outside": (lambda pdf: of_kind(pdf, "Link").K.__delitem__(0), [
        "A link leads nowhere: “what came of it”.",
        "A link on page 1 is not in the structure.",
    ]),
    "way back": (
        lambda pdf: drop(pdf.pages[0].Annots[0], "/StructParent"),
        ["The parent tree doesn't lead from a link to its element: “what came of it”."],
    ),
    "twice": (twice, ["Marked content 1 of page 1 is used twice."]),
    "forgotten": (forget, ["Something is painted that the structure doesn't name on page 1: “First words.”."]),
    "decoration": (
        rewrite(b"<</MCID 1>>\nBDC", b"<</MCID 1>>\nBDC\n/Artifact BMC 0 0 9 9 re f EMC"),
        ["Decoration is marked as text on page 1."],
    ),
    "unmarked": (
        rewrite(b"/Span\n<</MCID 1>>\nBDC", b"0 0 9 9 re f\n/Span\n<</MCID 1>>\nBDC"),
        ["Something is painted without a mark (f) on page 1."],
    ),
    "words as decoration": (rewrite(b"/Span\n<</MCID 1>>\nBDC", b"/Artifact\nBMC"), [
        "Span names content 1 that page 1 doesn't have.",
        "Words are marked as decoration on page 1: “First words.”.",
    ]),
    "embedded": (without_file, ["The font {font} is not in the file."]),
    "subset": (whole, ["The font {face} is not a subset."]),
}  # fmt: skip


def test_good_publication_has_no_faults(good: bytes) -> None:
    assert all_faults(good, HTML) == []


@pytest.mark.parametrize("name", BROKEN)
def test_each_fault_is_found(good: bytes, name: str) -> None:
    breaking, expected = BROKEN[name]
    with pikepdf.open(io.BytesIO(good)) as pdf:
        font = str(first_font(pdf).BaseFont).lstrip("/")
        breaking(pdf)
        found = faults(saved(pdf))
    assert sorted(found) == sorted(
        sentence.format(font=font, face=font.rpartition("+")[2]) for sentence in expected
    )


def test_letter_that_no_font_has_is_found(good: bytes) -> None:
    shows = re.compile(rb"<[0-9a-f]{4}>")
    with pikepdf.open(io.BytesIO(good)) as pdf:
        painted = pdf.pages[0].Contents.read_bytes()
        pdf.pages[0].Contents = pdf.make_stream(shows.sub(b"<0000>", painted, count=1))
        found = faults(saved(pdf))
    assert [fault for fault in found if fault.endswith("(.notdef).")] != []


def test_shapes_of_another_font_are_found(good: bytes) -> None:
    with pikepdf.open(io.BytesIO(good)) as pdf:
        one, other = [
            font.DescendantFonts[0].FontDescriptor
            for _name, font in sorted(pdf.pages[0].Resources.Font.items())[:2]
        ]
        one.FontFile2, other.FontFile2 = other.FontFile2, one.FontFile2
        found = faults(saved(pdf))
    assert [fault for fault in found if fault.endswith("as our face doesn't.")] != []


def test_letters_that_are_said_of_other_glyphs_are_found(good: bytes) -> None:
    with pikepdf.open(io.BytesIO(good)) as pdf:
        for font in pdf.pages[0].Resources.Font.values():
            letters = font.ToUnicode.read_bytes()
            font.ToUnicode = pdf.make_stream(
                letters.replace(b"<00e7>", b"<00c7>").replace(b"<00E7>", b"<00C7>")
            )
        found = faults(saved(pdf))
    assert [fault for fault in found if "says “Ç” of a glyph that is none (ccedilla)" in fault] != []


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ('<p lang="pt">', "<p>", "What is told in en differs"),
        ("First words.", "Other words.", "What is told in en differs: “townsFirstwords"),
        ("A map", "A chart", "A picture says ('en', 'AmapTwotowns') instead of ('en', 'AchartTwotowns')."),
        ("</body>", "<p>More</p></body>", "What is told in en differs: “eCCBY” instead of “eCCBYMore”."),
    ],
)
def test_words_that_are_not_those_of_the_html_are_found(
    good: bytes, old: str, new: str, expected: str
) -> None:
    assert old in HTML
    assert all_faults(good, HTML.replace(old, new))[0].startswith(expected)


def test_words_are_read_with_their_language(good: bytes) -> None:
    read = Tagged(good)

    def said(element: Element) -> tuple[str, str]:
        return element.language, read.words_of(element)

    assert [said(each) for each in read.top.all() if each.kind == "P"][1] == ("pt", "Uma lição")
