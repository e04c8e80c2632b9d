"""Editions as their page shows them: the current one or an older one, with the way to the others."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.conf import settings
from django.db.models import F
from django.http import Http404
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext_lazy, override
from pyroaring import BitMap

from peerlearn.editing.languages import own_name

from ...catalogue.index import current
from ...catalogue.sharing import sharing_most
from ...models import Edition, Listing, Redaction, Withdrawal
from ...presenting import PresentedCase, present
from ..cards import CaseCard, listed_cases
from ..citing.citations import Citation, citation_of_case
from ..maps import map_of_pair
from .pieces import Piece, drawn, pieces
from .sharing import SharedPicture, shared_picture

SECTIONS: tuple[tuple[str, str, Promise | str], ...] = (
    ("contexts", "contexts", gettext_lazy("The cities")),
    ("objectives", "objectives", gettext_lazy("Objectives")),
    ("steps", "exchanges", gettext_lazy("What they did together")),
    ("challenges", "challenges", gettext_lazy("Challenges")),
    ("outcomes", "outcomes", gettext_lazy("Outcomes")),
    ("results", "results", gettext_lazy("Results in figures")),
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
    editions: Sequence[Edition]
    map: SafeString
    leads_on: bool
    """Its partnership has a page that readers see."""

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


def edition_piece(slug: str, number: int | None = None) -> Piece:
    """The newest edition of a case or the one numbered so, drawn. Raises Http404, Withdrawn."""
    editions = list(
        Edition.objects.filter(case__slug=slug)
        .only("case_id", "number", "published_at")
        .annotate(is_partnership_public=F("case__partnership__is_public"))
        .order_by("-number")
    )
    wanted, language = _wanted(editions, number), get_language()
    hidden = Redaction.objects.filter(case=wanted.case_id).order_by("pk").values_list("pk", flat=True)
    leads_on: bool = wanted.is_partnership_public  # type: ignore[attr-defined]
    name = ("edition", wanted.pk, editions[0].pk, *hidden, leads_on, language)
    return pieces.got(name, lambda: _drawn(wanted.pk, editions, language, leads_on))


def _drawn(edition: int, editions: Sequence[Edition], language: str, leads_on: bool) -> Piece:
    case = present(Edition.objects.with_document().get(pk=edition), language)
    page = EditionPage(case, editions, map_of_pair(case.cities), leads_on)
    return drawn(
        "library/reading/_case",
        {"page": page, "case": case},
        title=case.title.plain,
        description=case.summary.plain,
    )


def visible_edition(slug: str, number: int | None = None) -> Edition:
    """The newest edition of a case or the one numbered so, with its document. Raises Http404, Withdrawn."""
    editions = Edition.objects.filter(case__slug=slug).only("case_id", "number")
    return Edition.objects.with_document().get(pk=_wanted(editions, number).pk)


def _wanted(editions: Iterable[Edition], number: int | None) -> Edition:
    """The edition of one case that is asked for, of all in falling order."""
    wanted = next((each for each in editions if number in (None, each.number)), None)
    if wanted is None:
        raise Http404
    if withdrawal := Withdrawal.objects.filter(case=wanted.case_id).first():
        raise Withdrawn(withdrawal)
    return wanted


def similar_cases(slug: str) -> list[CaseCard]:
    """The other cases that share the most themes with this one, the newest first."""
    listing = Listing.objects.filter(slug=slug).first()
    if listing is None or not listing.themes:
        return []
    holdings = current().cases
    ids = sharing_most(holdings, listing.themes, holdings.everything - BitMap([listing.pk]), SIMILAR)
    return listed_cases(ids, get_language())
