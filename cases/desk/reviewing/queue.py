"""The editor's queue: what was submitted, the oldest first, with what an editor decides by."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from peerlearn.accounts.models import User
from peerlearn.editing.languages import own_name
from peerlearn.editing.translated import in_language

from ...completeness import SectionState, completeness
from ...document import Authored, CaseDocument
from ...document.comparing import compare
from ...models import Case, Edition, Redaction, Revision, Translation
from ..past.changes import summary
from ..standing import Standing, standings

State = Case.State


@dataclass(frozen=True)
class Review:
    """A case with an editor, as it was submitted; `before` is what its last edition says, if there is one."""

    standing: Standing
    document: CaseDocument
    before: Authored | None
    marked_ready: frozenset[str]

    @property
    def case(self) -> Case:
        return self.standing.case

    @property
    def edition(self) -> Edition | None:
        return self.standing.edition

    @property
    def title(self) -> str:
        for part in self.document.authored.of_kind("narrative"):
            if written := part.text("title", self.case.language):
                return written.value
        return self.standing.title

    @property
    def cities(self) -> str:
        taking_part = [city for city in self.document.about["cities"] if city["position"]]
        return " – ".join(in_language(city["name"]) for city in taking_part)

    @property
    def waits(self) -> str:
        """For how long, in whole days."""
        if self.case.submitted_at is None:
            return ""
        days = (timezone.now() - self.case.submitted_at).days
        if not days:
            return _("since today")
        return ngettext("for %(days)d day", "for %(days)d days", days) % {"days": days}

    @cached_property
    def missing(self) -> list[SectionState]:
        """The sections that lack something, in what was submitted."""
        return [state for state in completeness(self.document).sections if not state.done]

    @property
    def languages(self) -> list[str]:
        """What the next edition holds, by its own name: the original first."""
        authored = self.document.authored
        ready = sorted(self.marked_ready & authored.languages() - {authored.language})
        return [own_name(code) for code in (authored.language, *ready)]

    @cached_property
    def changes(self) -> str:
        """What changed since the last edition in a line; "" when nothing did, or when there is none."""
        changes = compare(self.before, self.document.authored) if self.before else None
        return summary(changes, self.case.language) if changes else ""


def cases_to_review(user: User) -> QuerySet[Case]:
    """What lies with the user as an editor: in review, then approved; of each the oldest submission first."""
    lying = Case.objects.present().reviewable_by(user).filter(state__in=[State.IN_REVIEW, State.APPROVED])
    people = ("submitted_by", "approved_by")
    # backwards through the alphabet: "in_review" before "approved"
    return lying.select_related("partnership", "owner", *people).order_by("-state", "submitted_at", "pk")


def number_to_review(user: User) -> int | None:
    """How many cases wait for the user's review; None for somebody who reviews none at all."""
    in_review = Count("pk", filter=Q(state=State.IN_REVIEW))
    counted = Case.objects.present().reviewable_by(user).aggregate(every=Count("pk"), waiting=in_review)
    return counted["waiting"] if counted["every"] or user.is_superuser else None


def reviews_of(cases: Iterable[Case]) -> list[Review]:
    """Each case as an editor sees it in the queue, in a fixed number of queries."""
    found = standings(cases)
    pks = [standing.case.pk for standing in found]
    hidden = _by_case(Redaction.objects.filter(case__in=pks).values_list("case", "item_uid"))
    ready = _by_case(Translation.objects.filter(case__in=pks).values_list("case", "language"))
    kept = Revision.objects.in_bulk(_revisions(found))
    return [_review(standing, kept, hidden[standing.case.pk], ready) for standing in found]


def _review(
    standing: Standing,
    kept: dict[int, Revision],
    hidden: frozenset[UUID],
    ready: dict[int, frozenset[str]],
) -> Review:
    submitted = kept[standing.case.submitted_id or 0]
    document = CaseDocument(Authored.from_json(submitted.authored), submitted.about).without(hidden)
    before = None
    if standing.edition:
        before = Authored.from_json(kept[standing.edition.revision_id].authored).without(hidden)
    return Review(standing, document, before, ready[standing.case.pk])


def _revisions(found: Iterable[Standing]) -> set[int]:
    """What was submitted, and what the last editions published."""
    submitted = {standing.case.submitted_id for standing in found if standing.case.submitted_id}
    return submitted | {standing.edition.revision_id for standing in found if standing.edition}


def _by_case(rows: Iterable[tuple[int, Any]]) -> defaultdict[int, frozenset[Any]]:
    found: defaultdict[int, frozenset[Any]] = defaultdict(frozenset)
    for case, value in rows:
        found[case] |= {value}
    return found
