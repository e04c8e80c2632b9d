"""Words as PostgreSQL searches them: stemmed by the rules of their language, with and without accents."""

import re

from django.contrib.postgres.search import SearchVectorField
from django.db.models.expressions import RawSQL

from .languages import regconfig

_JOINING = re.compile("[-\u2010-\u2015/'\u2018\u2019\u00a0\u202f]")
"""What joins words. PostgreSQL reads much into it: a path in "and/or", a year below zero in "2013-2015"; a blank
that doesn't break it may take for a letter."""
_PLURALS = {
    "en": ((r"\b(wo)?men\b", r"\1man"), (r"\bchildren\b", "child")),
    "es": ((r"(?<=\wi)ones\b", "ón"), (r"(?<=\w[dljnrz])es\b", "")),
    "fr": ((r"\btravaux\b", "travail"), (r"eaux\b", "eau"), (r"(?<=\w\w)aux\b", "al")),
    "pt": (
        (r"(?<=\w\w)[õoã]es\b", "ão"),
        (r"(?<=\w\w)ais\b", "al"),
        (r"(?<=\w\w)[eé]is\b", "el"),
        (r"(?<=\w\w)ens\b", "em"),
    ),
}
"""Plurals that the stemmers take for words of their own, and what is put in their place: "gestões" and "gestão",
"mujeres" and "mujer" are different words to them."""
_RULES = {
    language: [(re.compile(plural, re.IGNORECASE), singular) for plural, singular in rules]
    for language, rules in _PLURALS.items()
}
_ABBREVIATIONS = re.compile(r"\b([A-Z]{2,})s\b")
"""NGOs."""


def apart(text: str) -> str:
    """A text with each word on its own: "Xai-Xai" and "Xai Xai" are searched for alike."""
    return _JOINING.sub(" ", text)


def singular(language: str, text: str) -> str:
    """A text or a query as the stemmer of its language can tell words from their plurals. No word to be shown."""
    text = _ABBREVIATIONS.sub(r"\1", text)
    for plural, one in _RULES.get(language, ()):
        text = plural.sub(one, text)
    return text


def search_vector(language: str, *texts: str) -> RawSQL:
    """A text search vector of texts, stemmed as written and again without accents.

    Both forms are needed: stemmers know "educação" and "educações" only with their accents, readers
    often type none. One expression instead of a tree of them: taking that apart costs Python much.
    """
    config, text = regconfig(language), singular(language, apart("\n\n".join(texts)))
    return RawSQL(
        "to_tsvector(%s::regconfig, %s) || to_tsvector(%s::regconfig, unaccent(%s))",
        (config, text, config, text),
        SearchVectorField(),
    )
