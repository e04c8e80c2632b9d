"""Letters as they are seen: words of the four languages and of the cities' own, rendered from a PDF and drawn by another road.

Text that is taken out of a PDF says which letters are meant. A wrong subset shows others, and nobody but the eye
notices: so pictures are compared.
"""

import io
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pikepdf
import pytest
from fontTools.ttLib import TTFont
from PIL import Image, ImageChops, ImageDraw, ImageFont

from cases.publications.engine.writing import write_pdf

from .faces import files
from .reading import Tagged

WORDS = (
    "ação",
    "lição",
    "señal",
    "œuvre",
    "Été",
    "façon",
    "Nampula",
    "Macurungo",
    "KaMaxakeni",
    "Nhlamankulu",
    "Manhiça",
    "Xai-Xai",
    "Ouagadougou",
    "Łódź",
    "Medellín",
    "Belém",
    "cwrw ŵ",
    "Nʼdjamena",
    "«où»",
    "“ß” ‘ij’",
    "¿Qué?",
    "2 500 €",
    "n.º 6",
    "✓ × →",
)
FACES = {
    "IBMPlexSerif": 'font: 30pt/50pt "IBM Plex Serif"',
    "IBMPlexSerifItalic": 'font: italic 30pt/50pt "IBM Plex Serif"',
    "IBMPlexSerifSemiBold": 'font: 600 30pt/50pt "IBM Plex Serif"',
    "IBMPlexSans": 'font: 30pt/50pt "IBM Plex Sans"',
    "IBMPlexSansItalic": 'font: italic 30pt/50pt "IBM Plex Sans"',
    "IBMPlexSansSemiBold": 'font: 600 30pt/50pt "IBM Plex Sans"',
}
DPI = 288
SIZE = 30 * DPI // 72  # pixels
ROW = 50 * DPI // 72
WIDTH = 400 * DPI // 72
FINER = 4
"""The other road draws so much larger: there every letter begins on a whole pixel."""
CELL = 8
"""Pixels that are compared as one: a fifteenth of the height of a line."""
ALIKE = 0.33
"""How much of a cell may be ink in one picture alone: the edges of letters make less, another accent more."""
STYLE = f"""
@page {{ size: 400pt {50 * len(WORDS)}pt; margin: 0 }}
body {{ margin: 0 }}
p {{ margin: 0; position: absolute; left: 20pt; white-space: nowrap;
     font-kerning: none !important; font-feature-settings: "liga" 0, "kern" 0 }}
"""


def sheet(style: str) -> bytes:
    """A PDF with each word in a row of its own."""
    rows = "".join(f'<p style="top: {50 * row}pt">{word}</p>' for row, word in enumerate(WORDS))
    head = '<link rel="stylesheet" href="peerlearn://static/css/publication-faces.css">'
    html = f'<html lang="en"><head><title>Words</title>{head}<style>{STYLE} p {{ {style} }}</style></head><body>{rows}</body></html>'
    return write_pdf(html, address="https://peerlearn.example/en/", identifier="test").pdf


def rendered(pdf: bytes, folder: Path) -> list[Image.Image]:
    """The picture of each row, black on white."""
    (folder / "sheet.pdf").write_bytes(pdf)
    command = ["pdftoppm", "-r", str(DPI), "-gray", "-singlefile", "sheet.pdf", "sheet"]
    subprocess.run(command, cwd=folder, check=True)
    with Image.open(folder / "sheet.pgm") as picture:
        return [picture.crop((0, ROW * row, WIDTH, ROW * (row + 1))) for row in range(len(WORDS))]


def drawn(word: str, face: str) -> Image.Image:
    """The word by another road: FreeType on the complete face, letter after letter."""
    font = ImageFont.truetype(io.BytesIO(files()[face]), SIZE * FINER, layout_engine=ImageFont.Layout.BASIC)
    picture = Image.new("L", (WIDTH * FINER, ROW * FINER), 255)
    ImageDraw.Draw(picture).text((80 * FINER, 40 * FINER), word, fill=0, font=font)
    return picture.reduce(FINER)


def difference(one: Image.Image, other: Image.Image) -> float:
    """The share of that cell in which two pictures differ most; where on the page the words stand is left out."""
    cells = []
    for picture in (one, other):
        ink = ImageChops.invert(picture)
        box = ink.point(lambda depth: 255 * (depth > 96)).getbbox()
        if box is None:
            return 1.0
        left, top = box[0] - CELL, box[1] - CELL
        cells.append(ink.crop((left, top, left + WIDTH // CELL * CELL, top + ROW)).reduce(CELL))
    return max(place for place, count in enumerate(ImageChops.difference(*cells).histogram()) if count) / 255


@dataclass
class Sheet:
    face: str
    pdf: bytes
    rows: list[Image.Image]

    def unlike(self) -> list[str]:
        """Words that look otherwise than drawn by the other road."""
        pairs = zip(WORDS, self.rows, strict=True)
        return [word for word, row in pairs if difference(row, drawn(word, self.face)) > ALIKE]


@pytest.fixture(scope="module", params=FACES)
def made(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Sheet:
    pdf = sheet(FACES[request.param])
    return Sheet(request.param, pdf, rendered(pdf, tmp_path_factory.mktemp("sheet")))


def test_words_are_seen_as_they_are_drawn(made: Sheet) -> None:
    assert made.unlike() == []


@pytest.mark.parametrize("face", FACES)
@pytest.mark.parametrize(
    ("meant", "other"),
    [
        ("ação", "acão"),
        ("lição", "liçao"),
        ("señal", "senal"),
        ("œuvre", "ceuvre"),
        ("Łódź", "Łódz"),
        ("cwrw ŵ", "cwrw w"),
        ("Nʼdjamena", "N'djamena"),
        ("«où»", "«oú»"),
        ("n.º 6", "n.° 6"),
        ("KaMaxakeni", "KaMaxakeui"),
    ],
)
def test_another_letter_is_seen(face: str, meant: str, other: str) -> None:
    assert difference(drawn(meant, face), drawn(other, face)) > ALIKE


def test_wrong_subset_is_seen_though_its_text_can_be_taken_out(made: Sheet, tmp_path: Path) -> None:
    with pikepdf.open(io.BytesIO(made.pdf)) as pdf:
        [font] = pdf.pages[0].Resources.Font.values()
        descriptor = font.DescendantFonts[0].FontDescriptor
        shifted = TTFont(io.BytesIO(descriptor.FontFile2.read_bytes()))
        strokes = shifted["glyf"]
        used = [name for name in shifted.getGlyphOrder() if strokes[name].numberOfContours > 0]
        moved = [strokes[name] for name in (*used[1:], used[0])]
        for name, glyph in zip(used, moved, strict=True):
            strokes[name] = glyph
        file = io.BytesIO()
        shifted.save(file)
        descriptor.FontFile2 = pdf.make_stream(file.getvalue())
        wrong = io.BytesIO()
        pdf.save(wrong)
    seen = Sheet(made.face, wrong.getvalue(), rendered(wrong.getvalue(), tmp_path))
    read = [Tagged(pdf) for pdf in (made.pdf, seen.pdf)]
    assert read[0].words_of(read[0].top) == read[1].words_of(read[1].top)
    assert len(seen.unlike()) == len(WORDS)
