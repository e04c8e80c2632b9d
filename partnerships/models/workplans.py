"""Work plans: what a partnership, or all cities of a programme together, agreed to do."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any, ClassVar

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _

from peerlearn.editing.audit import audited
from peerlearn.editing.dates import PartialDateField, dates_in_order, in_words, well_formed

from .kept import Kept, KeptQuerySet
from .partnerships import Partnership
from .places import City
from .programmes import Programme


class Planned(Kept):
    """A part of a plan: keeps its identifier, so that a case can name it."""

    plan = models.ForeignKey("WorkPlan", models.CASCADE, related_name="%(class)ss")
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        abstract = True
        ordering = ["position", "id"]


@audited()
class WorkPlan(models.Model):
    """The plan of one partnership, or the joint plan of a programme; written in one language."""

    partnership = models.ForeignKey(
        Partnership, models.CASCADE, null=True, blank=True, related_name="work_plans"
    )
    programme = models.ForeignKey(Programme, models.CASCADE, null=True, blank=True, related_name="work_plans")
    language = models.CharField(_("language"), max_length=10, default="en")

    class Meta:
        verbose_name = _("work plan")
        verbose_name_plural = _("work plans")
        constraints = [
            models.CheckConstraint(
                condition=Q(partnership__isnull=True, programme__isnull=False)
                | Q(partnership__isnull=False, programme__isnull=True),
                name="work_plan_of_one",
                violation_error_message=_("A work plan belongs to one partnership or to one programme."),
            )
        ]

    def __str__(self) -> str:
        return str(self.partnership or self.programme)


@audited()
class PlanObjective(Planned):
    """What the partnership wants to reach."""

    asked = ("text",)

    text = models.TextField(
        _("objective"), help_text=_("What should be different at the end? One or two sentences.")
    )

    class Meta(Planned.Meta):
        verbose_name = _("objective of the plan")
        verbose_name_plural = _("objectives of the plan")

    def __str__(self) -> str:
        return self.text


@audited()
class Activity(Planned):
    """An exchange visit, a workshop, a training: something that people did together."""

    class Kind(models.TextChoices):
        VISIT = "visit", _("exchange visit")
        WORKSHOP = "workshop", _("workshop")
        SEMINAR = "seminar", _("seminar")
        TRAINING = "training", _("training")
        MISSION = "mission", _("mission")
        MEETING = "meeting", _("meeting")
        ASSISTANCE = "technical_assistance", _("technical assistance")
        STUDY = "study", _("study")
        ONLINE = "online", _("online exchange")

    class Status(models.TextChoices):
        PLANNED = "planned", _("planned")
        UNDER_WAY = "under_way", _("under way")
        DONE = "done", _("done")
        CANCELLED = "cancelled", _("cancelled")

    GROUPS = ("politicians", "officials", "community", "others")
    """The columns that say how many people of which group were there."""

    asked = (
        "title",
        "kind",
        "status",
        "starts",
        "ends",
        "host",
        "cities",
        "text",
        "methodology",
        *GROUPS,
        "people",
        "women",
        "objectives",
        "source",
    )

    kind = models.CharField(_("kind"), max_length=30, choices=Kind, default=Kind.VISIT)
    title = models.CharField(_("title"), max_length=200)
    text = models.TextField(_("what happened"), blank=True)
    host = models.ForeignKey(
        City,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="hosted_activities",
        verbose_name=_("host city"),
    )
    cities = models.ManyToManyField(
        City, blank=True, related_name="activities", verbose_name=_("cities that came")
    )
    starts = PartialDateField(_("start"), blank=True)
    ends = PartialDateField(_("end"), blank=True)
    status = models.CharField(_("status"), max_length=20, choices=Status, default=Status.PLANNED)
    methodology = models.TextField(
        _("methodology"), blank=True, help_text=_("How was it done, so that others could do it as well?")
    )
    politicians = models.PositiveIntegerField(_("politicians"), null=True, blank=True)
    officials = models.PositiveIntegerField(_("officials"), null=True, blank=True)
    community = models.PositiveIntegerField(_("community members"), null=True, blank=True)
    others = models.PositiveIntegerField(_("others"), null=True, blank=True)
    people = models.PositiveIntegerField(_("people in all, when groups are not known"), null=True, blank=True)
    women = models.PositiveIntegerField(_("women among them"), null=True, blank=True)
    source = models.CharField(
        _("source"), max_length=400, blank=True, help_text=_("Where do the figures stand?")
    )
    objectives = models.ManyToManyField(
        PlanObjective, blank=True, related_name="activities", verbose_name=_("objectives served")
    )

    class Meta(Planned.Meta):
        verbose_name = _("activity")
        verbose_name_plural = _("activities")
        ordering = ["starts", "position", "id"]
        constraints = [
            well_formed("activity_dates_well_formed", "starts", "ends"),
            dates_in_order("activity_dates_in_order"),
        ]

    def __str__(self) -> str:
        return self.title


@audited()
class Milestone(Planned):
    """A date by which something should be there."""

    asked = ("title", "due", "reached")

    title = models.CharField(_("title"), max_length=200)
    due = PartialDateField(_("due"))
    reached = PartialDateField(_("reached"), blank=True)

    class Meta(Planned.Meta):
        verbose_name = _("milestone")
        verbose_name_plural = _("milestones")
        constraints = [well_formed("milestone_dates_well_formed", "due", "reached")]

    def __str__(self) -> str:
        return self.title


@audited()
class Indicator(Planned):
    """One line of the results table: what is measured, where it started, where it should get to."""

    class Direction(models.TextChoices):
        UP = "up", _("more is better")
        DOWN = "down", _("less is better")

    asked = (
        "name",
        "unit",
        "direction",
        "is_cumulative",
        "baseline",
        "baseline_date",
        "target",
        "target_date",
    )

    name = models.CharField(_("indicator"), max_length=200, help_text=_("What is counted or measured?"))
    unit = models.CharField(
        _("unit"), max_length=60, blank=True, help_text=_("For instance: hectares, people, % of households.")
    )
    direction = models.CharField(_("direction"), max_length=4, choices=Direction, default=Direction.UP)
    is_cumulative = models.BooleanField(_("measurements add up"), default=False)
    baseline = models.DecimalField(_("baseline"), max_digits=18, decimal_places=4, null=True, blank=True)
    baseline_date = PartialDateField(_("date of the baseline"), blank=True)
    target = models.DecimalField(_("target"), max_digits=18, decimal_places=4, null=True, blank=True)
    target_date = PartialDateField(_("date of the target"), blank=True)

    class Meta(Planned.Meta):
        verbose_name = _("indicator")
        verbose_name_plural = _("indicators")
        constraints = [
            well_formed("indicator_dates_well_formed", "baseline_date", "target_date"),
            dates_in_order("indicator_dates_in_order", "baseline_date", "target_date"),
        ]

    def __str__(self) -> str:
        return self.name


class MeasurementQuerySet(KeptQuerySet):
    def standing(self) -> "MeasurementQuerySet":
        """The approved figures whose place no approved correction took, in the order of their dates."""
        approved = Measurement.State.APPROVED
        correction = Measurement.objects.filter(corrects=OuterRef("pk"), state=approved)
        standing = self.present().filter(~Exists(correction), state=approved)
        return standing.order_by("measured_on", "pk")  # type: ignore[return-value]


def comes_to(values: Sequence[Decimal], *, is_cumulative: bool) -> Decimal | None:
    """What an indicator comes to by its figures in the order of their dates: the last one, or all together where they
    add up; None without any."""
    if not values:
        return None
    return sum(values, Decimal()) if is_cumulative else values[-1]


@audited(exclude=["told_at"], model_name="MeasurementEvent")
class Measurement(Kept):
    """A dated figure of an indicator; once approved it is locked, corrections are new entries."""

    class State(models.TextChoices):
        PENDING = "pending", _("waits for approval")
        APPROVED = "approved", _("approved")
        RETURNED = "returned", _("returned")

    asked = ("value", "measured_on", "source", "note")

    indicator = models.ForeignKey(Indicator, models.CASCADE, related_name="measurements")
    measured_on = PartialDateField(_("date"))
    value = models.DecimalField(_("value"), max_digits=18, decimal_places=4, null=True)
    source = models.CharField(
        _("source"), max_length=400, blank=True, help_text=_("Who counted, or which document says so?")
    )
    note = models.TextField(_("note"), blank=True)
    corrects = models.ForeignKey(
        "self", models.CASCADE, null=True, blank=True, related_name="corrections", verbose_name=_("corrects")
    )
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.PENDING)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
        verbose_name=_("decided by"),
    )
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True, editable=False)
    reason = models.TextField(_("why it was returned"), blank=True, editable=False)
    told_at = models.DateTimeField(_("told to editors"), null=True, blank=True, editable=False)

    objects: ClassVar[Any] = MeasurementQuerySet.as_manager()

    class Meta:
        verbose_name = _("measurement")
        verbose_name_plural = _("measurements")
        ordering = ["measured_on", "id"]
        constraints = [
            well_formed("measurement_date_well_formed", "measured_on"),
            models.CheckConstraint(
                condition=~Q(state="approved")
                | (
                    Q(value__isnull=False, decided_by__isnull=False, decided_at__isnull=False)
                    & Q(removed_at__isnull=True)
                    & ~Q(measured_on="")
                ),
                name="measurement_approved_is_whole",
                violation_error_message=_(
                    "What is approved has a figure, a date and somebody who approved it."
                ),
            ),
        ]
        triggers: ClassVar = [
            pgtrigger.Trigger(
                name="measurement_approved_is_locked",
                operation=pgtrigger.Update | pgtrigger.Delete,
                when=pgtrigger.Before,
                condition=pgtrigger.Q(old__state="approved"),
                func="""
                    IF TG_OP = 'DELETE' AND EXISTS (
                        SELECT 1 FROM partnerships_indicator i
                        WHERE i.id = OLD.indicator_id AND i.removed_at < NOW() - INTERVAL '30 days'
                    ) THEN
                        RETURN OLD;  -- its indicator lay in the bin for its time
                    END IF;
                    RAISE EXCEPTION 'Cannot update or delete an approved measurement';
                """,
            )
        ]

    def __str__(self) -> str:
        figure = "" if self.value is None else number_format(Decimal(self.value).normalize())
        return ": ".join(filter(None, (in_words(self.measured_on), figure)))
