"""What the page of one case at the desk shows, gathered."""

from collections import Counter
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from peerlearn.accounts.models import User

from ..completeness import Blocker, Section, SectionState
from ..models import Case, Comment, Edition, Withdrawal
from ..workflow import Transition, allowed
from .reviewing.commenting import open_comments
from .reviewing.steps import open_notes
from .standing import Standing, standings
from .translating.progress import Progress, progress_of


@dataclass(frozen=True)
class Overview:
    """A case, where it stands, what it lacks, and what this person may do with it, what goes on first."""

    standing: Standing
    steps: list[Transition]
    languages: list[Progress]
    notes: list[Comment]
    open_comments: Counter[str]
    editions: list[Edition]
    withdrawal: Withdrawal | None
    reviews: bool

    @property
    def case(self) -> Case:
        return self.standing.case

    @property
    def sections(self) -> list[tuple[SectionState, int]]:
        """Every section with the number of comments that wait in it."""
        states = self.standing.completeness.sections
        return [(state, self.open_comments[state.section.name]) for state in states]

    @property
    def blockers(self) -> list[tuple[Blocker, Promise | str]]:
        """What stands in the way, each with the title of the section where it is mended."""
        titles = {state.section.name: state.section.title for state, _comments in self.sections}
        return [(blocker, titles[blocker.section]) for blocker in self.standing.completeness.blockers]

    @property
    def is_submitted(self) -> bool:
        """A revision lies with an editor: what is typed now is not in it."""
        return self.case.state in (Case.State.IN_REVIEW, Case.State.APPROVED)

    @property
    def what_is_next(self) -> str:
        """The state of the work in a sentence that says whose turn it is."""
        match self.case.state:
            case Case.State.IN_REVIEW:
                return (
                    _("An editor has it for review.") if not self.reviews else _("It waits for your review.")
                )
            case Case.State.APPROVED:
                return _("It is approved and can be published.")
            case Case.State.CHANGES_REQUESTED:
                return _("The editor asks for changes. Make them and submit it again.")
        if self.is_as_published:
            return _("The public reads what is written here. Changes are public with the next edition.")
        if self.standing.edition and not self.standing.is_withdrawn:
            return _("The public does not see yet what changed here. Submit it when it is ready.")
        return _("Write, section by section. Submit it when it is good enough for an editor to read.")

    @property
    def is_as_published(self) -> bool:
        """Nothing was changed since the edition that the public reads."""
        standing = self.standing
        return bool(standing.edition) and not (standing.is_withdrawn or standing.has_unpublished_changes)

    @property
    def goes_on_at(self) -> Section | None:
        """While less than half of a new case is there: the first section that lacks something."""
        if self.is_submitted or self.standing.edition or self.standing.completeness.share >= 0.5:
            return None
        return next(state.section for state, _comments in self.sections if not state.done)

    @property
    def submitting_can_wait(self) -> bool:
        """Something else comes first, or there is nothing new to submit."""
        return bool(self.blockers or self.goes_on_at or self.is_as_published)

    @property
    def can_publish(self) -> bool:
        return any(step.name == "publish" for step in self.steps)

    @property
    def can_withdraw(self) -> bool:
        return self.reviews and self.standing.edition is not None and not self.standing.is_withdrawn


def overview_of(case: Case, user: User) -> Overview:
    standing = standings([case])[0]
    return Overview(
        standing=standing,
        steps=sorted(allowed(case, user), key=lambda step: step.name == "request_changes"),
        languages=progress_of(standing.draft),
        notes=open_notes(case) if case.state == Case.State.CHANGES_REQUESTED else [],
        open_comments=open_comments(case),
        editions=list(case.editions.select_related("approved_by", "published_by")),
        withdrawal=Withdrawal.objects.filter(case=case).select_related("withdrawn_by").first(),
        reviews=Case.objects.filter(pk=case.pk).reviewable_by(user).exists(),
    )
