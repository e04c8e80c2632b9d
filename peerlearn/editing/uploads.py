"""Uploads: a request that is too large is turned away before any of it is kept."""

import time
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from .pictures import MEGABYTES

LIMIT = (MEGABYTES + 5) * 1_000_000
"""Bytes of a whole request: one picture, and the words that come with it."""
DRAINED, PATIENCE = 300_000_000, 60
"""Bytes, and seconds for them, that are read and thrown away, so that the browser gets to see the answer and not a broken line."""


def limit_uploads(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: answers 413 to what is too large, without memory or disk being used for it."""

    def middleware(request: HttpRequest) -> HttpResponse:
        announced = request.META.get("CONTENT_LENGTH") or "0"
        if not announced.isdigit() or int(announced) <= LIMIT:
            return get_response(request)
        _drain(request)
        return render(request, "errors/413.html", {"megabytes": MEGABYTES}, status=413)

    return middleware


def _drain(request: HttpRequest) -> None:
    left, end = DRAINED, time.monotonic() + PATIENCE
    try:
        while left > 0 and time.monotonic() < end and (chunk := request.read(65_536)):
            left -= len(chunk)
    except OSError:
        pass  # the sender went away
