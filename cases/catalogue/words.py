"""Search by words: each language read by its own rules, with and without accents."""

from typing import Any

from django.conf import settings
from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db.models import Exists, F, FloatField, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from .languages import regconfig
from .listing import Unaccent

LONGEST = 200
"""Characters of a query that are read; the rest is dropped."""


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
