"""What the page of one case at the desk shows, gathered."""

from dataclasses import dataclass

from django.utils.functional import Promise

from peerlearn.accounts.models import User

from ..completeness import SectionState
from ..models import Case, Comment
from ..workflow import Transition, allowed
from .standing import Standing, standings
from .steps import open_notes
from .translations import Progress, progress_of


@dataclass(frozen=True)
class Overview:
    """A case, where it stands, what it lacks, and what this person may do with it."""

    standing: Standing
    steps: list[Transition]
    languages: list[Progress]
    notes: list[Comment]
    reviews: bool

    @property
    def case(self) -> Case:
        return self.standing.case

    @property
    def sections(self) -> tuple[SectionState, ...]:
        return self.standing.completeness.sections

    @property
    def blockers(self) -> tuple[Promise | str, ...]:
        return self.standing.completeness.blockers

    @property
    def can_withdraw(self) -> bool:
        return self.reviews and self.standing.edition is not None and not self.standing.is_withdrawn


def overview_of(case: Case, user: User) -> Overview:
    standing = standings([case])[0]
    return Overview(
        standing=standing,
        steps=allowed(case, user),
        languages=progress_of(standing.draft),
        notes=open_notes(case) if case.state == Case.State.CHANGES_REQUESTED else [],
        reviews=Case.objects.filter(pk=case.pk).reviewable_by(user).exists(),
    )
