"""Text made as short as its place: at the end of a sentence where that can be."""

import re
from collections.abc import Iterable, Iterator

_SENTENCE = re.compile(r"(?<=[.!?…])\s+|(?<=[.!?…][\"»”’)])\s+")
_SHORT_FORM = re.compile(r"(?:^|\W)(?:[^\W\d_]|[A-ZÀ-Þ]\w{1,2})\.$")
"""What ends in a point and yet ends no sentence: "Dr.", "p."; taken too often, it costs a place to cut."""
_CLAUSE = ",;:"


def shortened(text: str, most: int) -> str:
    """The sentences that fit into `most` words. When not even the first does: its beginning, as far as a comma."""
    if count_of(text) <= most:
        return text
    return _whole(_sentences(text), most) or _beginning(text, most)


def count_of(text: str) -> int:
    """The words of a text."""
    return len(text.split())


def _sentences(text: str) -> Iterator[str]:
    sentence = ""
    for piece in _SENTENCE.split(text):
        if sentence and not (piece[:1].islower() or _SHORT_FORM.search(sentence)):
            yield sentence
            sentence = ""
        sentence = f"{sentence} {piece}".strip()
    yield sentence


def _whole(sentences: Iterable[str], most: int) -> str:
    fitting: list[str] = []
    for sentence in sentences:
        if count_of(" ".join([*fitting, sentence])) > most:
            break
        fitting.append(sentence)
    return " ".join(fitting)


def _beginning(text: str, most: int) -> str:
    """Up to the last comma that leaves at least half of what there is room for; without one, up to a word."""
    words = text.split()[:most]
    if not words:
        return ""
    ends = [number for number, word in enumerate(words, start=1) if word[-1] in _CLAUSE]
    last = next((number for number in reversed(ends) if number * 2 >= most), most)
    return " ".join(words[:last]).rstrip(",;:–- ") + "…"
