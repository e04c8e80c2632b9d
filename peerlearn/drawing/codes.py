"""An address as a square code that a phone reads (QR code, ISO/IEC 18004)."""

from django.utils.safestring import SafeString
from qrcode.constants import ERROR_CORRECT_M
from qrcode.main import QRCode

from peerlearn.drawing.markup import drawing, element
from peerlearn.drawing.palette import PRINT, Palette

QUIET = 4
"""Empty modules round the code, without which phones don't find it."""


def qr_code(address: str, *, prefix: str, name: str, size: float, palette: Palette = PRINT) -> SafeString:
    """The code of an address, `size` pixels wide with its quiet zone, dark on the palette's paper."""
    code = QRCode(error_correction=ERROR_CORRECT_M, border=0)
    code.add_data(address)
    rows = code.get_matrix()
    module = size / (len(rows) + 2 * QUIET)
    return drawing(
        [
            element("rect", class_="code-ground", width=size, height=size, fill=palette.paper),
            element("path", class_="code", transform=f"scale({module:.4f})", d=_path(rows), fill=palette.ink),
        ],
        name,
        "",
        prefix=prefix,
        width=size,
        height=size,
        class_="qr-code",
    )


def _path(rows: list[list[bool]]) -> str:
    """Every run of dark modules as a bar of its own, in units of one module."""
    bars = []
    for y, row in enumerate(rows, start=QUIET):
        x = 0
        while x < len(row):
            length = 0
            while x + length < len(row) and row[x + length]:
                length += 1
            if length:
                bars.append(f"M{x + QUIET} {y}h{length}v1h-{length}z")
            x += length or 1
    return "".join(bars)
