"""Which figures wait for an editor, whose they are, who entered them, and who decides about them."""

from typing import Any

from django.apps import apps
from django.db.models import Q, QuerySet

from peerlearn.accounts.models import User

from ...models import Measurement, Membership, Partnership, Programme, WorkPlan
from ...models.people import Role
from .owners import Owner, owner_of


def figures_waiting() -> "QuerySet[Measurement]":
    """Present, with a figure and a date."""
    present: QuerySet[Measurement] = Measurement.objects.present()
    pending = present.filter(state=Measurement.State.PENDING, value__isnull=False, indicator__removed_at=None)
    return pending.exclude(measured_on="")


def figures_to_review(owners: "QuerySet[Any]") -> "QuerySet[Measurement]":
    """What waits in these partnerships or programmes."""
    return figures_waiting().filter(**{f"indicator__plan__{owners.model._meta.model_name}__in": owners})


def figures_waiting_for(user: User) -> "QuerySet[Measurement]":
    """What this person decides about: in plans of partnerships, and in joint ones."""
    return figures_waiting().filter(
        Q(indicator__plan__partnership__in=Partnership.objects.reviewable_by(user))
        | Q(indicator__plan__programme__in=Programme.objects.reviewable_by(user))
    )


def owner_of_plan(plan: WorkPlan) -> Owner:
    whose = plan.partnership or plan.programme
    assert whose  # a constraint of the database holds it
    return owner_of(whose)


def owner_of_figure(figure: Measurement) -> Owner:
    """Whose plan it belongs to."""
    plans = WorkPlan.objects.select_related("partnership", "programme")
    return owner_of_plan(plans.get(indicators__measurements=figure))


def editors_of(owner: Owner) -> "QuerySet[User]":
    """The people who decide about its figures."""
    editing = Membership.objects.filter(organisation__in=owner.writing, role=Role.EDITOR)
    return User.objects.filter(pk__in=editing.values("user"), is_active=True)


def entered_by(figure: Measurement) -> int | None:
    """Who wrote a figure last (an id), as the audit trail has it: it knows, whatever way the figure came in."""
    events = apps.get_model("partnerships", "MeasurementEvent").objects
    written = events.filter(pgh_obj=figure.pk, pgh_context__metadata__has_key="user")
    found: int | None = (
        written.order_by("-pgh_id").values_list("pgh_context__metadata__user", flat=True).first()
    )
    return found
