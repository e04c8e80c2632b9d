"""Who else has the same form open."""

from datetime import timedelta

import pytest
from django.utils import timezone

from peerlearn.editing.presence import LASTS, be_here
from tests.factories import make_user

pytestmark = pytest.mark.django_db
NOW = timezone.now()


def test_first_to_come_is_alone() -> None:
    assert be_here("case/start/en", make_user(), now=NOW) == []


def test_people_in_one_form_see_each_other() -> None:
    alice, bob = make_user(name="Alice"), make_user(name="Bob")
    be_here("case/start/en", alice, now=NOW)
    assert be_here("case/start/en", bob, now=NOW) == [alice]
    assert be_here("case/start/en", alice, now=NOW) == [bob]


def test_people_in_different_forms_do_not_meet() -> None:
    be_here("case/start/en", make_user(name="Alice"), now=NOW)
    assert be_here("case/start/pt", make_user(name="Bob"), now=NOW) == []


@pytest.mark.parametrize(("later", "seen"), [(LASTS, 1), (LASTS + timedelta(seconds=1), 0)])
def test_whoever_stays_silent_has_gone(later: timedelta, seen: int) -> None:
    be_here("case/start/en", make_user(name="Alice"), now=NOW)
    assert len(be_here("case/start/en", make_user(name="Bob"), now=NOW + later)) == seen
