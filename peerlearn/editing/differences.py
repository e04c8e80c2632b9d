"""What changed between two texts, word by word, as safe HTML: what went in `<del>`, what came in `<ins>`.

Paragraphs that are alike are set side by side and compared word by word; the others went or came
whole. Only the words, their emphasis and the addresses of links are kept of what was written:
everything that comes out is made here.
"""

import re
from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from html.parser import HTMLParser
from typing import Any

from django.utils.functional import Promise
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

ALIKE = 0.4
"""The share of words that two paragraphs have in common when they are versions of one."""
WORK = 2_000_000
"""At most so many pairs of words are looked at; what is longer went and came whole."""
PAIRS = 2_500
"""The same for pairs of paragraphs."""


@dataclass(frozen=True)
class Run:
    """Letters that look the same."""

    text: str
    strong: bool = False
    emphasis: bool = False


type Word = tuple[Run, ...]
type Step[T] = tuple[bool, Sequence[T], Sequence[T]]
"""Whether it stayed; what stood there before; what stands there after."""


@dataclass(frozen=True)
class Block:
    """A paragraph, an entry of a list or a quote."""

    kind: str
    words: tuple[Word, ...]


def difference(before: str, after: str, *, rich: bool) -> SafeString:
    """Both texts in one, as paragraphs; each is rich text (HTML), or plain with a line for each."""
    read = _read_rich if rich else _read_plain
    paired = (pair for step in _steps(read(before), read(after)) for pair in _side_by_side(*step))
    return format_html_join("", "{}", ((_block(old, new),) for old, new in paired))


# -- reading


class _Reader(HTMLParser):
    """Takes rich text apart; whatever it does not know adds nothing but its words."""

    KINDS = ("p", "li", "blockquote")

    def __init__(self) -> None:
        super().__init__()
        self.blocks: list[Block] = []
        self.open: list[str] = []
        self.words: list[Word] = []
        self.word: list[Run] = []
        self.address = self.pending = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in self.KINDS or tag == "br":
            self.end_block()
        if tag == "a":
            self.address = dict(attrs).get("href") or ""
        if tag not in ("br", "a"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag == "a":
            self.pending, self.address = self.address, ""
        if tag in self.KINDS:
            self.end_block()
        if tag in self.open:
            del self.open[len(self.open) - 1 - self.open[::-1].index(tag) :]

    def handle_data(self, data: str) -> None:
        strong, emphasis = "strong" in self.open, "em" in self.open
        for letters in re.split(r"(\s+)", data):
            if letters.isspace():
                self.end_word()
            elif letters:
                self.word.append(Run(letters, strong, emphasis))

    def end_word(self) -> None:
        """The address of a link stands behind its last word, so that its change can be seen."""
        if self.word:
            self.words.append(tuple(self.word))
        if self.pending:
            self.words.append((Run("(" + "".join(self.pending.split()) + ")"),))
        self.word, self.pending = [], ""

    def end_block(self) -> None:
        self.end_word()
        kind = next((tag for tag in ("blockquote", "li") if tag in self.open), "p")
        if self.words:
            self.blocks.append(Block(kind, tuple(self.words)))
        self.words = []


def _read_rich(text: str) -> list[Block]:
    reader = _Reader()
    reader.feed(text)
    reader.close()
    reader.end_block()
    return reader.blocks


def _read_plain(text: str) -> list[Block]:
    lines = (tuple((Run(word),) for word in line.split()) for line in text.splitlines())
    return [Block("p", words) for words in lines if words]


# -- comparing


def _steps[T: Hashable](before: Sequence[T], after: Sequence[T], most: int = WORK) -> list[Step[T]]:
    """The way from one to the other; both ends that they share are passed by at once."""
    start = _shared(before, after)
    end = _shared(before[start:][::-1], after[start:][::-1])
    old, new = before[start : len(before) - end], after[start : len(after) - end]
    steps: list[Step[T]] = [(True, before[:start], after[:start])]
    if len(old) * len(new) > most:
        steps.append((False, old, new))
    else:
        codes = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
        steps += [(tag == "equal", old[a:b], new[c:d]) for tag, a, b, c, d in codes]
    steps.append((True, before[len(before) - end :], after[len(after) - end :]))
    return [step for step in steps if step[1] or step[2]]


def _shared(before: Sequence[Any], after: Sequence[Any]) -> int:
    """How many stand at the beginning of both."""
    count = 0
    for old, new in zip(before, after, strict=False):
        if old != new:
            break
        count += 1
    return count


def _side_by_side(
    same: bool, before: Sequence[Block], after: Sequence[Block]
) -> Iterator[tuple[Block | None, Block | None]]:
    """Versions of one paragraph together, in the best order there is; the others alone."""
    if same:
        yield from zip(before, after, strict=True)
        return
    is_much = len(before) * len(after) > PAIRS
    pairs = [] if is_much else _likeliest(before, after)
    old_place = new_place = 0
    for old, new in [*pairs, (len(before), len(after))]:
        yield from ((block, None) for block in before[old_place:old])
        yield from ((None, block) for block in after[new_place:new])
        if old < len(before) and new < len(after):
            yield before[old], after[new]
        old_place, new_place = old + 1, new + 1


def _likeliest(before: Sequence[Block], after: Sequence[Block]) -> list[tuple[int, int]]:
    """The places of paragraphs that belong together: as much likeness as can be had without crossing."""
    best = [[0.0] * (len(after) + 1) for _row in range(len(before) + 1)]
    alike = [[_likeness(old, new) for new in after] for old in before]
    for i in reversed(range(len(before))):
        for j in reversed(range(len(after))):
            best[i][j] = max(best[i + 1][j], best[i][j + 1], alike[i][j] and alike[i][j] + best[i + 1][j + 1])
    found, i, j = [], 0, 0
    while i < len(before) and j < len(after):
        if alike[i][j] and best[i][j] == alike[i][j] + best[i + 1][j + 1]:
            found.append((i, j))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return found


def _likeness(old: Block, new: Block) -> float:
    """From 0 (another paragraph) to 1 (the same words)."""
    if old.kind != new.kind:
        return 0.0
    common = (Counter(old.words) & Counter(new.words)).total()
    share = 2 * common / (len(old.words) + len(new.words))
    return share if share >= ALIKE else 0.0


def _calmed(steps: list[Step[Word]]) -> list[Step[Word]]:
    """A single word that stayed between two that were replaced is replaced with them: easier to read."""
    found: list[Step[Word]] = []
    for place, (same, old, new) in enumerate(steps):
        around = steps[place - 1 : place] + steps[place + 1 : place + 2]
        is_alone = same and len(old) == 1 and len(around) == 2 and all(each[1] and each[2] for each in around)
        is_changed = is_alone or not same
        if found and is_changed and not found[-1][0]:
            found[-1] = (False, (*found[-1][1], *old), (*found[-1][2], *new))
        else:
            found.append((not is_changed, old, new))
    return found


# -- showing


def _block(old: Block | None, new: Block | None) -> SafeString:
    kind = (new or old or Block("p", ())).kind
    steps = _calmed(_steps(old.words if old else (), new.words if new else ()))
    words = format_html_join(" ", "{}", ((part,) for step in steps for part in _parts(step)))
    return _PARAGRAPHS[kind](words)


def _parts(step: Step[Word]) -> Iterator[SafeString]:
    same, old, new = step
    if same:
        yield _words(new)
        return
    if old:
        yield _marked("del", _("removed:"), old)
    if new:
        yield _marked("ins", _("added:"), new)


def _marked(tag: str, said: Promise | str, words: Sequence[Word]) -> SafeString:
    """With a word in front for those who don't see the strokes."""
    return format_html('<{0}><span class="visually-hidden">{1} </span>{2}</{0}>', tag, said, _words(words))


def _words(words: Sequence[Word]) -> SafeString:
    return format_html_join(" ", "{}", ((_word(word),) for word in words))


def _word(word: Word) -> SafeString:
    return format_html_join("", "{}", ((_run(run),) for run in word))


def _run(run: Run) -> SafeString:
    shown = format_html("{}", run.text)
    if run.emphasis:
        shown = format_html("<em>{}</em>", shown)
    return format_html("<strong>{}</strong>", shown) if run.strong else shown


_PARAGRAPHS = {
    "p": lambda words: format_html("<p>{}</p>", words),
    "li": lambda words: format_html('<p class="difference-entry">{}</p>', words),
    "blockquote": lambda words: format_html('<p class="difference-quote">{}</p>', words),
}
