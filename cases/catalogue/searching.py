"""What words find, and which of it first: where the words stand says how much a match means."""

from functools import cached_property

from pyroaring import BitMap

from .holdings import Holdings
from .spelling import can_be_misspelt, meant
from .words import Query, Searched, as_typed, left_out, matching


class Search:
    """The rows that have the words; when none has, those that have words spelt alike."""

    def __init__(self, searched: Searched, holdings: Holdings, words: str) -> None:
        self.searched = searched
        self.holdings = holdings
        self.words = words

    @property
    def matched(self) -> BitMap:
        return self._answer[1]

    @property
    def is_guess(self) -> bool:
        return self._answer[2]

    @cached_property
    def _answer(self) -> tuple[Query, BitMap, bool]:
        """What was searched for in the end, the rows, and whether it was guessed. What else is chosen plays no
        part in that, or counts would be of different searches."""
        query = as_typed(self.words)
        rows = self._rows(query)
        if rows or not can_be_misspelt(self.words):
            return query, rows, False
        guess = meant(self.words)
        guessed = self._rows(guess) if guess else BitMap()
        return (guess, guessed, True) if guess and guessed else (query, rows, False)

    def _rows(self, query: Query) -> BitMap:
        rows = matching(self.searched, self.searched.columns[-1], query)
        listed = self.holdings.everything
        return (listed if rows is None else listed & rows) - left_out(self.searched, query)

    def best(self, among: BitMap, start: int, stop: int) -> list[int]:
        """The rows of `among` from `start` to `stop`, best match first: words in the title before words in
        the lessons before words elsewhere; complete cases first among these, then the newest.

        Stops at the page: what stands in titles fills most first pages, and no more is asked for then.
        """
        page: list[int] = []
        passed, rest = 0, among
        for column in self.searched.columns:
            tier = rest if column == self.searched.columns[-1] else self._having(column, rest)
            for group in (tier & self.holdings.complete, tier - self.holdings.complete):
                page += self.holdings.order.page(group, max(start - passed, 0), max(stop - passed, 0))
                passed += len(group)
                if passed >= stop:
                    return page
            rest = rest - tier
        return page

    def _having(self, column: str, among: BitMap) -> BitMap:
        found = matching(self.searched, column, self._answer[0])
        return among if found is None else among & found
