"""The jobs of people and of work plans, run by the worker: mails."""

from django.core.mail import EmailMessage
from django.utils import timezone
from django.utils.translation import override
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from peerlearn.accounts.models import User
from peerlearn.mails import mail

from .desk.planning.telling import (
    SEND_RETURNED,
    SEND_WAITING,
    ask_for_decisions,
    returned_mail,
    waiting_mail,
)
from .invitations import SEND, link_of
from .models import Invitation

ASK_FOR_DECISIONS = "partnerships.jobs.ask_for_decisions"
MAIL = "partnerships/mail/invitation"
FOR_HOURS = RetryStrategy(max_attempts=6, exponential_wait=5)


@app.task(name=SEND, retry=FOR_HOURS)
def send_invitation(invitation: int, language: str) -> None:
    """Mails an invitation (its id) if it is still open. It raises, and is tried again for hours, when mail fails."""
    still_open = Invitation.objects.filter(pk=invitation, accepted_by=None, ends_at__gt=timezone.now())
    for found in still_open.select_related("organisation", "invited_by"):
        mail_of(found, language).send()


def mail_of(invitation: Invitation, language: str) -> EmailMessage:
    with override(language):
        context = {"invitation": invitation, "link": link_of(invitation, language)}
        return mail(invitation.email, MAIL, context)


@app.periodic(cron="0 5 * * *")
@app.task(name=ASK_FOR_DECISIONS, queueing_lock=ASK_FOR_DECISIONS)
def tell_of_figures(timestamp: int) -> None:
    """Queues the mails about figures that wait for an editor. Runs every morning: one mail a day for a person."""
    ask_for_decisions(now=timezone.now())


@app.task(name=SEND_WAITING, retry=FOR_HOURS)
def send_figures_waiting(user: int, figures: list[int]) -> None:
    """Mails one editor (an id) about figures (ids) that wait. It is tried again for hours when mail fails."""
    for person in User.objects.filter(pk=user, is_active=True):
        if mail := waiting_mail(person, figures):
            mail.send()


@app.task(name=SEND_RETURNED, retry=FOR_HOURS)
def send_figure_returned(user: int, figure: int) -> None:
    """Mails one person (an id) about a figure (its id) that came back. It is tried again for hours when mail fails."""
    for person in User.objects.filter(pk=user, is_active=True):
        if mail := returned_mail(person, figure):
            mail.send()
