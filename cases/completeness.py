"""What a case has and what it still lacks: section by section, with the reason in words.

Nothing here forbids saving. `blockers` are the few things without which a case is not published.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .document import CaseDocument, Part


@dataclass(frozen=True)
class Section:
    """A page of the desk and a chapter of the case: which kinds of items it holds."""

    name: str
    title: Promise | str
    kinds: tuple[str, ...]
    fields: tuple[str, ...] = ()
    invitation: Promise | str = ""
    words: int = 0


SECTIONS: tuple[Section, ...] = (
    Section("start", _("Title and summary"), ("narrative",), ("title", "summary"), _("Say in one breath what this is about."), 90),
    Section("context", _("The cities"), ("context",), (), _("Where does each city come from?"), 150),
    Section("objectives", _("Objectives"), ("objective",), (), _("What did the cities want to reach together?"), 100),
    Section("challenges", _("Challenges"), ("challenge",), (), _("What stood in the way? Honest challenges help most."), 200),
    Section("outcomes", _("Outcomes"), ("outcome",), (), _("What is different now?"), 250),
    Section("lessons", _("Lessons"), ("lesson",), (), _("What would you tell another city? What did not work counts as much."), 300),
    Section("voices", _("Voices"), ("voice",), (), _("People in their own words: leaders, professionals, communities."), 60),
    Section("comparison", _("Side by side"), ("comparison", "side"), (), _("One municipal tool as it works in each city."), 0),
    Section("future", _("Future collaboration"), ("narrative",), ("future",), _("What comes next?"), 100),
    Section("sources", _("Sources"), ("source",), (), _("Where can a reader check it?"), 0),
    Section("pictures", _("Pictures"), ("illustration",), (), _("What should a reader see?"), 0),
)  # fmt: skip
"""The sections of a case in the order that desk, page and publication show them."""


@dataclass(frozen=True)
class SectionState:
    """A section with what it lacks; `missing` is empty when it is done."""

    section: Section
    missing: tuple[Promise | str, ...]

    @property
    def done(self) -> bool:
        return not self.missing


@dataclass(frozen=True)
class Blocker:
    """What stands in the way of publishing, and the section (its name) in which it is mended."""

    section: str
    reason: Promise | str

    def __str__(self) -> str:
        return str(self.reason)


@dataclass(frozen=True)
class Completeness:
    """All sections with what they lack, and what must be there before publishing."""

    sections: tuple[SectionState, ...]
    blockers: tuple[Blocker, ...]

    @property
    def share(self) -> float:
        """How much of the case is there, from 0 to 1."""
        return sum(state.done for state in self.sections) / len(self.sections)

    @property
    def percent(self) -> int:
        return round(self.share * 100)

    @property
    def done_count(self) -> int:
        return sum(state.done for state in self.sections)


def completeness(document: CaseDocument) -> Completeness:
    missing = {section.name: tuple(_missing(section, document)) for section in SECTIONS}
    states = tuple(SectionState(section, missing[section.name]) for section in SECTIONS)
    return Completeness(states, tuple(blockers(document)))


def blockers(document: CaseDocument) -> list[Blocker]:
    """Why this document can't be published yet; empty when it can."""
    found: list[Blocker] = []
    language = document.authored.language
    if not any(part.text("title", language) for part in document.authored.of_kind("narrative")):
        found.append(Blocker("start", _("The case has no title.")))
    if len([city for city in document.about["cities"] if city["position"]]) < 2:
        found.append(Blocker("context", _("A case needs at least two cities.")))
    found += [Blocker("pictures", reason) for reason in _pictures_lack(document)]
    if any(not part.facts.get("consent_on") for part in document.authored.of_kind("voice")):
        found.append(Blocker("voices", _("Every voice needs the date on which the person consented.")))
    return found


def _missing(section: Section, document: CaseDocument) -> list[Promise | str]:
    language = document.authored.language
    parts = [part for kind in section.kinds[:1] for part in document.authored.of_kind(kind)]
    if section.fields:
        lacking = [name for name in section.fields if not any(part.text(name, language) for part in parts)]
        return [_FIELD_REASONS[name] for name in lacking]
    if section.name == "context":
        told = {part.facts["city"] for part in parts if part.text("text", language)}
        taking_part = {city["slug"] for city in document.about["cities"] if city["position"]}
        return [] if taking_part <= told else [_("Not every city has told its context yet.")]
    if not any(_says_something(part, language) for part in parts):
        return [_ITEM_REASONS[section.name]]
    if section.name == "lessons" and (lesson := next((p for p in parts if not p.facts["themes"]), None)):
        return [_without_theme(lesson, language)]
    if section.name == "pictures":
        return _pictures_lack(document)
    return []


def _without_theme(lesson: Part, language: str) -> str:
    """By its name, so that nobody has to look for it among many."""
    if title := lesson.text("title", language):
        return _("“%(title)s” has no theme: readers would not find it.") % {"title": title.value}
    return str(_("A lesson has no theme: readers would not find it."))


def _pictures_lack(document: CaseDocument) -> list[Promise | str]:
    for part in document.authored.of_kind("illustration"):
        picture = document.about["pictures"].get(part.facts["picture"], {})
        if not part.text("alternative", document.authored.language) or not picture.get("credit"):
            return [_("Every picture needs a text for those who don't see it, and a credit.")]
    return []


def _says_something(part: Part, language: str) -> bool:
    if part.kind in ("source", "illustration"):
        return True
    return any(language in by_language for by_language in part.texts.values())


_FIELD_REASONS = {
    "title": _("The title is missing."),
    "summary": _("The summary is missing."),
    "future": _("Nothing is said about the future yet."),
}
_ITEM_REASONS = {
    "objectives": _("No objective yet."),
    "challenges": _("No challenge yet."),
    "outcomes": _("No outcome yet."),
    "lessons": _("No lesson yet."),
    "voices": _("Nobody is quoted yet."),
    "comparison": _("No tool is compared yet."),
    "sources": _("No source yet."),
    "pictures": _("No picture yet."),
}
