"""How far each language of a case is: text by text, section by section, and which are marked ready.

Stale is a translation that was made from other words than the original has now, whatever the clocks say.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings

from peerlearn.accounts.models import User
from peerlearn.editing.languages import own_name

from ...completeness import SECTIONS, Section
from ...document import Part
from ...models import KINDS, Case, Translation, digest
from ..drafts import Draft


@dataclass(frozen=True)
class Place:
    """A text of the original, where it stands, and how its translation does."""

    section: Section
    item: UUID
    name: str
    is_written: bool
    is_stale: bool

    @property
    def is_open(self) -> bool:
        return self.is_stale or not self.is_written

    @property
    def anchor(self) -> str:
        """Where its field is on the page of its section."""
        return f"text-{self.item}-{self.name}"


class Count:
    """Of `wanted` texts of the original, `written` are translated, `stale` of them from other words."""

    def __init__(self, places: Iterable[Place]) -> None:
        self.places = tuple(places)
        self.wanted = len(self.places)
        self.written = sum(place.is_written for place in self.places)
        self.stale = sum(place.is_stale for place in self.places)

    @property
    def missing(self) -> int:
        return self.wanted - self.written

    @property
    def is_whole(self) -> bool:
        """Nothing is left to do."""
        return not self.missing and not self.stale

    @property
    def percent(self) -> int:
        """How much is translated and up to date; 100 only when nothing is left."""
        return int((self.written - self.stale) * 100 / self.wanted) if self.wanted else 100


class Progress(Count):
    """One language of a case."""

    def __init__(self, language: str, places: Iterable[Place], mark: Translation | None) -> None:
        super().__init__(places)
        self.language = language
        self.mark = mark

    @property
    def name(self) -> str:
        return own_name(self.language)

    @property
    def is_ready(self) -> bool:
        return self.mark is not None

    @property
    def sections(self) -> list[tuple[Section, Count]]:
        """Every section in the order of the case, also those with nothing to translate."""
        return [(section, self._of(section)) for section in SECTIONS]

    @property
    def open_sections(self) -> list[tuple[Section, Count]]:
        return [(section, count) for section, count in self.sections if not count.is_whole]

    def _of(self, section: Section) -> Count:
        return Count(place for place in self.places if place.section == section)

    def next_from(self, section: Section) -> Place | None:
        """The first text that is missing or stale from the beginning of `section` on, then from the start."""
        return self._next(SECTIONS.index(section))

    def next_after(self, section: Section) -> Place | None:
        """The same from the section that follows: what was left open on purpose doesn't hold anybody up."""
        return self._next(SECTIONS.index(section) + 1)

    def _next(self, first: int) -> Place | None:
        order = [*SECTIONS[first:], *SECTIONS[:first]]
        return next((p for section in order for p in self.places if p.section == section and p.is_open), None)


def progress_of(draft: Draft) -> list[Progress]:
    """Every content language but the original."""
    marks = {mark.language: mark for mark in _marks(draft.case)}
    places = _places(draft, [code for code in settings.CONTENT_LANGUAGES if code != draft.case.language])
    return [Progress(language, found, marks.get(language)) for language, found in places.items()]


def progress_in(draft: Draft, language: str) -> Progress:
    """One language."""
    mark = next((mark for mark in _marks(draft.case) if mark.language == language), None)
    return Progress(language, _places(draft, [language])[language], mark)


def _marks(case: Case) -> Iterable[Translation]:
    return Translation.objects.filter(case=case).select_related("ready_by")


def _places(draft: Draft, languages: list[str]) -> dict[str, list[Place]]:
    """By language, every text of the original in the order in which the pages of the sections show them."""
    original = draft.case.language
    places: dict[str, list[Place]] = {language: [] for language in languages}
    for section, part, name in _texts(draft):
        if source := part.text(name, original):
            now = digest(source.value)
            for language, found in places.items():
                written = part.text(name, language)
                is_stale = bool(written and written.made_from and written.made_from != now)
                found.append(Place(section, part.uid, name, written is not None, is_stale))
    return places


def _texts(draft: Draft) -> Iterator[tuple[Section, Part, str]]:
    for section in SECTIONS:
        for part in _parts(draft, section):
            for prose in KINDS[part.kind].prose:
                if not section.fields or prose.name in section.fields:
                    yield section, part, prose.name


def _parts(draft: Draft, section: Section) -> Iterator[Part]:
    """What belongs to a city in the order of the cities; the columns of a comparison after it."""
    cities = [place.city.slug for place in draft.case.partnership.participations.all()]

    def in_order(parts: Iterable[Part]) -> list[Part]:
        return sorted(parts, key=lambda p: cities.index(p.facts["city"]) if p.facts["city"] in cities else 99)

    parts = draft.authored.of_kind(section.kinds[0])
    for part in in_order(parts) if section.kinds == ("context",) else parts:
        yield part
        if section.kinds[0] == "comparison":
            yield from in_order(
                side for side in draft.authored.of_kind("side") if side.facts["tool"] == str(part.uid)
            )


def set_ready(case: Case, language: str, *, ready: bool, by: User) -> None:
    """Marks a translation ready for the next edition, or takes the mark back."""
    if not ready:
        Translation.objects.filter(case=case, language=language).delete()
    elif language != case.language:
        Translation.objects.get_or_create(case=case, language=language, defaults={"ready_by": by})
