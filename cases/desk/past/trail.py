"""Who reads which part of the audit trail, and what it takes to name its records.

Whoever keeps the site (a superuser) reads everything. An administrator of an organisation reads what happened
to it: its people and invitations, how its publications look, its compendia, the plans and the progress of the partnerships that it
writes for, the joint plans of the programmes that it coordinates, and the states, withdrawals and redactions of the
cases that it owns.
"""

from typing import Any

from django.db.models import Model, Q, QuerySet

from partnerships.desk.planning.trail import fetching_plans, plan_scope
from partnerships.models import (
    Membership,
    Organisation,
    Participation,
    Partnership,
    Programme,
    ProgrammePartner,
)
from partnerships.models.people import Invitation, Role
from peerlearn.accounts.models import User
from peerlearn.editing.trail import kinds

from ...models import Adoption, Design, Edition, Redaction, Revision, Withdrawal


def scope_of(user: User) -> dict[str, Q]:
    """The kinds of records that a user reads about, each with a condition; empty for most people."""
    if user.is_superuser:
        return {kind: Q() for kind in kinds()}
    administered = Membership.objects.filter(user=user.pk, role=Role.ADMINISTRATOR).values("organisation")
    if not administered.exists():
        return {}
    return {
        "organisation": Q(pgh_obj__in=administered),
        "membership": Q(organisation__in=administered),
        "invitation": Q(organisation__in=administered),
        "design": Q(organisation__in=administered),
        "compendium": Q(owner__in=administered),
        "case": Q(owner__in=administered),
        "withdrawal": Q(case__owner__in=administered),
        "redaction": Q(case__owner__in=administered),
        **plan_scope(
            Partnership.objects.of_organisations(administered.values_list("organisation", flat=True)),
            Programme.objects.coordinated_by(user, Role.ADMINISTRATOR),
        ),
    }


def people_in(user: User) -> QuerySet[User]:
    """Whom the trail can be narrowed to."""
    if user.is_superuser:
        return User.objects.order_by("name", "email")
    administered = Membership.objects.filter(user=user.pk, role=Role.ADMINISTRATOR).values("organisation")
    return (
        User.objects.filter(memberships__organisation__in=administered).distinct().order_by("name", "email")
    )


def fetching() -> dict[type[Model], QuerySet[Any]]:
    """Records whose names are made of other records, with these."""
    return {
        Participation: Participation.objects.select_related("city"),
        Membership: Membership.objects.select_related("user", "organisation"),
        Invitation: Invitation.objects.select_related("organisation"),
        Design: Design.objects.select_related("organisation"),
        ProgrammePartner: ProgrammePartner.objects.select_related("organisation"),
        Partnership.supporters.through: Partnership.supporters.through.objects.select_related("organisation"),
        Revision: Revision.objects.select_related("case").defer("authored", "about"),
        Edition: Edition.objects.select_related("case"),
        Withdrawal: Withdrawal.objects.select_related("case"),
        Redaction: Redaction.objects.select_related("case"),
        Adoption: Adoption.objects.select_related("city"),
        Organisation: Organisation.objects.all(),
        **fetching_plans(),
    }
