"""What templates ask about the sources of a working copy."""

from typing import Any

from django import template

from ..models import SourceAddress

register = template.Library()


@register.simple_tag
def dead_address(draft: Any, item: Any) -> SourceAddress | None:
    """What came of asking for the address of a source (the form of an item), when it is dead."""
    found: SourceAddress | None = draft.dead_addresses.get(item.part.facts["address"]) if item.part else None
    return found
