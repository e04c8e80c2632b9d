"""Search by words: each language read by its own rules, with and without accents; the rows as bitmaps."""

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import models
from pyroaring import BitMap

from peerlearn.replica import connection

from .bitmaps import PACKED, bitmap
from .changes import version
from .languages import regconfig
from .matches import keep, known
from .snapshot import one_snapshot
from .vectors import apart, singular

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
class Group:
    """What rows must have one of: texts as PostgreSQL's websearch_to_tsquery reads them (words, "a phrase");
    texts that only the words in their own language are asked for (language and text); values of facets (name
    and value), that the rows have in whatever words."""

    texts: tuple[str, ...] = ()
    elsewhere: tuple[tuple[str, str], ...] = ()
    values: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Query:
    """What rows must have, of each group something; and texts that they must not have."""

    groups: tuple[Group, ...] = ()
    left_out: tuple[str, ...] = ()


@dataclass(frozen=True)
class Typed:
    """What a reader typed, as people know quotes and minus: words and phrases (in their quotes) in their order,
    and what to leave out."""

    parts: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()

    @property
    def query(self) -> Query:
        """All of it, in any of the languages of a row."""
        return Query((Group((" ".join(self.parts),)),) if self.parts else (), self.left_out)

    @property
    def is_plain(self) -> bool:
        """Whether the words are all wanted: "or" stands between two of which one will do."""
        return all(part.casefold() != "or" for part in self.parts)


type Readings = Mapping[str, list[str]]
"""What a group says (a tsquery), with the languages that read it so: names and many other words are the same in
all. Languages to which it says nothing are left out."""


def clean_words(value: str) -> str:
    """A query as it is searched for: no control characters, one blank between words, not too long."""
    return _one_line(value)[:LONGEST].strip()


def is_too_long(value: str) -> bool:
    """Whether something of a query is not searched for."""
    return len(_one_line(value)) > LONGEST


def _one_line(value: str) -> str:
    composed = unicodedata.normalize("NFC", value)  # some systems paste an accent as a sign of its own
    return " ".join("".join(c if c.isprintable() else " " for c in composed).split())


def as_typed(words: str) -> Typed:
    """The parts of a query. What is left out is taken from the results afterwards: PostgreSQL would read the
    whole index for it."""
    parts: list[str] = []
    left_out: list[str] = []
    for part in _PART.findall(words):
        if part.startswith("-") and len(part) > 1:
            left_out.append(_phrase(part[1:]))
        elif part.startswith('"'):
            parts.append(_phrase(part))
        else:
            parts += apart(part).split()
    return Typed(tuple(filter(_says_something, parts)), tuple(filter(_says_something, left_out)))


def _says_something(part: str) -> bool:
    return any(map(str.isalnum, part))


def _phrase(text: str) -> str:
    return f'"{" ".join(apart(text).replace(chr(34), " ").split())}"'


def matching(searched: Searched, column: str, asked: Sequence[Readings]) -> list[BitMap]:
    """For each group, given as its readings, the rows that have one of its texts in `column`.

    One search for each way of reading the words, so that each is answered by the index alone: in a condition
    that joins them PostgreSQL would unpack every vector that one language finds to ask for the others.
    """
    return [_matching(searched, column, readings) for readings in asked]


def _matching(searched: Searched, column: str, readings: Mapping[str, list[str]]) -> BitMap:
    """The rows that have what any of the languages reads, as it is known or asked now."""
    if not readings:
        return BitMap()
    name = (searched.owner, column, tuple((read, *languages) for read, languages in readings.items()))
    of = "listings" if searched.owner == "listing_id" else "lessons"
    with one_snapshot():
        rows = known(name, of, lambda among: _asked(searched, column, readings, among))
        if rows is None:
            with by_index():
                rows = keep(name, version(), _asked(searched, column, readings))
        return rows


def _asked(
    searched: Searched, column: str, readings: Mapping[str, list[str]], among: Collection[int] | None = None
) -> BitMap:
    """The rows that have it, of all or of those named: these are fetched first, whatever PostgreSQL expects."""
    table, owner = searched.words._meta.db_table, searched.owner
    rows, own = table, list[Any]()
    if among is not None:
        rows, own = f"(SELECT * FROM {table} WHERE {owner} = ANY(%s) OFFSET 0) AS own", [list(among)]  # noqa: S608
    searches: list[str] = []
    given: list[Any] = []
    for read, languages in readings.items():
        searches.append(f"SELECT {owner} FROM {rows} WHERE language = ANY(%s) AND {column} @@ %s::tsquery")  # noqa: S608
        given += [*own, languages, read]
    found = " UNION ALL ".join(searches)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {PACKED.format(id='id')} FROM ({found}) AS found (id)", given)  # noqa: S608
        return bitmap(cursor.fetchone()[0])


def left_out(searched: Searched, query: Query) -> BitMap:
    """The rows that have something that `query` leaves out."""
    if not query.left_out:
        return BitMap()
    return matching(searched, searched.columns[-1], readings((Group(query.left_out),)))[0]


def readings(groups: tuple[Group, ...]) -> list[Readings]:
    """Each group as each language reads it, each text in its own language; one query."""
    columns: list[str] = []
    given: list[str] = []
    for group in groups:
        for language in settings.CONTENT_LANGUAGES:
            read, texts = _read(texts_in(group, language), language)
            columns.append(f"({read})::text")
            given += texts
    if not given:
        return [{} for _group in groups]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(columns)}", given)
        read_so = iter(cursor.fetchone())
    each: list[Readings] = []
    for _group in groups:
        by_reading: dict[str, list[str]] = {}
        for language in settings.CONTENT_LANGUAGES:
            if reading := next(read_so):
                by_reading.setdefault(reading, []).append(language)
        each.append(by_reading)
    return each


def texts_in(group: Group, language: str) -> list[str]:
    """What the words in a language are asked for."""
    return [*group.texts, *(text for own, text in group.elsewhere if own == language)]


def _read(texts: Iterable[str], language: str) -> tuple[str, list[str]]:
    """SQL for one text or another as a tsquery, and what is given to it. Names of configurations are our own."""
    config, read, given = regconfig(language), [], []
    for text in texts:
        one = singular(language, text)
        read.append(f"websearch_to_tsquery('{config}', %s)")
        given.append(one)
        if not one.isascii():  # vectors hold words as written and without accents
            read.append(f"websearch_to_tsquery('{config}', unaccent(%s))")
            given.append(one)
    return " || ".join(read) or "''", given


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
