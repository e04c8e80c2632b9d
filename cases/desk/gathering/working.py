"""A compendium as its editors see it: its cases in their order, what an edition would hold, what became newer."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from django.utils.translation import get_language

from peerlearn.editing.languages import content_languages
from peerlearn.editing.translated import in_language

from ...gathering import MOST, differs, newer_than, public_editions
from ...models import Compendium, CompendiumEdition, GatheredCase, Listing, ListingText


@dataclass(frozen=True)
class Chapter:
    """A case in its place; `number` is that of its public edition, `told` that of its edition in the last compendium."""

    uid: UUID
    slug: str
    title: str
    language: str
    cities: str
    number: int | None
    told: int | None

    @property
    def is_public(self) -> bool:
        return self.number is not None


class Working:
    """The working copy of one compendium beside its editions."""

    def __init__(self, compendium: Compendium) -> None:
        self.compendium = compendium

    @cached_property
    def chapters(self) -> list[Chapter]:
        gathered = list(self.compendium.gathered.select_related("case"))
        listings = {
            listing.case_id: listing
            for listing in Listing.objects.filter(case__in=[each.case_id for each in gathered])
            .select_related("edition")
            .defer("edition__revision")
        }
        titles = _titles(listings.values())
        newer = newer_than(self.last) if self.last else {}
        return [_chapter(each, listings.get(each.case_id), titles, newer) for each in gathered]

    @cached_property
    def editions(self) -> list[CompendiumEdition]:
        """The newest first."""
        return list(self.compendium.editions.select_related("published_by"))

    @property
    def last(self) -> CompendiumEdition | None:
        return self.editions[0] if self.editions else None

    @property
    def next_number(self) -> int:
        return self.last.number + 1 if self.last else 1

    @cached_property
    def is_current(self) -> bool:
        """Readers have what an edition made now would hold."""
        if self.last is None or not self.compendium.is_public:
            return False
        return not differs(self.compendium, self.last, public_editions(self.compendium))

    @property
    def newer(self) -> int:
        """How many chapters have a newer edition than the one in the last compendium."""
        return sum(1 for chapter in self.chapters if chapter.told)

    @property
    def languages(self) -> list[tuple[str, str, bool]]:
        """The title in each language that it has one in: name of the language, title, whether there is a foreword."""
        titles, forewords = self.compendium.title, self.compendium.foreword
        return [
            (name, titles[code], bool(forewords.get(code)))
            for code, name in content_languages()
            if titles.get(code)
        ]

    @property
    def withdrawn(self) -> int:
        return sum(1 for chapter in self.chapters if not chapter.is_public)

    @property
    def is_full(self) -> bool:
        return len(self.chapters) >= MOST

    @property
    def may_publish(self) -> bool:
        return not self.is_current and len(self.chapters) > self.withdrawn


def _chapter(
    gathered: GatheredCase, listing: Listing | None, titles: dict[int, tuple[str, str]], newer: dict[int, int]
) -> Chapter:
    title, language = titles.get(gathered.case_id, (gathered.case.slug, ""))
    cities = listing.card.get("cities", ()) if listing else ()
    return Chapter(
        uid=gathered.uid,
        slug=gathered.case.slug,
        title=title,
        language=language,
        cities=" – ".join(in_language(city["name"]) for city in cities),
        number=listing.edition.number if listing else None,
        told=newer.get(gathered.case_id),
    )


def _titles(listings: Iterable[Listing]) -> dict[int, tuple[str, str]]:
    """The title of each case (id) in the language being read, else as it was written; with its language."""
    language = get_language()
    found: dict[int, tuple[str, str]] = {}
    texts = ListingText.objects.filter(listing__in=list(listings)).select_related("listing")
    for text in texts:
        case, original = text.listing.case_id, text.listing.language
        if text.language == language or (text.language == original and case not in found):
            found[case] = (text.title, text.language)
    return found
