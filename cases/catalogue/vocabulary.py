"""What words stand for, in any content language: themes, countries and kinds of lesson by their names, the terms
of the glossary. Kept in the memory of each process, and made anew as soon as a name is another one."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from django.conf import settings
from django.utils.translation import override
from django_countries import countries

from partnerships.models import GlossaryTerm, Theme
from peerlearn.editing.translated import in_language, sort_key
from peerlearn.replica import connection

from ..models import Lesson
from .facets import COUNTRY, KIND, THEME
from .languages import regconfig
from .snapshot import once
from .vectors import apart, singular

LONGEST_NAME = 8
"""Words of the longest name that is looked for."""
_ASIDE = re.compile(r"\s*\([^)]*\)")
_WORD = re.compile(r"\w+")
_AND = re.compile(r"\s+(?:and|y|e|et|und|en|og|och|ve|&)\s+", re.IGNORECASE)
_AS_WRITTEN = ""
"""In place of a language: names that aren't stemmed, being no words of it."""

type Stems = tuple[str, ...]


@dataclass(frozen=True)
class Meaning:
    """What a name stands for: how it is called, by language, and the value of a facet that says the same (its
    name and the value). `is_label` of a name that nobody writes in a text."""

    names: Mapping[str, str]
    value: tuple[str, str] | None = None
    is_label: bool = False

    @property
    def label(self) -> str:
        return in_language(dict(self.names))


@dataclass(frozen=True)
class Hit:
    """Words of a query, from one to another, that name something."""

    start: int
    stop: int
    meanings: tuple[Meaning, ...]
    languages: frozenset[str]
    """In which they do."""
    is_part: bool = False
    """Whether they are only a part of the names."""


@dataclass(frozen=True)
class Vocabulary:
    """Every name, by its language and its stems: as written, and without accents."""

    names: Mapping[tuple[str, Stems], tuple[Meaning, ...]]
    parts: Mapping[tuple[str, str], tuple[Meaning, ...]]
    """Themes by each word of their names."""
    words: frozenset[str]
    """The words of all names, without accents and capitals."""

    def hits(self, read: "Read") -> list[Hit]:
        """What the words of a query name: of names within each other the longest, each word once."""
        found = sorted(self._found(read), key=lambda hit: (hit.start - hit.stop, hit.start))
        kept: list[Hit] = []
        for hit in found:
            if all(hit.stop <= other.start or other.stop <= hit.start for other in kept):
                kept.append(hit)
        return sorted(kept, key=lambda hit: hit.start)

    def near(self, read: "Read") -> list[Hit]:
        """What the words of a query name, or else the themes in whose names a word stands."""
        hits = self.hits(read)
        for place in range(len(read.words)):
            if all(not hit.start <= place < hit.stop for hit in hits):
                ways = [
                    (language, stem) for language, stems in read.as_stems(place, place + 1) for stem in stems
                ]
                meanings = {id(meaning): meaning for way in ways for meaning in self.parts.get(way, ())}
                if meanings:
                    hits.append(Hit(place, place + 1, tuple(meanings.values()), frozenset(), is_part=True))
        return sorted(hits, key=lambda hit: hit.start)

    def _found(self, read: "Read") -> Iterator[Hit]:
        for start in range(len(read.words)):
            for stop in range(start + 1, min(start + LONGEST_NAME, len(read.words)) + 1):
                meanings: dict[int, Meaning] = {}
                languages = set()
                for language, stems in read.as_stems(start, stop):
                    for meaning in self.names.get((language, stems), ()):
                        meanings[id(meaning)] = meaning
                        languages.add(language)
                if meanings:
                    yield Hit(start, stop, tuple(meanings.values()), frozenset(languages))


@dataclass(frozen=True)
class Read:
    """Words as each language stems them, with accents and without; one that is too small to be searched for has
    no stem. What stands in quotes names nothing."""

    words: tuple[str, ...]
    stems: Mapping[str, Sequence[tuple[str, str]]]

    def is_small(self, place: int, languages: Iterable[str]) -> bool:
        """Whether a word is one of the small ones of one of the languages."""
        return any(not all(self.stems[language][place]) for language in languages)

    def as_stems(self, start: int, stop: int) -> Iterator[tuple[str, Stems]]:
        """The ways to read some of the words, in each language that has none of its small words at either end."""
        if any(word.startswith('"') for word in self.words[start:stop]):
            return
        for language, each in self.stems.items():
            if all(each[start]) and all(each[stop - 1]):
                for way in {tuple(filter(None, way)) for way in zip(*each[start:stop], strict=True)}:
                    yield language, way


def vocabulary() -> Vocabulary:
    """The names as this snapshot sees them."""
    return once("vocabulary", lambda: _made(_names()))


def read(words: Sequence[str]) -> Read:
    """The words of a query as each language reads them; one query."""
    as_written = [(bare, bare) for word in words for bare in ["".join(_WORD.findall(sort_key(word)))]]
    return Read(tuple(words), {**_stemmed(words), _AS_WRITTEN: as_written})


def _names() -> tuple[tuple[str, str], ...]:
    """The slugs and names of themes, and the glossary (without slugs); as text, because what is compared with
    what is kept are some 15 KB, and taking them apart each time would cost more."""
    themes, terms = Theme._meta.db_table, GlossaryTerm._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(f"""
            SELECT slug, name::text FROM {themes} UNION ALL SELECT '', term::text FROM {terms} ORDER BY 1, 2
        """)  # noqa: S608 - names of our own
        return tuple(cursor.fetchall())


@lru_cache(maxsize=4)
def _made(rows: tuple[tuple[str, str], ...]) -> Vocabulary:
    """The vocabulary of these names. Countries and kinds of lesson are the same until the process ends."""
    spoken = [Meaning(json.loads(names), (THEME.name, slug) if slug else None) for slug, names in rows]
    spoken += [side for meaning in spoken for side in _sides(meaning.names)]
    named = [(language, words, meaning) for meaning in spoken for language, words in _by_language(meaning)]
    stems = _stems_of({word for _language, words, _meaning in named for word in words})
    found: dict[tuple[str, Stems], dict[int, Meaning]] = {}
    for language, words, meaning in named:
        for way in zip(*(stems[language][word] for word in words), strict=True):
            found.setdefault((language, tuple(filter(None, way))), {})[id(meaning)] = meaning
    for meaning in _fixed():
        for _language, words in _by_language(meaning):
            key = (_AS_WRITTEN, tuple(map(sort_key, words)))
            found.setdefault(key, {})[id(meaning)] = meaning
    kept = {key: tuple(meanings.values()) for key, meanings in found.items() if any(key[1])}
    spelt = {sort_key(word) for _language, words, _meaning in named for word in words}
    return Vocabulary(kept, _parts(kept), frozenset(spelt))


def _sides(names: Mapping[str, str]) -> list[Meaning]:
    """The words that "and" joins in a name, each with the words that stand in its place in other languages: "water"
    and "eau" of "Water and sanitation", "Eau et assainissement". None unless all languages have as many."""
    split = {language: _AND.split(name) for language, name in names.items() if name}
    number = {len(sides) for sides in split.values()}
    if len(number) != 1 or number == {1}:
        return []
    return [Meaning(dict(zip(split, side, strict=True))) for side in zip(*split.values(), strict=True)]


def _parts(
    names: Mapping[tuple[str, Stems], tuple[Meaning, ...]],
) -> dict[tuple[str, str], tuple[Meaning, ...]]:
    """The themes by each word of their names."""
    found: dict[tuple[str, str], dict[int, Meaning]] = {}
    for (language, stems), meanings in names.items():
        for meaning in meanings:
            if meaning.value and meaning.value[0] == THEME.name:
                for stem in stems:
                    found.setdefault((language, stem), {})[id(meaning)] = meaning
    return {key: tuple(meanings.values()) for key, meanings in found.items()}


def _by_language(meaning: Meaning) -> Iterator[tuple[str, list[str]]]:
    for language, name in meaning.names.items():
        if language in settings.CONTENT_LANGUAGES and (words := name_words(name)):
            yield language, words


def name_words(name: str) -> list[str]:
    """The words of a name, without what it says in brackets."""
    return _WORD.findall(apart(_ASIDE.sub("", name)))


def _fixed() -> list[Meaning]:
    """Countries and kinds of lesson."""
    by_value: dict[tuple[str, str], dict[str, str]] = {}
    for language in settings.CONTENT_LANGUAGES:
        with override(language):
            for code, name in countries:
                by_value.setdefault((COUNTRY.name, code), {})[language] = str(name)
            for kind in Lesson.Kind:
                by_value.setdefault((KIND.name, kind.value), {})[language] = str(kind.label)
    return [Meaning(names, value, value[0] == KIND.name) for value, names in by_value.items()]


def _stems_of(words: Iterable[str]) -> dict[str, dict[str, tuple[str, str]]]:
    ordered = sorted(words)
    return {language: dict(zip(ordered, stems, strict=True)) for language, stems in _stemmed(ordered).items()}


def _stemmed(words: Sequence[str]) -> dict[str, list[tuple[str, str]]]:
    """The stems of words by language, each as written and without accents; "" for small words. One query."""
    languages = settings.CONTENT_LANGUAGES
    names = [f"word_{place}" for place in range(len(languages))]
    columns = ", ".join(
        f"array_to_string(tsvector_to_array(to_tsvector('{regconfig(language)}', {word})), ' ')"
        for language, name in zip(languages, names, strict=True)
        for word in (name, f"unaccent({name})")
    )
    arrays, words_by_language = ", ".join("%s::text[]" for _name in names), ", ".join(names)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {columns} FROM unnest({arrays}) WITH ORDINALITY AS each ({words_by_language}, place) ORDER BY place",  # noqa: S608
            [[singular(language, word) for word in words] for language in languages],
        )
        rows = cursor.fetchall()
    return {
        language: [(row[2 * place], row[2 * place + 1]) for row in rows]
        for place, language in enumerate(languages)
    }
