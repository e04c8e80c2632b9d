"""The jobs of people, run by the worker: mails with invitations."""

from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import override
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from .invitations import SEND, link_of
from .models import Invitation

SUBJECT, BODY = "partnerships/mail/invitation_subject.txt", "partnerships/mail/invitation.txt"


@app.task(name=SEND, retry=RetryStrategy(max_attempts=6, exponential_wait=5))
def send_invitation(invitation: int, language: str) -> None:
    """Mails an invitation (its id) if it is still open. It raises, and is tried again for hours, when mail fails."""
    still_open = Invitation.objects.filter(pk=invitation, accepted_by=None, ends_at__gt=timezone.now())
    for found in still_open.select_related("organisation", "invited_by"):
        mail_of(found, language).send()


def mail_of(invitation: Invitation, language: str) -> EmailMessage:
    with override(language):
        context = {"invitation": invitation, "link": link_of(invitation, language)}
        subject = " ".join(render_to_string(SUBJECT, context).split())
        return EmailMessage(subject, render_to_string(BODY, context), to=[invitation.email])
