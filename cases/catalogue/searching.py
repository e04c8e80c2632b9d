"""What words find, and which of it first: where the words stand says how much a match means."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from pyroaring import BitMap

from .bitmaps import union
from .holdings import Holdings
from .spelling import either_number, meant
from .vocabulary import Hit, Read, read, vocabulary
from .widening import Also, also, spread, widened
from .words import Group, Query, Readings, Searched, as_typed, left_out, matching, readings, texts_in

MOST_APART = 12
"""Words of a query that are looked for one by one."""


@dataclass(frozen=True)
class Answer:
    """What was searched for in the end and the rows that have it: the words as typed (`own`), and `query` with
    what else they stand for (`hits`). `guess` are the words that may have been meant, when none were typed right."""

    own: Query
    query: Query
    rows: BitMap
    hits: tuple[Hit, ...] = ()
    guess: str = ""


class Search:
    """The rows that have the words, or what the words stand for; when none has, those that have words spelt alike."""

    def __init__(self, searched: Searched, holdings: Holdings, words: str) -> None:
        self.searched = searched
        self.holdings = holdings
        self.words = words
        self._typed = as_typed(words)
        self._known: dict[tuple[str, Query], BitMap] = {}
        self._readings: dict[Query, list[Readings]] = {}

    @property
    def matched(self) -> BitMap:
        return self._answer.rows

    @property
    def is_guess(self) -> bool:
        return bool(self._answer.guess)

    @property
    def guess(self) -> str:
        """The words that were searched for instead of those typed; empty when these were."""
        return self._answer.guess

    @cached_property
    def also(self) -> Also:
        """What else was searched for and found more than the words themselves."""
        answer = self._answer
        if not answer.hits or not answer.rows - self._having(self.searched.columns[-1], answer.own):
            return Also()
        return also(answer.hits, self.words)

    def texts(self, language: str) -> list[str]:
        """What was searched for in words of `language`."""
        return [text for group in self._answer.query.groups for text in texts_in(group, language)]

    @cached_property
    def _read(self) -> Read:
        return read(self._typed.parts)

    @cached_property
    def _answer(self) -> Answer:
        """What was found. What else is chosen plays no part in that, or counts would be of different searches."""
        typed = self._typed
        if not typed.parts or not typed.is_plain:
            return self._answered(typed.query, typed.query)
        hits = vocabulary().hits(self._read)
        query = widened(typed, self._read, hits) if hits else typed.query
        first = self._answered(typed.query, query, hits)
        return first if first.rows else self._apart() or self._near() or self._guessed() or first

    def _apart(self) -> Answer | None:
        """What has the words in different languages: "compostagem" and, in a quote, "communes"; or in the other
        number, where a word is too short to be stemmed: "NGO" and "NGOs"."""
        each = [either_number(part) for part in self._worth_asking]
        return self._loosely(each) if len(each) > 1 or any(len(words) > 1 for words in each) else None

    def _near(self) -> Answer | None:
        """What is under themes in whose names a word stands."""
        each = [(part,) for part in self._worth_asking]
        hits = vocabulary().near(read([words[0] for words in each]))
        return self._loosely(each, hits) if any(hit.is_part for hit in hits) else None

    def _guessed(self) -> Answer | None:
        """What has words spelt alike."""
        each = meant(self._worth_asking, vocabulary().words)
        return self._loosely(each, guess=" ".join(words[0] for words in each)) if each else None

    def _loosely(
        self, each: Sequence[tuple[str, ...]], hits: Sequence[Hit] | None = None, guess: str = ""
    ) -> Answer | None:
        if len(each) > MOST_APART:
            return None
        if hits is None:
            hits = vocabulary().hits(read([words[0] for words in each]))
        own = Query(tuple(map(Group, each)), self._typed.left_out)
        query = Query(spread(each, hits), self._typed.left_out)
        answer = self._answered(own, query, hits, guess)
        return answer if answer.rows else None

    @property
    def _worth_asking(self) -> list[str]:
        """The parts without the small words of any language."""
        languages = [language for language in self._read.stems if language]
        parts = enumerate(self._typed.parts)
        return [part for place, part in parts if not self._read.is_small(place, languages)]

    def _answered(self, own: Query, query: Query, hits: Sequence[Hit] = (), guess: str = "") -> Answer:
        rows = self._having(self.searched.columns[-1], query) - left_out(self.searched, query)
        return Answer(own, query, rows, tuple(hits), guess)

    def best(self, among: BitMap, start: int, stop: int) -> list[int]:
        """The rows of `among` from `start` to `stop`, best match first; complete cases first among equals, then
        the newest.

        Stops at the page: what stands in titles fills most first pages, and no more is asked for then.
        """
        page: list[int] = []
        passed, rest = 0, among
        for column, query in (steps := self._steps):
            tier = rest if (column, query) == steps[-1] else rest & self._having(column, query)
            for group in (tier & self.holdings.complete, tier - self.holdings.complete):
                page += self.holdings.order.page(group, max(start - passed, 0), max(stop - passed, 0))
                passed += len(group)
                if passed >= stop:
                    return page
            if not (rest := rest - tier):
                break
        return page

    @property
    def _steps(self) -> list[tuple[str, Query]]:
        """From the best match to the last one: words in the title before words in the lessons before words
        elsewhere; what else they stand for after the words typed, but before these where they say little."""
        queries = list(dict.fromkeys((self._answer.own, self._answer.query)))
        *telling, everything = self.searched.columns
        return [
            *((column, query) for query in queries for column in telling),
            *((everything, query) for query in queries),
        ]

    def _having(self, column: str, query: Query) -> BitMap:
        """The rows that have something of each group, in words in `column` or as values."""
        if (column, query) not in self._known:
            if query not in self._readings:
                self._readings[query] = readings(query.groups)
            found = matching(self.searched, column, self._readings[query])
            rows = self.holdings.everything
            for group, in_words in zip(query.groups, found, strict=True):
                by_value = (self.holdings.having(name, [value]) for name, value in group.values)
                rows = rows & union((in_words, *by_value))
            self._known[column, query] = rows
        return self._known[column, query]
