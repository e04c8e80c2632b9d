"""What a citation of a case or of a single lesson says: one value, read from the presented edition."""

import re
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from partnerships.models import ProgrammePartner

from ...presenting import PresentedCase, PresentedItem, licence_of

PUBLISHER = "Peerlearn"


@dataclass(frozen=True)
class Citation:
    """One edition of a case, or one lesson `within` it, as lists of references know it.

    `key` names it in a file of references; `address` is that of the edition, and stays.
    """

    key: str
    title: str
    authors: tuple[str, ...]
    contributors: tuple[str, ...]
    published: date
    series: str
    within: str
    edition: int
    language: str
    rights: str
    abstract: str
    keywords: tuple[str, ...]
    places: tuple[str, ...]
    address: str
    page: str
    pdf: str
    publisher: str = PUBLISHER

    @property
    def text(self) -> str:
        """The citation in words, in the language being read."""
        values = {
            "owner": "; ".join(self.authors),
            "year": self.published.year,
            "title": _unstopped(self.title),
            "case": _unstopped(self.within),
            "number": self.edition,
            "address": self.address,
        }
        if self.within:
            words = _(
                "%(owner)s (%(year)s). %(title)s. In: %(case)s. Peerlearn, edition %(number)s. %(address)s"
            )
        else:
            words = _("%(owner)s (%(year)s). %(title)s. Peerlearn, edition %(number)s. %(address)s")
        return re.sub(r"([?!…])\.(?= )", r"\1", words % values)

    @property
    def licence_address(self) -> str:
        """Where the licence can be read; "" when we don't know."""
        return licence_of(self.rights).address


def citation_of_case(case: PresentedCase) -> Citation:
    """The citation of an edition (not of a draft)."""
    return _citation(case, key=f"{case.slug}-v{case.number}", page=reverse("library:case", args=[case.slug]))


def citation_of_lesson(case: PresentedCase, lesson: PresentedItem) -> Citation:
    """The citation of one lesson: its place in the edition that it stands in."""
    return _citation(
        case,
        key=f"{case.slug}-v{case.number}-{str(lesson.uid)[:8]}",
        page=reverse("library:lesson", args=[lesson.uid]),
        lesson=lesson,
    )


def _citation(case: PresentedCase, *, key: str, page: str, lesson: PresentedItem | None = None) -> Citation:
    if case.number is None or case.published_at is None:
        raise ValueError("Only what was published can be cited.")
    told = lesson or case
    edition = settings.PEERLEARN_ADDRESS + reverse("library:edition", args=[case.slug, case.number])
    return Citation(
        key=key,
        title=told.title.plain,
        authors=(case.owner.name,),
        contributors=_contributors(case, lesson),
        published=case.published_at.date(),
        series=case.programme.name if case.programme else "",
        within=case.title.plain if lesson else "",
        edition=case.number,
        language=told.title.language or case.language,
        rights=case.licence,
        abstract=lesson.text.plain if lesson else case.summary.plain,
        keywords=tuple(theme.name for theme in told.themes),
        places=tuple(
            f"{city.name}, {city.country_name}" for city in (lesson and lesson.cities) or case.cities
        ),
        address=f"{edition}#{lesson.anchor}" if lesson else edition,
        page=settings.PEERLEARN_ADDRESS + page,
        pdf=f"{edition}publication.pdf",
    )


def _contributors(case: PresentedCase, lesson: PresentedItem | None) -> tuple[str, ...]:
    """The associations that learnt the lesson; for a case, who coordinates its programme."""
    if lesson:
        named = [organisation.name for organisation in lesson.organisations]
    else:
        coordinator = str(ProgrammePartner.Role.COORDINATOR.label)
        named = [each.name for role, found in case.partners if role == coordinator for each in found]
    return tuple(name for name in named if name != case.owner.name)


def _unstopped(title: str) -> str:
    """A title without its own full stop, as the citation sets one."""
    return title[:-1] if title.endswith(".") and not title.endswith("..") else title
