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
    "en": (r"\b(?:women|men|children)\b", {"women": "woman", "men": "man", "children": "child"}),
    "es": (r"(?:iones|[dljnrz]es)\b(?<=\w{4})", {"iones": "ión"} | {f"{each}es": each for each in "dljnrz"}),
    "fr": (
        r"(?:travaux|eaux|aux)\b(?<=\w{5})|\beaux\b",
        {"travaux": "travail", "eaux": "eau", "aux": "al"},
    ),
    "pt": (
        r"(?:[õo]es|ães|ais|[eé]is|ens)\b(?<=\w{5})",
        {"ões": "ão", "oes": "ao", "ães": "ão", "ais": "al", "eis": "el", "éis": "el", "ens": "em"},
    ),
}
"""Plurals that the stemmers take for words of their own: their endings, and what is put for each. "Gestões" and
"gestão", "mujeres" and "mujer" are different words to them. An ending begins its pattern, for the sake of speed."""
_ENDINGS = {language: re.compile(endings) for language, (endings, _ones) in _PLURALS.items()}
_ABBREVIATIONS = re.compile(r"\b([A-Z]{2,})s\b")
"""NGOs."""


def apart(text: str) -> str:
    """A text with each word on its own: "Xai-Xai" and "Xai Xai" are searched for alike."""
    return _JOINING.sub(" ", text)


def singular(language: str, text: str) -> str:
    """A text or a query in small letters, as the stemmer of its language can tell words from their plurals."""
    text = _ABBREVIATIONS.sub(r"\1", text).lower()
    if language not in _PLURALS:
        return text
    ones = _PLURALS[language][1]
    return _ENDINGS[language].sub(lambda found: ones[found[0]], text)


def search_vector(language: str, *texts: str) -> RawSQL:
    """A text search vector of texts, stemmed as written and again without accents.

    Both forms are needed: stemmers know "educação" and "educações" only with their accents, readers
    often type none; of a text without any there is one. One expression instead of a tree of them: taking
    that apart costs Python much. A text is long and is sent once.
    """
    config, text = regconfig(language), "\n\n".join(_readable(language, each) for each in texts)
    sql = _PLAIN if text.isascii() else _ACCENTED
    return RawSQL(sql, (config, text), SearchVectorField())  # noqa: S611 - our own


@lru_cache(maxsize=200)
def _readable(language: str, text: str) -> str:
    """A text as its stemmer gets it; the vectors of a case share most of their texts."""
    return singular(language, apart(text))


_PLAIN = "to_tsvector(%s::regconfig, %s)"
_ACCENTED = """(
    SELECT to_tsvector(config, text) || to_tsvector(config, unaccent(text))
    FROM (VALUES (%s::regconfig, %s)) AS given (config, text)
)"""
