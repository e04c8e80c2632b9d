"""Asking for a publication: its key says exactly what is in it, so that the same is made once."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import timedelta
from functools import cache
from importlib.metadata import version
from typing import Any, Self

from django.conf import settings
from django.db import transaction
from django.http import Http404, QueryDict
from django.utils import timezone
from procrastinate.contrib.django import app

from peerlearn.environment import PROJECT

from ..document import published_document
from ..models import CompendiumEdition, Edition, Publication
from .designs import look_of
from .engine.papers import Print

FORMATS = ("full", "brochure")
MAKE = "cases.publications.running.jobs.make_publication"
AFTERWARDS = -5
"""The priority of what is made ahead: whoever waits mostly waits for the whole publication of a case."""
PATIENCE = timedelta(hours=1)  # after a failure, until a reader's wish is tried again
State, Paper, Purpose = Publication.State, Publication.Paper, Publication.Purpose


@dataclass(frozen=True)
class Kind:
    """Which publication of an edition is wanted."""

    language: str
    format: str = "full"
    paper: str = Paper.A4
    purpose: str = Purpose.SCREEN

    @classmethod
    def of(cls, publication: Publication) -> Self:
        """The kind that a publication is."""
        return cls(publication.language, publication.format, publication.paper, publication.purpose)

    @property
    def printed(self) -> Print:
        """Its paper and its purpose, as the engine takes them."""
        return Print(self.paper, self.purpose)

    @property
    def query(self) -> dict[str, str]:
        """What an address asks for it with, beside its language; what goes without saying stays out."""
        said = {"format": self.format, "paper": self.paper, "for": self.purpose}
        return {
            name: value for name, value in said.items() if value not in (FORMATS[0], Paper.A4, Purpose.SCREEN)
        }


def kind_asked(query: QueryDict, language: str, *, formats: Iterable[str] = FORMATS) -> Kind:
    """The kind that an address asks for; the first of `formats` goes without saying. Raises Http404."""
    first, *others = formats
    kind = Kind(
        language,
        query.get("format", first),
        query.get("paper", Paper.A4),
        query.get("for", Purpose.SCREEN),
    )
    if kind.format not in (first, *others) or kind.paper not in Paper or kind.purpose not in Purpose:
        raise Http404
    return kind


def ask(edition: Edition, kind: Kind) -> Publication:
    """The publication, with its making queued if it is new, or failed a while ago."""
    return wanted(publication_key(edition, kind), edition=edition, **asdict(kind))


def wanted(key: str, *, patience: timedelta = PATIENCE, **columns: Any) -> Publication:
    """The publication of this key; a new one with these columns, and a failed one after `patience`, is queued.

    Row and job are written in one transaction: there is never one without the other, and whoever
    asks at the same time waits for the first and finds its row.
    """
    known = Publication.objects.filter(key=key, state=State.READY).first()
    if known:
        if known.used_on != timezone.localdate():
            Publication.objects.filter(pk=known.pk).update(used_on=timezone.localdate())
        return known
    with transaction.atomic():
        publication, is_new = Publication.objects.get_or_create(key=key, defaults=columns)
        if is_new or _try_again(publication, patience):
            queue(publication)
    return publication


def try_again(publication: Publication) -> None:
    """Has one that failed made once more, at once."""
    with transaction.atomic():
        if _try_again(publication, timedelta(0)):
            queue(publication)


def make_lost_again(publication: Publication) -> None:
    """Has one made anew whose file is not there any more, at once."""
    rows = Publication.objects.filter(pk=publication.pk, state=State.READY)
    with transaction.atomic():
        if rows.update(state=State.WANTED, file=""):
            queue(publication)


def queue(publication: Publication) -> None:
    """Queues its making, whose job runs one at a time."""
    task = app.configure_task(
        MAKE,
        lock=f"publication-{publication.pk}",
        priority=AFTERWARDS if is_made_ahead(publication) else 0,
        allow_unknown=True,
    )
    task.defer(publication=publication.pk)


def is_made_ahead(publication: Publication) -> bool:
    """Few wait for it: a brochure, or a compendium that is kept, whose making takes a while."""
    return publication.format == "brochure" or publication.compendium_edition_id is not None


def _try_again(publication: Publication, patience: timedelta) -> bool:
    """Turns a failure of a while ago into a wish; true for one of those who ask at the same time."""
    now = timezone.now()
    failed = Publication.objects.filter(
        pk=publication.pk, state=State.FAILED, wanted_at__lt=now - patience
    ).update(state=State.WANTED, wanted_at=now, failure="", fault={})
    if failed:
        publication.state = State.WANTED
    return bool(failed)


def language_of(edition: Edition | CompendiumEdition, language: str) -> str:
    """The language that the publication is made in: the one asked for, else the original, or the first there is."""
    return language if language in edition.languages else edition.languages[0]


def publication_key(edition: Edition, kind: Kind) -> str:
    """SHA-256 over everything that shows: the document through its redactions, the edition, the design."""
    document = published_document(edition)
    shown = {
        "authored": document.authored.to_json(),
        "about": document.about,
        "case": edition.case_id,
        "edition": [edition.number, edition.published_at.isoformat(), edition.languages],
        "kind": asdict(kind),
        "site": settings.PEERLEARN_ADDRESS,
        "look": look_of(document.about, kind.language).key,
        "design": design_version(),
    }
    return hashlib.sha256(json.dumps(shown, sort_keys=True).encode()).hexdigest()


@cache
def design_version() -> str:
    """Changes when templates, style, fonts or engine do: publications are then made anew, when asked for."""
    digest = hashlib.sha256(version("weasyprint").encode())
    for pattern in (
        "templates/publications/**/*.html",
        "templates/case/*.html",
        "static/css/publication*.css",
        "static/fonts/*.woff2",
        "locale/*/LC_MESSAGES/*.po",
        "peerlearn/drawing/*.py",
        "cases/publications/**/*.py",
        "cases/presenting/*.py",
        "cases/templatetags/*.py",
    ):
        for path in sorted(PROJECT.glob(pattern)):
            digest.update(path.read_bytes())
    return digest.hexdigest()
