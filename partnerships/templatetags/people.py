"""What pages of the desk ask about the reader's roles."""

from django import template
from django.template import Context

from peerlearn.accounts.models import User

from ..roles import may_invite

register = template.Library()


@register.simple_tag(takes_context=True)
def reader_may_invite(context: Context) -> bool:
    """Whether "People" is a place for whoever is reading; one query at most."""
    user = context.get("user")
    return isinstance(user, User) and may_invite(user)
