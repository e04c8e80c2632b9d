"""How far public partnerships are in the stages of their programme: from their activities alone, and without a
word on whether they are late, which is between them and who coordinates them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from partnerships.following import StageProgress
from partnerships.following.stages import counted_by_stage
from partnerships.following.values import Stage
from partnerships.models import Activity

from .pairs import PairCard


@dataclass(frozen=True)
class StageOfPair:
    """A stage and what a partnership did in it; `name` is "" where a programme has no stages."""

    name: str
    progress: StageProgress


def staged(
    cards: Sequence[PairCard], stages: Iterable[Stage], *, today: date
) -> list[tuple[PairCard, list[StageOfPair]]]:
    """Each partnership with its stages, in one query; without any where nothing is on record."""
    stages = tuple(stages)
    own = [card.partnership.pk for card in cards]
    activities = Activity.objects.present().filter(plan__partnership__in=own).exclude(title="")
    counted = counted_by_stage(activities, stages, today=today)
    names = [*(stage.name for stage in stages), _("Outside the stages") if stages else ""]
    found = []
    for card in cards:
        progress = counted.get(card.partnership.pk, ())
        shown = [StageOfPair(*each) for each in zip(names, progress, strict=False)]
        if shown and not (shown[-1].progress.number or shown[-1].progress.cancelled):
            shown.pop()  # only what lies in no stage needs a place of its own
        found.append((card, shown))
    return found
