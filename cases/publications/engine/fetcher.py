"""What the engine may read: the site's static files and stored media, by an address of our own.

`peerlearn://static/css/publication.css` and `peerlearn://media/<name in the storage>` are all there
is. Everything else (`file:`, the network, `data:`, a way out of the folder) ends the making.
"""

import mimetypes
from functools import cache
from io import BytesIO
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit
from warnings import catch_warnings

from django.contrib.staticfiles import finders
from django.core.exceptions import SuspiciousOperation
from django.core.files.storage import default_storage
from fontTools.ttLib import woff2
from PIL import Image
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from peerlearn.editing.pictures import MEGAPIXELS

SCHEME = "peerlearn"
FORMATS = ("JPEG", "PNG", "WEBP", "AVIF")
SHOWN = 120  # characters of a refused address that a message repeats: a data: address may be huge


class OwnFiles(URLFetcher):
    """Gives WeasyPrint the site's own files. A refusal derives from the one error that it never swallows."""

    def __init__(self) -> None:
        super().__init__()
        self.refused: list[str] = []

    def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:
        body = _read(url)
        if body is None:
            self.refused.append(f"A publication may not read {url[:SHOWN]}")
            raise FatalURLFetchingError(self.refused[-1])
        kind = mimetypes.guess_type(urlsplit(url).path)[0] or "application/octet-stream"
        return URLFetcherResponse(url, body, {"Content-Type": kind})


def _read(url: str) -> bytes | None:
    """The content of one of our own files; None for whatever is not one."""
    if not url.startswith(f"{SCHEME}://"):
        return None
    place, _, name = unquote(url.removeprefix(f"{SCHEME}://")).partition("/")
    if not name or "\\" in name or "\0" in name or ".." in PurePosixPath(name).parts:
        return None
    try:
        return _static(name) if place == "static" else _media(name) if place == "media" else None
    except (OSError, SuspiciousOperation):
        return None


def _static(name: str) -> bytes | None:
    path = finders.find(name)
    if not isinstance(path, str):
        return None
    if path.endswith(".woff2"):
        return _unpacked(path)
    with open(path, "rb") as file:
        return file.read()


@cache
def _unpacked(path: str) -> bytes:
    """A typeface without its packing, kept: the engine would unpack all of them anew for every publication."""
    plain = BytesIO()
    woff2.decompress(path, plain)
    return plain.getvalue()


def _media(name: str) -> bytes | None:
    with default_storage.open(name) as file:
        content = bytes(file.read())
    return content if _is_picture(content) else None


def _is_picture(content: bytes) -> bool:
    """Of dots, and not too many, whatever its name says: the engine would try anything else as a drawing."""
    try:
        with catch_warnings(action="ignore"), Image.open(BytesIO(content), formats=FORMATS) as image:
            return image.width * image.height <= MEGAPIXELS * 1_000_000
    except (Image.DecompressionBombError, OSError, SyntaxError, ValueError):
        return False
