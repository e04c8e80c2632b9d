"""What pages of the desk say of publications that could not be made."""

from django import template
from django.template import Context

from peerlearn.accounts.models import User

from ..models import Case
from ..publications.failed.told import Failure, failed_for, failed_of, failures

register = template.Library()


@register.simple_tag
def failures_of(case: Case) -> list[Failure]:
    """What failed of the newest edition of a case; four queries, two when nothing did."""
    return failures(found) if (found := list(failed_of(case))) else []


@register.simple_tag(takes_context=True)
def failures_waiting(context: Context) -> int:
    """How many publications failed that the reader can do something about."""
    user = context.get("user")
    return failed_for(user).count() if isinstance(user, User) else 0
