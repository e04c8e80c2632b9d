"""On which paper and for what a publication is made: its sheets of style, its pictures, what kind of PDF it is."""

from dataclasses import dataclass

from ...models import Publication

Paper, Purpose = Publication.Paper, Publication.Purpose
PIXEL = 25.4 / 96
"""Millimetres of a pixel of CSS."""
WIDTHS: dict[str, float] = {Paper.A4: 210.0, Paper.LETTER: 215.9}
"""Millimetres of a page. These and the next ones stand in the style as well, where a test compares them."""
HEADS: dict[str, dict[str, float]] = {
    "cover": {Paper.A4: 158.0, Paper.LETTER: 141.0},
    "sheet": {Paper.A4: 82.0, Paper.LETTER: 70.0},
}
"""Millimetres of the maps that lie across the heads of pages."""
BLEED = 3.0
"""Millimetres that colour reaches beyond the paper, where it is cut: what printers ask for."""
LARGEST = (162.0, 150.0)
"""Millimetres that a picture takes at most, in width and in height."""
PICTURES: dict[str, tuple[int, int]] = {
    Purpose.SCREEN: (150, 60),
    Purpose.PRINT: (300, 90),
    Purpose.ARCHIVE: (300, 90),
}
"""Pixels of a picture on each inch, and the quality of its JPEG."""
HEAVIEST = 50_000
"""Bytes of a picture for the screen, so that a page with pictures weighs 60 KB."""
VARIANTS: dict[str, str] = {
    Purpose.SCREEN: "pdf/ua-1",
    Purpose.PRINT: "pdf/ua-1",
    Purpose.ARCHIVE: "pdf/a-3a",
}


@dataclass(frozen=True)
class Print:
    """A paper and a purpose; by itself what most take: A4, to read and to print at the office."""

    paper: str = Paper.A4
    purpose: str = Purpose.SCREEN

    @property
    def sheets(self) -> list[str]:
        """The sheets of style that come after all others."""
        letter = ["css/publication-letter.css"] if self.paper == Paper.LETTER else []
        more: dict[str, str] = {
            Purpose.PRINT: "css/publication-printer.css",
            Purpose.ARCHIVE: "css/publication-archive.css",
        }
        return letter + ([more[self.purpose]] if self.purpose in more else [])

    @property
    def variant(self) -> str:
        """The kind of PDF."""
        return VARIANTS[self.purpose]

    @property
    def holds_data(self) -> bool:
        """Whether the editions that it shows go along as data: for the archive."""
        return self.purpose == Purpose.ARCHIVE

    @property
    def is_bound(self) -> bool:
        """Whether a printing house folds its sheets: what has a back cover then has pages by four."""
        return self.purpose == Purpose.PRINT

    @property
    def bleed(self) -> float:
        """In millimetres."""
        return BLEED if self.purpose == Purpose.PRINT else 0.0

    @property
    def heaviest(self) -> int:
        """Bytes that a picture weighs at most, 0 for no limit."""
        return HEAVIEST if self.purpose == Purpose.SCREEN else 0

    def across(self, head: str) -> tuple[int, int]:
        """Width and height in pixels of CSS of a map across the head of a page, bleed and all."""
        width, height = WIDTHS[self.paper] + 2 * self.bleed, HEADS[head][self.paper] + self.bleed
        return round(width / PIXEL), round(height / PIXEL)

    def picture(self, width: int, height: int) -> tuple[int, int]:
        """Of a picture of so many pixels: how many it is as wide on paper, and the quality of its JPEG."""
        dots, quality = PICTURES[self.purpose]
        widest, highest = LARGEST
        placed = min(widest, highest * width / max(height, 1))
        return max(1, min(width, round(placed / 25.4 * dots))), quality


OFFICE = Print()
