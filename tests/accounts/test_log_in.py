"""Logging in and out, what guards it, and what is closed."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.core import checks, mail
from django.core.cache import cache
from django.test import Client
from django.urls import NoReverseMatch, reverse

from peerlearn.accounts.models import User
from peerlearn.environment import PROJECT
from tests.factories import PASSWORD, make_editor, make_member, make_organisation, make_user

from .codes import code_of

pytestmark = pytest.mark.django_db
WRONG = "This e-mail address and this password don&#x27;t go together."


@pytest.fixture(autouse=True)
def no_attempts_yet(db: None) -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def user() -> User:
    return make_user(password=PASSWORD)


def log_in(user: User, password: str = PASSWORD, client: Client | None = None) -> Any:
    return (client or Client()).post(reverse("account_login"), {"login": user.email, "password": password})


def test_right_password_leads_to_the_desk(user: User) -> None:
    answer = log_in(user)
    assert (answer.status_code, answer["Location"]) == (302, reverse("desk:home"))


def test_address_in_capitals_is_the_same(user: User) -> None:
    user.email = user.email.upper()
    assert log_in(user).status_code == 302


def test_way_back_is_kept(user: User) -> None:
    asked = reverse("desk:new")
    answer = Client().post(
        reverse("account_login"), {"login": user.email, "password": PASSWORD, "next": asked}
    )
    assert answer["Location"] == asked


def test_way_back_to_another_site_is_not_followed(user: User) -> None:
    form = {"login": user.email, "password": PASSWORD, "next": "https://example.org/"}
    assert Client().post(reverse("account_login"), form)["Location"] == reverse("desk:home")


def test_wrong_password_says_so(user: User) -> None:
    answer = log_in(user, "not this one")
    assert answer.status_code == 200
    assert WRONG in answer.content.decode()


def test_unknown_address_says_the_same_as_a_wrong_password(user: User) -> None:
    user.email = "nobody@test.example"
    assert WRONG in log_in(user, "not this one").content.decode()


def test_sixth_attempt_is_refused_even_with_the_right_password(user: User) -> None:
    for _attempt in range(5):
        log_in(user, "not this one")
    assert "Too many attempts." in log_in(user).content.decode()
    assert log_in(make_user(password=PASSWORD)).status_code == 302


def test_deactivated_account_is_told(user: User) -> None:
    user.is_active = False
    user.save()
    client = Client()
    answer = log_in(user, client=client)
    assert answer["Location"] == reverse("account_inactive")
    assert "This account is closed" in client.get(answer["Location"]).content.decode()


def test_log_out_leads_home_and_leaves_no_cookie(user: User) -> None:
    client = Client()
    client.force_login(user)
    answer = client.post(reverse("account_logout"))
    assert answer["Location"] == reverse("library:home")
    assert "messages" not in answer.cookies
    assert client.get(reverse("desk:home")).status_code == 302


def test_sign_up_is_closed() -> None:
    form = {"email": "new@test.example", "password1": PASSWORD, "password2": PASSWORD}
    for answer in (Client().get(reverse("account_signup")), Client().post(reverse("account_signup"), form)):
        assert "Accounts are by invitation" in answer.content.decode()
    assert not User.objects.filter(email="new@test.example").exists()


def test_pages_that_make_no_sense_here_are_not_there(user: User) -> None:
    for name in ("account_email", "account_confirm_email", "account_confirm_login_code"):
        with pytest.raises(NoReverseMatch):
            reverse(name)


def test_forgotten_password_is_chosen_anew(user: User) -> None:
    client = Client()
    assert client.post(reverse("account_reset_password"), {"email": user.email})["Location"] == reverse(
        "account_reset_password_done"
    )
    (message,) = mail.outbox
    assert message.to == [user.email]
    assert message.subject == "[Peerlearn] Choose your password"
    link = re.search(r"http://testserver(\S+)", str(message.body))
    assert link
    form_at = client.get(link[1])["Location"]
    new = "quite another long password"
    answer = client.post(form_at, {"password1": new, "password2": new})
    assert answer["Location"] == reverse("account_reset_password_from_key_done")
    assert log_in(user, new).status_code == 302
    assert "expired" in Client().get(link[1]).content.decode()


def test_forgotten_password_of_nobody_sends_nothing_and_says_the_same(user: User) -> None:
    answer = Client().post(reverse("account_reset_password"), {"email": "nobody@test.example"})
    assert answer["Location"] == reverse("account_reset_password_done")
    assert mail.outbox == []


def test_many_links_at_once_are_refused(user: User) -> None:
    answers = [Client().post(reverse("account_reset_password"), {"email": user.email}) for _time in range(6)]
    assert [answer.status_code for answer in answers] == [302] * 5 + [429]
    assert "Too many attempts" in answers[-1].content.decode()


def test_administration_has_no_doors_of_its_own(admin_client: Client) -> None:
    assert admin_client.get("/admin/password_change/")["Location"] == reverse("account_change_password")
    assert admin_client.post("/admin/logout/")["Location"] == reverse("account_logout")
    form = {"username": "a", "password": "b"}
    assert Client().post("/admin/login/", form)["Location"].startswith(reverse("account_login"))


def test_changed_password_is_told_by_mail(user: User) -> None:
    client = Client()
    client.force_login(user)
    new = "quite another long password"
    form = {"oldpassword": PASSWORD, "password1": new, "password2": new}
    client.post(reverse("account_change_password"), form)
    (message,) = mail.outbox
    assert message.to == [user.email]
    assert "If it was not you" in str(message.body)
    assert log_in(user, new).status_code == 302


def set_up_app(client: Client, password: str = PASSWORD) -> str:
    """Sets up an app with codes for whoever is logged in; gives its key."""
    client.post(reverse("account_reauthenticate"), {"password": password})
    page = client.get(reverse("mfa_activate_totp")).content.decode()
    secret = re.findall(r'account-key">(\w+)<', page)[0]
    answer = client.post(reverse("mfa_activate_totp"), {"code": code_of(secret)})
    assert answer["Location"] == reverse("mfa_view_recovery_codes")
    return str(secret)


def test_second_factor_is_asked_after_the_password(user: User) -> None:
    client = Client()
    client.force_login(user)
    set_up_app(client)
    later = Client()
    assert log_in(user, client=later)["Location"] == reverse("mfa_authenticate")
    assert later.get(reverse("desk:home")).status_code == 302
    assert "not right" in later.post(reverse("mfa_authenticate"), {"code": "000000"}).content.decode()
    codes = re.findall(r"<code>(\d+)</code>", client.get(reverse("mfa_view_recovery_codes")).content.decode())
    assert later.post(reverse("mfa_authenticate"), {"code": codes[0]})["Location"] == reverse("desk:home")
    assert later.get(reverse("desk:home")).status_code == 200


def test_required_second_factor_leads_an_editor_there(settings: Any) -> None:
    settings.SECOND_FACTOR_REQUIRED = True
    client = Client()
    client.force_login(make_editor(organisation=make_organisation(), password=PASSWORD))
    for address in (reverse("desk:home"), "/admin/"):
        assert client.get(address)["Location"] == reverse("mfa_index")
    assert "Your role needs a second factor." in client.get(reverse("mfa_index")).content.decode()
    set_up_app(client)
    assert client.get(reverse("desk:home")).status_code == 200


def test_required_second_factor_leaves_contributors_and_readers_alone(settings: Any) -> None:
    settings.SECOND_FACTOR_REQUIRED = True
    client = Client()
    client.force_login(make_member(organisation=make_organisation()))
    assert client.get(reverse("desk:home")).status_code == 200
    answer = Client().get(reverse("library:home"))
    assert (answer.status_code, answer.cookies.output()) == (200, "")


def test_second_factor_is_not_required_unless_the_settings_say_so() -> None:
    client = Client()
    client.force_login(make_editor(organisation=make_organisation()))
    assert client.get(reverse("desk:home")).status_code == 200


def test_other_browsers_are_listed_and_logged_out(user: User) -> None:
    here, elsewhere = Client(headers={"user-agent": "Here"}), Client(headers={"user-agent": "Elsewhere"})
    for client in (here, elsewhere):
        log_in(user, client=client)
        client.get(reverse("desk:home"))
    page = here.get(reverse("usersessions_list")).content.decode()
    assert re.findall(r"<b>(.*?)</b>", page) == ["This browser", "Another browser"]
    assert "127.0.0.1 · Elsewhere" in page
    here.post(reverse("usersessions_list"))
    assert elsewhere.get(reverse("desk:home")).status_code == 302
    assert here.get(reverse("desk:home")).status_code == 200


def demo_accounts_found() -> list[str]:
    found = checks.run_checks(include_deployment_checks=True, databases=["default"])
    return [message.msg for message in found if message.id == "peerlearn.E001"]


def test_demo_accounts_stop_a_deployment() -> None:
    demo = make_user(is_demo=True)
    assert demo_accounts_found() == [f"Demo accounts can log in: {demo.email}."]
    demo.is_active = False
    demo.save()
    assert demo_accounts_found() == []


def test_sources_hold_no_password() -> None:
    pattern = re.compile(
        r"""(?i)\b(password|secret_key|api_key|token)\b["']?\s*[=:]\s*["'][^"'{}\s]{6,}["']"""
    )
    kept = [
        path
        for folder in (
            "peerlearn",
            "partnerships",
            "cases",
            "sample",
            "templates",
            "static/js",
            "script",
            "bench",
        )
        for path in (PROJECT / folder).rglob("*")
        if path.suffix in {".py", ".yaml", ".html", ".js", ".sh", ".txt", ""} and path.is_file()
    ]
    assert kept
    assert {
        str(path): found[0] for path in kept if (found := pattern.findall(path.read_text(errors="ignore")))
    } == {}
