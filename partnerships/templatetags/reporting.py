"""Whether a programme is reported to IATI, for pages at the desk."""

from django import template

from ..models import Programme
from ..reporting import lacks

register = template.Library()


@register.simple_tag
def lacking_for_iati(programme: Programme) -> list[str]:
    """What keeps it from being reported, in sentences."""
    return lacks(programme)
