"""Finished HTML to an accessible PDF, by WeasyPrint. Importing it is slow: only the worker needs it."""

import logging
import re
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial

import pydyf
from weasyprint import HTML
from weasyprint.document import Document, Page
from weasyprint.urls import FatalURLFetchingError

from .attaching import Attached, attachments
from .errors import EngineError
from .fetcher import SCHEME, OwnFiles
from .painting import Sheets, painted
from .papers import OFFICE, Print
from .tagging import mend, remembered
from .together import TIE, tied

POINTS = 72 / 25.4  # in a millimetre
_LETTER = re.compile(r"\(U\+([0-9A-F]+)\)")
_PICTURE = re.compile(r"media/renditions/([0-9a-f-]{36})")
_EMPTY = (
    '<html lang="en"><head><title>-</title>'
    f'<link rel="stylesheet" href="{SCHEME}://static/css/publication.css">'
    "<style>@page { @bottom-right { content: none } }</style></head><body></body></html>"
)
_TITLE_AND_DESCRIPTION = re.compile(r"(<title id=[^>]*>[^<]*)(</title><desc id=[^>]*>)([^<]*)")


@dataclass(frozen=True)
class Made:
    """A finished PDF; `warnings` are what the engine found odd about its HTML and style."""

    pdf: bytes
    pages: int
    warnings: tuple[str, ...]


@dataclass(frozen=True)
class Laid:
    """Pages laid out, and what their drawings may still read when they are written."""

    document: Document
    files: OwnFiles
    warnings: tuple[str, ...]
    printed: Print = OFFICE

    @property
    def pages(self) -> list[Page]:
        return self.document.pages


def write_pdf(
    html: str,
    *,
    address: str,
    identifier: str,
    printed: Print = OFFICE,
    attached: Sequence[Attached] = (),
    has_back: bool = False,
) -> Made:
    """The PDF of `html`. `address` is that of its page: links are relative to it. `has_back` says that its last
    page is the back cover.

    The same HTML and identifier give the same bytes. Raises EngineError for a file that may not be
    read and for a letter that no font has: both would otherwise pass silently.
    """
    laid = lay_out(html, address=address, printed=printed)
    return join([laid], identifier=identifier, attached=attached, has_back=has_back)


def lay_out(html: str, *, address: str, printed: Print = OFFICE, sheets: Sheets | None = None) -> Laid:
    """The pages of `html` on their paper, to be painted on `sheets` where it is a part of many.

    Raises EngineError for a file that may not be read.
    """
    html = tied(html)
    html = _TITLE_AND_DESCRIPTION.sub(r"\1. \3\2\3", html)  # alone the title becomes the text alternative
    styles = "".join(f'<link rel="stylesheet" href="{SCHEME}://static/{each}">' for each in printed.sheets)
    html = html.replace("</head>", f"{styles}</head>", 1)
    files, faces = OwnFiles(), sheets.faces if sheets else None
    with _warnings() as warnings, _refusals():
        page = HTML(string=html, base_url=address, url_fetcher=files)
        document = page.render(font_config=faces, pdf_variant=printed.variant)
    _complain(warnings, files)
    for page in document.pages:  # bookmarks are looked for by their words
        page.bookmarks[:] = [(level, said.replace(TIE, " "), *more) for level, said, *more in page.bookmarks]
    return Laid(document, files, tuple(warnings), printed)


def paint(part: Laid, sheets: Sheets) -> Laid:
    """The part painted at once, for a PDF of many: of its layout hardly anything is kept. Raises EngineError."""
    with _warnings() as warnings, _refusals():
        document = painted(part.document, sheets)
    _complain(warnings, part.files)
    return replace(part, document=document, warnings=(*part.warnings, *warnings))


def join(
    parts: list[Laid], *, identifier: str, attached: Sequence[Attached] = (), has_back: bool = False
) -> Made:
    """One PDF of the pages of all parts, with title, language, paper and purpose of the first. Raises EngineError.

    Where it is bound, empty pages bring the last one, its back cover, to the outside of the last sheet.
    """
    pages, printed = [page for part in parts for page in part.pages], parts[0].printed
    if has_back and printed.is_bound:
        pages[-1:-1] = _empty_pages(-len(pages) % 4, printed)
    document = remembered(parts[0].document, pages)
    with _warnings() as warnings, _refusals():
        pdf = document.write_pdf(
            pdf_variant=printed.variant,
            pdf_identifier=identifier.encode(),
            finisher=partial(_finish, printed),
            attachments=attachments(attached),
        )
    _complain(warnings, *(part.files for part in parts))
    return Made(pdf, len(pages), (*(said for part in parts for said in part.warnings), *warnings))


def _empty_pages(number: int, printed: Print) -> list[Page]:
    return [page for _each in range(number) for page in lay_out(_EMPTY, address="", printed=printed).pages]


def _finish(printed: Print, document: Document, pdf: pydyf.PDF) -> None:
    """Mends the tags; says how far colour reaches; names each attachment once, where the engine does so twice."""
    mend(document, pdf)
    more = printed.bleed * POINTS
    for page in pdf.objects if more else ():
        if isinstance(page, pydyf.Dictionary) and page.get("Type") == "/Page":
            left, bottom, right, top = page["TrimBox"]
            page["BleedBox"] = pydyf.Array([left - more, bottom - more, right + more, top + more])
    if "AF" in pdf.catalog:
        pdf.catalog["AF"] = pydyf.Array(dict.fromkeys(pdf.catalog["AF"]))


@contextmanager
def _refusals() -> Iterator[None]:
    try:
        yield
    except FatalURLFetchingError as refusal:
        raise _of_a_file(str(refusal), "file") from refusal


def _complain(warnings: list[str], *files: OwnFiles) -> None:
    """Raises EngineError for what the engine would leave out while all else goes on."""
    for each in files:
        if each.refused:  # inside a drawing even that error is swallowed
            raise _of_a_file(each.refused[0], "file")
    for warning in warnings:
        if warning.startswith(".notdef"):
            raise _of_a_letter(f"No font has this letter: {warning.rpartition(':')[2].strip()}")
        if warning.startswith("Failed to "):  # a drawing or a file is left out and all else goes on
            raise _of_a_file(warning, "fault")


def _of_a_letter(message: str) -> EngineError:
    found = _LETTER.search(message)
    return EngineError(message, "letter", letter=chr(int(found[1], 16))) if found else EngineError(message)


def _of_a_file(message: str, what: str) -> EngineError:
    """A picture of ours at fault, which the engine names by its address; else `what` it is."""
    found = _PICTURE.search(message)
    return EngineError(message, "picture", picture=found[1]) if found else EngineError(message, what)


class _Collector(logging.Handler):
    """Keeps the messages of one thread."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.thread = threading.get_ident()
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        if record.thread == self.thread:
            self.messages.append(record.getMessage())


@contextmanager
def _warnings() -> Iterator[list[str]]:
    logger, collector = logging.getLogger("weasyprint"), _Collector()
    logger.addHandler(collector)
    try:
        yield collector.messages
    finally:
        logger.removeHandler(collector)
