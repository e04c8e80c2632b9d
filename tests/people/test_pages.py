"""The pages of people and of invitations, as a browser without scripts uses them."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from partnerships.invitations import invite, link_of, take_back
from partnerships.models import Invitation, Membership, Organisation
from partnerships.models.people import Role
from peerlearn.accounts.models import User
from tests.factories import (
    PASSWORD,
    make_administrator,
    make_editor,
    make_member,
    make_organisation,
    make_user,
)

pytestmark = pytest.mark.django_db
ADDRESS = "nuno@test.example"
CHOSEN = {"name": "Nuno", "password1": PASSWORD, "password2": PASSWORD}


@pytest.fixture(autouse=True)
def no_attempts_yet(db: None) -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def organisation() -> Organisation:
    return make_organisation(name="Associação Nacional")


@pytest.fixture
def editor(organisation: Organisation) -> User:
    return make_editor(organisation=organisation)


@pytest.fixture
def client(editor: User) -> Client:
    return browser_of(editor)


@pytest.fixture
def invitation(organisation: Organisation, editor: User) -> Invitation:
    return invite(ADDRESS, organisation, Role.CONTRIBUTOR, editor)


def browser_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def page_of(organisation: Organisation) -> str:
    return reverse("people:organisation", args=[organisation.slug])


def path_of(invitation: Invitation) -> str:
    return "/" + link_of(invitation).split("/", 3)[3]


def text(answer: Any) -> str:
    return str(answer.content.decode())


def send(client: Client, organisation: Organisation, **form: Any) -> Any:
    return client.post(
        page_of(organisation), {"email": ADDRESS, "role": "contributor", "language": "pt", **form}
    )


# The page of an organisation


def test_one_organisation_is_shown_at_once(client: Client, organisation: Organisation) -> None:
    assert client.get(reverse("people:home"))["Location"] == page_of(organisation)


def test_several_organisations_are_listed(editor: User, client: Client) -> None:
    other = make_organisation(name="Another")
    Membership.objects.create(user=editor, organisation=other, role=Role.EDITOR)
    make_organisation(name="A foreign one")
    page = text(client.get(reverse("people:home")))
    assert page.index("Another") < page.index("Associação Nacional")
    assert page_of(other) in page
    assert "A foreign one" not in page


def test_page_shows_people_and_invitations(
    client: Client, organisation: Organisation, invitation: Invitation
) -> None:
    make_member(organisation=organisation, name="Carla", is_active=False)
    make_member(organisation=make_organisation(), name="Foreigner")
    ended = invite("late@test.example", organisation, Role.EDITOR, make_administrator())
    Invitation.objects.filter(pk=ended.pk).update(ends_at=timezone.now() - timedelta(days=1))
    page = text(client.get(page_of(organisation)))
    for shown in ("Edith", "Carla", "account closed", ADDRESS, "until ", "late@test.example", "ended on "):
        assert shown in page
    assert "Foreigner" not in page


def test_used_invitation_is_not_shown(
    client: Client, organisation: Organisation, invitation: Invitation
) -> None:
    Client().post(path_of(invitation), CHOSEN)
    assert "Take back" not in text(client.get(page_of(organisation)))


def test_page_costs_the_same_however_many_there_are(client: Client, organisation: Organisation) -> None:
    costs = []
    for _round in range(2):
        with CaptureQueriesContext(connection) as captured:
            client.get(page_of(organisation))
        costs.append(len(captured))
        for number in range(3):
            make_member(organisation=organisation)
            invite(f"{number}@test.example", organisation, Role.EDITOR, make_administrator())
    assert costs[0] == costs[1]


def test_invitation_is_sent_in_the_language_chosen(client: Client, organisation: Organisation) -> None:
    answer = send(client, organisation)
    assert (answer.status_code, answer["Location"]) == (302, page_of(organisation))
    assert f"A mail to {ADDRESS} is on its way." in text(client.get(page_of(organisation)))
    send(client, organisation)  # posted twice
    assert Invitation.objects.count() == 1


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({"email": "nobody"}, "Enter a valid email address."),
        ({"email": "a@test.example\nBcc: b@test.example"}, "Enter a valid email address."),
        ({"role": "administrator"}, "Select a valid choice."),
        ({"language": "tlh"}, "Select a valid choice."),
    ],
)
def test_wrong_form_says_why(client: Client, organisation: Organisation, form: Any, said: str) -> None:
    answer = send(client, organisation, **form)
    assert answer.status_code == 422
    assert said in text(answer)
    assert not Invitation.objects.exists()


def test_person_who_is_there_is_said(client: Client, organisation: Organisation) -> None:
    member = make_member(organisation=organisation)
    answer = send(client, organisation, email=member.email)
    assert "This person has this role already." in text(answer)


def test_invitation_is_taken_back(client: Client, organisation: Organisation, invitation: Invitation) -> None:
    address = reverse("people:take_back", args=[organisation.slug, invitation.uid])
    for _twice in range(2):
        answer = client.post(address, follow=True)
        assert "The link in the mail no longer works." in text(answer)
    assert Client().get(path_of(invitation)).status_code == 410


def test_role_is_removed(client: Client, organisation: Organisation) -> None:
    member = make_member(organisation=organisation)
    address = reverse("people:remove", args=[organisation.slug, Membership.objects.get(user=member).pk])
    for _twice in range(2):
        assert "What was written stays" in text(client.post(address, follow=True))
    assert not Membership.objects.filter(user=member).exists()


def test_last_editor_is_told_why_not(client: Client, organisation: Organisation, editor: User) -> None:
    address = reverse("people:remove", args=[organisation.slug, Membership.objects.get(user=editor).pk])
    assert "Make somebody an editor first" in text(client.post(address, follow=True))
    make_editor(organisation=organisation)
    assert client.post(address)["Location"] == reverse("desk:home")
    assert client.get(page_of(organisation)).status_code == 404


def test_nothing_of_another_organisation_is_reached(client: Client, organisation: Organisation) -> None:
    other = make_organisation()
    foreigner = make_member(organisation=other)
    invitation = invite(ADDRESS, other, Role.CONTRIBUTOR, make_administrator())
    membership = Membership.objects.get(user=foreigner).pk
    assert client.get(page_of(other)).status_code == 404
    assert send(client, other).status_code == 404
    for slug, status in ((other.slug, 404), (organisation.slug, 302)):  # by way of one's own: nothing happens
        taken = client.post(reverse("people:take_back", args=[slug, invitation.uid]))
        removed = client.post(reverse("people:remove", args=[slug, membership]))
        assert (taken.status_code, removed.status_code) == (status, status)
    assert Invitation.objects.filter(pk=invitation.pk).exists()
    assert Membership.objects.filter(pk=membership).exists()


def test_contributor_sees_no_people(organisation: Organisation) -> None:
    contributor = browser_of(make_member(organisation=organisation))
    assert contributor.get(reverse("people:home")).status_code == 404
    assert send(contributor, organisation).status_code == 404
    assert reverse("people:home") not in text(contributor.get(reverse("desk:home")))


def test_navigation_leads_there(client: Client) -> None:
    for page in ("desk:home", "account_set_password"):
        assert f'href="{reverse("people:home")}"' in text(client.get(reverse(page)))


def test_second_factor_is_asked_for(client: Client, organisation: Organisation, settings: Any) -> None:
    settings.SECOND_FACTOR_REQUIRED = True
    assert client.get(page_of(organisation))["Location"] == reverse("mfa_index")


# The page of an invitation


def test_new_person_accepts_and_is_at_the_desk(invitation: Invitation) -> None:
    guest = Client()
    page = guest.get(path_of(invitation))
    assert "Edith invites you. Your role: contributor." in text(page)
    assert ADDRESS in text(page)
    answer = guest.post(path_of(invitation), CHOSEN)
    assert (answer.status_code, answer["Location"]) == (302, reverse("desk:home"))
    assert guest.get(reverse("desk:home")).status_code == 200
    assert guest.get(reverse("usersessions_list")).status_code == 200
    assert User.objects.get(email=ADDRESS).check_password(PASSWORD)


def test_page_is_kept_nowhere_and_passed_on_to_nobody(invitation: Invitation) -> None:
    for path in (path_of(invitation), reverse("invitation:accept", args=["x"])):
        answer = Client().get(path)
        assert "no-store" in answer["Cache-Control"]
        assert answer["Referrer-Policy"] == "strict-origin"


def test_address_of_the_form_does_not_count(invitation: Invitation) -> None:
    Client().post(path_of(invitation), {**CHOSEN, "email": "mallory@test.example"})
    assert User.objects.filter(email=ADDRESS).exists()
    assert not User.objects.filter(email="mallory@test.example").exists()


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({"name": " "}, "This field is required."),
        ({"password2": "another"}, "The two passwords are not the same."),
        ({"password1": "password", "password2": "password"}, "This password is too common."),
        ({"password1": ADDRESS, "password2": ADDRESS}, "too similar to the e-mail address"),
        ({"name": "x" * 151}, "at most 150 characters"),
        ({"name": "a\x00b"}, "Null characters are not allowed."),
    ],
)
def test_wrong_answer_says_why(invitation: Invitation, form: Any, said: str) -> None:
    answer = Client().post(path_of(invitation), {**CHOSEN, **form})
    assert answer.status_code == 422
    assert said in text(answer)
    assert not User.objects.filter(email=ADDRESS).exists()


def test_sent_twice_says_that_it_was_used(invitation: Invitation) -> None:
    first, second = Client(), Client()
    first.get(path_of(invitation))
    second.get(path_of(invitation))  # two tabs
    first.post(path_of(invitation), CHOSEN)
    answer = second.post(path_of(invitation), {**CHOSEN, "name": "Other"})
    assert answer.status_code == 410
    assert "This invitation was used already." in text(answer)
    assert User.objects.get(email=ADDRESS).name == "Nuno"
    assert "To the desk" in text(first.post(path_of(invitation), CHOSEN))


def test_dead_links_say_why(invitation: Invitation, editor: User) -> None:
    Invitation.objects.update(ends_at=timezone.now())
    assert "This invitation has ended." in text(Client().get(path_of(invitation)))
    path = path_of(invitation)
    take_back(invitation, editor)
    assert "This invitation was taken back." in text(Client().get(path))
    assert "not one of ours" in text(Client().get(reverse("invitation:accept", args=["forged"])))


def test_account_that_is_there_logs_in_to_accept(organisation: Organisation, editor: User) -> None:
    user = make_user(password=PASSWORD)
    path = path_of(invite(user.email, organisation, Role.CONTRIBUTOR, editor))
    guest = Client()
    assert "Log in to accept" in text(guest.get(path))
    assert "Log in to accept" in text(guest.post(path, CHOSEN))
    form = {"login": user.email, "password": PASSWORD, "next": path}
    assert guest.post(reverse("account_login"), form)["Location"] == path
    assert not Membership.objects.filter(user=user).exists()  # to look is not to accept
    assert "Accept" in text(guest.get(path))
    assert guest.post(path)["Location"] == reverse("desk:home")
    assert Membership.objects.get(user=user).organisation == organisation


def test_other_account_is_told_to_log_out(client: Client, invitation: Invitation) -> None:
    for answer in (client.get(path_of(invitation)), client.post(path_of(invitation), CHOSEN)):
        assert answer.status_code == 403
        assert f"the invitation is for {ADDRESS}" in text(answer)
    answer = client.post(reverse("account_logout"), {"next": path_of(invitation)})
    assert answer["Location"] == path_of(invitation)


def test_closed_account_is_told(organisation: Organisation, editor: User) -> None:
    user = make_user()
    path = path_of(invite(user.email, organisation, Role.CONTRIBUTOR, editor))
    User.objects.filter(pk=user.pk).update(is_active=False)
    answer = Client().get(path)
    assert answer.status_code == 403
    assert "is closed" in text(answer)


def test_account_is_in_the_language_of_the_page(invitation: Invitation) -> None:
    Client().post(path_of(invitation).replace("/en/", "/pt/", 1), CHOSEN)
    assert User.objects.get(email=ADDRESS).language == "pt"


def test_too_many_attempts_are_slowed_down(invitation: Invitation) -> None:
    guest, path = Client(), reverse("invitation:accept", args=["forged"])
    statuses = [guest.post(path, CHOSEN).status_code for _attempt in range(21)]
    assert statuses == [410] * 20 + [429]
    assert guest.post(path_of(invitation), CHOSEN).status_code == 429


def test_form_from_another_site_is_refused(invitation: Invitation) -> None:
    careful = Client(enforce_csrf_checks=True)
    assert careful.post(path_of(invitation), CHOSEN).status_code == 403
    assert not User.objects.filter(email=ADDRESS).exists()
