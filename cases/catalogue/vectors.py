"""Words as PostgreSQL searches them: stemmed by the rules of their language, with and without accents."""

import re

from django.contrib.postgres.search import SearchVectorField
from django.db.models.expressions import RawSQL

from .languages import regconfig

_NO_BREAK = re.compile("[\u00a0\u202f]")
"""PostgreSQL may take them for letters of the word beside them."""


def search_vector(language: str, *texts: str) -> RawSQL:
    """A text search vector of texts, stemmed as written and again without accents.

    Both forms are needed: stemmers know "educação" and "educações" only with their accents, readers
    often type none. One expression instead of a tree of them: taking that apart costs Python much.
    """
    config, text = regconfig(language), _NO_BREAK.sub(" ", "\n\n".join(texts))
    return RawSQL(
        "to_tsvector(%s::regconfig, %s) || to_tsvector(%s::regconfig, unaccent(%s))",
        (config, text, config, text),
        SearchVectorField(),
    )
