"""The audit trail as administrators read it."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pghistory
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cases.desk.past.bin import delete_case
from cases.desk.past.trail import fetching, scope_of
from cases.models import Case
from cases.workflow import redact, withdraw
from partnerships.invitations import invite
from partnerships.models import City, Membership, Organisation, Partnership
from partnerships.models.people import Role
from peerlearn.accounts.models import User
from peerlearn.editing.trail import Happening, events, kinds, told
from tests.factories import (
    make_administrator,
    make_city,
    make_editor,
    make_lesson,
    make_member,
    make_organisation,
    make_partnership,
    publish_case,
)

pytestmark = pytest.mark.django_db
CityEvent: Any = kinds()["city"]
CaseEvent: Any = kinds()["case"]


@pytest.fixture
def keeper(association: Organisation) -> User:
    """An administrator of the association, and of nothing else."""
    return make_member(organisation=association, role=Role.ADMINISTRATOR, name="Kim")


@pytest.fixture
def sample_trail(sample: Any, db: None) -> User:
    return make_administrator()


def happened(user: User, kind: str = "", **narrowed: Any) -> list[Happening]:
    return told(events(scope_of(user), kind=kind, **narrowed), fetching())


def said(happening: Happening) -> dict[str, str]:
    return {change.label: str(change.shown) for change in happening.changes}


def read(client: Client, **query: Any) -> str:
    answer = client.get(reverse("desk:trail", query=query or None))
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_who_posts_a_form_is_in_the_trail(
    case: Case, writer: User, desk: Client, logged_in: Callable[[User], Client]
) -> None:
    desk.post(reverse("desk:delete", args=[case.uid]))
    deleted = happened(make_administrator(), "case")[0]
    assert (deleted.who, deleted.action, deleted.name) == ("Wanda", "changed", case.slug)
    assert list(said(deleted)) == ["Removed on"]


def test_what_the_site_does_by_itself_has_no_name() -> None:
    make_city(name="Maputo")
    (made,) = happened(make_administrator(), "city")
    assert (made.who, made.action, made.kind, made.name) == (None, "added", "City", "Maputo")


def test_change_is_told_field_by_field_in_words() -> None:
    city = make_city(name="Maputo", country="MZ")
    City.objects.update(name={"en": "Maputo", "pt": "Maputo!"}, country="BR", sort_key="a key")
    changed = happened(make_administrator(), "city")[0]
    words = said(changed)
    assert list(words) == ["Name (Português)", "Country"]
    assert "Mozambique</del>" in words["Country"]
    assert "Brazil</ins>" in words["Country"]
    assert city.slug not in str(words)


def test_references_and_choices_are_named(association: Organisation, case: Case) -> None:
    other = make_organisation(name="Another body")
    Case.objects.update(owner=other, state="changes_requested")
    words = said(happened(make_administrator(), "case")[0])
    assert "The association</del>" in words["Owner"]
    assert "Another body</ins>" in words["Owner"]
    assert "changes requested</ins>" in words["State"]


def test_record_that_is_gone_keeps_its_name(association: Organisation, writer: User) -> None:
    Membership.objects.filter(user=writer).delete()
    gone = happened(make_administrator(), "membership")[0]
    assert (gone.action, gone.name) == ("deleted", "Wanda, contributor, The association")


def test_earlier_changes_are_compared_with_what_was_before_them() -> None:
    make_city(country="MZ")
    for country in ("BR", "ES"):
        City.objects.update(country=country)
    last, first = (said(each)["Country"] for each in happened(make_administrator(), "city")[:2])
    assert re.findall(r"(\w+)</(del|ins)>", last) == [("Brazil", "del"), ("Spain", "ins")]
    assert re.findall(r"(\w+)</(del|ins)>", first) == [("Mozambique", "del"), ("Brazil", "ins")]


def test_passwords_and_identifiers_are_in_no_event(association: Organisation, editor: User) -> None:
    editor.set_password("a very secret password")
    editor.save()
    invitation = invite("new@test.example", association, Role.EDITOR, editor)
    shown = str(happened(make_administrator()))
    assert "new@test.example" in shown
    assert str(invitation.uid) not in shown
    assert editor.password not in shown


def test_narrowing_by_kind_person_and_day(case: Case, writer: User, editor: User) -> None:
    with pghistory.context(user=writer.pk):
        make_city(name="By Wanda")
        delete_case(case, by=writer)
    with pghistory.context(user=editor.pk):
        make_city(name="By Edith")
    reader, today = make_administrator(), timezone.localdate()
    assert [each.name for each in happened(reader, "city", person=writer)] == ["By Wanda"]
    assert len(happened(reader, person=writer)) == 2
    assert happened(reader, since=today + timedelta(days=1)) == []
    assert happened(reader, until=today - timedelta(days=1)) == []
    assert len(happened(reader, "city", since=today, until=today, person=editor)) == 1


def test_newest_comes_first_whatever_its_kind(case: Case, writer: User) -> None:
    now = timezone.now()
    for minutes, name in ((1, "Before"), (3, "After")):
        city = make_city(name=name)
        CityEvent.objects.filter(pgh_obj=city).update(pgh_created_at=now + timedelta(minutes=minutes))
    delete_case(case, by=writer)
    CaseEvent.objects.filter(pgh_obj=case, removed_at__isnull=False).update(
        pgh_created_at=now + timedelta(minutes=2)
    )
    assert [each.name for each in happened(make_administrator())[:3]] == ["After", case.slug, "Before"]


# -- who sees what


def test_site_administrator_sees_everything(
    case: Case, logged_in: Callable[[User], Client], keeper: User
) -> None:
    make_city(name="Somewhere")
    shown = read(logged_in(make_administrator()))
    assert "Somewhere" in shown
    assert "Kim, administrator, The association" in shown


@pytest.mark.parametrize("role", [Role.CONTRIBUTOR, Role.EDITOR])
def test_others_see_no_trail(
    role: Role, association: Organisation, logged_in: Callable[[User], Client]
) -> None:
    client = logged_in(make_member(organisation=association, role=role))
    assert client.get(reverse("desk:trail")).status_code == 404
    assert reverse("desk:trail") not in client.get(reverse("desk:home")).content.decode()


def test_administrator_of_an_organisation_sees_their_own(
    case: Case, keeper: User, logged_in: Callable[[User], Client]
) -> None:
    client = logged_in(keeper)
    assert reverse("desk:trail") in client.get(reverse("desk:home")).content.decode()
    other = make_organisation(name="Another body")
    stranger = make_editor(organisation=other, name="Stella")
    invite("theirs@test.example", other, Role.EDITOR, stranger)
    make_city(name="Somewhere")
    redact(case, make_lesson().uid, by=None, reason="A licence was wrong")
    shown = read(client)
    assert "A licence was wrong" in shown
    assert "The association" in shown
    hidden = [
        words for words in ("Another body", "Stella", "theirs@test.example", "Somewhere") if words in shown
    ]
    assert hidden == []


@pytest.mark.parametrize("kind", ["user", "city"])
def test_kind_that_is_not_theirs_is_not_shown(
    kind: str, keeper: User, logged_in: Callable[[User], Client]
) -> None:
    make_city(name="Somewhere")
    shown = read(logged_in(keeper), kind=kind)
    assert "is not one of the available choices" in shown
    assert "Somewhere" not in shown


def test_nonsense_in_the_address_is_said_and_left_out(logged_in: Callable[[User], Client]) -> None:
    client = logged_in(make_administrator())
    shown = read(client, since="yesterday", person="x", page="x")
    assert "Enter a valid date." in shown


# -- how it reads


def test_pages_keep_what_was_asked_for(logged_in: Callable[[User], Client]) -> None:
    for _city in range(31):
        make_city()
    shown = read(logged_in(make_administrator()), kind="city")
    assert 'href="?kind=city&amp;page=2" rel="next"' in shown


@pytest.mark.parametrize("kind", ["membership", "partnership", "participation", "withdrawal", "case", "user"])
def test_number_of_queries_does_not_grow_with_events(
    kind: str, association: Organisation, logged_in: Callable[[User], Client]
) -> None:
    administrator = make_administrator()
    client = logged_in(administrator)
    counts: list[int] = []
    for number in (1, 2):
        for _each in range(number):
            partnership = make_partnership(organisation=association)
            Partnership.objects.filter(pk=partnership.pk).update(starts="2020")
            withdraw(publish_case().case, by=administrator, reason="")
            Membership.objects.filter(user=make_member(organisation=association)).delete()
            Partnership.objects.filter(pk=make_partnership().pk).delete()
        with CaptureQueriesContext(connection) as captured:
            read(client, kind=kind)
        counts.append(len(captured))
    assert counts[0] == counts[1]


@pytest.mark.parametrize("kind", kinds())
def test_every_kind_can_be_told(kind: str, sample_trail: User) -> None:
    """Whatever the sample library holds of it."""
    for happening in told(events(scope_of(sample_trail), kind=kind)[:5], fetching()):
        assert happening.name
