"""How a case stands, in words: what the working copy is doing, and what the public sees."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from peerlearn.editing.languages import own_name

from ..completeness import Completeness
from ..models import Case, Comment, Edition, Withdrawal
from .drafts import Draft, open_drafts

_WORKING: dict[str, Promise | str] = {
    Case.State.WRITING: gettext_lazy("Writing"),
    Case.State.IN_REVIEW: gettext_lazy("In review"),
    Case.State.CHANGES_REQUESTED: gettext_lazy("Changes requested"),
    Case.State.APPROVED: gettext_lazy("Approved"),
}


@dataclass(frozen=True)
class Standing:
    """One case with the two facts about it."""

    draft: Draft
    edition: Edition | None
    is_withdrawn: bool
    submitted_digest: str
    open_comments: int

    @property
    def case(self) -> Case:
        return self.draft.case

    @property
    def title(self) -> str:
        return self.draft.title or _("Untitled case")

    @property
    def cities(self) -> str:
        return " – ".join(str(each.city) for each in self.case.partnership.participations.all())

    @property
    def completeness(self) -> Completeness:
        return self.draft.completeness

    @property
    def language(self) -> str:
        return own_name(self.case.language)

    @property
    def working(self) -> str:
        return str(_WORKING[self.case.state])

    @property
    def public(self) -> str:
        if self.is_withdrawn:
            return _("Withdrawn")
        if self.edition is None:
            return _("Not public yet")
        return _("Edition %(number)d public") % {"number": self.edition.number}

    @property
    def has_unpublished_changes(self) -> bool:
        return self.edition is not None and self.edition.revision.digest != self._digest

    @property
    def has_changed_since_submission(self) -> bool:
        """Words typed after submitting wait for the next round."""
        return bool(self.submitted_digest) and self.submitted_digest != self._digest

    @property
    def _digest(self) -> str:
        return self.draft.authored.digest()


def standings(cases: Iterable[Case]) -> list[Standing]:
    """The standing of each case, in a fixed number of queries."""
    drafts = open_drafts(cases)
    pks = [draft.case.pk for draft in drafts]
    latest = Edition.objects.filter(case__in=pks).order_by("case_id", "-number").distinct("case_id")
    editions = {edition.case_id: edition for edition in latest.select_related("revision").defer(
        "revision__authored", "revision__about"
    )}  # fmt: skip
    withdrawn = set(Withdrawal.objects.filter(case__in=pks).values_list("case", flat=True))
    digests = dict(
        Case.objects.filter(pk__in=pks, submitted__isnull=False).values_list("pk", "submitted__digest")
    )
    talks = Comment.objects.filter(case__in=pks, parent=None, resolved_at=None)
    comments = Counter(talks.values_list("case", flat=True))
    return [
        Standing(
            draft,
            editions.get(draft.case.pk),
            draft.case.pk in withdrawn,
            digests.get(draft.case.pk, ""),
            comments[draft.case.pk],
        )
        for draft in drafts
    ]
