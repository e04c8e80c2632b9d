"""What templates ask about deleting, and about the audit trail."""

from django import template
from django.template import Context

from peerlearn.accounts.models import User

from ..desk.past.trail import scope_of
from ..models import Case

register = template.Library()


@register.simple_tag(takes_context=True)
def reader_may_delete(context: Context, case: Case) -> bool:
    """Whether whoever is reading may put the case into the bin; one query."""
    user = context.get("user")
    return isinstance(user, User) and Case.objects.filter(pk=case.pk).deletable_by(user).exists()


@register.simple_tag(takes_context=True)
def reader_sees_trail(context: Context) -> bool:
    """Whether whoever is reading administers something; one query at most."""
    user = context.get("user")
    return isinstance(user, User) and bool(scope_of(user))
