"""Accounts in the administration: made without a password, deactivated, never deleted."""

from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.core import mail
from django.test import Client
from django.urls import reverse

from partnerships.models import Membership, Organisation
from peerlearn.accounts.models import User
from tests.factories import PASSWORD, make_administrator, make_organisation, make_user

pytestmark = pytest.mark.django_db
NO_ROLES = {"memberships-TOTAL_FORMS": 0, "memberships-INITIAL_FORMS": 0}
USERS = "admin:accounts_user_changelist"


@pytest.fixture
def administrator() -> User:
    return make_administrator()


@pytest.fixture
def client(administrator: User) -> Client:
    client = Client()
    client.force_login(administrator)
    return client


def change(client: Client, user: User, **form: Any) -> Any:
    own = {"name": user.name, "email": user.email, "language": user.language, "is_active": "on"}
    return client.post(reverse("admin:accounts_user_change", args=[user.pk]), {**own, **NO_ROLES, **form})


def make_by_hand(client: Client, organisation: Organisation, **form: Any) -> User:
    rows: dict[str, Any] = {"memberships-TOTAL_FORMS": 1, "memberships-INITIAL_FORMS": 0}
    rows |= {"memberships-0-organisation": organisation.pk, "memberships-0-role": "editor"}
    own = {"name": "Nuno", "email": "nuno@test.example", "language": "pt", "is_active": "on"}
    assert client.post(reverse("admin:accounts_user_add"), {**own, **rows, **form}).status_code == 302
    return User.objects.get(email="nuno@test.example")


def test_new_account_has_a_role_and_no_password_and_gets_a_link(client: Client) -> None:
    user = make_by_hand(client, make_organisation())
    assert not user.has_usable_password()
    assert Membership.objects.get(user=user).role == "editor"
    (message,) = mail.outbox
    assert message.to == ["nuno@test.example"]
    assert "http://testserver/pt/accounts/password/reset/key/" in message.body


def test_new_administrator_reaches_the_administration(client: Client) -> None:
    user = make_by_hand(client, make_organisation(), is_superuser="on")
    assert (user.is_superuser, user.is_staff) == (True, True)


def test_address_that_has_an_account_is_refused_in_words(client: Client) -> None:
    user = make_user()
    form = {"name": "B", "email": user.email.upper(), "language": "en", **NO_ROLES}
    answer = client.post(reverse("admin:accounts_user_add"), form)
    assert "Somebody has an account with this address already." in answer.content.decode()


def test_deactivated_account_keeps_its_rows_and_logs_in_no_more(client: Client) -> None:
    user = make_user(password=PASSWORD)
    change(client, user, is_active="")
    answer = Client().post(reverse("account_login"), {"login": user.email, "password": PASSWORD})
    assert answer["Location"] == reverse("account_inactive")


def test_former_address_logs_in_no_more(client: Client) -> None:
    user = make_user(password=PASSWORD)
    EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=True)
    former = user.email
    change(client, user, email="new@test.example")
    answer = Client().post(reverse("account_login"), {"login": former, "password": PASSWORD})
    assert answer.status_code == 200
    answer = Client().post(reverse("account_login"), {"login": "new@test.example", "password": PASSWORD})
    assert answer.status_code == 302


def test_account_is_not_deleted(client: Client) -> None:
    user = make_user()
    answer = client.post(reverse("admin:accounts_user_delete", args=[user.pk]), {"post": "yes"})
    assert answer.status_code == 403
    assert "delete_selected" not in client.get(reverse(USERS)).content.decode()


def test_administrators_do_not_lock_themselves_out(client: Client, administrator: User) -> None:
    change(client, administrator, is_active="", is_superuser="")
    administrator.refresh_from_db()
    assert (administrator.is_active, administrator.is_superuser, administrator.is_staff) == (True, True, True)


def test_lost_second_factor_is_removed(client: Client) -> None:
    user = make_user()
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": "x"})
    client.post(reverse(USERS), {"action": "remove_second_factors", "_selected_action": [user.pk]})
    assert not Authenticator.objects.filter(user=user).exists()


def test_link_is_sent_again_to_active_people_only(client: Client) -> None:
    active, gone = make_user(), make_user(is_active=False)
    client.post(reverse(USERS), {"action": "send_links", "_selected_action": [active.pk, gone.pk]})
    assert [message.to for message in mail.outbox] == [[active.email]]
