"""Words as they may have been meant: the words of the catalogue that are spelt most like the ones typed."""

import re
from collections.abc import Iterable
from difflib import SequenceMatcher

from django.db import connection

from peerlearn.editing.translated import sort_key

from ..models import CatalogueWord
from .words import Query, by_index

SHORTEST_MISSPELT = 5
MOST_MISSPELT = 6
"""Letters and words of a query that may be misspelt: shorter ones are like too many, more cost too much."""
ALIKE = 0.42
"""How much of its letters a word must share with another to count as spelt alike; "mapotu" and "Maputo" do."""
MOST_COMPARED = 40
"""Words that share the most with one and are compared with it letter by letter."""
MOST_MEANT, WORSE = 3, 0.05
"""Words that one word may have been meant to be, and by how much they may be less like it than the best."""
SHORTEST_KEPT, LONGEST_KEPT = 4, 40
"""Letters of a word that is kept to be compared with."""
_WORD = re.compile(r"[^\W_]+")


def can_be_misspelt(words: str) -> bool:
    """Whether to look for words spelt alike: plain words, long enough to be like few others."""
    each = words.split()
    if not 0 < len(each) <= MOST_MISSPELT:
        return False
    return all(word.isalnum() and len(word) >= SHORTEST_MISSPELT for word in each)


def meant(words: str) -> Query | None:
    """The query that may have been meant, each word replaced by those spelt like it; None when one has none."""
    groups = tuple(_spelt_alike(word) for word in sort_key(words).split())
    return Query(groups) if all(groups) else None


def keep_words(texts: Iterable[str]) -> None:
    """Remembers the words of texts that are published."""
    words = {word for text in texts for word in _WORD.findall(sort_key(text))}
    words = {word for word in words if SHORTEST_KEPT <= len(word) <= LONGEST_KEPT}
    words -= set(CatalogueWord.objects.filter(word__in=words).values_list("word", flat=True))
    CatalogueWord.objects.bulk_create(map(_new, sorted(words)), ignore_conflicts=True)


def _new(word: str) -> CatalogueWord:
    return CatalogueWord(word=word)


def _spelt_alike(word: str) -> tuple[str, ...]:
    """The words of the catalogue most like `word`; itself alone when it is one.

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
        like = {row[0]: SequenceMatcher(None, word, row[0], autojunk=False).ratio() for row in cursor}
    best = max(like.values(), default=0.0)
    found = sorted(
        (each for each in like if like[each] >= best - WORSE), key=lambda each: (-like[each], each)
    )
    return tuple(found[: 1 if best == 1 else MOST_MEANT])
