"""Links as numbered notes, for print: each address has one number, and its entry among the sources.

The text is read as finished HTML and given back as it was, but for links to other places. Their words still lead
there; a number behind them leads to the entry. Where the words are the address itself, the name of its site stands
for them: the address is in the entry.
"""

import html
from collections.abc import Sequence
from urllib.parse import urlsplit
from uuid import NAMESPACE_URL, uuid5

from django.utils.html import format_html

from ..presenting import PresentedItem
from .verbatim import Verbatim

NOTED = ("http://", "https://")


class Notes:
    """The sources of a text, those that it names first, in the order in which it does."""

    def __init__(self, sources: Sequence[PresentedItem]) -> None:
        self._sources = list(sources)
        self._named: list[PresentedItem] = []

    @property
    def called(self) -> list[PresentedItem]:
        """The sources that something refers to, by their numbers."""
        return list(self._named)

    @property
    def uncalled(self) -> list[PresentedItem]:
        """The others, as the writers ordered them."""
        return [item for item in self._sources if item not in self._named]

    def refer(self, text: str) -> str:
        """`text` (safe HTML) with a number behind each link that leads elsewhere."""
        return _Links(self).given_out(text)

    def reference(self, address: str) -> str:
        """The number of an address, as a link to its entry; an address that is no source yet becomes one."""
        item = next((item for item in self._sources if _same(item.facts["address"], address)), None)
        if item is None:
            item = _entry(address)
            self._sources.append(item)
        if item not in self._named:
            self._named.append(item)
        number = self._named.index(item) + 1
        name = item.facts["title"]
        return format_html(
            '<sup class="note"><a href="#{}" aria-label="{}: {}">{}</a></sup>',
            item.anchor,
            number,
            name,
            number,
        )


def site_of(address: str) -> str:
    """The name of its site: "journalmetro.com"."""
    return (urlsplit(address).hostname or address).removeprefix("www.")


def _entry(address: str) -> PresentedItem:
    """An address that a text leads to and the writers don't list."""
    facts = {"title": site_of(address), "address": address, "language": "", "read_on": None}
    return PresentedItem(uid=uuid5(NAMESPACE_URL, address), kind="source", texts={}, facts=facts)


def _same(one: str, other: str) -> bool:
    return bool(one) and one.rstrip("/") == other.rstrip("/")


class _Links(Verbatim):
    """Of links to other places it knows the address and the words."""

    def __init__(self, notes: Notes) -> None:
        super().__init__()
        self.notes = notes
        self.address = ""
        self.opened = 0  # where in `out` the words of the link begin

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        super().handle_starttag(tag, attrs)
        address = dict(attrs).get("href") or ""
        if tag == "a" and address.startswith(NOTED):
            self.address, self.opened = address, len(self.out)

    def handle_endtag(self, tag: str) -> None:
        is_noted = tag == "a" and self.address
        if is_noted and self._is_bare("".join(self.out[self.opened :])):
            self.out[self.opened :] = [html.escape(site_of(self.address))]
        super().handle_endtag(tag)
        if is_noted:
            self.out.append(self.notes.reference(self.address))
            self.address = ""

    def _is_bare(self, words: str) -> bool:
        """Whether the link says nothing but where it leads."""
        said = html.unescape(words).strip()
        return _same(said, self.address) or _same(said, self.address.partition("://")[2])
