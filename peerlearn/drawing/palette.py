"""The colours of drawings: six for the cities of a partnership, and the quiet ones of ground and map.

Colour 1 and 2 are the pair: a deep teal and a terracotta. They stay apart for readers with any
colour blindness and in grey, where teal is the darker one by day and the lighter one by night.
As text every colour reaches a contrast of 4.5 on paper, land and sea. Lowest contrast of the three,
as WCAG 2 computes it (tests/drawing/test_palette.py computes it anew):

    colour     1 teal   2 terracotta   3 violet   4 umber   5 wine/orchid   6 olive/sprig
    LIGHT        7.1        4.6           4.8       11.4        7.8             8.3
    DARK         6.2        5.6           4.9        8.1        9.1             8.8

Colour 0 is no city's: it stands for what all do together.
"""

from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Palette:
    """Colours as #rrggbb. `halo`: whether labels get a rim in the colour of the sea (WeasyPrint can't)."""

    paper: str
    ink: str
    muted: str
    hairline: str
    sea: str
    land: str
    coast: str
    grid: str
    pair: tuple[str, str, str, str, str, str]
    halo: bool = True

    def colour(self, index: int) -> str:
        """The colour of city `index`, 1 to 6, then from 1 again; 0 is neutral."""
        return self.pair[(index - 1) % len(self.pair)] if index > 0 else self.muted


LIGHT = Palette(
    paper="#fdfcf8",
    ink="#1d2529",
    muted="#566168",
    hairline="#cfd4d3",
    sea="#e6edee",
    land="#f8f4ea",
    coast="#b4c0c1",
    grid="#d3dee0",
    pair=("#0b5468", "#b3471d", "#7a53b4", "#3f2a12", "#8a1250", "#454605"),
)

DARK = Palette(
    paper="#12181b",
    ink="#e9ecea",
    muted="#a3adb1",
    hairline="#39454a",
    sea="#18232a",
    land="#2b3639",
    coast="#46555a",
    grid="#22303a",
    pair=("#6cc3d6", "#f0986b", "#a894f6", "#f5cc58", "#edd4f3", "#b6e6a0"),
)

# For PDFs: no halo, for WeasyPrint paints a stroke over the letters.
PRINT = replace(LIGHT, halo=False)


def luminance(colour: str) -> float:
    """The relative luminance of #rrggbb, 0 to 1 (WCAG 2)."""
    red, green, blue = (_linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, 1 to 21 (WCAG 2)."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4
