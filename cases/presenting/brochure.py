"""The essence of a case within budgets of words, as its brochure tells it, and what that has no room for."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils.functional import Promise
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.utils.translation import ngettext_lazy

from .case import PresentedCase
from .planned import Exchange
from .shortened import count_of, shortened
from .values import NOTHING, PresentedItem, Words

SUMMARY, VOICE = 85, 45
"""Words at most of the summary and of the one voice."""
OUTCOME, LESSON, OBJECTIVE = 32, 40, 40
"""Words at most of what is told of an outcome, a lesson, an objective where there is little room."""
OUTCOMES, LESSONS, TOLD_LESSONS = 3, 7, 4
"""How many have room at least; of lessons more than the titles where there are few."""


@dataclass(frozen=True)
class Room:
    """How much a brochure tells: of each kind how many, and of each of these how many words."""

    is_narrow: bool = False  # no room for outcomes on the side of the lessons
    context: int = 0
    objectives: int = 0  # on the front, else behind
    objectives_behind: int = 0
    outcomes_ahead: int = OUTCOMES
    outcome_ahead: int = OUTCOME
    challenges: int = 0
    outcomes: int = OUTCOMES
    outcome: int = OUTCOME
    lesson: int = LESSON
    told_lessons: int = TOLD_LESSONS
    exchanges: int = 0
    exchange: int = 0
    has_timeline: bool = False
    sources: int = 0


FRONTS: tuple[dict[str, Any], ...] = (
    {},
    {"context": 30},
    {"context": 45, "outcome_ahead": 60},
    {"context": 60, "outcome_ahead": 60},
    {"context": 90, "outcomes_ahead": 4, "outcome_ahead": 60},
    {"context": 90, "outcomes_ahead": 5, "outcome_ahead": 90, "objectives": 3},
    {"context": 120, "outcomes_ahead": 6, "outcome_ahead": 90, "objectives": 6},
    {"context": 120, "outcomes_ahead": 8, "outcome_ahead": 90, "objectives": 6, "challenges": 6},
)
_WELL: dict[str, Any] = {
    "outcomes": 5,
    "outcome": 90,
    "lesson": 90,
    "told_lessons": 7,
    "objectives_behind": 4,
}
BACKS: tuple[dict[str, Any], ...] = (
    {},
    {"outcome": 60, "lesson": 60},
    {"outcomes": 4, "outcome": 60, "lesson": 60},
    {"outcomes": 5, "outcome": 60, "lesson": 60, "exchanges": 2, "objectives_behind": 2},
    _WELL | {"exchanges": 4},
    _WELL | {"exchanges": 4, "exchange": 60},
    _WELL | {"exchanges": 6, "exchange": 60, "has_timeline": True},
    _WELL | {"outcomes": 8, "exchanges": 8, "exchange": 90, "has_timeline": True, "sources": 12},
)
"""What the sides of a brochure have room for, from lean to rich."""
NARROW = Room(is_narrow=True)
RICHEST = Room(**FRONTS[-1], **BACKS[-1])


@dataclass(frozen=True)
class Part:
    """A text as far as there is room for it."""

    words: Words
    shown: str
    is_whole: bool

    @property
    def language(self) -> str:
        return self.words.language

    @property
    def foreign(self) -> bool:
        return self.words.foreign

    def __str__(self) -> str:
        return self.shown

    def __bool__(self) -> bool:
        return bool(self.shown)


@dataclass(frozen=True)
class Brief:
    """An item, and what a brochure tells of it."""

    item: PresentedItem
    text: Part


@dataclass(frozen=True)
class Deed:
    """What the cities did together, and what a brochure tells of it."""

    exchange: Exchange
    text: Part


class Brochure:
    """What a brochure tells of a case, and what it has no room for."""

    def __init__(self, case: PresentedCase, room: Room = NARROW) -> None:
        self.case, self.room = case, room

    @cached_property
    def summary(self) -> Part:
        return part_of(self.case.summary, SUMMARY)

    @cached_property
    def contexts(self) -> list[Brief]:
        return self._briefs(self.case.contexts if self.room.context else (), self.room.context)

    @cached_property
    def objectives(self) -> list[Brief]:
        most = self.room.objectives_behind if self.has_objectives_behind else self.room.objectives
        return self._briefs(self.case.objectives[:most], OBJECTIVE)

    @cached_property
    def challenges(self) -> list[PresentedItem]:
        """Those that have a title."""
        return [item for item in self.case.challenges if item.title][: self.room.challenges]

    @cached_property
    def exchanges(self) -> list[Deed]:
        """The first ones that were not called off."""
        held = [each for each in self.case.plan.exchanges if not each.is_cancelled]
        most = self.room.exchange
        return [Deed(each, _told_of(each, most)) for each in held[: self.room.exchanges]]

    @property
    def has_timeline(self) -> bool:
        return self.room.has_timeline and bool(self.case.plan.entries)

    @cached_property
    def outcomes(self) -> list[Brief]:
        """The first ones, but those before all that have a figure; in their order."""
        room, is_behind = self.room, self.has_outcomes_behind
        many = room.outcomes if is_behind else room.outcomes_ahead
        first = sorted(self.case.outcomes, key=lambda item: item.value is None)[:many]
        told = [item for item in self.case.outcomes if item in first]
        return self._briefs(told, room.outcome if is_behind else room.outcome_ahead)

    @property
    def has_outcomes_behind(self) -> bool:
        """Whether outcomes stand behind: where there are no lessons, or else where cities fill the front."""
        return not self.lessons or bool(self.case.contexts and not self.room.is_narrow)

    @property
    def has_objectives_behind(self) -> bool:
        """Whether objectives fill the side behind, where there is little else for it."""
        return not self.case.plan.exchanges or not (self.case.outcomes or self.case.lessons)

    @cached_property
    def lessons(self) -> list[Brief]:
        first = [item for item in self.case.lessons if item.title][:LESSONS]
        if len(first) > self.room.told_lessons:
            return [Brief(item, part_of(NOTHING, 0)) for item in first]
        return self._briefs(first, self.room.lesson)

    @cached_property
    def voice(self) -> PresentedItem | None:
        """The first that is short enough: a quote is never cut."""
        return next((item for item in self.case.voices if count_of(item.quote.plain) <= VOICE), None)

    @staticmethod
    def _briefs(items: Iterable[PresentedItem], most: int) -> list[Brief]:
        return [Brief(item, part_of(item.text, most)) for item in items]

    @cached_property
    def sources(self) -> list[PresentedItem]:
        return self.case.sources[: self.room.sources]

    @property
    def left_out(self) -> list[str]:
        """What had to be left out, in words, for those who write the case."""
        texts = [each.text for each in self.outcomes]
        told = [
            _lacking(_OUTCOMES, len(self.case.outcomes) - len(self.outcomes)),
            _lacking(_LESSONS, len(self.case.lessons) - len(self.lessons)),
            _lacking(_VOICES, len(self.case.voices) - bool(self.voice)),
            _lacking(_TEXTS, sum(not text.is_whole for text in texts)),
        ]
        if not self.summary.is_whole:
            told.insert(0, _("the end of the summary"))
        return [each for each in told if each]


def part_of(words: Words, most: int) -> Part:
    """As much of a text as `most` words hold."""
    shown = shortened(words.plain, most)
    return Part(words, shown, is_whole=shown == words.plain)


def _told_of(exchange: Exchange, most: int) -> Part:
    if not most:
        return part_of(NOTHING, 0)
    return part_of(Words(escape(exchange.text), exchange.language), most)


_OUTCOMES = ngettext_lazy("%d outcome", "%d outcomes")
_LESSONS = ngettext_lazy("%d lesson", "%d lessons")
_VOICES = ngettext_lazy("%d voice", "%d voices")
_TEXTS = ngettext_lazy("the end of %d outcome", "the end of %d outcomes")


def _lacking(words: "Promise", number: int) -> str:
    return str(words % number) if number > 0 else ""
