"""Words as they may have been meant: the words of the catalogue that are spelt most like the ones typed."""

import re
from collections.abc import Collection, Iterable, Sequence
from difflib import SequenceMatcher, get_close_matches

from peerlearn.editing.translated import sort_key
from peerlearn.replica import connection

from ..models import CatalogueWord
from .words import by_index

SHORTEST_MISSPELT = 5
MOST_MISSPELT = 8
"""Letters of a word that may be misspelt, and words of such a query: shorter ones are like too many, more cost
too much."""
ALIKE = 0.42
"""How much of its letters a word must share with another to count as spelt alike; "mapotu" and "Maputo" do."""
NEAR = 0.75
"""How much a word must be like one of the few others, of which all are compared letter by letter."""
MOST_COMPARED = 40
"""Words that share the most with one and are compared with it letter by letter."""
MOST_MEANT, WORSE = 3, 0.05
"""Words that one word may have been meant to be, and by how much they may be less like it than the best."""
SHORTEST_KEPT, LONGEST_KEPT = 4, 40
"""Letters of a word that is kept to be compared with."""
_WORD = re.compile(r"[^\W_]+")


def meant(parts: Sequence[str], others: Collection[str] = ()) -> tuple[tuple[str, ...], ...] | None:
    """For each part of a query the words that may have been meant, the likeliest first: words of the catalogue,
    or of `others`; None when none may have been misspelt."""
    if not 0 < len(parts) <= MOST_MISSPELT:
        return None
    each = tuple(_alike(part, others) for part in parts)
    return each if any(words[0] != part for words, part in zip(each, parts, strict=True)) else None


def can_be_misspelt(word: str) -> bool:
    """Whether to look for words spelt alike: a plain word, long enough to be like few others."""
    return word.isalpha() and len(word) >= SHORTEST_MISSPELT


def _alike(part: str, others: Collection[str]) -> tuple[str, ...]:
    """Words that a part of a query may have been meant to be, and itself: it may stand in a text, too."""
    word = sort_key(part)
    if not can_be_misspelt(word) or word in others:
        return (part,)
    like = spelt_alike(word, others)
    return (part,) if word in like else (*like, part)


def either_number(part: str) -> tuple[str, ...]:
    """A part of a query, and a short word with an s more or less: no stemmer takes one from "NGOs"."""
    if not part.isalpha() or not 2 < len(part) < SHORTEST_MISSPELT:
        return (part,)
    return (part, part[:-1] if part.endswith(("s", "S")) else f"{part}s")


def keep_words(texts: Iterable[str]) -> None:
    """Remembers the words of texts that are published."""
    words = {word for text in texts for word in _WORD.findall(sort_key(text))}
    words = {word for word in words if SHORTEST_KEPT <= len(word) <= LONGEST_KEPT}
    words -= set(CatalogueWord.objects.filter(word__in=words).values_list("word", flat=True))
    CatalogueWord.objects.bulk_create(map(_new, sorted(words)), ignore_conflicts=True)


def _new(word: str) -> CatalogueWord:
    return CatalogueWord(word=word)


def spelt_alike(word: str, others: Collection[str] = ()) -> tuple[str, ...]:
    """The words of the catalogue or of `others` most like `word`; itself alone when it is one.

    Three letters in a row are compared by the index; "mapotu" has as many of "mapa" as of "Maputo" then.
    """
    with by_index(), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('pg_trgm.word_similarity_threshold', %s, true)", [str(ALIKE)])
        cursor.execute(
            """
            SELECT word FROM cases_catalogueword WHERE word %%> %s
            ORDER BY word_similarity(%s, word) + similarity(%s, word) DESC, word LIMIT %s
            """,
            [word, word, word, MOST_COMPARED],
        )
        compared = [row[0] for row in cursor]
    compared += get_close_matches(word, others, MOST_MEANT, NEAR)
    like = {each: SequenceMatcher(None, word, each, autojunk=False).ratio() for each in compared}
    best = max(like.values(), default=0.0)
    found = sorted(
        (each for each in like if like[each] >= best - WORSE), key=lambda each: (-like[each], each)
    )
    return tuple(found[: 1 if best == 1 else MOST_MEANT])
