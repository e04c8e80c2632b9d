"""A4 or Letter, to read, for the printer, for the archive: sizes, colour to the edge, pictures, attachments."""

import io
import random
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, override_settings
from PIL import Image, ImageFilter
from pypdf import PdfReader

from cases.document import Part, Written
from cases.models import Edition, Publication
from cases.publications.asking import FORMATS, Kind
from cases.publications.engine.papers import BLEED, HEADS, HEAVIEST, OFFICE, WIDTHS, Print
from cases.publications.engine.writing import Laid, Made, lay_out
from cases.publications.single.brochures import FOLDED, SHEET, brochure_html, render_brochure
from cases.publications.single.formats import render
from cases.publications.single.rendering import address_of, full_html, render_full
from cases.workflow import redact
from peerlearn.editing.pictures import keep_picture
from peerlearn.environment import PROJECT
from tests.factories import make_case, make_lesson, publish_case

from .passages import all_faults
from .printing import STATIC, Shelf
from .test_brochure import full_to_the_brim, outcome, published, voice

pytestmark = pytest.mark.django_db
SIZES = {"a4": (595.28, 841.89), "letter": (612.0, 792.0)}  # points
LEFT_OVER = {"a4": 10, "letter": 10}  # millimetres that the marks of the printer take round the paper
POINTS = 72 / 25.4
EDGES = ("cover-map", "band", "strip")
OTHERS = [
    ("letter", "screen"),
    ("a4", "print"),
    ("letter", "print"),
    ("a4", "archive"),
    ("letter", "archive"),
]


@pytest.fixture(autouse=True)
def media_folder(tmp_path: Path) -> Iterator[None]:
    with override_settings(MEDIA_ROOT=tmp_path, STORAGES=STATIC | MEDIA):
        yield


MEDIA = {"default": {"BACKEND": "django.core.files.storage.FileSystemStorage"}}


@pytest.fixture(scope="module")
def shelf(sample: Path, django_db_blocker: Any) -> Shelf:
    return Shelf(django_db_blocker)


def opened(made: Made) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(made.pdf))


def box(page: Any, name: str) -> list[float]:
    return [round(float(each), 1) for each in page[name]]


def grown(size: tuple[float, float], millimetres: float) -> list[float]:
    """The rectangle of a page of that size with so much more on each side."""
    more = millimetres * POINTS
    return [round(each, 1) for each in (-more, -more, size[0] + more, size[1] + more)]


def whole(printed: Print = OFFICE) -> Made:
    """A case with a lesson, an outcome and a voice."""
    edition = published(make_lesson(), outcome("Half less", "5"), voice("Yes."))
    return render_full(edition, "en", identifier="test", printed=printed)


def photograph(number: int, size: tuple[int, int] = (2400, 1600), grain: float = 0.25) -> Part:
    """An illustration as from a camera: light and shade, and grain, the same each time for the same number."""
    chance = random.Random(number)
    coarse = Image.frombytes("RGB", (24, 16), chance.randbytes(24 * 16 * 3)).resize(
        size, Image.Resampling.BICUBIC
    )
    fine = Image.frombytes("RGB", (600, 400), chance.randbytes(600 * 400 * 3)).filter(
        ImageFilter.GaussianBlur(1)
    )
    file = io.BytesIO()
    Image.blend(coarse, fine.resize(size, Image.Resampling.BICUBIC), grain).save(file, "JPEG", quality=92)
    picture = keep_picture(SimpleUploadedFile(f"{number}.jpg", file.getvalue()))
    picture.credit = "Photographer"
    picture.save()
    facts = {"picture": str(picture.uid), "is_cover": False}
    texts = {"alternative": {"en": Written("A street")}, "caption": {"en": Written(f"Street {number}")}}
    return Part(uuid4(), "illustration", facts, texts)


def images(pdf: pikepdf.Pdf) -> list[Any]:
    return [
        each for each in pdf.objects if isinstance(each, pikepdf.Stream) and each.get("/Subtype") == "/Image"
    ]


def boxes(laid: Laid) -> Iterator[tuple[Any, Any]]:
    """All boxes of all pages, each with its page."""
    for page in laid.pages:
        waiting = [page._page_box]
        while waiting:
            each = waiting.pop()
            each = getattr(each, "_box", each)
            yield page, each
            waiting += list(getattr(each, "children", ()))


def test_style_and_papers_agree() -> None:
    sheets = {
        "a4": ("publication.css", "publication-brochure.css"),
        "letter": ("publication-letter.css",),
    }
    for paper, names in sheets.items():
        style = "".join((PROJECT / "static/css" / name).read_text() for name in names)
        said = {name: float(value) for name, value in re.findall(r"--([a-z-]+): ([\d.]+)mm;", style)}
        told = {
            "page-width": WIDTHS[paper],
            "cover-map": HEADS["cover"][paper],
            "sheet-map": HEADS["sheet"][paper],
        }
        assert {name: said[name] for name in told} == told
        assert round(said["page-width"] - 2 * said["side"], 2) == 162
    printer = (PROJECT / "static/css/publication-printer.css").read_text()
    assert f"--bleed: {BLEED:.0f}mm;" in printer


@pytest.mark.parametrize("paper", SIZES)
def test_every_page_has_the_size_of_its_paper(paper: str) -> None:
    pages = opened(whole(Print(paper))).pages
    assert len(pages) > 2
    assert [box(page, "/MediaBox") for page in pages] == [grown(SIZES[paper], 0)] * len(pages)


def test_lines_of_letter_end_where_its_foot_begins() -> None:
    """A page holds whole lines of 14 points, as those of A4 do."""
    style = (PROJECT / "static/css/publication-letter.css").read_text()
    said = {name: float(value) for name, value in re.findall(r"--([a-z-]+): ([\d.]+)mm;", style)}
    lines = (said["page-height"] - said["top"] - said["foot"]) * POINTS / 14
    assert round(lines, 2) == 44


def test_longest_brochure_has_four_pages_on_letter() -> None:
    made = render_brochure(full_to_the_brim(), "en", identifier="test", printed=Print("letter"))
    assert made.pages == 4


def test_short_brochure_is_one_sheet_on_letter() -> None:
    edition = published(make_lesson(), outcome("A", "5"), voice("Yes."))
    assert render_brochure(edition, "en", identifier="test", printed=Print("letter")).pages == 2


@pytest.mark.parametrize("paper", SIZES)
def test_printer_is_told_where_the_paper_is_cut(paper: str) -> None:
    pages = opened(whole(Print(paper, "print"))).pages
    expected = [grown(SIZES[paper], more) for more in (0, BLEED, LEFT_OVER[paper])]
    assert [[box(page, name) for name in ("/TrimBox", "/BleedBox", "/MediaBox")] for page in pages] == [
        expected
    ] * len(pages)


@pytest.mark.parametrize("paper", SIZES)
def test_printer_gets_the_back_cover_on_the_outside_of_the_last_sheet(paper: str) -> None:
    """Empty pages before it make the pages a multiple of four; for the screen there is none."""
    edition, words = published(make_lesson(), outcome("Half less", "5"), voice("Yes.")), {}
    for purpose in ("screen", "print"):
        made = render_full(edition, "en", identifier="test", printed=Print(paper, purpose))
        words[purpose] = [page.extract_text().strip() for page in PdfReader(io.BytesIO(made.pdf)).pages]
        assert made.pages == len(words[purpose])
    missing = -len(words["screen"]) % 4
    assert missing > 0
    assert [bool(page) for page in words["print"][-missing - 1 :]] == [False] * missing + [True]
    assert [page for page in words["print"] if page] == words["screen"]
    assert len(words["print"]) % 4 == 0


@pytest.mark.parametrize("paper", SIZES)
@pytest.mark.parametrize("form", ["full", SHEET, FOLDED])
def test_colour_at_an_edge_reaches_the_end_of_the_bleed(paper: str, form: str) -> None:
    printed, edition = Print(paper, "print"), published(make_lesson(), outcome("A", "5"), voice("Yes."))
    if form == "full":
        html = full_html(edition, "en", printed=printed)
    else:
        html = brochure_html(edition, "en", form, printed=printed)
    laid = lay_out(html, address=address_of(edition, "en"), printed=printed)
    more, found = BLEED * 96 / 25.4, []
    for page, each in boxes(laid):
        name = each.element.get("class", "").partition(" ")[0] if each.element is not None else ""
        if name in EDGES and each.element_tag in ("div", "ul"):
            if each.position_y + each.margin_height() < -more:
                continue  # the strip of a page without margins, which lies above it
            left = each.position_x + each.margin_left
            right = left + each.border_width()
            found.append((name, round(left + more, 1), round(right - more - page.width, 1)))
    assert {name for name, *_sides in found} >= {"cover-map", "band"}
    assert [each for each in found if each[1:] != (0, 0)] == []


def test_printer_gets_pictures_of_three_hundred_dots() -> None:
    edition = publish_case(make_case(parts=(photograph(1), photograph(2, (600, 400)))))
    made = render_full(edition, "en", identifier="test", printed=Print("a4", "print"))
    pdf = opened(made)
    assert sorted(int(each.Width) for each in images(pdf)) == [600, 1913]  # 162 mm; what there is


def test_screen_gets_pictures_of_a_hundred_and_fifty_dots() -> None:
    edition = publish_case(make_case(parts=(photograph(1), photograph(2, (1600, 2400)))))
    made = render_full(edition, "en", identifier="test")
    pdf = opened(made)
    assert sorted(int(each.Width) for each in images(pdf)) == [591, 957]  # 100 mm and 162 mm


def test_page_with_pictures_weighs_sixty_kilobytes_at_most() -> None:
    """The whole file, for each of its pages; two pictures stand on every second."""
    lessons = [make_lesson(title=f"Lesson {number}") for number in range(8)]
    edition = publish_case(make_case(parts=(*lessons, *(photograph(number) for number in range(8)))))
    made = render_full(edition, "en", identifier="test")
    pdf = opened(made)
    assert len(images(pdf)) == 8
    assert len(made.pdf) / made.pages < 60_000
    printed = render_full(edition, "en", identifier="test", printed=Print("a4", "print"))
    assert len(printed.pdf) > 3 * len(made.pdf)


def test_picture_full_of_detail_weighs_no_more_than_others() -> None:
    edition = publish_case(make_case(parts=(photograph(1, grain=0.6),)))
    made = render_full(edition, "en", identifier="test")
    pdf = opened(made)
    weights = [len(each.read_raw_bytes()) for each in images(pdf)]
    assert [weight for weight in weights if not 30_000 < weight <= HEAVIEST] == []
    assert len(weights) == 1


def archived(edition: Edition, language: str = "en", format: str = "full") -> Made:
    columns = {"format": format, "language": language, "purpose": "archive", "key": "test"}
    return render(Publication(edition=edition, **columns))


def attached_text(made: Made) -> str:
    with opened(made) as pdf:
        return str(pdf.Root.AF[0].EF.F.read_bytes().decode())


@pytest.mark.parametrize("format", FORMATS)
def test_archive_has_the_edition_as_its_address_gives_it(client: Client, format: str) -> None:
    edition = publish_case(make_case(slug="a-case", parts=(make_lesson(),)))
    pdf = opened(archived(edition, format=format))
    (attached,) = pdf.Root.AF
    names = pdf.Root.Names.EmbeddedFiles.Names
    assert [(str(names[0]), names[1].objgen)] == [("a-case-v1.json", attached.objgen)]
    assert attached.EF.F.read_bytes() == client.get("/en/cases/a-case/v1.json").content


def test_archive_says_what_is_attached() -> None:
    edition = publish_case(make_case(slug="a-case", parts=(make_lesson(),)))
    pdf = opened(archived(edition))
    (attached,) = pdf.Root.AF
    date = f"D:{edition.published_at:%Y%m%d%H%M%S}Z"
    said = [str(attached[name]) for name in ("/F", "/UF", "/AFRelationship", "/Desc")]
    assert said == [
        "a-case-v1.json",
        "a-case-v1.json",
        "/Source",
        "This edition as data, in all its languages",
    ]
    file = attached.EF.F
    assert str(file.Subtype) == "/application/json"
    assert [str(file.Params[name]) for name in ("/CreationDate", "/ModDate")] == [date, date]
    assert int(file.Params.Size) == len(file.read_bytes())


def test_archive_says_that_it_is_one() -> None:
    pdf = opened(archived(publish_case(make_case(parts=(photograph(1),)))))
    with pdf.open_metadata() as metadata:
        assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("3", "A")
    (intent,) = pdf.Root.OutputIntents
    assert (str(intent.S), int(intent.DestOutputProfile.N)) == ("/GTS_PDFA1", 3)
    assert (bool(pdf.Root.MarkInfo.Marked), "/ID" in pdf.trailer, pdf.is_encrypted) == (True, True, False)


def test_archive_has_nothing_that_the_standard_forbids() -> None:
    """Smoothed pictures, annotations that aren't printed, what runs or lies elsewhere."""
    pdf = opened(archived(publish_case(make_case(parts=(photograph(1),)))))
    streams = [each for each in pdf.objects if isinstance(each, pikepdf.Stream)]
    pictures = [each for each in streams if each.get("/Subtype") == "/Image"]
    links = [each for page in pdf.pages for each in page.get("/Annots", [])]
    assert pictures and links
    assert [each for each in pictures if each.get("/Interpolate", False)] == []
    assert [each for each in links if int(each.get("/F", 0)) != 4] == []
    assert [
        each
        for each in streams
        if {"/F", "/FFilter"} & set(each.keys()) or each.get("/Filter") == "/LZWDecode"
    ] == []
    assert {"/OpenAction", "/AA", "/AcroForm", "/OCProperties"} & set(pdf.Root.keys()) == set()
    assert "JavaScript" not in str(pdf.Root.Names.keys())


def test_archive_holds_nothing_that_was_redacted_and_no_word_of_consent() -> None:
    gone, spoken = make_lesson(title="A name that had to go"), voice("Yes.")
    spoken.facts["consent_note"] = "in a letter"  # type: ignore[index]
    case = make_case(parts=(gone, spoken))
    edition = publish_case(case)
    before = attached_text(archived(edition))
    redact(case, gone.uid, by=None, reason="test")
    after = attached_text(archived(Edition.objects.get(pk=edition.pk)))
    assert [text.count("A name that had to go") for text in (before, after)] == [1, 0]
    assert [text.count(word) for text in (before, after) for word in ("consent", "letter")] == [0] * 4


@pytest.mark.parametrize("purpose", ["screen", "print"])
def test_nothing_is_attached_otherwise(purpose: str) -> None:
    with opened(whole(Print("a4", purpose))) as pdf:
        assert "/AF" not in pdf.Root


@pytest.mark.parametrize(("paper", "purpose"), OTHERS)
@pytest.mark.parametrize("format", FORMATS)
def test_no_version_of_a_sample_has_faults(shelf: Shelf, paper: str, purpose: str, format: str) -> None:
    printed = shelf.get("guarulhos-nampula", "pt", format, paper=paper, purpose=purpose)
    assert all_faults(printed.made.pdf, printed.html) == []
    assert printed.made.warnings == ()


@pytest.mark.parametrize(("paper", "purpose"), [("letter", "print"), ("a4", "archive")])
def test_version_made_twice_is_the_same_to_the_byte(shelf: Shelf, paper: str, purpose: str) -> None:
    kind = ("guarulhos-nampula", "pt", "full")
    once, again = (shelf.make(*kind, paper=paper, purpose=purpose).made.pdf for _each in range(2))
    assert once == again


def test_what_goes_without_saying_is_not_said() -> None:
    queries = [Kind("pt").query, Kind("pt", "brochure", "letter", "archive").query]
    assert queries == [{}, {"format": "brochure", "paper": "letter", "for": "archive"}]
