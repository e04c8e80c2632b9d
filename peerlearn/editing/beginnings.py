"""Words by how they begin, for finding while somebody types: indexed and asked for by the same expression."""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Func

from .translated import sort_key

_WORD = re.compile(r"[^\W_]+")


def beginnings(text: str) -> str:
    """SQL for the words of `text` (SQL for one), without accents and capitals; an index of it answers how words
    begin.

    Nothing but functions that PostgreSQL calls immutable, so that it can be indexed. What joins words is taken
    out: to PostgreSQL "water/waste" would be the name of a file.
    """
    bare = rf"regexp_replace(normalize({text}, NFKD), '[\u0300-\u036f]+', '', 'g')"
    return f"to_tsvector('simple', translate({bare}, '-/.:,@_&<>''’', '            '))"


def of_any_language(name: str) -> str:
    """SQL for the text of a translated name (SQL for one) in all its languages."""
    return f"jsonb_path_query_array({name}, '$.*')::text"


class Beginnings(Func):
    """The words of a text, for an index."""

    template = beginnings("%(expressions)s")


class NameBeginnings(Func):
    """The words of a translated name, for an index."""

    template = beginnings(of_any_language("%(expressions)s"))


@dataclass(frozen=True)
class Begun:
    """What is being typed: of each group one word at least, whole, and of the last one its beginning."""

    groups: tuple[tuple[str, ...], ...]

    @classmethod
    def of(cls, text: str) -> "Begun":
        return cls(tuple((word,) for word in words_of(text)))

    @classmethod
    def like(cls, groups: Iterable[Iterable[str]]) -> "Begun":
        """What was meant instead: of each group this word or that."""
        return cls(tuple(tuple(word for text in group for word in words_of(text)) for group in groups))

    @property
    def letters(self) -> int:
        return sum(len(word) for group in self.groups for word in group)

    @property
    def query(self) -> str:
        """A tsquery, to be asked of `beginnings`; there must be a word."""
        *whole, last = self.groups
        read = [" | ".join(f"'{word}'" for word in group) for group in whole]
        read.append(" | ".join(f"'{word}':*" for word in last))
        return " & ".join(f"({group})" for group in read)

    def fits(self, words: Collection[str]) -> bool:
        """Whether a text of these words has what is typed: the same as the query, asked of what is at hand."""
        *whole, last = self.groups
        return all(any(word in words for word in group) for group in whole) and any(
            word.startswith(last) for word in words
        )

    def begins(self, words: Sequence[str]) -> bool:
        """Whether a text of these words begins as what is typed does."""
        return bool(words) and words[0].startswith(self.groups[0])


def words_of(text: str) -> list[str]:
    """The words of a text, without accents and capitals."""
    return _WORD.findall(sort_key(text))
