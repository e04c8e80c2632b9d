"""The words of a work plan beside a case: what a linked item is called there, and who was there."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from partnerships.models import Partnership, ProgressUpdate, WorkPlan

from ...models import Item

MOST_UPDATES = 30
_NAMED_BY = {"objective": "plan_objective", "outcome": "indicator"}


@dataclass(frozen=True)
class PlanWords:
    """What the plan says, in its own language."""

    words: str
    language: str


def plan_words(items: Iterable[Item]) -> dict[UUID, PlanWords]:
    """What the plan calls the items that are linked to it, by their UUID; one query."""
    linked = {each.uid: getattr(each, _NAMED_BY.get(each.kind, ""), None) for each in items}
    named: dict[UUID, Any] = {uid: record for uid, record in linked.items() if record}
    plans = WorkPlan.objects.filter(pk__in={record.plan_id for record in named.values()}) if named else ()
    languages = {plan.pk: plan.language for plan in plans}
    return {uid: PlanWords(str(record), languages[record.plan_id]) for uid, record in named.items()}


def who_was_there(partnership: Partnership) -> list[ProgressUpdate]:
    """The updates that say who was there, the latest first: people to ask for a few words of their own."""
    updates = ProgressUpdate.objects.present().filter(partnership=partnership).exclude(people="")
    return list(updates.select_related("activity")[:MOST_UPDATES])
