"""Search by words: each language read by its own rules, with and without accents."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.contrib.postgres.search import SearchQuery, SearchRank, TrigramWordSimilarity
from django.db.models import (
    Case,
    Exists,
    F,
    FloatField,
    Max,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    TextField,
    Value,
    When,
)
from django.db.models.functions import Coalesce, Concat

from peerlearn.editing.translated import sort_key

from .languages import regconfig
from .listing import Unaccent

LONGEST = 200
"""Characters of a query that are read; the rest is dropped."""
MOST_GUESSED = 60
"""Results of a search for words spelt alike."""
SHORTEST_MISSPELT = 5
MOST_MISSPELT = 6
"""Letters and words of a query that may be misspelt: shorter ones are like too many, more cost too much."""
ALIKE = 0.42
"""How much of its letters a word must share with another to count as spelt alike; "mapotu" and "Maputo" do."""


def clean_words(value: str) -> str:
    """A query as it is searched for: no control characters, one blank between words, not too long."""
    return _one_line(value)[:LONGEST].strip()


def is_too_long(value: str) -> bool:
    """Whether something of a query is not searched for."""
    return len(_one_line(value)) > LONGEST


def _one_line(value: str) -> str:
    return " ".join("".join(c if c.isprintable() else " " for c in value).split())


def search_query(words: str, language: str) -> Any:
    """The words as PostgreSQL reads them in `language`: quotes and minus as people know them."""
    config = regconfig(language)
    as_typed = SearchQuery(words, config=config, search_type="websearch")
    without_accents = SearchQuery(Unaccent(Value(words)), config=config, search_type="websearch")
    return as_typed | without_accents


def matching(texts: QuerySet[Any], words: str) -> QuerySet[Any]:
    """`texts` (of listings or lessons) that have the words, each read in its own language."""
    condition = Q(pk__in=[])
    for language in settings.CONTENT_LANGUAGES:
        condition |= Q(language=language, vector=search_query(words, language))
    return texts.filter(condition)


def can_be_misspelt(words: str) -> bool:
    """Whether to look for words spelt alike: plain words, long enough to be like few others."""
    each = words.split()
    if not 0 < len(each) <= MOST_MISSPELT:
        return False
    return all(word.isalnum() and len(word) >= SHORTEST_MISSPELT for word in each)


def spelt_alike(texts: QuerySet[Any], owner: str, words: str, columns: tuple[str, str]) -> dict[int, float]:
    """The rows (ids) with a text that has a word spelt like each of `words` in its two `columns`, and how alike
    all are; the best ones only. Read once and remembered: spelling is slow to compare."""
    first, second = columns
    text = Unaccent(Concat(first, Value(" "), second, output_field=TextField()))
    wanted = sort_key(words).split()
    for number, word in enumerate(wanted):
        alike = f"alike_{number}"
        texts = texts.annotate(**{alike: TrigramWordSimilarity(word, text)}).filter(
            **{f"{alike}__gte": ALIKE}
        )
    all_alike: Any = sum((F(f"alike_{number}") for number in range(len(wanted))), start=Value(0.0))
    best = texts.values(owner).annotate(rank=Max(all_alike)).order_by("-rank", owner)
    return dict(best.values_list(owner, "rank")[:MOST_GUESSED])


def with_ranks(rows: QuerySet[Any], ranks: Mapping[int, float]) -> QuerySet[Any]:
    """`rows` that have a rank, each with its `rank`."""
    known = (When(pk=row, then=Value(rank)) for row, rank in ranks.items())
    return rows.filter(pk__in=list(ranks)).annotate(rank=Case(*known, output_field=FloatField()))


def with_words(
    rows: QuerySet[Any], texts: QuerySet[Any], owner: str, words: str, language: str
) -> QuerySet[Any]:
    """`rows` whose `texts` have the words, each with its `rank`; `owner` is the text's link to its row."""
    own = texts.filter(**{owner: OuterRef("pk")})
    rank = (
        matching(own, words)
        .annotate(rank=SearchRank(F("vector"), search_query(words, language)))
        .order_by("-rank")
        .values("rank")[:1]
    )
    return rows.filter(Exists(matching(own, words))).annotate(
        rank=Coalesce(Subquery(rank), Value(0.0), output_field=FloatField())
    )
