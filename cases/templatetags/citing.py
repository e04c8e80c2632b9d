"""What templates ask about citations: the forms to download, and what the head of a page says."""

from collections.abc import Iterable

from django import template
from django.utils.safestring import SafeString

from ..library.citing import heads
from ..library.citing.citations import Citation
from ..library.citing.forms import FORMS, Form

register = template.Library()


@register.simple_tag
def citation_forms() -> Iterable[Form]:
    """The forms in which a citation can be downloaded."""
    return FORMS.values()


@register.simple_tag
def citation_meta(citation: Citation) -> list[tuple[str, str]]:
    return heads.meta(citation)


@register.simple_tag
def linked_data(citation: Citation) -> SafeString:
    return heads.linked_data(citation)
