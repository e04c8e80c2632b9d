"""What a work plan gives to the case that is started from it.

Words come along where the case is written in the language of the plan. In another language they would be
translations without an original, which no form shows and nobody reads before they are public: there the
links come, and the plan's words stand beside the empty fields (`plan_words`).
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from partnerships.models import Activity, Indicator, Partnership, PlanObjective
from peerlearn.accounts.models import User
from peerlearn.editing.languages import own_name
from peerlearn.editing.prose import paragraphs

from ...document import Written
from ...models import Case, Link, Objective, Outcome, Source
from ...revisions import sit_down
from ..tending.figures import PlanFigure, fits, plan_figures
from ..writing.items import uid_for
from ..writing.saving import save_texts
from .beginning import case_begun, start_case
from .known import CaseThere, cases_of, mark_of
from .sources import Cited, sources_of


class Holding:
    """What of a partnership's plan a case can take over."""

    def __init__(self, partnership: Partnership) -> None:
        self.partnership = partnership

    @cached_property
    def language(self) -> str:
        """The language that the plan is written in; "" without a plan."""
        return str(
            self.partnership.work_plans.order_by("pk").values_list("language", flat=True).first() or ""
        )

    @cached_property
    def objectives(self) -> list[PlanObjective]:
        return list(self._planned(PlanObjective).exclude(text=""))

    @cached_property
    def measured(self) -> list[tuple[Indicator, PlanFigure]]:
        """The indicators that have an approved figure, each with what it comes to."""
        indicators = list(self._planned(Indicator).exclude(name=""))
        figures = plan_figures(each.pk for each in indicators)
        return [(each, figures[each.pk]) for each in indicators if each.pk in figures]

    @cached_property
    def activities(self) -> list[Activity]:
        """Those that took place or may; exchanges come to a case by what the plan says when it is published."""
        activities = self._planned(Activity).exclude(title="").exclude(status=Activity.Status.CANCELLED)
        return list(activities.prefetch_related("objectives"))

    @cached_property
    def sources(self) -> list[Cited]:
        named = [activity.source for activity in self.activities]
        named += [source for _indicator, figure in self.measured for source in figure.sources]
        return sources_of(self.partnership, named)

    @property
    def is_empty(self) -> bool:
        return not (self.objectives or self.measured or self.activities or self.sources)

    def _planned(self, model: type[Any]) -> Any:
        return model.objects.present().filter(plan__partnership=self.partnership).select_related("plan")

    def led_to(self) -> list[Activity]:
        """The activities that led to what was measured, where the plan leaves no doubt: it has one objective,
        and these were done for it. Otherwise the writer says it."""
        if len(self.objectives) != 1:
            return []
        done = [each for each in self.activities if each.status == Activity.Status.DONE]
        return [each for each in done if self.objectives[0] in each.objectives.all()]


@dataclass(frozen=True)
class Carried:
    """What came along, counted."""

    objectives: int
    outcomes: int
    sources: int
    activities: int
    other_language: str = ""
    """That of the plan, where its words stayed behind."""

    def in_words(self) -> str:
        parts = (
            ngettext("%d objective", "%d objectives", self.objectives) % self.objectives,
            ngettext("%d outcome with its figure", "%d outcomes with their figures", self.outcomes)
            % self.outcomes,
            ngettext("%d source", "%d sources", self.sources) % self.sources,
        )
        counted = ", ".join(
            words
            for words, number in zip(parts, (self.objectives, self.outcomes, self.sources), strict=True)
            if number
        )
        said = [
            _("Taken over from the work plan: %(what)s.") % {"what": counted}
            if counted
            else _("The work plan holds no objectives, figures or sources yet.")
        ]
        if self.other_language and self.objectives + self.outcomes:
            said.append(
                _("It is in %(language)s: its words stand beside the fields, for you to write them in yours.")
                % {"language": own_name(self.other_language)}
            )
        if self.activities:
            said.append(_("The exchanges come along by themselves."))
        return " ".join(said)


@transaction.atomic
def start_from_plan(
    *, partnership: Partnership, seen: str, by: User, **start: Any
) -> tuple[Case, Carried | None]:
    """A case with what the partnership's plan holds. Sent twice, it is the case that exists, with nothing carried.

    Raises CaseThere when the partnership has a case that the writer has not `seen` (a mark of them).
    """
    Partnership.objects.select_for_update(of=("self",)).get(pk=partnership.pk)  # of two at once, one waits
    begun = case_begun(start["uid"], by)
    if begun:
        return begun, None
    known = cases_of(partnership)
    if known and seen != mark_of(known):
        raise CaseThere(known)
    case = start_case(partnership=partnership, by=by, **start)
    return case, carry_over(case, Holding(partnership), by=by)


def carry_over(case: Case, held: Holding, *, by: User) -> Carried:
    """Writes what a plan holds into a case that has nothing but its title yet."""
    sit_down(case, by=by)  # what came along is kept as a revision of its own before anybody else writes
    objectives = [
        _carry_objective(case, objective, place, by) for place, objective in enumerate(held.objectives)
    ]
    led_to = held.led_to()
    for place, (indicator, figure) in enumerate(held.measured):
        outcome = _carry_outcome(case, indicator, figure, place, by)
        outcome.activities.set(led_to)
        if len(objectives) == 1:  # what a plan with one objective measures is measured for it
            Link.objects.create(item=outcome, to=objectives[0], kind=Link.Kind.SERVES)
    for place, cited in enumerate(held.sources):
        _carry_source(case, cited, place)
    return Carried(
        len(objectives),
        len(held.measured),
        len(held.sources),
        len(held.activities),
        held.language if held.language != case.language else "",
    )


def _carry_objective(case: Case, objective: PlanObjective, place: int, by: User) -> Objective:
    item = Objective.objects.create(
        uid=uid_for(case.uid, "objective", str(objective.uid)),
        case=case,
        position=place,
        plan_objective=objective,
    )
    if objective.plan.language == case.language:
        save_texts(item, case.language, {"text": Written(paragraphs(objective.text))}, by=by)
    return item


def _carry_outcome(case: Case, indicator: Indicator, figure: PlanFigure, place: int, by: User) -> Outcome:
    item = Outcome.objects.create(
        uid=uid_for(case.uid, "outcome", str(indicator.uid)),
        case=case,
        position=place,
        indicator=indicator,
        value=figure.value if fits(figure.value) else None,
    )
    if indicator.plan.language == case.language:
        words = {"title": Written(indicator.name), "unit": Written(indicator.unit)}
        save_texts(item, case.language, words, by=by)
    return item


def _carry_source(case: Case, cited: Cited, place: int) -> None:
    Source.objects.create(
        uid=uid_for(case.uid, "source", cited.key),
        case=case,
        position=place,
        title=cited.title,
        address=cited.address,
        language=cited.language,
    )
