"""What is found across the chapters: lessons by theme, indexes of cities and themes, one list of sources, organisations."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from peerlearn.editing.translated import sort_key

from ...presenting import Named, PresentedCity, Words
from .chapters import Chapter, Ref, Source, Told

NO_THEME = Named("", "")


@dataclass(frozen=True)
class Lesson:
    """A lesson in the list across the cases."""

    told: Told
    chapter: Chapter

    @property
    def title(self) -> Words:
        return self.told.title

    @property
    def ref(self) -> Ref:
        return self.chapter.ref(self.told.anchor)


@dataclass
class Theme:
    """A theme with its lessons, in the order of the chapters."""

    named: Named
    lessons: list[Lesson] = field(default_factory=list)

    @property
    def name(self) -> str:
        return self.named.name or _("Other lessons")

    @property
    def anchor(self) -> str:
        return f"theme-{self.named.slug or 'none'}"


@dataclass
class Entry:
    """A line of an index: its words, what is said beside them, and where it leads."""

    words: str
    beside: str = ""
    told: list[Ref] = field(default_factory=list)

    @property
    def refs(self) -> list[Ref]:
        """In the order of pages, without those within others."""
        kept: list[Ref] = []
        for ref in sorted(self.told, key=lambda each: (each.first, -each.last)):
            if not kept or ref.last > kept[-1].last:
                kept.append(ref)
        return kept


@dataclass
class SharedSource:
    """A source, once, and the chapters that use it."""

    source: Source
    refs: list[Ref] = field(default_factory=list)


def lessons_by_theme(chapters: Iterable[Chapter]) -> list[Theme]:
    """The themes by name, then lessons that have none; one with several stands under each."""
    themes: dict[str, Theme] = {}
    for chapter in chapters:
        for told in chapter.lessons:
            for named in told.themes or (NO_THEME,):
                themes.setdefault(named.slug, Theme(named)).lessons.append(Lesson(told, chapter))
    return sorted(themes.values(), key=lambda theme: (not theme.named.slug, sort_key(theme.name)))


def index_of_cities(chapters: Iterable[Chapter]) -> list[Entry]:
    """Every city that takes part, with the pages of its chapters, or that a lesson names, with those of the lesson."""
    entries: dict[str, Entry] = {}
    for chapter in chapters:
        named = [(city, chapter.ref(told.anchor)) for told in chapter.lessons for city in told.elsewhere]
        for city, ref in (*((city, chapter.whole) for city in chapter.cities), *named):
            entries.setdefault(city.slug, Entry(city.name, city.country_name)).told.append(ref)
    return _sorted(entries.values())


def index_of_themes(chapters: Iterable[Chapter]) -> list[Entry]:
    """Every theme with the chapters about it, and the lessons and challenges that have it elsewhere."""
    entries: dict[str, Entry] = {}
    for chapter in chapters:
        for named in chapter.themes:
            entries.setdefault(named.slug, Entry(named.name)).told.append(chapter.whole)
        for told in (*chapter.challenges, *chapter.lessons):
            for named in told.themes:
                entries.setdefault(named.slug, Entry(named.name)).told.append(chapter.ref(told.anchor))
    return _sorted(entries.values())


def shared_sources(chapters: Iterable[Chapter]) -> list[SharedSource]:
    """Every source once, by its title."""
    sources: dict[str, SharedSource] = {}
    for chapter in chapters:
        for source in chapter.sources:
            shared = sources.setdefault(source.key, SharedSource(source))
            shared.refs.append(chapter.ref(source.anchor))
    return sorted(sources.values(), key=lambda shared: (sort_key(shared.source.title), shared.source.key))


def organisations(chapters: Iterable[Chapter]) -> list[tuple[str, list[str]]]:
    """Who published the chapters, and who stands behind their programmes, by role; each once."""
    roles: dict[str, set[str]] = {}
    for chapter in chapters:
        roles.setdefault(_("Chapters published by"), set()).add(chapter.owner.name)
        for role, named in chapter.partners:
            roles.setdefault(role, set()).update(organisation.name for organisation in named)
    return [(role, sorted(names, key=sort_key)) for role, names in roles.items()]


def cities_of(chapters: Iterable[Chapter]) -> list[PresentedCity]:
    """The cities that take part, each once."""
    return list({city.slug: city for chapter in chapters for city in chapter.cities}.values())


def numbers_of(city: PresentedCity, chapters: Sequence[Chapter]) -> list[int]:
    """The chapters that the city takes part in."""
    return [
        chapter.number
        for chapter in chapters
        if city.slug in [participant.slug for participant in chapter.cities]
    ]


def unplaced(chapters: Iterable[Chapter]) -> list[str]:
    """The cities whose place isn't known, which no map can show."""
    return [city.name for city in cities_of(chapters) if not city.place]


def _sorted(entries: Iterable[Entry]) -> list[Entry]:
    return sorted(entries, key=lambda entry: (sort_key(entry.words), entry.beside))
