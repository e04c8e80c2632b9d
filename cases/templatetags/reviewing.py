"""What pages of the desk ask about a reader who reviews."""

from django import template
from django.template import Context

from peerlearn.accounts.models import User

from ..desk.reviewing.queue import number_to_review

register = template.Library()


@register.simple_tag(takes_context=True)
def number_waiting(context: Context) -> int | None:
    """How many cases wait for the reader's review; None for whoever reviews none. One query."""
    user = context.get("user")
    return number_to_review(user) if isinstance(user, User) else None
