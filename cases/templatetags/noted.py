"""What print has besides links: numbered notes."""

from django import template
from django.template import Context
from django.utils.safestring import SafeString, mark_safe

from ..publications.notes import Notes

register = template.Library()


@register.simple_block_tag(takes_context=True)
def noted(context: Context, content: str) -> SafeString:
    """What stands between, with notes for its links; then `sources` are those that these call, by their numbers, and
    `uncalled` the others of the case."""
    notes = Notes(context["case"].sources)
    text = notes.refer(content)
    context["sources"], context["uncalled"] = notes.called, notes.uncalled
    return mark_safe(text)
