"""News of a partnership: the updates that it shares with readers, with their pictures."""

from collections.abc import Mapping
from dataclasses import dataclass

from partnerships.models import Partnership, ProgressUpdate

from ...presenting import Exchange, PresentedPlan
from ..pictures import Crop, whole_picture

MOST = 20


@dataclass(frozen=True)
class Report:
    """An update as readers see it; the activity only where the page tells of it."""

    update: ProgressUpdate
    picture: Crop | None
    credit: str
    exchange: Exchange | None

    @property
    def is_upright(self) -> bool:
        return bool(self.picture and self.picture.height > self.picture.width)


@dataclass(frozen=True)
class News:
    """The latest updates, the newest first, and whether there were others before them."""

    reports: list[Report]
    more: bool


def news_of(partnership: Partnership, plan: PresentedPlan) -> News:
    """What readers see of the progress of a partnership. One query."""
    public = ProgressUpdate.objects.public().filter(partnership=partnership)
    told = public.exclude(text="", picture=None).select_related("picture", "activity")
    updates = list(told[: MOST + 1])
    exchanges = {exchange.uid: exchange for exchange in plan.exchanges}
    return News([_report(each, exchanges) for each in updates[:MOST]], len(updates) > MOST)


def _report(update: ProgressUpdate, exchanges: Mapping[str, Exchange]) -> Report:
    picture, activity = update.picture, update.activity
    return Report(
        update,
        whole_picture(picture) if picture else None,
        picture.credit if picture else "",
        exchanges.get(str(activity.uid)) if activity else None,
    )
