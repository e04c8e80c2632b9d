"""One plan as its desk opens it: its records by section, and what can be chosen in their forms."""

from functools import cached_property
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.utils.text import Truncator
from django.utils.translation import get_language

from ...models import (
    Activity,
    City,
    Indicator,
    Measurement,
    Organisation,
    Partnership,
    PlanObjective,
    WorkPlan,
)
from ...models.kept import KeptQuerySet
from ...models.workplans import Planned
from .sections import Section

type Pairs = list[tuple[str, str]]


class Plan:
    """The plan of one partnership; with an `indicator`, the figures of that alone."""

    def __init__(self, partnership: Partnership, indicator: Indicator | None = None) -> None:
        self.partnership, self.indicator = partnership, indicator

    @cached_property
    def work_plan(self) -> WorkPlan | None:
        """What holds objectives, activities, milestones and indicators; there is none before the first of them."""
        return WorkPlan.objects.filter(partnership=self.partnership).order_by("pk").first()

    @property
    def language(self) -> str:
        """The language it is written in: what was chosen, before that the one the writer reads."""
        reading = get_language() or ""
        known = reading if reading in settings.CONTENT_LANGUAGES else settings.CONTENT_LANGUAGES[0]
        return self.work_plan.language if self.work_plan else known

    def begun(self) -> WorkPlan:
        """The plan, begun now if there is none."""
        if self.work_plan is None:
            self.work_plan = WorkPlan.objects.create(partnership=self.partnership, language=self.language)
        return self.work_plan

    def all_records(self, model: type[Any]) -> KeptQuerySet:
        """The records of a kind that belong to this plan, those in the bin as well."""
        own: dict[str, Any] = {"partnership": self.partnership}
        if issubclass(model, Planned):
            own = {"plan__partnership": self.partnership}
        if model is Measurement:
            own = {"indicator": self.indicator}
        records: KeptQuerySet = model.objects.filter(**own)
        return records

    def open_records(self, section: Section) -> KeptQuerySet:
        """What can be written: not what is locked."""
        records = self.all_records(section.model)
        if section.model is Measurement:
            locked = Measurement.State.APPROVED
            return records.exclude(state=locked).select_related("indicator", "decided_by", "corrects")
        columns = [section.model._meta.get_field(name) for name in section.model.asked]
        one = [column.name for column in columns if column.many_to_one]
        many = [column.name for column in columns if column.many_to_many]
        return (records.select_related(*one) if one else records).prefetch_related(*many)

    def owner(self, model: type[Any]) -> dict[str, Any]:
        """The columns that say to which plan a new record belongs."""
        if issubclass(model, Planned):
            return {"plan": self.begun(), "position": 32_000}
        return {"indicator": self.indicator} if model is Measurement else {"partnership": self.partnership}

    # What can be chosen

    def pairs(self, column: Any) -> Pairs:
        if column.related_model is City:
            return self._cities
        if column.related_model is Organisation:
            return self._organisations
        if column.related_model is PlanObjective:
            return self._objectives
        return self._activities if column.related_model is Activity else []

    @cached_property
    def _cities(self) -> Pairs:
        return [(place.city.slug, str(place.city)) for place in self.partnership.participations.all()] or []

    @cached_property
    def _organisations(self) -> Pairs:
        """Those that take part in the partnership, support it, or have any role in its programme."""
        around = Q(participations__partnership=self.partnership) | Q(supported_partnerships=self.partnership)
        if self.partnership.programme_id:
            around |= Q(programme_roles__programme=self.partnership.programme_id)
        return [(each.slug, str(each)) for each in Organisation.objects.filter(around).distinct()]

    @cached_property
    def _objectives(self) -> Pairs:
        return [(str(each.uid), _short(each.text)) for each in self.all_records(PlanObjective).present()]

    @cached_property
    def _activities(self) -> Pairs:
        return [(str(each.uid), _short(each.title)) for each in self.all_records(Activity).present()]


def key_of(record: Any) -> str:
    """By what a form names a record: its address, or its identifier."""
    return str(getattr(record, key_column(type(record))))


def key_column(model: type[Any]) -> str:
    return "slug" if model in (City, Organisation) else "uid"


def _short(text: str) -> str:
    return Truncator(text).chars(110)
