"""A reading list that its address carries: no account, no cookie, whoever has the address has the list."""

import re
from dataclasses import dataclass, replace
from typing import Self
from urllib.parse import parse_qsl, urlencode
from uuid import UUID

from django.urls import reverse

from ...models import Edition, Listing, ListingLesson
from ...presenting import PresentedCase, PresentedCity, Words, present_all
from ..citing.citations import Citation, citation_of_case, citation_of_lesson

MOST = 50
"""Entries; the longest address has some 4,400 characters then, and any browser and server takes 6,000."""
TAKEN = 12
"""Cases that can be taken away as one PDF."""
CASE, LESSON = "case", "lesson"
_SLUG = re.compile(r"[0-9A-Za-z_-]{1,80}")


@dataclass(frozen=True)
class Entry:
    """What the address says of one entry: `name` is the slug of a case or the UUID of a lesson."""

    kind: str
    name: str


@dataclass(frozen=True)
class ReadingList:
    """Entries in the reader's order; `left_out` counts what was too many or can't be an entry."""

    entries: tuple[Entry, ...] = ()
    left_out: int = 0

    @classmethod
    def read(cls, query: str) -> Self:
        """The list that a query string carries, each entry once."""
        given = [(kind, name) for kind, name in parse_qsl(query, errors="replace") if kind in (CASE, LESSON)]
        clean = [_entry(kind, name) for kind, name in given]
        entries = tuple(dict.fromkeys(entry for entry in clean if entry))
        return cls(entries[:MOST], clean.count(None) + len(entries[MOST:]))

    @property
    def query(self) -> str:
        return urlencode([(entry.kind, entry.name) for entry in self.entries])

    @property
    def is_full(self) -> bool:
        return len(self.entries) >= MOST

    def address(self, *, words: str = "") -> str:
        """Its page; with `words`, what these find stands below it."""
        query = "&".join(filter(None, (self.query, words and urlencode({"q": words}))))
        page = reverse("library:reading_list")
        return f"{page}?{query}" if query else page

    def added(self, entry: Entry) -> Self:
        return replace(self, entries=(*self.entries, entry), left_out=0)

    def without(self, entry: Entry) -> Self:
        return replace(self, entries=tuple(each for each in self.entries if each != entry), left_out=0)

    def moved(self, entry: Entry, by: int) -> Self:
        """The list with an entry so many places further down, as far as there are any."""
        entries = [each for each in self.entries if each != entry]
        entries.insert(max(self.entries.index(entry) + by, 0), entry)
        return replace(self, entries=tuple(entries), left_out=0)


def _entry(kind: str, name: str) -> Entry | None:
    if kind == CASE:
        return Entry(kind, name) if _SLUG.fullmatch(name) else None
    try:
        return Entry(kind, str(UUID(name)))
    except ValueError:
        return None


@dataclass(frozen=True)
class ShownEntry:
    """An entry as the page shows it, with the addresses of the list without it and with it elsewhere."""

    entry: Entry
    href: str
    title: Words
    kind: str
    kind_name: str
    cities: tuple[PresentedCity, ...]
    case: PresentedCase
    citation: Citation
    up: str = ""
    down: str = ""
    removed: str = ""


def known(wanted: ReadingList, language: str) -> list[ShownEntry]:
    """The entries that can be read, in their order; four queries however many there are."""
    cases = _listed(wanted, CASE)
    lessons = _listed(wanted, LESSON)
    listings = Listing.objects.filter(slug__in=cases).values_list("slug", "edition")
    rows = ListingLesson.objects.filter(uid__in=lessons).values_list("uid", "listing__edition")
    edition_of = {
        **{Entry(CASE, slug): edition for slug, edition in listings},
        **{Entry(LESSON, str(uid)): edition for uid, edition in rows},
    }
    editions = list(Edition.objects.with_document().filter(pk__in=set(edition_of.values())))
    presented = dict(zip((each.pk for each in editions), present_all(editions, language), strict=True))
    shown = [_shown(entry, presented[edition_of[entry]]) for entry in wanted.entries if entry in edition_of]
    return [entry for entry in shown if entry]


def _listed(wanted: ReadingList, kind: str) -> list[str]:
    return [entry.name for entry in wanted.entries if entry.kind == kind]


def _shown(entry: Entry, case: PresentedCase) -> ShownEntry | None:
    if entry.kind == CASE:
        return ShownEntry(
            entry=entry,
            href=reverse("library:case", args=[case.slug]),
            title=case.title,
            kind="",
            kind_name="",
            cities=case.cities,
            case=case,
            citation=citation_of_case(case),
        )
    item = case.items.get(UUID(entry.name))
    if item is None:  # redacted since the listing was made
        return None
    return ShownEntry(
        entry=entry,
        href=reverse("library:lesson", args=[entry.name]),
        title=item.title,
        kind=item.facts["lesson_kind"],
        kind_name=item.kind_of_lesson,
        cities=item.cities,
        case=case,
        citation=citation_of_lesson(case, item),
    )


def arranged(shown: list[ShownEntry]) -> tuple[ReadingList, list[ShownEntry]]:
    """The list of what can be read, and its entries with the ways to change it."""
    readable = ReadingList(tuple(each.entry for each in shown))
    last = len(shown) - 1
    return readable, [
        replace(
            each,
            up=readable.moved(each.entry, -1).address() if place > 0 else "",
            down=readable.moved(each.entry, 1).address() if place < last else "",
            removed=readable.without(each.entry).address(),
        )
        for place, each in enumerate(shown)
    ]
