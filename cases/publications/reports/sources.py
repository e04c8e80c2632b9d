"""Where the figures of a report stand: each source once, by its number."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Source:
    """A line of the list; `title` is what the programme calls it, else the source as it was written."""

    title: str
    address: str
    read_on: str


class Sources:
    """The sources in the order in which they are first named, the programme's own ones first."""

    def __init__(self, own: Iterable[tuple[str, str, str]]) -> None:
        self.listed: list[Source] = []
        self._numbers: dict[str, int] = {}
        for title, address, read_on in own:
            self._add(Source(title, address, read_on), address or title)

    def number(self, words: str) -> int:
        """The number of a source, 0 for none; the same words are one source."""
        words = words.strip()
        if not words:
            return 0
        if words not in self._numbers:
            is_address = words.startswith(("http://", "https://")) and " " not in words
            self._add(Source("" if is_address else words, words if is_address else "", ""), words)
        return self._numbers[words]

    def _add(self, source: Source, name: str) -> None:
        self.listed.append(source)
        self._numbers.setdefault(name, len(self.listed))
