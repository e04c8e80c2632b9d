"""Finished HTML to an accessible PDF, by WeasyPrint. Importing it is slow: only the worker needs it."""

import logging
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from weasyprint import HTML
from weasyprint.urls import FatalURLFetchingError

from .fetcher import OwnFiles

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


def write_pdf(html: str, *, address: str, identifier: str) -> Made:
    """The PDF of `html`. `address` is that of its page: links are relative to it.

    The same HTML and identifier give the same bytes. Raises EngineError for a file that may not be
    read and for a letter that no font has: both would otherwise pass silently.
    """
    html = _TITLE_AND_DESCRIPTION.sub(r"\1. \3\2\3", html)  # alone the title becomes the text alternative
    files = OwnFiles()
    with _warnings() as warnings:
        try:
            document = HTML(string=html, base_url=address, url_fetcher=files).render(pdf_variant=VARIANT)
            pdf = document.write_pdf(pdf_variant=VARIANT, pdf_identifier=identifier.encode())
        except FatalURLFetchingError as refusal:
            raise EngineError(str(refusal)) from refusal
    if files.refused:  # inside a drawing even that error is swallowed
        raise EngineError(files.refused[0])
    for warning in warnings:
        if warning.startswith(".notdef"):
            raise EngineError(f"No font has this letter: {warning.rpartition(':')[2].strip()}")
        if warning.startswith("Failed to "):  # a drawing or a file is left out and all else goes on
            raise EngineError(warning)
    return Made(pdf, len(document.pages), tuple(warnings))


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
