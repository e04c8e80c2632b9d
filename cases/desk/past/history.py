"""The past of one case: its revisions as a list, and any of them, or what is there now, as a document."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from ...document import Authored, CaseDocument, case_document, kept_document
from ...document.comparing import compare
from ...models import Case, Redaction, Revision
from .changes import summary

NOW, SUBMITTED, EDITION = "now", "submitted", "edition-"
"""What an address calls a version that it names by no id: as it is now, as it was submitted, "edition-2"."""
MOST_TO_CHOOSE = 200


@dataclass(frozen=True)
class Kept:
    """A revision with what changed against the one before it (None for the first)."""

    revision: Revision
    summary: str
    before: Revision | None


@dataclass(frozen=True)
class Version:
    """A document of the case with the revision that it was kept in; without one, as it is now."""

    document: CaseDocument
    revision: Revision | None = None

    @property
    def key(self) -> str:
        return str(self.revision.pk) if self.revision else NOW


def revisions_of(case: Case) -> QuerySet[Revision]:
    """Newest first, with who cut them and the editions made of them."""
    return case.revisions.select_related("author").prefetch_related("editions").defer("about")


def kept(case: Case, revisions: Sequence[Revision]) -> list[Kept]:
    """Revisions in a row of the list, newest first; the one before the last is fetched too."""
    hidden = redacted_items(case)
    older = _older(case, revisions[-1]) if revisions else None
    every = [*revisions, *([older] if older else [])]
    documents = {each.pk: Authored.from_json(each.authored).without(hidden) for each in every}
    pairs = zip(revisions, [*every[1:], None], strict=False)
    return [Kept(each, _said(documents, each, before, case.language), before) for each, before in pairs]


def _older(case: Case, revision: Revision) -> Revision | None:
    earlier = case.revisions.filter(cut_at__lte=revision.cut_at).exclude(pk__gte=revision.pk)
    return earlier.defer("about").first()


def _said(documents: dict[int, Authored], revision: Revision, before: Revision | None, language: str) -> str:
    if before is None:
        return _("The first one kept")
    return summary(compare(documents[before.pk], documents[revision.pk]), language)


def redacted_items(case: Case) -> frozenset[UUID]:
    return frozenset(Redaction.objects.filter(case=case).values_list("item_uid", flat=True))


def since(case: Case, revision: Revision, now: Authored) -> str:
    """What changed since a revision in a line; "" when nothing did."""
    comparison = compare(Authored.from_json(revision.authored).without(redacted_items(case)), now)
    return summary(comparison, case.language) if comparison else ""


def version(case: Case, key: str) -> Version:
    """The one that an address names: "now", "submitted", "edition-2", or the id of a revision of this case."""
    if key == NOW:
        return Version(case_document(case))
    revision = _named(case, key)
    if revision is None:
        raise Http404
    return Version(kept_document(revision), revision)


def _named(case: Case, key: str) -> Revision | None:
    if key == SUBMITTED:
        return case.submitted
    revisions, digits = case.revisions.select_related("author"), key.removeprefix(EDITION)
    if not digits.isdecimal() or len(digits) > 18:
        return None
    return revisions.filter(**{"pk" if digits == key else "editions__number": int(digits)}).first()


def to_choose(case: Case) -> list[Revision]:
    """What two can be chosen from."""
    found = revisions_of(case).defer("authored", "about")
    return list(found[:MOST_TO_CHOOSE])
