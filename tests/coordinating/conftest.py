"""A programme, whoever coordinates it, and a partnership in it."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client

from partnerships.following import Period, ProgrammeProgress, following
from partnerships.models import Organisation, Partnership, Programme, Stage, WorkPlan
from peerlearn.accounts.models import User
from tests.desk.conftest import association, editor, enter, logged_in
from tests.factories import make_city, make_partnership, make_plan, make_programme

__all__ = [
    "association",
    "desk",
    "editor",
    "enter",
    "follow",
    "logged_in",
    "partnership",
    "plan",
    "programme",
]

TODAY = date(2016, 6, 15)
SPRING = Period(date(2016, 4, 1), date(2016, 6, 30))
STAGES = (("Diagnoses", "2015", "2015-08"), ("Exchanges", "2015-09", "2016"))

type Follow = Callable[..., ProgrammeProgress]


@pytest.fixture
def programme(association: Organisation) -> Programme:
    """A programme of two stages that the association coordinates."""
    made = make_programme(coordinator=association)
    for position, (name, starts, ends) in enumerate(STAGES):
        Stage.objects.create(programme=made, name={"en": name}, starts=starts, ends=ends, position=position)
    return made


@pytest.fixture
def partnership(programme: Programme) -> Partnership:
    cities = (make_city(name="Guarulhos", country="BR"), make_city(name="Nampula"))
    return make_partnership(programme=programme, cities=cities)


@pytest.fixture
def plan(partnership: Partnership) -> WorkPlan:
    return make_plan(partnership=partnership)


@pytest.fixture
def desk(editor: User, logged_in: Callable[[User], Client]) -> Client:
    """The coordinator's browser."""
    return logged_in(editor)


@pytest.fixture
def follow(programme: Programme) -> Follow:
    """How the programme gets on in the spring of 2016, or as it is asked for."""

    def followed(**asked: Any) -> ProgrammeProgress:
        options: dict[str, Any] = {"period": SPRING, "today": TODAY} | asked
        return following(programme, options["period"], today=options["today"])

    return followed
