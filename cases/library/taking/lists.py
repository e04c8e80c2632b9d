"""Lists to take away: all results of a search, a few hundred at a time, as rows of a table."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import QueryDict
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from peerlearn.editing.tables import XLSX, Value

from ...catalogue.facets import ORGANISATION, PROGRAMME, THEME, Facet, Labels
from ...catalogue.finding import CASES, Catalogue, Found
from ...catalogue.rows import fetched
from ...models import Group
from ..cards import CaseCard, LessonCard, case_cards, lesson_cards

AT_ONCE = 500
"""Results that are read at once: a list may be as long as the library."""

type Names = dict[str, Labels]


@dataclass(frozen=True)
class Column:
    """What a column is called, and what stands in it; the names of themes and the like come along."""

    heading: Promise | str
    value: Callable[[Any, Names], Value]


def named(names: Names, facet: Facet, slugs: Collection[str]) -> str:
    """Names as one cell holds them."""
    labels = names[facet.name]
    return "; ".join(labels[slug].words if slug in labels else slug for slug in slugs)


def address_of(name: str, *values: object) -> str:
    return settings.PEERLEARN_ADDRESS + reverse(f"library:{name}", args=values)


def _language(code: str) -> str:
    return str(dict(settings.LANGUAGES).get(code, code))


CASE_COLUMNS = (
    Column(_("Title"), lambda card, names: card.title.plain),
    Column(_("Language of the title"), lambda card, names: _language(card.title.language)),
    Column(_("Summary"), lambda card, names: card.summary.plain),
    Column(_("Cities"), lambda card, names: "; ".join(city.name for city in card.cities)),
    Column(_("Countries"), lambda card, names: "; ".join(card.country_names)),
    Column(_("Themes"), lambda card, names: named(names, THEME, card.listing.themes)),
    Column(
        _("Sustainable Development Goals"),
        lambda card, names: "; ".join(str(goal) for goal in card.listing.sdgs),
    ),
    Column(
        _("Programme"),
        lambda card, names: named(
            names, PROGRAMME, [card.listing.programme] if card.listing.programme else []
        ),
    ),
    Column(_("Start of the partnership"), lambda card, names: card.listing.starts),
    Column(_("End of the partnership"), lambda card, names: card.listing.ends),
    Column(_("Lessons"), lambda card, names: card.lessons),
    Column(_("Languages"), lambda card, names: "; ".join(map(_language, card.listing.languages))),
    Column(_("Edition"), lambda card, names: card.listing.edition.number),
    Column(_("Published on"), lambda card, names: card.listing.published_at.date()),
    Column(_("Address"), lambda card, names: address_of("case", card.slug)),
)
LESSON_COLUMNS = (
    Column(_("Lesson"), lambda card, names: card.title.plain),
    Column(_("Language of the title"), lambda card, names: _language(card.title.language)),
    Column(_("Explanation"), lambda card, names: card.text.plain),
    Column(_("Kind of lesson"), lambda card, names: card.kind_name),
    Column(
        _("Said by"), lambda card, names: str(Group(card.lesson.said_by).label) if card.lesson.said_by else ""
    ),
    Column(_("Learnt by"), lambda card, names: "; ".join(city.name for city in card.cities)),
    Column(
        _("Associations that learnt it"),
        lambda card, names: named(names, ORGANISATION, card.lesson.organisations),
    ),
    Column(_("Countries"), lambda card, names: "; ".join(card.case.country_names)),
    Column(_("Themes"), lambda card, names: named(names, THEME, card.lesson.themes)),
    Column(_("From the case"), lambda card, names: card.case.title.plain),
    Column(_("Edition"), lambda card, names: card.case.listing.edition.number),
    Column(_("Published on"), lambda card, names: card.case.listing.published_at.date()),
    Column(_("Address"), lambda card, names: address_of("lesson", card.uid)),
)


def columns_of(catalogue: Catalogue) -> tuple[Column, ...]:
    return CASE_COLUMNS if catalogue is CASES else LESSON_COLUMNS


def settled(found: Found) -> list[int]:
    """All results (ids) in their order, settled now: a list that takes a while to send is of one moment."""
    return found.page(0, len(found.ids)) if found.ids else []


def batches(found: Found, ids: list[int]) -> Iterator[list[Any]]:
    """The cards of results in their order; what is withdrawn before its batch is read is left out."""
    for start in range(0, len(ids), AT_ONCE):
        batch = ids[start : start + AT_ONCE]
        yield cards(found, fetched(found.catalogue.rows, batch, related(found.catalogue)))


def related(catalogue: Catalogue) -> tuple[str, ...]:
    """What is fetched together with the rows."""
    return ("edition",) if catalogue is CASES else ("listing__edition",)


def cards(found: Found, rows: Any) -> list[Any]:
    """Rows of either catalogue as lists show them."""
    make: Any = case_cards if found.catalogue is CASES else lesson_cards
    return make(rows, found.language)


def table_rows(found: Found, ids: list[int]) -> Iterator[list[Value]]:
    """The cells of every result, in the language being read."""
    columns = columns_of(found.catalogue)
    themes = THEME.labels(None)
    for batch in batches(found, ids):
        names = {THEME.name: themes, **_names(batch)}
        for card in batch:
            yield [column.value(card, names) for column in columns]


def _names(batch: list[CaseCard] | list[LessonCard]) -> Names:
    """The names that a batch needs of what there may be thousands of."""
    programmes: set[str] = set()
    organisations: set[str] = set()
    for card in batch:
        if isinstance(card, CaseCard):
            programmes.add(card.listing.programme)
        else:
            organisations.update(card.lesson.organisations)
    return {
        PROGRAMME.name: PROGRAMME.labels(programmes - {""}) if programmes - {""} else {},
        ORGANISATION.name: ORGANISATION.labels(organisations) if organisations else {},
    }


@dataclass(frozen=True)
class Way:
    """A way to take a list: what it is called, where it is, its media type."""

    name: str
    href: str
    media_type: str


def ways_to_take(found: Found) -> list[Way]:
    """The addresses of this very search in every form."""
    name, query = found.catalogue.name, found.understood
    whole = query.copy()
    whole["page"] = "all"
    return [
        Way(label, _with(f"library:{name}_{ending}", whole if ending == "json" else query), media_type)
        for label, ending, media_type in (
            ("CSV", "csv", "text/csv"),
            ("XLSX", "xlsx", XLSX),
            ("JSON", "json", "application/json"),
            ("Atom", "atom", "application/atom+xml"),
        )
    ]


def _with(name: str, query: QueryDict) -> str:
    return f"{reverse(name)}?{query.urlencode()}" if query else reverse(name)
