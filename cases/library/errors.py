"""Pages for what went wrong, in the look of the site and the reader's language."""

import logging
import sys
from collections.abc import Callable

from django.core.exceptions import RequestDataTooBig
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseServerError
from django.http.response import HttpResponseBase
from django.shortcuts import render
from psycopg.errors import QueryCanceled

from peerlearn.editing.prose import LIMIT

from ..catalogue.asking import MOST, TooMuchAsked
from ..catalogue.words import clean_words
from .paging import NoSuchPage

type Answering = Callable[[HttpRequest], HttpResponseBase]

logger = logging.getLogger(__name__)
PLAIN = (
    "<!doctype html><title>500 · Peerlearn</title><h1>Something went wrong here</h1><p>Try again in a minute."
)
AGAIN = 10  # seconds: an embedded database that ended is back by then


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    if isinstance(exception, RequestDataTooBig):
        return render(request, "errors/413.html", {"characters": LIMIT}, status=413)
    if isinstance(exception, TooMuchAsked):
        context = {"most": MOST, "words": clean_words(request.GET.get("q", ""))}
        return render(request, "errors/too_much.html", context, status=400)
    return render(request, "errors/400.html", status=400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "errors/403.html", status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    if isinstance(exception, NoSuchPage):
        return render(request, "errors/no_such_page.html", {"lacking": exception}, status=404)
    return render(request, "errors/404.html", status=404)


def say_what_is_not_allowed(get_response: Answering) -> Answering:
    """Middleware: who asks in a way that an address doesn't answer to gets a page, not an empty one."""

    def answering(request: HttpRequest) -> HttpResponseBase:
        answer = get_response(request)
        if not isinstance(answer, HttpResponseNotAllowed) or answer.content:
            return answer
        page = render(request, "errors/405.html", status=405)
        page["Allow"] = answer["Allow"]
        return page

    return answering


def server_error(request: HttpRequest) -> HttpResponse:
    if isinstance(sys.exception(), OperationalError | InterfaceError):
        return unavailable(request)
    try:
        return render(request, "errors/500.html", status=500)
    except Exception:  # the page may need the very thing that is broken; then a plain one has to do
        logger.exception("The page for errors can't be shown either")
        return HttpResponseServerError(PLAIN)


def unavailable(request: HttpRequest) -> HttpResponse:
    """The database is away for a moment, or a query took longer than any may: said on a page that asks it nothing,
    and to machines by its status."""
    too_slow = isinstance(getattr(sys.exception(), "__cause__", None), QueryCanceled)
    answer = render(request, "errors/503.html", {"too_slow": too_slow}, status=503)
    answer["Retry-After"] = str(AGAIN)
    answer["Cache-Control"] = "no-store"
    return answer


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form was open too long, or cookies are off: nothing was saved, and the page says so."""
    return render(request, "errors/stale_form.html", status=403)
