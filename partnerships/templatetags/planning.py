"""What pages ask about work plans: dates in words, and what waits for the reader."""

from django import template
from django.template import Context

from peerlearn.accounts.models import User
from peerlearn.editing import dates

from ..desk.planning.waiting import figures_waiting_for

register = template.Library()


@register.filter
def in_words(value: str) -> str:
    """A partial date in the language of the page."""
    return dates.in_words(value)


@register.simple_tag(takes_context=True)
def figures_waiting(context: Context) -> int:
    """How many figures wait for whoever is reading; one query."""
    user = context.get("user")
    if not isinstance(user, User):
        return 0
    return figures_waiting_for(user).count()
