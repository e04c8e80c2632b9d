"""A partnership at the desk and the people around it."""

import pytest

from partnerships.models import Organisation, Partnership, WorkPlan
from tests.desk.conftest import association, desk, editor, enter, logged_in, writer
from tests.factories import make_partnership, make_plan

__all__ = ["association", "desk", "editor", "enter", "logged_in", "partnership", "plan", "writer"]


@pytest.fixture
def partnership(association: Organisation) -> Partnership:
    return make_partnership(organisation=association)


@pytest.fixture
def plan(partnership: Partnership) -> WorkPlan:
    return make_plan(partnership=partnership)
