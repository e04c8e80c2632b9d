"""Words as PostgreSQL searches them: stemmed by the rules of their language, with and without accents."""

import re
from functools import lru_cache

from django.contrib.postgres.search import SearchVectorField
from django.db.models.expressions import RawSQL

from .languages import regconfig

_JOINING = re.compile("[-\u2010-\u2015/'\u2018\u2019\u00a0\u202f]")
"""What joins words. PostgreSQL reads much into it: a path in "and/or", a year below zero in "2013-2015"; a blank
that doesn't break it may take for a letter."""
_PLURALS = {
    "en": (r"\b(?:wo)?men\b|\bchildren\b", {"women": "woman", "men": "man", "children": "child"}),
    "es": (r"\b\w{2,}es\b", {"iones": "ión", **{f"{letter}es": letter for letter in "dljnrz"}}),
    "fr": (r"\b(?:\w{2,}aux|eaux)\b", {"travaux": "travail", "eaux": "eau", "aux": "al"}),
    "pt": (
        r"\b\w{2,}(?:[õoã]e|ai|[eé]i|en)s\b",
        {"ões": "ão", "oes": "ao", "ães": "ão", "ais": "al", "eis": "el", "éis": "el", "ens": "em"},
    ),
}
"""Plurals that the stemmers take for words of their own: which words to look at, and what is put for their endings.
"Gestões" and "gestão", "mujeres" and "mujer" are different words to them."""
_LOOKED_AT = {language: re.compile(words) for language, (words, _endings) in _PLURALS.items()}
_ABBREVIATIONS = re.compile(r"\b([A-Z]{2,})s\b")
"""NGOs."""


def apart(text: str) -> str:
    """A text with each word on its own: "Xai-Xai" and "Xai Xai" are searched for alike."""
    return _JOINING.sub(" ", text)


def singular(language: str, text: str) -> str:
    """A text or a query in small letters, as the stemmer of its language can tell words from their plurals."""
    return " ".join([_singular_word(language, word) for word in text.split(" ")])


@lru_cache(maxsize=50_000)  # a text has most of its words from the one before
def _singular_word(language: str, word: str) -> str:
    word = _ABBREVIATIONS.sub(r"\1", word).lower()
    looked_at = _LOOKED_AT.get(language)
    return looked_at.sub(lambda found: _with_ending(language, found[0]), word) if looked_at else word


def _with_ending(language: str, word: str) -> str:
    for plural, one in _PLURALS[language][1].items():
        if word.endswith(plural):
            return word.removesuffix(plural) + one
    return word


def search_vector(language: str, *texts: str) -> RawSQL:
    """A text search vector of texts, stemmed as written and again without accents.

    Both forms are needed: stemmers know "educação" and "educações" only with their accents, readers
    often type none; of a text without any there is one. One expression instead of a tree of them: taking
    that apart costs Python much. A text is long and is sent once.
    """
    config, text = regconfig(language), singular(language, apart("\n\n".join(texts)))
    sql = _PLAIN if text.isascii() else _ACCENTED
    return RawSQL(sql, (config, text), SearchVectorField())  # noqa: S611 - our own


_PLAIN = "to_tsvector(%s::regconfig, %s)"
_ACCENTED = """(
    SELECT to_tsvector(config, text) || to_tsvector(config, unaccent(text))
    FROM (VALUES (%s::regconfig, %s)) AS given (config, text)
)"""
