"""Later figures of a work plan offer themselves to the outcomes that name their indicator.

Nothing is written until somebody takes an offer over, and editions keep the figure that they were published
with. Who keeps the case's own figure is left in peace until the plan has yet another one.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils.formats import localize_input, number_format
from django.utils.translation import gettext as _

from peerlearn.editing.dates import in_words

from ...models import Case, Outcome
from .figures import PlanFigure, fits, plan_figures


@dataclass(frozen=True)
class Offer:
    """A figure of the plan that an outcome could take over."""

    outcome: Outcome
    figure: PlanFigure
    title: str = ""
    language: str = ""
    """That of the title."""

    @property
    def said(self) -> str:
        """The two figures in one sentence."""
        words = {
            "plan": _shown(self.figure.value, self.figure.unit),
            "since": in_words(self.figure.measured_on),
            "case": _shown(self.outcome.value),
        }
        if self.outcome.value is None:
            return _("The plan says %(plan)s since %(since)s; the case names no figure.") % words
        return _("The plan says %(plan)s since %(since)s; the case says %(case)s.") % words


def offers_to(outcomes: Iterable[Outcome]) -> dict[UUID, Offer]:
    """What the plan offers to outcomes, by their UUID; one query."""
    named = {each: each.indicator_id for each in outcomes if each.indicator_id is not None}
    figures = plan_figures(named.values()) if named else {}
    return {
        each.uid: Offer(each, figure)
        for each, indicator in named.items()
        if (figure := figures.get(indicator)) and _is_news(each, figure)
    }


def _is_news(outcome: Outcome, figure: PlanFigure) -> bool:
    return fits(figure.value) and outcome.value != figure.value and outcome.figure_seen != figure.mark


def taken_over(case: Case, uid: UUID, seen: str, posted: Any) -> Any:
    """What was posted, with the plan's figure in the field of the outcome: as if the writer had typed it, so that
    it meets what somebody else saved meanwhile like everything else. None when the plan offers another one by now.
    """
    outcome = Outcome.objects.filter(case=case, uid=uid, removed_at=None).first()
    offer = offers_to([outcome]).get(outcome.uid) if outcome else None
    if offer is None or offer.figure.mark != seen:
        return None
    filled = posted.copy()
    filled[f"{uid}-value"] = localize_input(offer.figure.value.normalize())
    if offer.figure.language == case.language and not filled.get(f"{uid}-unit", "-"):
        filled[f"{uid}-unit"] = offer.figure.unit
    return filled


def keep_ours(case: Case, uid: UUID, seen: str) -> None:
    """The writers know the plan's figure (its mark) and keep theirs."""
    Outcome.objects.filter(case=case, uid=uid).update(figure_seen=seen[:16])


def _shown(value: Decimal | None, unit: str = "") -> str:
    if value is None:
        return ""
    places = max(-int(value.normalize().as_tuple().exponent), 0)
    return f"{number_format(value, decimal_pos=places, force_grouping=True)} {unit}".strip()
