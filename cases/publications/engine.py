"""Finished HTML to an accessible PDF, by WeasyPrint. Importing it is slow: only the worker needs it."""

import logging
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from weasyprint import HTML
from weasyprint.document import Document, Page
from weasyprint.urls import FatalURLFetchingError

from .fetcher import OwnFiles
from .tagging import mend, remembered

VARIANT = "pdf/ua-1"
_TITLE_AND_DESCRIPTION = re.compile(r"(<title id=[^>]*>[^<]*)(</title><desc id=[^>]*>)([^<]*)")


class EngineError(Exception):
    """The PDF can't be made; the message says why, for staff."""


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

    @property
    def pages(self) -> list[Page]:
        return self.document.pages


def write_pdf(html: str, *, address: str, identifier: str) -> Made:
    """The PDF of `html`. `address` is that of its page: links are relative to it.

    The same HTML and identifier give the same bytes. Raises EngineError for a file that may not be
    read and for a letter that no font has: both would otherwise pass silently.
    """
    return join([lay_out(html, address=address)], identifier=identifier)


def lay_out(html: str, *, address: str) -> Laid:
    """The pages of `html`. Raises EngineError for a file that may not be read."""
    html = _TITLE_AND_DESCRIPTION.sub(r"\1. \3\2\3", html)  # alone the title becomes the text alternative
    files = OwnFiles()
    with _warnings() as warnings, _refusals():
        document = HTML(string=html, base_url=address, url_fetcher=files).render(pdf_variant=VARIANT)
    _complain(warnings, files)
    return Laid(document, files, tuple(warnings))


def join(parts: list[Laid], *, identifier: str) -> Made:
    """One PDF of the pages of all parts, with title and language of the first. Raises EngineError."""
    pages = [page for part in parts for page in part.pages]
    document = remembered(parts[0].document, pages)
    with _warnings() as warnings, _refusals():
        pdf = document.write_pdf(pdf_variant=VARIANT, pdf_identifier=identifier.encode(), finisher=mend)
    _complain(warnings, *(part.files for part in parts))
    return Made(pdf, len(pages), (*(said for part in parts for said in part.warnings), *warnings))


@contextmanager
def _refusals() -> Iterator[None]:
    try:
        yield
    except FatalURLFetchingError as refusal:
        raise EngineError(str(refusal)) from refusal


def _complain(warnings: list[str], *files: OwnFiles) -> None:
    """Raises EngineError for what the engine would leave out while all else goes on."""
    for each in files:
        if each.refused:  # inside a drawing even that error is swallowed
            raise EngineError(each.refused[0])
    for warning in warnings:
        if warning.startswith(".notdef"):
            raise EngineError(f"No font has this letter: {warning.rpartition(':')[2].strip()}")
        if warning.startswith("Failed to "):  # a drawing or a file is left out and all else goes on
            raise EngineError(warning)


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
