"""What stands on the cover of a compendium and in its imprint: of one that an editor keeps, or one gathered in passing."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import override

from peerlearn.editing.translated import in_language

from ...models import CompendiumEdition, Edition, Publication
from ...presenting import NOTHING, Words, in_paragraphs, words_in
from ..asking import Kind
from ..designs import STANDARD, Look
from ..engine.errors import EngineError
from ..engine.papers import OFFICE, Print
from .asking import (
    chapters_gathered,
    chapters_of,
    compendium_key,
    gathered_key,
    look_of_compendium,
)

SITE = "Peerlearn"


@dataclass(frozen=True)
class Volume:
    """A compendium in one language; `chapters` are editions (ids), `number` is 0 for one gathered in passing.

    `key` is that of what it shows now.
    """

    language: str
    title: Words
    foreword: Words
    publisher: str
    number: int
    published_at: datetime
    address: str
    chapters: Sequence[int]
    look: Look
    key: str
    printed: Print = OFFICE

    @property
    def edition(self) -> str:
        """Which one it is, in the active language."""
        return (
            _("Edition %(number)s") % {"number": self.number} if self.number else _("A selection by a reader")
        )

    @property
    def in_short(self) -> Words:
        """The first paragraph of the foreword, for the back cover."""
        first = self.foreword.html.partition("</p>")[0].removeprefix("<p>")
        return replace(self.foreword, html=SafeString(first))


def volume_of(publication: Publication) -> Volume:
    """What a publication is made of, as it is now. Raises EngineError when nothing is left of it."""
    kind = Kind.of(publication)
    with override(publication.language):
        if publication.compendium_edition:
            volume = _kept(publication.compendium_edition, kind)
        else:
            volume = _gathered(publication.gathered or (), kind)
    if not volume.chapters:
        raise EngineError("None of its cases can be read any more.")
    return volume


def _kept(edition: CompendiumEdition, kind: Kind) -> Volume:
    compendium, chapters = edition.compendium, chapters_of(edition)
    return Volume(
        language=kind.language,
        title=words_in(edition.title, kind.language),
        foreword=words_in(edition.foreword, kind.language, as_html=in_paragraphs),
        publisher=in_language(compendium.owner.name),
        number=edition.number,
        published_at=edition.published_at,
        address=address_of(edition),
        chapters=chapters,
        look=look_of_compendium(edition, kind.language),
        key=compendium_key(edition, chapters, kind),
        printed=kind.printed,
    )


def _gathered(editions: Sequence[int], kind: Kind) -> Volume:
    """It is as of its newest chapter: a date of its own would make it anew every day."""
    chapters = chapters_gathered(editions)
    rows = Edition.objects.filter(pk__in=chapters).values_list("pk", "case__slug", "published_at")
    known = {pk: (slug, at) for pk, slug, at in rows}
    slugs = [known[pk][0] for pk in chapters]
    return Volume(
        language=kind.language,
        title=Words(SafeString(escape(_("What cities learnt from each other"))), kind.language),
        foreword=NOTHING,
        publisher=SITE,
        number=0,
        published_at=max((at for _slug, at in known.values()), default=timezone.now()),
        address=settings.PEERLEARN_ADDRESS + reverse("library:reading_list", query={"case": slugs}),
        chapters=chapters,
        look=STANDARD,
        key=gathered_key(chapters, kind),
        printed=kind.printed,
    )


def address_of(edition: CompendiumEdition) -> str:
    """The public address of the edition's page, beside which its PDF lies."""
    words = {"slug": edition.compendium.slug, "number": edition.number}
    beside = reverse("publications:compendium", kwargs=words)
    return settings.PEERLEARN_ADDRESS + beside.removesuffix("compendium.pdf")
