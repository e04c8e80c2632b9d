"""The words of a search in a text: which of its words they are, and the sentence or two that have the most of them."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from peerlearn.editing.translated import sort_key

from ...catalogue.stems import Stems, stems_of

LONGEST = 220
"""Characters of a passage."""
_BEFORE = 70
"""Characters that stand before the first word that is marked, where a sentence is too long to be shown."""
_WORD = re.compile(r"[^\W_]+")
_SENTENCE = re.compile(r"[^.!?…]*(?:[.!?…]+(?=[\s”»\")\]]|$)[”»\")\]]*|[.!?…]+|$)")
_SPELT_APART = {"œ": "oe", "æ": "ae", "ß": "ss"}
_OWN_LETTERS = {"ø": "o", "ł": "l", "đ": "d", "ı": "i"}

type Told = tuple[str, str]
"""A language and a text in it."""


@dataclass(frozen=True)
class Marked:
    """A passage of a text: its stems that the search has, and the passage with its words marked, as safe HTML."""

    stems: Stems
    html: SafeString


class Marker:
    """Marks the words of one search. `texts` gives what was searched for in words of a language."""

    def __init__(self, texts: Callable[[str], Sequence[str]]) -> None:
        self._texts = texts
        self._asked: dict[str, tuple[set[str], re.Pattern[str]]] = {}
        self._known: dict[str, dict[str, Stems]] = {}
        self._read: dict[Told, list[str]] = {}

    def learn(self, told: Iterable[Told]) -> None:
        """Learns which words of texts are those of the search; one query, or none where nothing begins alike."""
        alike: dict[str, set[str]] = {}
        for language, text in told:
            alike.setdefault(language, set()).update(self._alike(language, text))
        new = {code: words - self._known.get(code, {}).keys() for code, words in alike.items()}
        new = {code: words for code, words in new.items() if words}
        stems = stems_of({code: words | self._asked[code][0] for code, words in new.items()})
        for language, words in new.items():
            wanted = frozenset[str]().union(*(stems[language][word] for word in self._asked[language][0]))
            known = self._known.setdefault(language, {})
            known.update({word: stems[language][word] & wanted for word in words})

    def stems_in(self, language: str, text: str) -> Stems:
        """What of the search a text has, as far as its words are learnt."""
        known = self._known.get(language)
        if not known:
            return frozenset()
        return frozenset().union(*(known.get(word, ()) for word in self._alike(language, text)))

    def best(self, language: str, text: str, beside: Stems = frozenset()) -> Marked | None:
        """The passage that has the most of the search that is not `beside` it already; None where none has any."""
        if not self.stems_in(language, text) - beside:
            return None
        sentences = [sentence for sentence in _SENTENCE.findall(text) if sentence.strip()]
        stems = [self.stems_in(language, sentence) for sentence in sentences]
        place = max(range(len(sentences)), key=lambda n: (len(stems[n] - beside), len(stems[n]), -n))
        passage = sentences[place].strip()
        for following in sentences[place + 1 :]:
            if len(passage) + len(following) > LONGEST:
                break
            passage += f" {following.strip()}"
        return Marked(stems[place], self._marked(language, passage))

    def _marked(self, language: str, passage: str) -> SafeString:
        known, (_words, pattern) = self._known[language], self._asked[language]
        spans = [m.span() for m in pattern.finditer(_lowered(passage)) if known.get(m.group())]
        start, stop = _cut(passage, spans[0][0])
        html, place = ["… " if start else ""], start
        for first, last in _joined(passage, [span for span in spans if start <= span[0] and span[1] <= stop]):
            html += [escape(passage[place:first]), f"<mark>{escape(passage[first:last])}</mark>"]
            place = last
        return mark_safe("".join([*html, escape(passage[place:stop]), " …" if stop < len(passage) else ""]))

    def _alike(self, language: str, text: str) -> list[str]:
        """The words of a text that begin like one of the search: only these are worth asking for their stems."""
        if language not in self._asked:
            words = {word for asked in self._texts(language) for word in _WORD.findall(_lowered(asked))}
            ways = "|".join(sorted({_beginning(word) for word in words})) or "(?!)"
            self._asked[language] = words, re.compile(rf"(?<![^\W_])(?:{ways})[^\W_]*")
        told = language, text
        if told not in self._read:
            self._read[told] = self._asked[language][1].findall(_lowered(text))
        return self._read[told]


def _lowered(text: str) -> str:
    """Without capitals, letter for letter: places in it are places in the text."""
    lowered = text.lower()
    return lowered if len(lowered) == len(text) else "".join(c.lower()[:1] for c in text)


def _beginning(word: str) -> str:
    """A pattern for how every form of a word begins, with accents or without: "educação" like "educations"."""
    for letter, letters in (_SPELT_APART | _OWN_LETTERS).items():
        word = word.replace(letter, letters)
    bare, accented = sort_key(word), _letters()
    pattern = "".join(
        accented.get(letter) or re.escape(letter) for letter in bare[: 3 if len(bare) > 3 else 2]
    )
    for letter, apart in _SPELT_APART.items():
        both = accented[apart[0]] + accented[apart[1]]
        pattern = pattern.replace(both, f"(?:{both}|{letter})")
    return pattern


@cache
def _letters() -> dict[str, str]:
    """By Latin letter: a pattern for it with any accent."""
    found: dict[str, list[str]] = {chr(code): [chr(code)] for code in range(ord("a"), ord("z") + 1)}
    for letter in _accented():
        bare = _OWN_LETTERS.get(letter) or sort_key(letter)
        if bare in found and letter not in found[bare]:
            found[bare].append(letter)
    return {bare: f"[{''.join(letters)}]" for bare, letters in found.items()}


def _accented() -> Iterator[str]:
    for block in (range(0x00DF, 0x0250), range(0x1E00, 0x1F00)):
        yield from (chr(code).lower() for code in block if len(chr(code).lower()) == 1)


def _cut(passage: str, first: int) -> tuple[int, int]:
    """From where to where a passage is shown that is too long: words stay whole, the first mark is in it."""
    if len(passage) <= LONGEST:
        return 0, len(passage)
    start = passage.rfind(" ", 0, max(first - _BEFORE, 0) + 1) + 1 if first > _BEFORE else 0
    start = min(start, max(passage.find(" ", len(passage) - LONGEST) + 1, 0)) if start else 0
    stop = start + LONGEST
    if stop >= len(passage):
        return start, len(passage)
    blank = passage.rfind(" ", first, stop)
    return start, blank if blank > first else stop


def _joined(passage: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Marked words that stand beside each other, as one."""
    joined: list[tuple[int, int]] = []
    for first, last in spans:
        if joined and passage[joined[-1][1] : first].isspace():
            joined[-1] = (joined[-1][0], last)
        else:
            joined.append((first, last))
    return joined
