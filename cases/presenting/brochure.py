"""The essence of a case within budgets of words, as its brochure tells it, and what that has no room for."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext_lazy

from .case import PresentedCase
from .values import NOTHING, PresentedItem, Words

SUMMARY, OUTCOME, LESSON, VOICE = 85, 32, 40, 45
"""Words at most of the summary, of what is told of an outcome or a lesson, of the one voice."""
OUTCOMES, LESSONS, TOLD_LESSONS = 3, 7, 4
"""How many have room at most; of lessons more than the titles where there are few."""
_SENTENCE = re.compile(r"(?<=[.!?…])\s+|(?<=[.!?…][\"»”’)])\s+")


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
    """An outcome or a lesson, and what a brochure tells of it."""

    item: PresentedItem
    text: Part


class Brochure:
    """What a brochure tells of a case, and what it has no room for."""

    def __init__(self, case: PresentedCase) -> None:
        self.case = case

    @cached_property
    def summary(self) -> Part:
        return part_of(self.case.summary, SUMMARY)

    @cached_property
    def outcomes(self) -> list[Brief]:
        """The first ones, but those before all that have a figure; in their order."""
        first = sorted(self.case.outcomes, key=lambda item: item.value is None)[:OUTCOMES]
        return [Brief(item, part_of(item.text, OUTCOME)) for item in self.case.outcomes if item in first]

    @cached_property
    def lessons(self) -> list[Brief]:
        first = [item for item in self.case.lessons if item.title][:LESSONS]
        room = LESSON if len(first) <= TOLD_LESSONS else 0
        return [Brief(item, part_of(item.text if room else NOTHING, room)) for item in first]

    @cached_property
    def voice(self) -> PresentedItem | None:
        """The first that is short enough: a quote is never cut."""
        return next((item for item in self.case.voices if _count(item.quote.plain) <= VOICE), None)

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
    """The sentences that fit into `most` words; when not even the first does, its beginning."""
    text = words.plain
    if _count(text) <= most:
        return Part(words, text, is_whole=True)
    return Part(words, _sentences(_SENTENCE.split(text), most) or _beginning(text, most), is_whole=False)


def _sentences(sentences: Sequence[str], most: int) -> str:
    fitting: list[str] = []
    for sentence in sentences:
        if _count(" ".join([*fitting, sentence])) > most:
            break
        fitting.append(sentence)
    return " ".join(fitting)


def _beginning(text: str, most: int) -> str:
    return " ".join(text.split()[:most]).rstrip(",;:–-") + " …"


def _count(text: str) -> int:
    return len(text.split())


_OUTCOMES = ngettext_lazy("%d outcome", "%d outcomes")
_LESSONS = ngettext_lazy("%d lesson", "%d lessons")
_VOICES = ngettext_lazy("%d voice", "%d voices")
_TEXTS = ngettext_lazy("the end of %d outcome", "the end of %d outcomes")


def _lacking(words: "Promise", number: int) -> str:
    return str(words % number) if number > 0 else ""
