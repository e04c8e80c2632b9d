"""Giving a finished PDF again: from what this process knows of it, before anything else is asked.

To find the PDF that an address means, its edition is read and its key made anew. All of that depends on the public
state alone, on the day and on the code, so that in the same state the same address means the same PDF. Nothing
private is known here: a report of a programme goes the long way each time, past who may see it.
"""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from time import monotonic

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.timezone import localdate

from peerlearn.kept import Kept

from ..catalogue.changes import public_state
from .giving import CACHE, Pdf, Whole, give_pdf

LOOK = 1.0
"""Seconds between two looks at the public state: a PDF that was redacted or withdrawn is given for so long at most."""
AROUND = ("Content-Language", "X-Frame-Options")
"""What a whole answer has from the middleware that is passed by here."""

type Answering = Callable[[HttpRequest], HttpResponseBase]

known: Kept[Pdf] = Kept(settings.KEPT_PUBLICATIONS)
"""By the state, the host and the address."""


class Seen:
    """The public state as this process saw it last."""

    state, until = "", 0.0

    def now(self) -> str:
        """The name of the state, of a moment ago at most. Two threads may look at once: both are right."""
        now = monotonic()
        if now >= self.until:
            self.state, self.until = f"{public_state()} {localdate()}", now + LOOK
        return self.state


seen = Seen()


def give_again(get_response: Answering) -> Answering:
    """Middleware, before all that a PDF doesn't need."""

    def answering(request: HttpRequest) -> HttpResponseBase:
        if request.method not in ("GET", "HEAD") or not request.path_info.endswith(".pdf"):
            return get_response(request)
        name = (seen.now(), request.get_host(), request.get_full_path())
        if pdf := known.get(name):
            with suppress(FileNotFoundError):  # it went meanwhile, as what nobody asks for does
                return _given(request, pdf)
        answer = get_response(request)
        if isinstance(answer, Whole) and answer.headers["Cache-Control"] == CACHE:
            around = {header: answer.headers[header] for header in AROUND}
            known.keep(name, replace(answer.pdf, headers=answer.pdf.headers | around))
        return answer

    return answering


def _given(request: HttpRequest, pdf: Pdf) -> HttpResponseBase:
    answer = give_pdf(request, pdf)
    if isinstance(answer, HttpResponse):
        answer.headers["Content-Length"] = str(len(answer.content))
    return answer
