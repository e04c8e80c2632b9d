"""Inviting, accepting, taking back and removing: every outcome of the functions that write."""

from datetime import timedelta
from typing import Any
from unittest.mock import patch

import pytest
from django.core import mail
from django.core.signing import TimestampSigner
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from partnerships.invitations import (
    SEND,
    LogInFirst,
    NoInvitation,
    OtherAccount,
    Refused,
    Used,
    accept,
    invite,
    link_of,
    remove_member,
    take_back,
)
from partnerships.jobs import send_invitation
from partnerships.models import Invitation, Membership, Organisation
from partnerships.models.people import INVITATION_LASTS, Role
from partnerships.roles import may_invite, organisations_kept_by, roles_to_give
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


@pytest.fixture
def organisation() -> Organisation:
    return make_organisation(name="Associação Nacional")


@pytest.fixture
def editor(organisation: Organisation) -> User:
    return make_editor(organisation=organisation)


@pytest.fixture
def invitation(organisation: Organisation, editor: User) -> Invitation:
    return invite(ADDRESS, organisation, Role.CONTRIBUTOR, editor)


def token_of(invitation: Invitation) -> str:
    return link_of(invitation).rstrip("/").rpartition("/")[2]


def after(span: timedelta) -> Any:
    """Moves the clock of signatures and that of the database's rows."""
    moment = timezone.now() + span
    return (
        patch("django.core.signing.time.time", return_value=moment.timestamp()),
        patch("partnerships.invitations.timezone.now", return_value=moment),
    )


def new_account(invitation: Invitation) -> User:
    return accept(token_of(invitation), name=" Nuno ", password=PASSWORD, language="pt")


# Who may invite


@pytest.mark.parametrize(
    ("role", "given"),
    [
        (Role.CONTRIBUTOR, []),
        (Role.EDITOR, [Role.CONTRIBUTOR, Role.EDITOR]),
        (Role.ADMINISTRATOR, list(Role)),
    ],
)
def test_roles_that_a_role_gives(organisation: Organisation, role: Role, given: list[Role]) -> None:
    member = make_member(organisation=organisation, role=role)
    assert roles_to_give(member, organisation) == given
    assert roles_to_give(member, make_organisation()) == []
    assert may_invite(member) == bool(given)
    assert [*organisations_kept_by(member)] == ([organisation] if given else [])


def test_administrator_of_the_site_gives_every_role_everywhere(organisation: Organisation) -> None:
    administrator = make_administrator()
    assert roles_to_give(administrator, organisation) == list(Role)
    assert [*organisations_kept_by(administrator)] == [organisation]


def test_editor_does_not_make_an_administrator(organisation: Organisation, editor: User) -> None:
    with pytest.raises(Refused, match="You can't give this role"):
        invite(ADDRESS, organisation, Role.ADMINISTRATOR, editor)
    assert not Invitation.objects.exists()


def test_editor_does_not_invite_to_another_organisation(editor: User) -> None:
    with pytest.raises(Refused):
        invite(ADDRESS, make_organisation(), Role.CONTRIBUTOR, editor)


def test_unknown_role_is_refused(organisation: Organisation) -> None:
    with pytest.raises(Refused):
        invite(ADDRESS, organisation, "owner", make_administrator())


def test_second_invitation_renews_the_first(organisation: Organisation, invitation: Invitation) -> None:
    other = make_editor(organisation=organisation)
    Invitation.objects.update(ends_at=timezone.now() - timedelta(days=1))
    again = invite(ADDRESS.upper(), organisation, Role.CONTRIBUTOR, other)
    assert (again.pk, again.invited_by) == (invitation.pk, other)
    assert again.ends_at > timezone.now() + INVITATION_LASTS - timedelta(minutes=1)
    invite(ADDRESS, organisation, Role.EDITOR, other)
    assert Invitation.objects.count() == 2


def test_role_that_somebody_has_is_not_offered_again(organisation: Organisation, editor: User) -> None:
    member = make_member(organisation=organisation)
    with pytest.raises(Refused, match="This person has this role already"):
        invite(member.email.upper(), organisation, Role.CONTRIBUTOR, editor)
    invite(member.email, organisation, Role.EDITOR, editor)


def test_closed_account_is_not_invited(organisation: Organisation, editor: User) -> None:
    gone = make_user(is_active=False)
    with pytest.raises(Refused, match="is closed"):
        invite(gone.email, organisation, Role.CONTRIBUTOR, editor)


# The mail


def test_invitation_queues_its_mail(invitation: Invitation) -> None:
    job = ProcrastinateJob.objects.get(task_name=SEND)
    assert job.args == {"invitation": invitation.pk, "language": "en"}
    assert job.priority > 0  # it does not wait for publications


def test_mail_says_who_invites_to_what_and_until_when(
    settings: Any, organisation: Organisation, invitation: Invitation
) -> None:
    settings.PEERLEARN_ADDRESS = "https://peerlearn.example"
    Organisation.objects.update(name={"en": "The & Association", "pt": "A Associação"})
    Invitation.objects.update(ends_at=timezone.datetime(2031, 5, 9, tzinfo=timezone.UTC))  # type: ignore[attr-defined]
    send_invitation(invitation.pk, "en")
    (message,) = mail.outbox
    assert (message.to, message.subject) == ([ADDRESS], "[Peerlearn] Invitation of The & Association")
    assert "Edith invites you to write for The & Association on Peerlearn" in message.body
    assert "Your role: contributor" in message.body
    assert "until 9 May 2031" in message.body
    assert "\nhttps://peerlearn.example/en/accounts/invitation/" in message.body


def test_mail_is_in_the_language_chosen(organisation: Organisation, invitation: Invitation) -> None:
    Organisation.objects.update(name={"en": "The Association", "pt": "A Associação"})
    send_invitation(invitation.pk, "pt")
    (message,) = mail.outbox
    assert "A Associação" in message.subject
    assert "/pt/accounts/invitation/" in message.body


def test_link_of_the_mail_opens(invitation: Invitation) -> None:
    send_invitation(invitation.pk, "fr")
    link = next(line for line in str(mail.outbox[0].body).splitlines() if "/invitation/" in line)
    assert accept(link.split("/")[-2], name="Nuno", password=PASSWORD).email == ADDRESS


def test_no_mail_for_what_was_taken_back_or_used(invitation: Invitation, editor: User) -> None:
    new_account(invitation)
    send_invitation(invitation.pk, "en")
    send_invitation(invitation.pk + 1000, "en")
    assert mail.outbox == []


# Accepting


def test_new_account_has_name_password_language_and_role(invitation: Invitation) -> None:
    user = new_account(invitation)
    assert (user.email, user.name, user.language) == (ADDRESS, "Nuno", "pt")
    assert user.check_password(PASSWORD)
    membership = Membership.objects.get(user=user)
    assert (membership.organisation, membership.role) == (invitation.organisation, "contributor")
    invitation.refresh_from_db()
    assert invitation.accepted_by == user
    assert not (user.is_staff or user.is_superuser)


def test_account_that_is_there_gets_the_role(organisation: Organisation, editor: User) -> None:
    user = make_user(password=PASSWORD)
    invitation = invite(user.email.upper(), organisation, Role.EDITOR, editor)
    accept(token_of(invitation), user=user, name="Mallory", password="another password")
    user.refresh_from_db()
    assert (user.name, user.check_password(PASSWORD)) == ("Alice", True)
    assert Membership.objects.get(user=user).role == "editor"


def test_account_that_is_there_is_not_taken_over(organisation: Organisation, editor: User) -> None:
    user = make_user(password=PASSWORD)
    invitation = invite(user.email, organisation, Role.EDITOR, editor)
    with pytest.raises(LogInFirst):
        accept(token_of(invitation), name="Mallory", password="another password")
    assert not Membership.objects.filter(user=user).exists()


def test_role_got_in_the_meantime_is_no_error(organisation: Organisation, editor: User) -> None:
    user = make_user()
    invitation = invite(user.email, organisation, Role.EDITOR, editor)
    Membership.objects.create(user=user, organisation=organisation, role=Role.EDITOR)
    accept(token_of(invitation), user=user)
    assert Membership.objects.filter(user=user).count() == 1


def test_other_account_does_not_accept(invitation: Invitation) -> None:
    with pytest.raises(OtherAccount):
        accept(token_of(invitation), user=make_user())


def test_closed_account_does_not_accept(organisation: Organisation, editor: User) -> None:
    user = make_user()
    invitation = invite(user.email, organisation, Role.EDITOR, editor)
    User.objects.filter(pk=user.pk).update(is_active=False)
    with pytest.raises(Refused, match="is closed"):
        accept(token_of(invitation), name="A", password=PASSWORD)


def test_link_works_once(invitation: Invitation) -> None:
    token = token_of(invitation)
    user = new_account(invitation)
    for who in (None, user):
        with pytest.raises(Used):
            accept(token, user=who, name="B", password=PASSWORD)


def test_link_works_until_the_last_minute(invitation: Invitation) -> None:
    token = token_of(invitation)
    signatures, rows = after(INVITATION_LASTS - timedelta(minutes=1))
    with signatures, rows:
        assert accept(token, name="Nuno", password=PASSWORD).email == ADDRESS


def test_link_ends_after_fourteen_days(invitation: Invitation) -> None:
    token = token_of(invitation)
    signatures, rows = after(timedelta(days=14, seconds=1))
    with signatures, rows, pytest.raises(NoInvitation, match="has ended"):
        accept(token, name="Nuno", password=PASSWORD)
    assert not User.objects.filter(email=ADDRESS).exists()


def test_first_link_ends_although_the_invitation_was_renewed(
    organisation: Organisation, editor: User, invitation: Invitation
) -> None:
    token = token_of(invitation)
    signatures, rows = after(timedelta(days=14, minutes=2))
    with signatures, rows:
        Invitation.objects.update(ends_at=timezone.now() + timedelta(days=28))
        with pytest.raises(NoInvitation, match="has ended"):
            accept(token, name="Nuno", password=PASSWORD)
        assert accept(token_of(invitation), name="Nuno", password=PASSWORD)


def test_link_that_was_taken_back_is_dead(invitation: Invitation, editor: User) -> None:
    token = token_of(invitation)
    take_back(invitation, editor)
    with pytest.raises(NoInvitation, match="was taken back"):
        accept(token, name="Nuno", password=PASSWORD)


def forgeries(invitation: Invitation) -> list[str]:
    token = token_of(invitation)
    uid, moment, signature = token.split(".")
    return [
        "x",
        "..",
        uid,
        token[:-1],
        token + "A",
        f"{uid}.{moment}x.{signature}",
        f"{'0' * 32}.{moment}.{signature}",
        TimestampSigner(sep=".").sign(uid),
        TimestampSigner(sep=".", key="another", salt="partnerships.invitation").sign(uid),
        TimestampSigner(sep=".", salt="partnerships.invitation").sign("no uid"),
        "\x00",
        "é" * 9000,
    ]


def test_forged_links_are_refused(invitation: Invitation) -> None:
    for token in forgeries(invitation):
        with pytest.raises(NoInvitation, match="not one of ours"):
            accept(token, name="Nuno", password=PASSWORD)


# Taking back, removing


def test_contributor_takes_nothing_back(organisation: Organisation, invitation: Invitation) -> None:
    with pytest.raises(Refused):
        take_back(invitation, make_member(organisation=organisation))
    assert Invitation.objects.exists()


def test_editor_does_not_take_back_an_administrator(organisation: Organisation, editor: User) -> None:
    invitation = invite(ADDRESS, organisation, Role.ADMINISTRATOR, make_administrator())
    with pytest.raises(Refused):
        take_back(invitation, editor)


def test_used_invitation_is_not_taken_back(invitation: Invitation, editor: User) -> None:
    new_account(invitation)
    with pytest.raises(Used):
        take_back(invitation, editor)


def test_taking_back_twice_is_no_error(invitation: Invitation, editor: User) -> None:
    take_back(Invitation.objects.get(), editor)
    take_back(invitation, editor)
    assert not Invitation.objects.exists()


def test_editor_removes_a_contributor(organisation: Organisation, editor: User) -> None:
    member = make_member(organisation=organisation)
    remove_member(member.memberships.get(), editor)
    assert not Membership.objects.filter(user=member).exists()
    assert User.objects.filter(pk=member.pk).exists()


def test_editor_does_not_remove_an_administrator(organisation: Organisation, editor: User) -> None:
    member = make_member(organisation=organisation, role=Role.ADMINISTRATOR)
    with pytest.raises(Refused):
        remove_member(Membership.objects.get(user=member), editor)


def test_last_editor_stays(organisation: Organisation, editor: User) -> None:
    make_member(organisation=organisation)
    make_editor(organisation=organisation, is_active=False)
    make_editor(organisation=make_organisation())
    with pytest.raises(Refused, match="Make somebody an editor first"):
        remove_member(Membership.objects.get(user=editor), editor)
    make_editor(organisation=organisation)
    remove_member(Membership.objects.get(user=editor), editor)
    assert roles_to_give(editor, organisation) == []


def test_administrator_of_the_site_removes_the_last_editor(organisation: Organisation, editor: User) -> None:
    remove_member(Membership.objects.get(user=editor), make_administrator())
    assert not Membership.objects.exists()
