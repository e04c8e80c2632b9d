"""What print has besides links: numbered notes."""

from django import template
from django.template import Context
from django.utils.safestring import SafeString, mark_safe

from ..publications.notes import Notes

register = template.Library()


@register.simple_block_tag(takes_context=True)
def noted(context: Context, content: str) -> SafeString:
    """What stands between, with notes for its links; `sources` then are those of the case by their numbers."""
    notes = Notes(context["case"].sources)
    text = notes.refer(content)
    context["sources"] = notes.entries
    return mark_safe(text)
