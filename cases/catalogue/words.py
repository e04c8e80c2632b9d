"""Search by words: each language read by its own rules, with and without accents; the rows as bitmaps."""

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.conf import settings
from django.db import connection, models
from pyroaring import BitMap

from .bitmaps import PACKED, bitmap
from .languages import regconfig
from .snapshot import one_snapshot

LONGEST = 200
"""Characters of a query that are read; the rest is dropped."""
_PART = re.compile(r'-?"[^"]*"?|[^\s"]+')


@dataclass(frozen=True)
class Searched:
    """Where the words of rows are: a table of vectors, its link to the row, and its columns from the words
    that say most about a row to all of its words."""

    words: type[models.Model]
    owner: str
    columns: tuple[str, ...]


@dataclass(frozen=True)
class Query:
    """What rows must have: of each group one text at least (words, "a phrase", this or that), as PostgreSQL's
    websearch_to_tsquery reads them; and what they must not have."""

    groups: tuple[tuple[str, ...], ...] = ()
    left_out: tuple[str, ...] = ()


def clean_words(value: str) -> str:
    """A query as it is searched for: no control characters, one blank between words, not too long."""
    return _one_line(value)[:LONGEST].strip()


def is_too_long(value: str) -> bool:
    """Whether something of a query is not searched for."""
    return len(_one_line(value)) > LONGEST


def _one_line(value: str) -> str:
    return " ".join("".join(c if c.isprintable() else " " for c in value).split())


def as_typed(words: str) -> Query:
    """The query that a reader typed: quotes and minus as people know them.

    What is left out is taken from the results afterwards: PostgreSQL would read the whole index for it.
    """
    parts = _PART.findall(words)
    left_out = [part[1:] for part in parts if part.startswith("-") and len(part) > 1]
    wanted = [part for part in parts if not part.startswith("-") or len(part) == 1]
    return Query(((" ".join(wanted),),) if wanted else (), tuple(left_out))


def matching(searched: Searched, column: str, query: Query) -> BitMap | None:
    """The rows that have what `query` asks for in `column`, each text read in its own language; None when it
    asks for nothing in particular. What it leaves out plays no part here."""
    return _matching(searched, column, query.groups) if query.groups else None


def left_out(searched: Searched, query: Query) -> BitMap:
    """The rows that have something that `query` leaves out."""
    if not query.left_out:
        return BitMap()
    words = (f'"{part.strip(chr(34))}"' for part in query.left_out)
    return _matching(searched, searched.columns[-1], (tuple(words),))


def _matching(searched: Searched, column: str, groups: tuple[tuple[str, ...], ...]) -> BitMap:
    """One search for each way of reading the words, so that each is answered by the index alone: in a condition
    that joins them PostgreSQL would unpack every vector that one language finds to ask for the others."""
    table, owner, queries = searched.words._meta.db_table, searched.owner, []
    given: list[str | list[str]] = []
    for read, languages in _readings(groups).items():
        queries.append(f"SELECT {owner} FROM {table} WHERE language = ANY(%s) AND {column} @@ %s::tsquery")  # noqa: S608
        given += [languages, read]
    if not queries:
        return BitMap()
    found = " UNION ALL ".join(queries)
    with by_index(), connection.cursor() as cursor:
        cursor.execute(f"SELECT {PACKED.format(id='id')} FROM ({found}) AS found (id)", given)  # noqa: S608
        return bitmap(cursor.fetchone()[0])


def _readings(groups: tuple[tuple[str, ...], ...]) -> dict[str, list[str]]:
    """The groups as each language reads them (a tsquery), with the languages that read them so: names and
    many other words are the same in all. Languages to which they say nothing are left out."""
    columns, given = [], []
    for language in settings.CONTENT_LANGUAGES:
        read, texts = _read(groups, regconfig(language))
        columns.append(f"({read})::text")
        given += texts
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(columns)}", given)
        texts = cursor.fetchone()
    readings: dict[str, list[str]] = {}
    for language, text in zip(settings.CONTENT_LANGUAGES, texts, strict=True):
        if text:
            readings.setdefault(text, []).append(language)
    return readings


def _read(groups: Iterable[Iterable[str]], config: str) -> tuple[str, list[str]]:
    """SQL for the groups as one tsquery, and what is given to it. Names of configurations are our own."""
    sql, given = [], []
    for group in groups:
        read = []
        for text in group:
            read.append(f"websearch_to_tsquery('{config}', %s)")
            given.append(text)
            if not text.isascii():  # vectors hold words as written and without accents
                read.append(f"websearch_to_tsquery('{config}', unaccent(%s))")
                given.append(text)
        sql.append(f"({' || '.join(read)})")
    return " && ".join(sql), given


@contextmanager
def by_index() -> Iterator[None]:
    """Makes PostgreSQL answer from its indexes, in this transaction and until the end of the block.

    For a word in most rows it prefers to read the whole table, and doesn't know what unpacking every vector
    costs: 40 times what the index does. Neither compiling nor a second process pays for a few ms. The settings
    are those of a transaction: where none has begun, one does here.
    """
    with one_snapshot(), connection.cursor() as cursor:
        cursor.execute("".join(f"SET LOCAL {name} = {value};" for name, value in _BY_INDEX.items()))
        yield
        cursor.execute("".join(f"SET LOCAL {name} TO DEFAULT;" for name in _BY_INDEX))


_BY_INDEX = {"enable_seqscan": "off", "jit": "off", "max_parallel_workers_per_gather": "0"}
