"""Inviting people to a role by a signed link, taking the invitation up or back; removing a role.

The link names the invitation and the moment it was sent, signed. It is dead when it is older than
`INVITATION_LASTS`, when its invitation was used, or taken back (then there is no row any more).
"""

from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.core.signing import BadSignature, SignatureExpired, TimestampSigner
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from procrastinate.contrib.django import app

from peerlearn.accounts.models import User

from .models import Invitation, Membership, Organisation
from .models.people import INVITATION_LASTS, end_of_invitation
from .roles import KEEPERS, roles_to_give

SEND = "partnerships.jobs.send_invitation"
CLOCKS_DIFFER = timedelta(minutes=1)


class Refused(Exception):
    """What was asked can't be done; the message is for people."""


class NoInvitation(Refused):
    """The link never was one of ours, or is none any more."""


class Used(Refused):
    """The invitation was taken up already."""


class LogInFirst(Refused):
    """The address has an account: its owner logs in to accept."""


class OtherAccount(Refused):
    """Somebody else is logged in."""


@transaction.atomic
def invite(
    email: str, organisation: Organisation, role: str, by: User, *, language: str = "en"
) -> Invitation:
    """The invitation, new or renewed, with its mail queued. Raises Refused."""
    _lock(organisation)  # two who invite the same person at once make one invitation
    if role not in roles_to_give(by, organisation):
        raise Refused(_("You can't give this role."))
    email = User.objects.normalize_email(email.strip())
    _refuse_needless(email, organisation, role)
    same = Invitation.objects.filter(
        email__iexact=email, organisation=organisation, role=role, accepted_by=None
    )
    invitation = same.first() or Invitation(email=email, organisation=organisation, role=role)
    invitation.invited_by, invitation.ends_at = by, end_of_invitation()
    invitation.save()
    # in this transaction: no mail without an invitation; and somebody waits, so it goes before publications
    job = app.configure_task(SEND, priority=10, allow_unknown=True)
    job.defer(invitation=invitation.pk, language=language)
    return invitation


def _refuse_needless(email: str, organisation: Organisation, role: str) -> None:
    known = User.objects.filter(email__iexact=email).first()
    if known and not known.is_active:
        raise Refused(_("The account with this address is closed. An administrator can open it again."))
    if known and organisation.memberships.filter(user=known, role=role).exists():
        raise Refused(_("This person has this role already."))


def link_of(invitation: Invitation, language: str = "en") -> str:
    """The address that takes the invitation up, signed now, in the language of the person invited."""
    token = _signer().sign(invitation.uid.hex)
    with override(language):
        return settings.PEERLEARN_ADDRESS + reverse("invitation:accept", args=[token])


def invitation_of(token: str, *, lock: bool = False) -> Invitation:
    """The open invitation that a link names. Raises NoInvitation or Used."""
    try:
        uid = UUID(_signer().unsign(token, max_age=INVITATION_LASTS + CLOCKS_DIFFER))
    except SignatureExpired:
        raise NoInvitation(_("This invitation has ended.")) from None
    except (BadSignature, ValueError):
        raise NoInvitation(_("This is not the whole link, or not one of ours.")) from None
    invitations = Invitation.objects.select_related("organisation", "invited_by", "accepted_by")
    if lock:
        invitations = invitations.select_for_update(of=("self",))
    invitation = invitations.filter(uid=uid).first()
    if invitation is None:
        raise NoInvitation(_("This invitation was taken back."))
    if invitation.accepted_by_id:
        raise Used(_("This invitation was used already."))
    if invitation.ends_at <= timezone.now():
        raise NoInvitation(_("This invitation has ended."))
    return invitation


@transaction.atomic
def accept(
    token: str, *, user: User | None = None, name: str = "", password: str = "", language: str = "en"
) -> User:
    """Gives the role to `user`, who is logged in, or to a new account. Raises Refused and its kinds."""
    invitation = invitation_of(token, lock=True)  # of two tabs, the second finds it used
    check_person(invitation, user)
    user = user or User.objects.create_user(invitation.email, password, name=name.strip(), language=language)
    Membership.objects.get_or_create(user=user, organisation=invitation.organisation, role=invitation.role)
    invitation.accepted_by = user
    invitation.save(update_fields=["accepted_by"])
    return user


def check_person(invitation: Invitation, user: User | None) -> None:
    """Raises Refused unless whoever is there may take the invitation up: its address decides."""
    if user:
        if user.email.lower() != invitation.email.lower():
            raise OtherAccount(_("You are logged in with another address."))
        return
    known = User.objects.filter(email__iexact=invitation.email).first()
    if known and not known.is_active:
        raise Refused(_("The account with this address is closed. An administrator can open it again."))
    if known:
        raise LogInFirst(_("You have an account already. Log in to accept."))


@transaction.atomic
def take_back(invitation: Invitation, by: User) -> None:
    """Makes the link dead. Raises Refused; the audit trail keeps what was there."""
    mine = Invitation.objects.select_for_update(of=("self",)).filter(pk=invitation.pk).first()
    if mine is None:
        return  # sent twice
    if mine.role not in roles_to_give(by, mine.organisation):
        raise Refused(_("You can't take back an invitation to this role."))
    if mine.accepted_by_id:
        raise Used(_("This invitation was used already."))
    mine.delete()


@transaction.atomic
def remove_member(membership: Membership, by: User) -> None:
    """Takes a role from somebody. Raises Refused: nobody leaves an organisation without a keeper."""
    organisation = membership.organisation
    _lock(organisation)  # two editors who leave at once don't both find the other one there
    if membership.role not in roles_to_give(by, organisation):
        raise Refused(_("You can't take this role from anybody."))
    others = organisation.memberships.filter(role__in=KEEPERS, user__is_active=True).exclude(pk=membership.pk)
    if membership.user_id == by.pk and membership.role in KEEPERS and not others.exists():
        raise Refused(
            _(
                "Nobody else can invite people to this organisation. Make somebody an editor first, then leave."
            )
        )
    Membership.objects.filter(pk=membership.pk).delete()


def _lock(organisation: Organisation) -> None:
    Organisation.objects.select_for_update().get(pk=organisation.pk)


def _signer() -> TimestampSigner:
    return TimestampSigner(sep=".", salt="partnerships.invitation")
