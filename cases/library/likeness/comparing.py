"""Two cases side by side: which two, and if the second is missing, a choice of cases for it."""

from dataclasses import dataclass
from functools import cached_property

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from pyroaring import BitMap

from ...catalogue.finding import CASES, Found
from ...catalogue.index import current
from ...catalogue.rows import fetched
from ...catalogue.sharing import sharing_most
from ...catalogue.words import clean_words
from ...models import Edition, Listing
from ...presenting import PresentedCase, PresentedItem, present
from ..cards import CaseCard, case_cards

OFFERED = 6
"""Cases that are offered as the second one."""
FOUND = 12
"""Cases that a search for the second one shows."""
SECTIONS: tuple[tuple[str, Promise | str], ...] = (
    ("contexts", _("The cities")),
    ("objectives", _("Objectives")),
    ("challenges", _("Challenges")),
    ("outcomes", _("Outcomes")),
    ("lessons", _("Lessons")),
)
"""What can be compared, in the order of a case: the name in the presented case, the heading."""


@dataclass(frozen=True)
class Section:
    """One section of both cases; a case that has nothing there has an empty column."""

    name: str
    heading: Promise | str
    columns: list[tuple[PresentedCase, list[PresentedItem]]]


class Comparison:
    """The two cases that an address names; a slug that isn't there, or the same twice, counts as missing."""

    def __init__(self, query: QueryDict) -> None:
        asked = [query.get(name, "")[:80].replace("\0", "") for name in ("a", "b")]
        self._slugs = list(dict.fromkeys(slug for slug in asked if slug))
        self.words = clean_words(query.get("q", ""))
        self.is_unknown = False

    @cached_property
    def cases(self) -> list[PresentedCase]:
        """Those that are there, in the order asked for."""
        listed = dict(Listing.objects.filter(slug__in=self._slugs).values_list("edition", "slug"))
        rows = Edition.objects.with_document().filter(pk__in=listed)
        found = {listed[edition.pk]: present(edition, get_language()) for edition in rows}
        self.is_unknown = len(found) < len(self._slugs)
        return [found[slug] for slug in self._slugs if slug in found]

    @property
    def is_whole(self) -> bool:
        return len(self.cases) == 2

    @property
    def first(self) -> PresentedCase | None:
        return self.cases[0] if self.cases else None

    @property
    def sections(self) -> list[Section]:
        """The sections that either case has."""
        both = [
            Section(name, heading, [(case, getattr(case, name)) for case in self.cases])
            for name, heading in SECTIONS
        ]
        return [section for section in both if any(items for _case, items in section.columns)]

    @property
    def shared_themes(self) -> list[tuple[str, str]]:
        """The themes that both cases are on: address and name."""
        one, other = self.cases
        slugs = {theme.slug for theme in other.themes}
        return [(theme.slug, theme.name) for theme in one.themes if theme.slug in slugs]

    @cached_property
    def offered(self) -> list[CaseCard]:
        """Cases to choose the missing one from: those with the words, else those most alike, else the newest."""
        language = get_language()
        if self.words:
            query = QueryDict(mutable=True)
            query["q"] = self.words
            found = Found(CASES, query, language).rows[: FOUND + 1]
            cards = case_cards(found, language)
            return [card for card in cards if card.slug not in {case.slug for case in self.cases}][:FOUND]
        own = Listing.objects.filter(slug__in=[case.slug for case in self.cases])
        themes = dict(own.order_by().values_list("pk", "themes"))
        held = current().cases
        others = held.everything - BitMap(themes)
        alike = sharing_most(held, next(iter(themes.values()), []), others, OFFERED)
        return case_cards(fetched(Listing, alike or held.newest(others, OFFERED)), language)
