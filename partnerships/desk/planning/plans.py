"""One plan as its desk opens it: its records by section, and what can be chosen in their forms."""

from functools import cached_property
from typing import Any, cast

from django.conf import settings
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
    Programme,
    WorkPlan,
)
from ...models.kept import KeptQuerySet
from ...models.workplans import Planned
from .owners import owner_of
from .sections import Section

type Pairs = list[tuple[str, str]]


class Plan:
    """The plan of a partnership or of a programme; with an `indicator`, the figures of that alone."""

    def __init__(self, of: Partnership | Programme, indicator: Indicator | None = None) -> None:
        self.owner, self.indicator = owner_of(of), indicator

    def __str__(self) -> str:
        return str(self.owner)

    @property
    def slug(self) -> str:
        return self.owner.slug

    @property
    def partnership(self) -> Partnership:
        """For what only partnerships have."""
        return cast("Partnership", self.owner.record)

    @cached_property
    def work_plan(self) -> WorkPlan | None:
        """What holds objectives, activities, milestones and indicators; there is none before the first of them."""
        return WorkPlan.objects.filter(**self.owner.named()).order_by("pk").first()

    @property
    def language(self) -> str:
        """The language it is written in: what was chosen, before that the one the writer reads."""
        reading = get_language() or ""
        known = reading if reading in settings.CONTENT_LANGUAGES else settings.CONTENT_LANGUAGES[0]
        return self.work_plan.language if self.work_plan else known

    def begun(self) -> WorkPlan:
        """The plan, begun now if there is none."""
        if self.work_plan is None:
            self.work_plan = WorkPlan.objects.create(**self.owner.named(), language=self.language)
        return self.work_plan

    def all_records(self, model: type[Any]) -> KeptQuerySet:
        """The records of a kind that belong to this plan, those in the bin as well."""
        own = self.owner.named("plan" if issubclass(model, Planned) else "")
        if model is Measurement:
            own = {"indicator": self.indicator}
        records: KeptQuerySet = model.objects.filter(**own)
        return records

    @property
    def all_figures(self) -> KeptQuerySet:
        """The figures of every indicator of this plan that is there, those in the bin as well."""
        figures: KeptQuerySet = Measurement.objects.filter(
            indicator__removed_at=None, **self.owner.named("indicator__plan")
        )
        return figures

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

    def belonging(self, model: type[Any]) -> dict[str, Any]:
        """The columns that say to which plan a new record belongs."""
        if issubclass(model, Planned):
            return {"plan": self.begun(), "position": 32_000}
        return {"indicator": self.indicator} if model is Measurement else self.owner.named()

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
        return [(city.slug, str(city)) for city in self.owner.cities]

    @cached_property
    def _organisations(self) -> Pairs:
        return [(each.slug, str(each)) for each in self.owner.around]

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
