"""What a reader may mean while they type: names and titles with a word that begins so, in the language they read."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from itertools import islice

from django.db import models
from django.db.models.expressions import RawSQL
from django_countries import countries
from pyroaring import BitMap

from partnerships.models import City, Theme
from peerlearn.editing.beginnings import Begun, beginnings, of_any_language, words_of
from peerlearn.editing.translated import in_language, sort_key
from peerlearn.replica import connection

from .facets import CITY, COUNTRY, THEME
from .holdings import Holdings
from .index import Index, current
from .spelling import meant
from .words import by_index, clean_words

FEWEST = 2
"""Letters from which on something is suggested."""
THEMES, CITIES, COUNTRIES, CASES, LESSONS = 3, 3, 2, 4, 3
"""The most of each that are suggested."""
LOOKED_AT = 500
"""The newest titles are kept at hand and looked at one by one: what begins like many is among them, and the index,
which would bring all of those, is asked only for what begins like few."""


@dataclass(frozen=True)
class Name:
    """A name that has cases: what stands for it in an address, how it is called, and of a city its country."""

    value: str
    words: str
    cases: int
    country: str = ""


@dataclass(frozen=True)
class Suggestions:
    """What may be meant, the likeliest first; of cases and lessons the ids. `guessed` when nothing begins as
    it was typed, and words spelt alike were taken for it."""

    themes: list[Name] = field(default_factory=list)
    cities: list[Name] = field(default_factory=list)
    countries: list[Name] = field(default_factory=list)
    cases: list[int] = field(default_factory=list)
    lessons: list[int] = field(default_factory=list)
    guessed: bool = False

    def __bool__(self) -> bool:
        return bool(self.themes or self.cities or self.countries or self.cases or self.lessons)


def suggestions(text: str, language: str) -> Suggestions:
    """What may be meant by `text`, as far as it is typed. Nothing but what is published, at the version that
    this transaction sees."""
    words = clean_words(text)
    typed = Begun.of(words)
    if typed.letters < FEWEST:
        return Suggestions()
    found = _beginning(typed, language)
    guess = None if found else meant(words.split())
    if guess and (guessed := _beginning(Begun.like(guess), language)):
        return replace(guessed, guessed=True)
    return found


def _beginning(typed: Begun, language: str) -> Suggestions:
    index = current()
    with by_index():
        return Suggestions(
            themes=_themes(typed, language, index)[:THEMES],
            cities=_cities(typed, language, index)[:CITIES],
            countries=_countries(typed, index)[:COUNTRIES],
            cases=_titled(_OF_CASES, index.cases, typed, language, CASES),
            lessons=_titled(_OF_LESSONS, index.lessons, typed, language, LESSONS),
        )


# Names


def _themes(typed: Begun, language: str, index: Index) -> list[Name]:
    rows = Theme.objects.order_by().values_list("slug", "name")
    counted = index.cases.values[THEME.name]
    return _named(((slug, name, "") for slug, name in rows), counted, typed, language)


def _cities(typed: Begun, language: str, index: Index) -> list[Name]:
    begins = RawSQL(  # noqa: S611 - a name of our own; what is typed is given apart
        f"{beginnings(of_any_language('name'))} @@ %s::tsquery",
        [typed.query],
        models.BooleanField(),
    )
    rows = City.objects.filter(begins).order_by().values_list("slug", "name", "country")
    return _named(rows, index.cases.values[CITY.name], typed, language)


def _countries(typed: Begun, index: Index) -> list[Name]:
    """By the one name that they have here, that of the interface."""
    counted = index.cases.values[COUNTRY.name]
    named = ((code, str(countries.name(code))) for code in counted)
    fitting = (Name(code, words, len(counted[code])) for code, words in named if typed.fits(words_of(words)))
    return _likeliest(fitting, typed)


def _named(
    rows: Iterable[tuple[str, dict[str, str], str]],
    counted: Mapping[str, BitMap],
    typed: Begun,
    language: str,
) -> list[Name]:
    """The names that fit as they are shown; where none does, those that fit in another language."""
    shown, other = [], []
    for slug, name, country in rows:
        if slug in counted:
            found = Name(slug, in_language(name, language), len(counted[slug]), str(country))
            if typed.fits(words_of(found.words)):
                shown.append(found)
            elif any(typed.fits(words_of(text)) for text in name.values()):
                other.append(found)
    return _likeliest(shown or other, typed)


def _likeliest(names: Iterable[Name], typed: Begun) -> list[Name]:
    """Those that begin so themselves before those that have a word that does; most cases first."""
    return sorted(names, key=lambda n: (not typed.begins(words_of(n.words)), -n.cases, sort_key(n.words)))


# Titles


@dataclass(frozen=True)
class Titled:
    """Where titles are: the table of texts, its link to the row, and the rows beside their listing."""

    texts: str
    link: str
    rows: str


_OF_CASES = Titled(
    "cases_listingtext",
    "listing_id",
    "cases_listing AS row JOIN cases_listing AS listing ON listing.id = row.id",
)
_OF_LESSONS = Titled(
    "cases_listinglessontext",
    "lesson_id",
    "cases_listinglesson AS row JOIN cases_listing AS listing ON listing.id = row.listing_id",
)
_SHOWN = """
    text.language = CASE WHEN %(language)s = ANY(listing.languages) THEN %(language)s ELSE listing.language END
"""
_newest: dict[tuple[Titled, str], dict[int, list[str]]] = {}
"""Words of the newest titles by row, as readers of a language see them. A row of the catalogue never changes, and
its id never comes again: after a publication only what is new is read."""


def _titled(titled: Titled, holdings: Holdings, typed: Begun, language: str, number: int) -> list[int]:
    """The newest rows (ids) whose title, in the language that a reader sees it in, fits."""
    newest = _newest_titles(titled, holdings, language)
    found = list(islice((row for row, words in newest.items() if typed.fits(words)), number))
    if len(found) == number or len(newest) < LOOKED_AT:
        return found
    return _by_index(titled, typed, language, number)


def _newest_titles(titled: Titled, holdings: Holdings, language: str) -> dict[int, list[str]]:
    """The words of the newest titles, newest first."""
    rows = holdings.newest(holdings.everything, LOOKED_AT)
    known = _newest.get((titled, language), {})
    if fresh := [row for row in rows if row not in known]:
        known = known | _titles(titled, fresh, language)
    newest = {row: known.get(row, []) for row in rows}
    if fresh:
        _newest[titled, language] = newest
    return newest


def _titles(titled: Titled, rows: list[int], language: str) -> dict[int, list[str]]:
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            SELECT row.id, text.title
            FROM {titled.rows} JOIN {titled.texts} AS text ON text.{titled.link} = row.id
            WHERE row.id = ANY(%(rows)s) AND {_SHOWN}
            """,  # noqa: S608 - names of our own
            {"rows": rows, "language": language},
        )
        return {row: words_of(title) for row, title in cursor}


def _by_index(titled: Titled, typed: Begun, language: str, number: int) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            WITH text AS MATERIALIZED (
                SELECT {titled.link} AS id, language FROM {titled.texts}
                WHERE {beginnings("title")} @@ %(typed)s::tsquery
            )
            SELECT row.id FROM text JOIN {titled.rows} ON row.id = text.id WHERE {_SHOWN}
            ORDER BY row.published_at DESC, row.id LIMIT %(number)s
            """,  # noqa: S608 - names of our own
            {"typed": typed.query, "language": language, "number": number},
        )
        return [row[0] for row in cursor]
