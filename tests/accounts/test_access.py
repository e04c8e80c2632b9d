"""Who gets where: every role at every address of staff, as one table."""

from collections.abc import Callable
from urllib.parse import unquote

import pytest
from django.test import Client
from django.urls import reverse

from cases.completeness import SECTIONS
from cases.models import Case, Revision
from cases.revisions import cut_revision
from partnerships.models import Organisation
from peerlearn.accounts.models import User
from tests.factories import (
    make_administrator,
    make_case,
    make_editor,
    make_member,
    make_organisation,
    make_partnership,
)

ROLES = ("anonymous", "stranger", "contributor", "editor", "administrator")
LOG_IN = 302
"""To the log-in page, with the way back."""
ROUTES: dict[str, tuple[Callable[[Case], str], tuple[int, int, int, int, int]]] = {
    # name: (address, (anonymous, stranger, contributor, editor, administrator))
    "desk": (lambda case: reverse("desk:home"), (LOG_IN, 200, 200, 200, 200)),
    "review": (lambda case: reverse("desk:review"), (LOG_IN, 404, 404, 200, 200)),
    "new case": (lambda case: reverse("desk:new"), (LOG_IN, 200, 200, 200, 200)),
    "case": (lambda case: reverse("desk:case", args=[case.uid]), (LOG_IN, 404, 200, 200, 200)),
    "preview": (lambda case: reverse("desk:preview", args=[case.uid]), (LOG_IN, 404, 200, 200, 200)),
    "section": (
        lambda case: reverse("desk:section", args=[case.uid, SECTIONS[0].name]),
        (LOG_IN, 404, 200, 200, 200),
    ),
    "history": (lambda case: reverse("desk:history", args=[case.uid]), (LOG_IN, 404, 200, 200, 200)),
    "compare": (lambda case: reverse("desk:compare", args=[case.uid]), (LOG_IN, 404, 200, 200, 200)),
    "restore": (
        lambda case: reverse("desk:restore", args=[case.uid, kept(case).pk]),
        (LOG_IN, 404, 200, 200, 200),
    ),
    "comment while reading": (
        lambda case: reverse("desk:comment_while_reading", args=[case.uid]),
        (LOG_IN, 405, 405, 405, 405),
    ),
    # answers to a form only; a stranger is not told so about a case that is not theirs
    "step": (lambda case: reverse("desk:step", args=[case.uid]), (LOG_IN, 405, 405, 405, 405)),
    "ready": (lambda case: reverse("desk:ready", args=[case.uid]), (LOG_IN, 405, 405, 405, 405)),
    "organisations with people": (lambda case: reverse("people:home"), (LOG_IN, 404, 404, 302, 200)),
    "people": (
        lambda case: reverse("people:organisation", args=[case.owner.slug]),
        (LOG_IN, 404, 404, 200, 200),
    ),
    "taking an invitation back": (
        lambda case: reverse("people:take_back", args=[case.owner.slug, case.uid]),
        (LOG_IN, 405, 405, 405, 405),
    ),
    "removing a role": (
        lambda case: reverse("people:remove", args=[case.owner.slug, 1]),
        (LOG_IN, 405, 405, 405, 405),
    ),
    "account": (lambda case: reverse("account_set_password"), (LOG_IN, 200, 200, 200, 200)),
    "second factor": (lambda case: reverse("mfa_index"), (LOG_IN, 200, 200, 200, 200)),
    "sessions": (lambda case: reverse("usersessions_list"), (LOG_IN, 200, 200, 200, 200)),
    "administration": (lambda case: reverse("admin:index"), (LOG_IN, 403, 403, 403, 200)),
    "cities": (
        lambda case: reverse("admin:partnerships_city_changelist"),
        (LOG_IN, 403, 403, 403, 200),
    ),
    "users": (lambda case: reverse("admin:accounts_user_changelist"), (LOG_IN, 403, 403, 403, 200)),
    "cases": (lambda case: reverse("admin:cases_case_changelist"), (LOG_IN, 403, 403, 403, 200)),
}


def kept(case: Case) -> Revision:
    return cut_revision(case, reason=Revision.Reason.SITTING, author=None)


@pytest.fixture
def association(db: None) -> Organisation:
    return make_organisation()


@pytest.fixture
def case(association: Organisation) -> Case:
    return make_case(owner=association, partnership=make_partnership(organisation=association))


@pytest.fixture
def people(association: Organisation) -> dict[str, User]:
    return {
        "stranger": make_member(organisation=make_organisation()),
        "contributor": make_member(organisation=association),
        "editor": make_editor(organisation=association),
        "administrator": make_administrator(),
    }


@pytest.mark.parametrize("route", ROUTES)
@pytest.mark.parametrize("role", ROLES)
def test_role_reaches_route(role: str, route: str, case: Case, people: dict[str, User]) -> None:
    address_of, expected = ROUTES[route]
    kept(case)
    client, address = Client(), address_of(case)
    if role != "anonymous":
        client.force_login(people[role])
    answer = client.get(address)
    if answer.get("Location", "").startswith(reverse("admin:login")):  # it leads on to the one log-in
        answer = client.get(answer["Location"])
    assert answer.status_code == expected[ROLES.index(role)]
    if role == "anonymous":
        assert unquote(answer["Location"]) == f"{reverse('account_login')}?next={address}"


def test_stranger_can_not_step_into_a_case(case: Case, people: dict[str, User]) -> None:
    client = Client()
    client.force_login(people["stranger"])
    assert client.post(reverse("desk:step", args=[case.uid]), {"step": "submit"}).status_code == 404
    assert client.post(reverse("desk:ready", args=[case.uid]), {"language": "pt"}).status_code == 404


@pytest.mark.parametrize("role", ["stranger", "contributor"])
def test_people_are_not_for_everybody(role: str, case: Case, people: dict[str, User]) -> None:
    client, slug = Client(), case.owner.slug
    client.force_login(people[role])
    for address in (
        reverse("people:organisation", args=[slug]),
        reverse("people:take_back", args=[slug, case.uid]),
        reverse("people:remove", args=[slug, 1]),
    ):
        assert client.post(address, {"email": "a@test.example"}).status_code == 404


def test_deactivated_person_reaches_nothing(people: dict[str, User]) -> None:
    client = Client()
    client.force_login(people["editor"])
    people["editor"].is_active = False
    people["editor"].save()
    assert client.get(reverse("desk:home")).status_code == 302


def test_administration_shows_own_apps_only(people: dict[str, User]) -> None:
    client = Client()
    client.force_login(people["administrator"])
    for foreign in ("mfa/authenticator", "account/emailaddress", "procrastinate/procrastinatejob"):
        assert client.get(f"/admin/{foreign}/").status_code == 404
    assert client.get("/admin/auth/group/").status_code == 404
