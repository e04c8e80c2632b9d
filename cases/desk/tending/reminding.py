"""Asking for the case of a partnership whose time has come: once, the people of its organisations."""

from datetime import datetime

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override
from procrastinate.contrib.django import app

from partnerships.models import Membership, Partnership
from partnerships.models.people import Role
from peerlearn.accounts.models import User
from peerlearn.mails import mail

from .ready import ready_to_write

SEND = "cases.desk.jobs.send_reminder"
MAIL = "desk/mail/ready"


@transaction.atomic
def ask_for_cases(*, now: datetime) -> int:
    """Queues a mail for everybody who could write the case of a partnership that has come to its end; says how many.

    A partnership is asked once, ever; one without anybody to ask waits until there is somebody.
    """
    unasked = Partnership.objects.filter(case_asked_at=None)
    due = ready_to_write(unasked, today=timezone.localdate(now)).select_for_update(of=("self",))
    number = 0
    for partnership in due:
        people = list(people_of(partnership).values_list("pk", flat=True))
        for user in people:
            app.configure_task(SEND, allow_unknown=True).defer(user=user, partnership=partnership.pk)
        if people:
            Partnership.objects.filter(pk=partnership.pk).update(case_asked_at=now)
        number += len(people)
    return number


def people_of(partnership: Partnership) -> "QuerySet[User]":
    """Who writes for an organisation of the partnership."""
    writing = Membership.objects.filter(
        organisation__in=partnership.organisations_writing(), role__in=[Role.CONTRIBUTOR, Role.EDITOR]
    )
    return User.objects.filter(pk__in=writing.values("user"), is_active=True).order_by("pk")


def reminder_mail(user: User, partnership: int, *, now: datetime) -> EmailMessage | None:
    """The mail to one person about a partnership (its id), in their language; None when somebody has begun the case,
    or it is not theirs any more."""
    mine = Partnership.objects.writable_by(user).with_cities().filter(pk=partnership)
    found = ready_to_write(mine, today=timezone.localdate(now)).first()
    if found is None:
        return None
    with override(user.language):
        address = settings.PEERLEARN_ADDRESS + reverse("desk:new_from_plan", args=[found.slug])
        context = {"user": user, "partnership": found, "address": address}
        return mail(user.email, MAIL, context)
