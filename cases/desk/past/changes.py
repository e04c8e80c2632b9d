"""What changed between two documents of a case, in words: a line of it, and all of it by section."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from peerlearn.editing.differences import difference
from peerlearn.editing.languages import own_name

from ...completeness import SECTIONS, Section
from ...document.comparing import Comparison, FactChange, PartChange, TextChange
from ...models import KINDS, Case
from ..names import Names, fact_label

_STATES: dict[str, Promise | str] = {
    "added": gettext_lazy("added"),
    "removed": gettext_lazy("removed"),
    "changed": gettext_lazy("changed"),
    "moved": gettext_lazy("in another place"),
}
_NOT_SHOWN = {"tool"}  # which comparison a side belongs to never changes


@dataclass(frozen=True)
class Row:
    """One text or fact with its changes marked; `language` is "" for facts."""

    label: str
    shown: SafeString
    language: str = ""


@dataclass(frozen=True)
class Entry:
    """One item: what happened to it (`state` as a word of CSS, `said` for people), and its rows."""

    title: str
    state: str
    rows: list[Row]

    @property
    def said(self) -> Promise | str:
        return _STATES[self.state]


@dataclass(frozen=True)
class Chapter:
    title: Promise | str
    entries: list[Entry]


# -- in a line


def summary(comparison: Comparison, original: str) -> str:
    """For instance "Summary changed; Lessons: 1 added, 2 changed"; `original` goes without saying."""
    phrases = [_("%(what)s changed") % {"what": label} for label in _labels_of_case(comparison.of_case)]
    for section in SECTIONS:
        changes = [change for change in comparison.parts if change.part.kind in section.kinds]
        phrases += _texts_in_a_line(section, changes, original) if section.fields else []
        if changes and not section.fields:
            phrases.append(_items_in_a_line(section, changes, original))
    return "; ".join(phrases) or _("No words changed")


def _labels_of_case(changes: Iterable[FactChange]) -> list[str]:
    return [capfirst(str(Case._meta.get_field(change.name).verbose_name)) for change in changes]  # type: ignore[union-attr]


def _texts_in_a_line(section: Section, changes: list[PartChange], original: str) -> list[str]:
    phrases = []
    for name in section.fields:
        languages = {text.language for change in changes for text in change.texts if text.name == name}
        if languages:
            phrase = _("%(what)s changed") % {"what": _text_label("narrative", name)}
            phrases.append(phrase + _in_languages(languages, original))
    return phrases


def _items_in_a_line(section: Section, changes: list[PartChange], original: str) -> str:
    """A side of a comparison counts as its comparison."""
    states: dict[str, str] = {}
    for change in sorted(changes, key=lambda change: change.part.kind == "side"):
        key = str(change.part.facts.get("tool", change.part.uid))
        states.setdefault(key, "changed" if "tool" in change.part.facts else _state(change))
    counts = Counter(states.values())
    said = [
        ngettext("%(number)d added", "%(number)d added", counts["added"]) % {"number": counts["added"]},
        ngettext("%(number)d changed", "%(number)d changed", counts["changed"])
        % {"number": counts["changed"]},
        ngettext("%(number)d removed", "%(number)d removed", counts["removed"])
        % {"number": counts["removed"]},
        _("another order"),
    ]
    words = [phrase for phrase, state in zip(said, _STATES_IN_A_LINE, strict=True) if counts[state]]
    languages = {language for change in changes for language in change.languages}
    phrase = _("%(section)s: %(changes)s") % {"section": section.title, "changes": ", ".join(words)}
    return phrase + _in_languages(languages, original)


_STATES_IN_A_LINE = ("added", "changed", "removed", "moved")


def _in_languages(languages: set[str], original: str) -> str:
    if not languages or original in languages:
        return ""
    return f" ({', '.join(own_name(code) for code in sorted(languages))})"


# -- by section


def chapters(comparison: Comparison, names: Names, language: str) -> list[Chapter]:
    """Everything that changed, texts in one language; sections without a change are left out."""
    found = [_of_case(comparison, names)]
    for section in SECTIONS:
        changes = (change for change in comparison.parts if change.part.kind in section.kinds)
        entries = [entry for change in changes if (entry := _entry(change, section, names, language))]
        found.append(Chapter(section.title, entries))
    return [chapter for chapter in found if chapter.entries]


def texts_by_language(comparison: Comparison) -> Counter[str]:
    """How many texts changed in each language."""
    return Counter(text.language for change in comparison.parts for text in change.texts)


def _of_case(comparison: Comparison, names: Names) -> Chapter:
    labels = _labels_of_case(comparison.of_case)
    rows = [
        Row(label, difference(names.of_case(fact.name, fact.before), names.of_case(fact.name, fact.after), rich=False))
        for label, fact in zip(labels, comparison.of_case, strict=True)
    ]  # fmt: skip
    return Chapter(_("The whole case"), [Entry("", "changed", rows)] if rows else [])


def _entry(change: PartChange, section: Section, names: Names, language: str) -> Entry | None:
    """None when nothing of it changed in this section and language."""
    texts = _texts_shown(change, language, names.original)
    if section.fields:
        rows = [_text_row(change, text) for text in texts if text.name in section.fields]
        return Entry("", "changed", rows) if rows else None
    rows = [
        *(_text_row(change, text) for text in texts),
        *(_fact_row(change, fact, names) for fact in change.facts if fact.name not in _NOT_SHOWN),
    ]
    if not rows and not change.is_moved and change.before and change.after:
        return None
    return Entry(names.heading(change.part, language), _state(change, bool(rows)), rows)


def _state(change: PartChange, has_rows: bool = True) -> str:
    if change.is_added or change.is_removed:
        return "added" if change.is_added else "removed"
    return "changed" if change.is_changed and has_rows else "moved"


def _texts_shown(change: PartChange, language: str, original: str) -> list[TextChange]:
    """Those in the language; of an item that came or went without any in it, those of the original."""
    by_language: dict[str, list[TextChange]] = defaultdict(list)
    for text in change.texts:
        by_language[text.language].append(text)
    if by_language[language] or (change.before and change.after):
        return by_language[language]
    return by_language[original]


def _text_row(change: PartChange, text: TextChange) -> Row:
    rich = any(prose.rich for prose in KINDS[change.part.kind].prose if prose.name == text.name)
    label = _text_label(change.part.kind, text.name)
    return Row(label, difference(text.before, text.after, rich=rich), text.language)


def _fact_row(change: PartChange, fact: FactChange, names: Names) -> Row:
    before, after = (names.fact(change.part.kind, fact.name, value) for value in (fact.before, fact.after))
    return Row(capfirst(fact_label(change.part.kind, fact.name)), difference(before, after, rich=False))


def _text_label(kind: str, name: str) -> str:
    return next(str(prose.label) for prose in KINDS[kind].prose if prose.name == name)
