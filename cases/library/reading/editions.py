"""Editions as their page shows them: the current one or an older one, with the way to the others."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from django.conf import settings
from django.http import Http404
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext_lazy, override
from pyroaring import BitMap

from peerlearn.editing.languages import own_name

from ...catalogue.index import current
from ...catalogue.rows import fetched
from ...catalogue.sharing import sharing_most
from ...models import Edition, Listing, Withdrawal
from ...presenting import PresentedCase, present
from ..cards import CaseCard, case_cards
from ..citing.citations import Citation, citation_of_case
from ..maps import map_of_pair
from .sharing import SharedPicture, shared_picture

SECTIONS: tuple[tuple[str, str, Promise | str], ...] = (
    ("contexts", "contexts", gettext_lazy("The cities")),
    ("objectives", "objectives", gettext_lazy("Objectives")),
    ("exchanges", "exchanges", gettext_lazy("What they did together")),
    ("challenges", "challenges", gettext_lazy("Challenges")),
    ("outcomes", "outcomes", gettext_lazy("Outcomes")),
    ("lessons", "lessons", gettext_lazy("Lessons")),
    ("voices", "voices", gettext_lazy("Voices")),
    ("comparisons", "comparisons", gettext_lazy("Side by side")),
    ("illustrations", "pictures", gettext_lazy("Pictures")),
    ("future", "future", gettext_lazy("Future collaboration")),
    ("sources", "sources", gettext_lazy("Sources")),
)
"""What a case may hold, in the order of its page: the name in the presented case, the anchor, the heading."""
SIMILAR = 3


class Withdrawn(Exception):
    """The case was published once and is not any more."""

    def __init__(self, withdrawal: Withdrawal) -> None:
        self.withdrawal = withdrawal


@dataclass(frozen=True)
class EditionPage:
    """Everything that the page of an edition needs beyond the case itself."""

    case: PresentedCase
    editions: list[Edition]
    map: SafeString
    similar: list[CaseCard]

    @property
    def newest(self) -> Edition:
        return self.editions[0]

    @property
    def is_old(self) -> bool:
        return self.case.number != self.newest.number

    @property
    def contents(self) -> list[tuple[str, Promise | str]]:
        return [(anchor, heading) for name, anchor, heading in SECTIONS if getattr(self.case, name)]

    @cached_property
    def citation(self) -> Citation:
        return citation_of_case(self.case)

    @cached_property
    def picture(self) -> SharedPicture | None:
        return shared_picture(self.case)

    @property
    def languages(self) -> list[tuple[str, str, str]]:
        """The languages of the edition: code, name of its own, address of the case in it."""
        known = dict(settings.LANGUAGES)
        return [(code, own_name(code), self._in(code)) for code in self.case.languages if code in known]

    def _in(self, language: str) -> str:
        with override(language):
            if self.is_old:
                return reverse("library:edition", args=[self.case.slug, self.case.number])
            return reverse("library:case", args=[self.case.slug])


def edition_page(slug: str, number: int | None = None) -> EditionPage:
    """The newest edition of a case or the one numbered so. Raises Http404, Withdrawn."""
    editions = list(
        Edition.objects.filter(case__slug=slug).only("case_id", "number", "published_at").order_by("-number")
    )
    case = present(_visible(editions, number), get_language())
    return EditionPage(case, editions, map_of_pair(case.cities), similar_cases(slug))


def visible_edition(slug: str, number: int | None = None) -> Edition:
    """The newest edition of a case or the one numbered so, with its document. Raises Http404, Withdrawn."""
    return _visible(Edition.objects.filter(case__slug=slug).only("case_id", "number"), number)


def _visible(editions: Iterable[Edition], number: int | None) -> Edition:
    """The edition of one case that is asked for, of all in falling order."""
    wanted = next((each for each in editions if number in (None, each.number)), None)
    if wanted is None:
        raise Http404
    if withdrawal := Withdrawal.objects.filter(case=wanted.case_id).first():
        raise Withdrawn(withdrawal)
    return Edition.objects.with_document().get(pk=wanted.pk)


def similar_cases(slug: str) -> list[CaseCard]:
    """The other cases that share the most themes with this one, the newest first."""
    listing = Listing.objects.filter(slug=slug).first()
    if listing is None or not listing.themes:
        return []
    holdings = current().cases
    ids = sharing_most(holdings, listing.themes, holdings.everything - BitMap([listing.pk]), SIMILAR)
    return case_cards(fetched(Listing, ids), get_language())
