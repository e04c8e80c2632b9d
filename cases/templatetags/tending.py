"""What templates ask about the sources of a working copy, and about its work plan."""

from typing import Any

from django import template

from ..desk.starting.plan_words import PlanWords
from ..desk.tending.offers import Offer
from ..models import SourceAddress

register = template.Library()


@register.simple_tag
def dead_address(draft: Any, item: Any) -> SourceAddress | None:
    """What came of asking for the address of a source (the form of an item), when it is dead."""
    found: SourceAddress | None = draft.dead_addresses.get(item.part.facts["address"]) if item.part else None
    return found


@register.simple_tag
def figure_offered(draft: Any, item: Any) -> Offer | None:
    """The figure of the work plan that an outcome (the form of an item) could take over."""
    found: Offer | None = draft.figure_offers.get(item.uid) if item.kind == "outcome" else None
    return found


@register.simple_tag
def words_of_plan(draft: Any, item: Any) -> PlanWords | None:
    """What the work plan calls an item that has no words of its own yet."""
    found: PlanWords | None = None if item.heading else draft.plan_words.get(item.uid)
    return found
