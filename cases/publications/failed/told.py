"""Why a publication could not be made, in words for those who can mend it, with the case and section at fault."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partnerships.models import Programme
from peerlearn.accounts.models import User

from ...completeness import SECTIONS, Section
from ...document import CaseDocument, published_documents
from ...models import Case, Compendium, Edition, Publication
from ..running.limits import MEMORY, TIME

FORMATS: Mapping[str, Promise] = {
    "full": gettext_lazy("Publication"),
    "brochure": gettext_lazy("Brochure"),
    "compendium": gettext_lazy("Compendium"),
    "report": gettext_lazy("Progress report"),
}


@dataclass(frozen=True)
class Failure:
    """A publication that failed: what it is, of whom, and why; the `case` that is at fault, and its `section`."""

    publication: Publication
    format: str
    of: str
    why: str
    case: Case | None
    title: str
    section: Section | None

    @property
    def language(self) -> str:
        """Of the title of the case."""
        return self.case.language if self.case else ""


def failed_for(user: User) -> QuerySet[Publication]:
    """What failed of the cases that the user reviews, the compendia they edit and the programmes they coordinate."""
    failed = Publication.objects.filter(state=Publication.State.FAILED).order_by("-wanted_at", "-pk")
    failed = failed.select_related("edition", "compendium_edition__compendium", "programme")
    if user.is_superuser:
        return failed
    return failed.filter(
        Q(edition__case__in=Case.objects.reviewable_by(user))
        | Q(compendium_edition__compendium__in=Compendium.objects.editable_by(user))
        | Q(programme__in=Programme.objects.coordinated_by(user))
    )


def failed_of(case: Case) -> QuerySet[Publication]:
    """What failed of the newest edition of a case, also where it is a chapter at fault."""
    newest = case.editions.order_by("-number").values("pk")[:1]
    failed = Publication.objects.filter(state=Publication.State.FAILED).order_by("-wanted_at", "-pk")
    return failed.filter(
        Q(edition__in=newest) | Q(fault__edition__in=list(newest.values_list("pk", flat=True)))
    )


def failures(publications: Iterable[Publication]) -> list[Failure]:
    """These publications, told; one query for their editions and one for what was redacted."""
    found = [(each, each.fault.get("edition") or each.edition_id or 0) for each in publications]
    editions = list(Edition.objects.with_document().filter(pk__in={pk for _each, pk in found}))
    told: dict[int, tuple[Case | None, str]] = {
        edition.pk: (edition.case, _title(document, edition.case.slug))
        for edition, document in zip(editions, published_documents(editions), strict=True)
    }
    return [_failure(each, *told.get(pk, (None, ""))) for each, pk in found]


def _failure(publication: Publication, case: Case | None, title: str) -> Failure:
    section = next((each for each in SECTIONS if each.name == publication.fault.get("section")), None)
    of = (
        publication.compendium_edition
        or publication.programme
        or (_("a reading list") if publication.gathered else "")
    )
    return Failure(
        publication,
        format=str(FORMATS.get(publication.format, publication.format)),
        of=str(of),
        why=why(publication),
        case=case,
        title=title,
        section=section,
    )


def _title(document: CaseDocument, slug: str) -> str:
    language = document.authored.language
    texts = (part.text("title", language) for part in document.authored.of_kind("narrative"))
    return next((text.value for text in texts if text), slug)


def why(publication: Publication) -> str:
    """What stood in the way, and what to do about it."""
    fault: Mapping[str, Any] = publication.fault
    match fault.get("what"):
        case "letter":
            words = _(
                "None of the typefaces has the letter “%(letter)s” (%(code)s). Write it in another way and publish again."
            )
            return words % {"letter": fault["letter"], "code": f"U+{ord(fault['letter']):04X}"}
        case "picture":
            return _("A picture can't be read. Remove it, add it again from a good file, and publish again.")
        case "file":
            return _(
                "Something in it asks for a file that isn't the site's own. Take out what was pasted in last."
            )
        case "length":
            words = _(
                "It comes to %(pages)d pages and can't be folded. Shorten the title, or the names in it."
            )
            return words % {"pages": fault["pages"]}
        case "memory":
            words = _(
                "It needs more than the %(limit)d GB of memory that a PDF may have. Make it smaller: fewer cases or pictures."
            )
            return words % {"limit": MEMORY // 1_000_000_000}
        case "time":
            words = _(
                "It takes more than the %(limit)d minutes that a PDF may have. Make it shorter, or try again when less is going on."
            )
            return words % {"limit": TIME // 60}
        case "space":
            return _("The disk is full. Whoever looks after the site has to make room.")
        case "storage":
            return _(
                "The finished file could not be stored. Whoever looks after the site can see why in the log."
            )
        case "worker":
            return _("The program that makes it ended several times. The machine may be short of memory.")
    return _("Something in the site itself went wrong. Whoever looks after the site can see it in the log.")
