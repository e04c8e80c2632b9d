"""What follows from the roles that people have."""

from peerlearn.accounts.models import User

from .models import Membership
from .models.people import Role


def needs_second_factor(user: User) -> bool:
    """Whoever publishes, or keeps users and reference data; named in the settings."""
    if user.is_superuser or user.is_staff:
        return True
    strong = (Role.EDITOR, Role.ADMINISTRATOR)
    return Membership.objects.filter(user=user.pk, role__in=strong).exists()
