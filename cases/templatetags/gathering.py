"""What pages of the desk ask about a reader who gathers compendia."""

from django import template
from django.template import Context

from peerlearn.accounts.models import User

from ..desk.gathering.access import publishers_of

register = template.Library()


@register.simple_tag(takes_context=True)
def reader_gathers(context: Context) -> bool:
    """Whether whoever is reading may publish compendia for an organisation; one query."""
    user = context.get("user")
    return isinstance(user, User) and publishers_of(user).exists()
