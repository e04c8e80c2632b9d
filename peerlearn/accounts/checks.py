"""A deployment check: demo accounts must not be there when the site is deployed."""

from typing import Any

from django.core import checks
from django.db import DatabaseError

from .models import User


@checks.register(checks.Tags.security, deploy=True)
def no_demo_accounts(app_configs: Any, **options: Any) -> list[checks.CheckMessage]:
    try:
        demo = list(User.objects.filter(is_demo=True, is_active=True).values_list("email", flat=True))
    except DatabaseError:
        return []  # not migrated yet: no accounts at all
    if not demo:
        return []
    return [
        checks.Error(
            f"Demo accounts can log in: {', '.join(demo)}.",
            hint="Deactivate them in the administration before people use this site.",
            id="peerlearn.E001",
        )
    ]
