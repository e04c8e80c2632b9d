"""The typefaces that publications are set in, as they lie in the project: what each glyph looks like."""

from functools import cache
from io import BytesIO
from typing import Any

from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.ttLib import TTFont, woff2

from peerlearn.environment import PROJECT


@cache
def files() -> dict[str, bytes]:
    """The complete faces by name ("IBMPlexSerifSemiBold", "IBMPlexSans"), unpacked."""
    found = {}
    for path in sorted((PROJECT / "static/fonts").glob("IBM*.woff2")):
        plain = BytesIO()
        woff2.decompress(str(path), plain)
        found[path.stem.replace("-", "").removesuffix("Regular")] = plain.getvalue()
    return found


@cache
def face(name: str) -> TTFont | None:
    """The face that a PDF names like "ABCDEF+IBM-Plex-Serif-Semi-Bold"; None when it is none of ours."""
    plain = files().get(name.rpartition("+")[2].replace("-", ""))
    return None if plain is None else TTFont(BytesIO(plain))


@cache
def drawn(name: str, glyph: int) -> list[Any]:
    """How our face draws a glyph."""
    ours = face(name)
    return [] if ours is None else outline(ours, glyph)


def outline(font: TTFont, glyph: int) -> list[Any]:
    """The strokes of a glyph, by its number; empty when it draws nothing or isn't there."""
    order = font.getGlyphOrder()
    if glyph >= len(order):
        return []
    glyphs = font.getGlyphSet()
    pen = DecomposingRecordingPen(glyphs)
    glyphs[order[glyph]].draw(pen)
    return pen.value


def letter_of(name: str, glyph: int) -> str:
    """The name of the letter that a glyph is a form of, in our face: "one" for "one.lnum"."""
    ours = face(name)
    return "" if ours is None else str(ours.getGlyphName(glyph)).partition(".")[0]


def named(name: str, letter: str) -> str:
    """The name of the glyph of a letter in our face; empty for several letters, which a ligature shows."""
    ours = face(name)
    return "" if ours is None or len(letter) > 1 else str(ours.getBestCmap().get(ord(letter), ""))
