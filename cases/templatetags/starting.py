"""What pages ask about the case that a work plan leads to."""

from typing import Any

from django import template

from partnerships.models import Partnership, ProgressUpdate

from ..desk.starting.known import cases_of
from ..desk.starting.plan_words import who_was_there
from ..models import Case

register = template.Library()


@register.simple_tag
def cases_of_plan(partnership: Partnership) -> list[Any]:
    """The cases of a partnership, for those who keep its plan; one query."""
    return cases_of(partnership)


@register.simple_tag
def people_there(case: Case) -> list[ProgressUpdate]:
    """The updates of the case's partnership that say who was there; one query."""
    return who_was_there(case.partnership)
