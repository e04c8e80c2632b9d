"""The jobs of the desk, run by the worker."""

from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from partnerships.desk.planning.bin import purge_plans
from peerlearn.accounts.models import User

from ..revisions import end_sittings
from ..workflow import publish_due
from .past.bin import purge
from .reviewing.digests import SEND, ask_for_digests, digest_mail
from .tending.addresses import check_addresses, forget_addresses
from .tending.reminding import SEND as SEND_REMINDER
from .tending.reminding import ask_for_cases, reminder_mail

END_SITTINGS = "cases.desk.jobs.end_sittings"
PUBLISH_DUE = "cases.desk.jobs.publish_due"
ASK_FOR_DIGESTS = "cases.desk.jobs.ask_for_digests"
PURGE = "cases.desk.jobs.purge"
CHECK_ADDRESSES = "cases.desk.jobs.check_addresses"
ASK_FOR_CASES = "cases.desk.jobs.ask_for_cases"
AFTER_EVERYTHING_ELSE = -10


@app.periodic(cron="*/5 * * * *")
@app.task(name=END_SITTINGS, queueing_lock=END_SITTINGS)
def keep_what_was_written(timestamp: int) -> None:
    """Keeps a revision of each case whose writer has stopped. Runs every five minutes."""
    end_sittings(now=timezone.now())


@app.periodic(cron="*/10 * * * *")
@app.task(name=ASK_FOR_DIGESTS, queueing_lock=ASK_FOR_DIGESTS)
def tell_of_comments(timestamp: int) -> None:
    """Queues the mails about what was said in comments. Runs every ten minutes."""
    ask_for_digests(now=timezone.now())


@app.task(name=SEND, retry=RetryStrategy(max_attempts=6, exponential_wait=5))
def send_digest(user: int, comments: list[int]) -> None:
    """Mails one person (an id) about comments (ids). It raises, and is tried again for hours, when mail fails."""
    for person in User.objects.filter(pk=user, is_active=True):
        if mail := digest_mail(person, comments):
            mail.send()


@app.periodic(cron="50 2 * * *")
@app.task(name=ASK_FOR_CASES, queueing_lock=ASK_FOR_CASES)
def ask_for_what_is_ready(timestamp: int) -> None:
    """Queues the mails that ask for the case of a partnership that has come to its end. Runs every night."""
    ask_for_cases(now=timezone.now())


@app.task(name=SEND_REMINDER, retry=RetryStrategy(max_attempts=6, exponential_wait=5))
def send_reminder(user: int, partnership: int) -> None:
    """Mails one person (an id) about a partnership (its id). It raises, and is tried again for hours, when mail fails."""
    for person in User.objects.filter(pk=user, is_active=True):
        if mail := reminder_mail(person, partnership, now=timezone.now()):
            mail.send()


@app.periodic(cron="* * * * *")
@app.task(name=PUBLISH_DUE, queueing_lock=PUBLISH_DUE)
def publish_what_is_due(timestamp: int) -> None:
    """Publishes approved cases whose time has come. Runs every minute."""
    publish_due(now=timezone.now())


@app.periodic(cron="10 2 * * *")
@app.task(name=PURGE, queueing_lock=PURGE)
def empty_the_bin(timestamp: int) -> None:
    """Deletes for good what lay in the bin for thirty days. Runs every night."""
    purge(now=timezone.now())
    purge_plans(now=timezone.now())


@app.periodic(cron="30 2 * * *")
@app.task(name=f"{CHECK_ADDRESSES}_tonight", queueing_lock=f"{CHECK_ADDRESSES}_tonight")
def look_after_sources(timestamp: int) -> None:
    """Begins the nightly round to the addresses of sources."""
    forget_addresses()
    _ask_some_more()


@app.task(name=CHECK_ADDRESSES)
def check_some_addresses() -> None:
    """Asks for some of the addresses and queues itself for the rest, so that other jobs come in between."""
    if check_addresses(now=timezone.now()):
        _ask_some_more()


def _ask_some_more() -> None:
    check_some_addresses.configure(priority=AFTER_EVERYTHING_ELSE).defer()
