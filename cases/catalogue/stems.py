"""Which words of a text are those of a search: PostgreSQL stems both, so that what is marked is what was found."""

from collections.abc import Collection, Mapping

from peerlearn.replica import connection

from .languages import regconfig
from .vectors import singular

type Stems = frozenset[str]


def stems_of(words: Mapping[str, Collection[str]]) -> dict[str, dict[str, Stems]]:
    """By language and word: its stems, as written and without accents; none of a small word. One query.

    Words are given by language.
    """
    pairs = [(language, word) for language, each in words.items() for word in each]
    found: dict[str, dict[str, Stems]] = {language: {} for language in words}
    if not pairs:
        return found
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT tsvector_to_array(to_tsvector(config, word) || to_tsvector(config, unaccent(word)))
            FROM unnest(%s::text[], %s::text[]) WITH ORDINALITY AS each (name, word, place),
                LATERAL (SELECT name::regconfig) AS own (config)
            ORDER BY place
            """,
            [
                [regconfig(language) for language, _word in pairs],
                [singular(language, word) for language, word in pairs],
            ],
        )
        for (language, word), (stems,) in zip(pairs, cursor, strict=True):
            found[language][word] = frozenset(stems)
    return found
