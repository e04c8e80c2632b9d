"""How public pages are answered: from one state of the database, by a name that says which, and from memory
where the same page was drawn in the same state before.

A page's ETag names everything that it is made of: the state of what is published and of live records, the day,
and the code, templates, translations and settings that draw it. Who has the page already is answered by 304
after one query, without drawing anything.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, wraps
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.timezone import localdate

from peerlearn.kept import Kept
from peerlearn.replica import library_reads

from ..catalogue.changes import public_state
from ..catalogue.snapshot import one_snapshot

FRESH = 60
"""Seconds for which a cache between us and readers may answer by itself: what is withdrawn or redacted is gone
everywhere after two minutes at most. Browsers ask each time, so that who publishes sees it at once."""
FRESH_EDITION = 600
"""The same for an edition at its permanent address: it changes only by redaction, withdrawal, a newer edition."""
_MADE_OF = ("cases", "partnerships", "peerlearn", "templates", "locale")

type View = Callable[..., HttpResponseBase]


@dataclass(frozen=True)
class Answer:
    """A page as it was answered."""

    content: bytes
    headers: tuple[tuple[str, str], ...]


answers: Kept[Answer] = Kept(settings.KEPT_ANSWERS, lambda answer: len(answer.content))
"""By the name of their state, and the address with its host."""


def published(*, fresh: int = FRESH) -> Callable[[View], View]:
    """For a view of the library: everything that it reads is of one state, and its answer says of which."""

    def decorate(view: View) -> View:
        @wraps(view)
        def answering(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            with library_reads(), one_snapshot():
                if settings.DEBUG:
                    return view(request, *args, **kwargs)
                etag = f'"{_state()}"'
                known: HttpResponseBase | None = get_conditional_response(request, etag=etag)
                answer = known or _answered(view, request, args, kwargs, etag)
            if answer.status_code in (200, 304):
                _head(answer, etag, fresh)
            return answer

        return answering

    return decorate


def _answered(view: View, request: HttpRequest, args: Any, kwargs: Any, etag: str) -> HttpResponseBase:
    """The answer as it was drawn in this state, or drawn now."""
    name = (etag, request.scheme, request.get_host(), request.get_full_path())
    if known := answers.get(name):
        return HttpResponse(known.content, headers=dict(known.headers))
    answer = view(request, *args, **kwargs)
    if isinstance(answer, HttpResponse) and answer.status_code == 200 and not answer.cookies:
        answers.keep(name, Answer(answer.content, tuple(answer.items())))
    return answer


def _head(answer: HttpResponseBase, etag: str, fresh: int) -> None:
    answer["ETag"] = etag
    answer["Cache-Control"] = f"public, max-age=0, s-maxage={fresh}"
    answer["CDN-Cache-Control"] = f"public, max-age={fresh}, stale-while-revalidate={fresh}"
    patch_vary_headers(answer, ("Accept-Encoding",))


def _state() -> str:
    """The name of the state that this transaction sees, short enough for a header."""
    made_of = f"{public_state()} {localdate()} {drawn_by()}"
    return hashlib.blake2b(made_of.encode(), digest_size=12).hexdigest()


@cache
def drawn_by() -> str:
    """The code, templates, words and settings that draw pages, as one digest: a newer version of the site has
    another, and every process of the same version the same."""
    digest = hashlib.blake2b(digest_size=12)
    for folder in _MADE_OF:
        for path in sorted((settings.BASE_DIR / folder).rglob("*")):
            if path.suffix in (".py", ".html", ".xml", ".po") and path.is_file():
                digest.update(path.read_bytes())
    for name in ("PEERLEARN_ADDRESS", "LANGUAGES", "CONTENT_LANGUAGES", "STATIC_URL"):
        digest.update(repr([str(part) for part in getattr(settings, name)]).encode())
    manifest = Path(settings.STATIC_ROOT) / "staticfiles.json"
    digest.update(manifest.read_bytes() if manifest.exists() else b"")
    return digest.hexdigest()
