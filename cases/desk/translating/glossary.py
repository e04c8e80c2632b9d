"""The project's words beside a text that is translated: those that occur in it, and how they are called.

Words are compared without accents and capitals and without their plural endings, by a few rules that hold
for English, Spanish, French and Portuguese. Now and then that takes two words for one: the glossary is
a help beside the field, and stands in nobody's way.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from partnerships.models import GlossaryTerm
from peerlearn.editing.prose import plain
from peerlearn.editing.translated import in_language, sort_key

_WORDS = re.compile(r"\w+")
_ASIDE = re.compile(r"\s*\([^)]*\)")
_ENDINGS = {
    "eau": "eau",  # réseaux
    "au": "al",  # locaux
    "ai": "al",  # locais
    "ei": "el",  # móveis
    "oi": "ol",
    "ao": "o",  # gestão, gestões
    "y": "i",  # city, cities
    "n": "m",  # viagens
}
"""What is put for what a word ends with when the letters of its plural are gone."""
_SHORT = 3

type Words = tuple[str, ...]


@dataclass(frozen=True)
class Term:
    """A term of the source text, what it is called in the language of the translation, and what it means."""

    source: str
    target: str
    definition: str
    is_lacking: bool
    """There is a translation, and it doesn't use the term yet."""


@dataclass(frozen=True)
class _Entry:
    source: str
    target: str
    definition: str

    @cached_property
    def source_words(self) -> Words:
        return bare_words(_ASIDE.sub("", self.source))

    @cached_property
    def target_words(self) -> Words:
        return bare_words(_ASIDE.sub("", self.target))


class Glossary:
    """The glossary from one language into another; read once, and only when a text asks for it."""

    def __init__(self, source: str, target: str) -> None:
        self.source, self.target = source, target

    @cached_property
    def entries(self) -> list[_Entry]:
        """Those with a word in both languages; the longest first, for what they are made of is in them."""
        rows = GlossaryTerm.objects.values_list("term", "definition")
        entries = [
            _Entry(term[self.source], term[self.target], in_language(definition, self.target))
            for term, definition in rows
            if term.get(self.source) and term.get(self.target)
        ]
        return sorted(entries, key=lambda entry: (-len(entry.source_words), sort_key(entry.source)))

    def terms_in(self, source: str, translation: str) -> list[Term]:
        """The terms that occur in `source`, in its order; both texts may be rich."""
        words, written = bare_words(plain(source)), bare_words(plain(translation))
        taken: set[int] = set()
        found: dict[int, Term] = {}
        for entry in self.entries:
            size = len(entry.source_words)
            for start in _occurrences(entry.source_words, words):
                if taken.isdisjoint(range(start, start + size)):
                    taken.update(range(start, start + size))
                    if entry.source not in (term.source for term in found.values()):
                        found[start] = self._term(entry, written)
        return [found[start] for start in sorted(found)]

    def _term(self, entry: _Entry, written: Words) -> Term:
        is_lacking = bool(written) and not any(True for _start in _occurrences(entry.target_words, written))
        return Term(entry.source, entry.target, entry.definition, is_lacking)


def bare_words(text: str) -> Words:
    """The words of a text, bare enough that "Orçamentos" is "orçamento"."""
    return tuple(_bare(word) for word in _WORDS.findall(sort_key(text)))


def _bare(word: str) -> str:
    stem = word.rstrip("esx") if len(word) > _SHORT else word
    ending = next((each for each in _ENDINGS if stem.endswith(each)), "")
    return stem.removesuffix(ending) + _ENDINGS[ending] if ending else stem


def _occurrences(wanted: Words, words: Sequence[str]) -> Iterator[int]:
    if wanted:
        for start in range(len(words) - len(wanted) + 1):
            if tuple(words[start : start + len(wanted)]) == wanted:
                yield start
