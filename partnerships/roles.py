"""What follows from the roles that people have."""

from django.db.models import QuerySet

from peerlearn.accounts.models import User

from .models import Membership, Organisation
from .models.people import Role

KEEPERS = (Role.EDITOR, Role.ADMINISTRATOR)
"""The roles that keep the people of an organisation, and that need a second factor."""


def needs_second_factor(user: User) -> bool:
    """Whoever publishes, or keeps users and reference data; named in the settings."""
    return user.is_superuser or user.is_staff or _keeps_some(user)


def may_invite(user: User) -> bool:
    """Whether there is an organisation whose people this user keeps."""
    return user.is_superuser or _keeps_some(user)


def organisations_kept_by(user: User) -> QuerySet[Organisation]:
    """The organisations whose people a user may see, invite and remove."""
    if user.is_superuser:
        return Organisation.objects.all()
    kept = Membership.objects.filter(user=user, role__in=KEEPERS)
    return Organisation.objects.filter(pk__in=kept.values("organisation"))


def roles_to_give(user: User, organisation: Organisation) -> list[Role]:
    """The roles that a user may give and take in an organisation: editors make no administrators."""
    if user.is_superuser:
        return list(Role)
    held = set(organisation.memberships.filter(user=user).values_list("role", flat=True))
    if Role.ADMINISTRATOR in held:
        return list(Role)
    return [Role.CONTRIBUTOR, Role.EDITOR] if Role.EDITOR in held else []


def _keeps_some(user: User) -> bool:
    return Membership.objects.filter(user=user.pk, role__in=KEEPERS).exists()
