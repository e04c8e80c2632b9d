"""Giving out a PDF: how far it is, then a good file name, validators, and parts when a reader asks for a part."""

import re
from dataclasses import dataclass
from typing import IO, Any, cast

from django.core.files.storage import Storage
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.utils.cache import get_conditional_response
from django.utils.http import http_date, quote_etag

from ..models import Publication
from .asking import make_lost_again

CACHE = "public, no-cache"  # kept by anyone, checked each time: a redaction holds within a second
PRIVATE = "private, no-cache"  # kept by the reader alone
ONE_RANGE = re.compile(r"bytes=(\d*)-(\d*)")
LOOK_AGAIN = 3  # seconds until the page of progress looks again
State = Publication.State


class SeeOther(HttpResponseRedirect):
    """What was asked for is made elsewhere: look there, with a GET."""

    status_code = 303


def not_yet(progress: str) -> SeeOther:
    """The way to the page (its address) that says how far the PDF is."""
    answer = SeeOther(progress)
    answer["Cache-Control"] = "no-store"
    return answer


def progress_page(
    request: HttpRequest, publication: Publication, template: str, *, pdf: str, context: dict[str, Any]
) -> HttpResponse:
    """What is happening with a PDF, or the way to it (its address) when it is ready. Looks again without a script."""
    if publication.state == State.READY:
        return SeeOther(pdf)
    failed, making = publication.state == State.FAILED, publication.state == State.MAKING
    answer = render(request, template, {**context, "failed": failed, "making": making, "pdf": pdf})
    if not failed:
        answer["Refresh"] = str(LOOK_AGAIN)
    return answer


@dataclass(frozen=True)
class Pdf:
    """All that it takes to give out a finished PDF, without asking the database."""

    storage: Storage
    file: str
    """Its name in the storage."""
    name: str
    """What the reader's device calls it."""
    made_at: int
    headers: dict[str, str]
    """Of every answer: what it is known by, and who may keep it."""


class Whole(FileResponse):
    """A PDF from its first byte to its last, and what it takes to give it again. Raises FileNotFoundError."""

    def __init__(self, pdf: Pdf) -> None:
        super().__init__(pdf.storage.open(pdf.file), filename=pdf.name, content_type="application/pdf")
        self.pdf = pdf


def give(
    request: HttpRequest, publication: Publication, slug: str, *, cache: str = CACHE
) -> HttpResponseBase:
    """The PDF, or 304 when the reader has it, or the part asked for; when its file is lost it is made again."""
    made_at = int(publication.made_at.timestamp()) if publication.made_at else 0
    headers = {
        "ETag": quote_etag(publication.key),
        "Last-Modified": http_date(made_at),
        "Cache-Control": cache,
        "Accept-Ranges": "bytes",
    }
    stored = publication.file
    pdf = Pdf(stored.storage, str(stored.name), file_name(publication, slug), made_at, headers)
    try:
        return give_pdf(request, pdf)
    except FileNotFoundError:
        make_lost_again(publication)
        return not_yet(request.get_full_path())


def give_pdf(request: HttpRequest, pdf: Pdf) -> HttpResponseBase:
    """The same of a PDF that is known already. Raises FileNotFoundError."""
    known: HttpResponseBase | None = get_conditional_response(
        request, etag=pdf.headers["ETag"], last_modified=pdf.made_at
    )
    answer = known or _part(request, pdf) or Whole(pdf)
    if isinstance(answer, Whole) and request.method == "HEAD":
        answer.streaming_content = ()  # a server that has to drop it would say so in its log
    for header, value in pdf.headers.items():
        answer.headers[header] = value
    return answer


def file_name(publication: Publication, slug: str) -> str:
    """guarulhos-nampula-v1-pt.pdf, guarulhos-nampula-v1-brochure-letter-print-pt.pdf, brazil-mozambique-2014-01-01-2014-03-31-pt.pdf"""
    parts = [slug, *_what(publication)]
    parts += [publication.paper] if publication.paper != Publication.Paper.A4 else []
    parts += [publication.purpose] if publication.purpose != Publication.Purpose.SCREEN else []
    return f"{'-'.join([*parts, publication.language])}.pdf"


def _what(publication: Publication) -> list[str]:
    """Of what it is made, as its file name says it."""
    if publication.programme_id:
        return [str(publication.starts), str(publication.ends)]
    edition = publication.edition or publication.compendium_edition
    number = [f"v{edition.number}"] if edition else []
    return [*number, *([publication.format] if publication.format != "full" else [])]


def _part(request: HttpRequest, pdf: Pdf) -> HttpResponse | None:
    """The one range that was asked for; None when the whole file answers the request."""
    asked = ONE_RANGE.fullmatch(request.headers.get("Range", ""))
    if request.method != "GET" or not asked or not any(asked.groups()):
        return None
    same = (pdf.headers["ETag"], pdf.headers["Last-Modified"])
    if request.headers.get("If-Range", same[0]) not in same:
        return None
    with pdf.storage.open(pdf.file) as file:
        size = file.size
        first, last = _bounds(*asked.groups(), size=size)
        if first > last:
            return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
        cast(IO[bytes], file).seek(first)
        body = file.read(last - first + 1)
    headers = {"Content-Range": f"bytes {first}-{last}/{size}", "Content-Type": "application/pdf"}
    return HttpResponse(body, status=206, headers=headers)


def _bounds(first: str, last: str, *, size: int) -> tuple[int, int]:
    """First and last byte; the first is larger when there is nothing to give."""
    if not first:
        return max(size - int(last), 0), size - 1
    return (int(first), min(int(last or size), size - 1)) if int(first) < size else (1, 0)
