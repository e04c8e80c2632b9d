"""What templates ask about citations: the forms to download, and what the head of a page says."""

from collections.abc import Iterable

from django import template
from django.utils.safestring import SafeString

from ..library import citation_heads
from ..library.citation_forms import FORMS, Form
from ..library.citing import Citation

register = template.Library()


@register.simple_tag
def citation_forms() -> Iterable[Form]:
    """The forms in which a citation can be downloaded."""
    return FORMS.values()


@register.simple_tag
def citation_meta(citation: Citation) -> list[tuple[str, str]]:
    return citation_heads.meta(citation)


@register.simple_tag
def linked_data(citation: Citation) -> SafeString:
    return citation_heads.linked_data(citation)
