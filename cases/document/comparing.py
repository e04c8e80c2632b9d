"""What changed between two documents: item by item, as plain values.

Items are the same when their UUIDs are. Threads are shown as facts of the item that they start from.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any
from uuid import UUID

from ..models import KINDS
from .values import Authored, Part

_OF_CASE = ("language", "licence", "themes", "sdgs")


@dataclass(frozen=True)
class TextChange:
    """A text of an item in one language; "" where there is none."""

    name: str
    language: str
    before: str
    after: str


@dataclass(frozen=True)
class FactChange:
    """A fact, by the name of its column or of the kind of thread; None or empty where there is none."""

    name: str
    before: Any
    after: Any


@dataclass(frozen=True)
class PartChange:
    """An item that came (`before` is None), went (`after` is None), changed, or only has another place."""

    before: Part | None
    after: Part | None
    texts: tuple[TextChange, ...] = ()
    facts: tuple[FactChange, ...] = ()
    is_moved: bool = False

    @property
    def part(self) -> Part:
        part = self.after or self.before
        assert part is not None
        return part

    @property
    def is_added(self) -> bool:
        return self.before is None

    @property
    def is_removed(self) -> bool:
        return self.after is None

    @property
    def is_changed(self) -> bool:
        """Its content is another one, and it was there before and after."""
        return not self.is_added and not self.is_removed and bool(self.texts or self.facts)

    @property
    def languages(self) -> set[str]:
        return {text.language for text in self.texts}


@dataclass(frozen=True)
class Comparison:
    """Everything that changed, items in the order of the case; what went stands behind what stayed."""

    parts: tuple[PartChange, ...]
    of_case: tuple[FactChange, ...]

    def __bool__(self) -> bool:
        return bool(self.parts or self.of_case)

    @property
    def languages(self) -> set[str]:
        return {language for change in self.parts for language in change.languages}


def compare(before: Authored, after: Authored) -> Comparison:
    of_case = tuple(
        FactChange(name, getattr(before, name), getattr(after, name))
        for name in _OF_CASE
        if getattr(before, name) != getattr(after, name)
    )
    return Comparison(tuple(change for kind in KINDS for change in _of_kind(kind, before, after)), of_case)


def _of_kind(kind: str, before: Authored, after: Authored) -> Iterator[PartChange]:
    old = {part.uid: part for part in before.of_kind(kind)}
    new = {part.uid: part for part in after.of_kind(kind)}
    moved = _moved([uid for uid in old if uid in new], [uid for uid in new if uid in old])
    old_threads, new_threads = _threads(before), _threads(after)
    for uid in [*new, *(uid for uid in old if uid not in new)]:
        facts = tuple(_facts(old.get(uid), new.get(uid), old_threads.get(uid, {}), new_threads.get(uid, {})))
        change = PartChange(
            old.get(uid), new.get(uid), tuple(_texts(old.get(uid), new.get(uid))), facts, uid in moved
        )
        if change.texts or change.facts or change.is_moved or change.is_added or change.is_removed:
            yield change


def _moved(before: list[UUID], after: list[UUID]) -> set[UUID]:
    """Those of the same items that have to be taken up to make one order of the other."""
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    stayed = {
        uid for start, _b, size in matcher.get_matching_blocks() for uid in before[start : start + size]
    }
    return set(after) - stayed


def _texts(before: Part | None, after: Part | None) -> Iterator[TextChange]:
    kind = KINDS[(after or before).kind]  # type: ignore[union-attr]  # one of them is always there
    languages = sorted(_languages(before) | _languages(after))
    for prose in kind.prose:
        for language in languages:
            old, new = _value(before, prose.name, language), _value(after, prose.name, language)
            if old != new:
                yield TextChange(prose.name, language, old, new)


def _languages(part: Part | None) -> set[str]:
    return {code for by_language in part.texts.values() for code in by_language} if part else set()


def _value(part: Part | None, name: str, language: str) -> str:
    written = part.text(name, language) if part else None
    return written.value if written else ""


def _facts(
    before: Part | None, after: Part | None, old_threads: dict[str, Any], new_threads: dict[str, Any]
) -> Iterator[FactChange]:
    old = {**(before.facts if before else {}), **old_threads}
    new = {**(after.facts if after else {}), **new_threads}
    for name in {**old, **new}:
        was, became = old.get(name) or None, new.get(name) or None
        if was != became:
            yield FactChange(name, was, became)


def _threads(authored: Authored) -> dict[UUID, dict[str, tuple[str, ...]]]:
    found: dict[UUID, dict[str, tuple[str, ...]]] = {}
    for thread in authored.threads:
        kinds = found.setdefault(thread.item, {})
        kinds[thread.kind] = (*kinds.get(thread.kind, ()), str(thread.to))
    return found
