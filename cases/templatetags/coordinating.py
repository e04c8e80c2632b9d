"""What pages of the desk ask about a reader who coordinates."""

from django import template
from django.template import Context

from partnerships.models import Programme
from peerlearn.accounts.models import User

register = template.Library()


@register.simple_tag(takes_context=True)
def reader_coordinates(context: Context) -> bool:
    """Whether an organisation of whoever is reading coordinates a programme; one query."""
    user = context.get("user")
    return isinstance(user, User) and Programme.objects.coordinated_by(user).exists()
