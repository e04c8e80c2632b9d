"""Giving out a finished PDF: a good file name, validators, and parts of it when a reader asks for a part."""

import re
from typing import IO, cast

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.utils.cache import get_conditional_response
from django.utils.http import http_date, quote_etag

from ..models import Publication

CACHE = "public, no-cache"  # kept by anyone, checked each time: a redaction holds at once
PRIVATE = "private, no-cache"  # kept by the reader alone
ONE_RANGE = re.compile(r"bytes=(\d*)-(\d*)")
LOOK_AGAIN = 3  # seconds until the page of progress looks again


class SeeOther(HttpResponseRedirect):
    """What was asked for is made elsewhere: look there, with a GET."""

    status_code = 303


def not_yet(progress: str) -> SeeOther:
    """The way to the page (its address) that says how far the PDF is."""
    answer = SeeOther(progress)
    answer["Cache-Control"] = "no-store"
    return answer


def give(
    request: HttpRequest, publication: Publication, slug: str, *, cache: str = CACHE
) -> HttpResponseBase:
    """The PDF, or 304 when the reader has it, or the part asked for."""
    made_at = int(publication.made_at.timestamp()) if publication.made_at else 0
    validators = {
        "ETag": quote_etag(publication.key),
        "Last-Modified": http_date(made_at),
        "Cache-Control": cache,
        "Accept-Ranges": "bytes",
    }
    known = get_conditional_response(request, etag=validators["ETag"], last_modified=made_at)
    if known is not None:
        for header, value in validators.items():
            known[header] = value
        return known
    answer = _part(request, publication, validators) or FileResponse(
        publication.file.open("rb"), filename=file_name(publication, slug), content_type="application/pdf"
    )
    for header, value in validators.items():
        answer[header] = value
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


def _part(request: HttpRequest, publication: Publication, validators: dict[str, str]) -> HttpResponse | None:
    """The one range that was asked for; None when the whole file answers the request."""
    asked = ONE_RANGE.fullmatch(request.headers.get("Range", ""))
    if request.method != "GET" or not asked or not any(asked.groups()):
        return None
    if request.headers.get("If-Range", validators["ETag"]) not in (
        validators["ETag"],
        validators["Last-Modified"],
    ):
        return None
    size = publication.file.size
    first, last = _bounds(*asked.groups(), size=size)
    if first > last:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    with publication.file.open("rb") as file:
        cast(IO[bytes], file).seek(first)
        body = file.read(last - first + 1)
    headers = {"Content-Range": f"bytes {first}-{last}/{size}", "Content-Type": "application/pdf"}
    return HttpResponse(body, status=206, headers=headers)


def _bounds(first: str, last: str, *, size: int) -> tuple[int, int]:
    """First and last byte; the first is larger when there is nothing to give."""
    if not first:
        return max(size - int(last), 0), size - 1
    return (int(first), min(int(last or size), size - 1)) if int(first) < size else (1, 0)
