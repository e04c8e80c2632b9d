"""Asking for a compendium: an edition that an editor keeps, or cases that a reader gathers in passing."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, replace
from typing import Any

from django.conf import settings
from django.db.models import TextField
from django.db.models.functions import Cast, Length
from django.utils.translation import gettext as _

from ...gathering import MOST
from ...models import CompendiumEdition, Edition, Publication, Redaction
from ..asking import Kind, design_version, wanted
from ..designs import STANDARD, Look, look_for

FORMAT = "compendium"
GATHERED = 12
"""Chapters at most of a compendium gathered in passing."""
PAGES = 850
"""Printed pages at most, as estimated: what a job has the memory and the time for."""
CHARACTERS = 2300
"""Of a document in one language, on each of its printed pages; besides, a chapter has the pages that begin and end it."""


class CantBeMade(Exception):
    """What stands in the way of a compendium; the message is for people."""


def ask_for_compendium(edition: CompendiumEdition, kind: Kind) -> Publication:
    """The PDF of an edition of a compendium, with its making queued if it is new. Raises CantBeMade.

    A chapter whose case was withdrawn is left out. The format is ours whatever `kind` says.
    """
    chapters = chapters_of(edition)
    _check(chapters, MOST)
    kind = replace(kind, format=FORMAT)
    return wanted(compendium_key(edition, chapters, kind), compendium_edition=edition, **asdict(kind))


def ask_for_gathered(editions: Sequence[int], kind: Kind) -> Publication:
    """The PDF of editions (ids) in this order, with its making queued if it is new. Raises CantBeMade."""
    chapters = chapters_gathered(editions)
    _check(chapters, GATHERED)
    kind = replace(kind, format=FORMAT)
    return wanted(gathered_key(chapters, kind), gathered=chapters, **asdict(kind))


def chapters_of(edition: CompendiumEdition) -> list[int]:
    """The editions (ids) that are its chapters, in their order, without those of withdrawn cases."""
    return list(edition.chapters.readable().values_list("edition", flat=True))


def chapters_gathered(editions: Sequence[int]) -> list[int]:
    """The editions (ids) of these that anyone may read, each once, in this order."""
    readable = set(
        Edition.objects.filter(pk__in=editions, case__withdrawal__isnull=True).values_list("pk", flat=True)
    )
    return [pk for pk in dict.fromkeys(editions) if pk in readable]


def compendium_key(edition: CompendiumEdition, chapters: Sequence[int], kind: Kind) -> str:
    """SHA-256 over everything that shows of it."""
    owner = edition.compendium.owner
    return _key(
        chapters,
        kind,
        look=look_of_compendium(edition, kind.language),
        compendium=[
            edition.pk,
            edition.compendium.slug,
            edition.number,
            edition.published_at.isoformat(),
            edition.title,
            edition.foreword,
            owner.name,
        ],
    )


def gathered_key(chapters: Sequence[int], kind: Kind) -> str:
    """SHA-256 over everything that shows of it."""
    return _key(chapters, kind, look=STANDARD, compendium=None)


def look_of_compendium(edition: CompendiumEdition, language: str) -> Look:
    """As its owner set it."""
    return look_for([edition.compendium.owner.slug], language)


def _key(chapters: Sequence[int], kind: Kind, *, look: Look, compendium: Any) -> str:
    """An edition never changes, so that its id and its moment stand for all it says; but for what was redacted."""
    told = Edition.objects.filter(pk__in=chapters).values_list("pk", "case__slug", "published_at")
    known = {pk: [pk, slug, at.isoformat()] for pk, slug, at in told}
    hidden = Redaction.objects.filter(case__editions__in=chapters).values_list("item_uid", flat=True)
    shown = {
        "compendium": compendium,
        "chapters": [known[pk] for pk in chapters],
        "redacted": sorted({str(uid) for uid in hidden}),
        "kind": asdict(kind),
        "site": settings.PEERLEARN_ADDRESS,
        "look": look.key,
        "design": design_version(),
    }
    return hashlib.sha256(json.dumps(shown, sort_keys=True).encode()).hexdigest()


def _check(chapters: Sequence[int], largest: int) -> None:
    """Raises CantBeMade where there is nothing to print, or too much of it."""
    if not chapters:
        raise CantBeMade(_("None of its cases can be read any more."))
    if len(chapters) > largest:
        words = _("This compendium has %(number)d cases. It can be made of up to %(most)d: leave some out.")
        raise CantBeMade(words % {"number": len(chapters), "most": largest})
    pages = estimated_pages(chapters)
    if pages > PAGES:
        words = _(
            "This compendium would have about %(number)d pages. It can be made with up to %(most)d: leave some cases out."
        )
        raise CantBeMade(words % {"number": pages, "most": PAGES})


def estimated_pages(chapters: Sequence[int]) -> int:
    """How many pages the chapters would come to, by the length of their documents; good to a quarter."""
    written = Length(Cast("revision__authored", TextField()))
    rows = Edition.objects.filter(pk__in=chapters).annotate(length=written).values_list("length", "languages")
    return sum(3 + length // (len(languages) * CHARACTERS) for length, languages in rows)
