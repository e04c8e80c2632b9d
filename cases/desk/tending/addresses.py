"""The nightly look at the addresses of sources: which are due, and what is remembered of them."""

import logging
import random
import time
from collections import defaultdict
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.db import transaction

from ...models import Source, SourceAddress
from .asking import Answer, MayReach, ask, is_public

AT_ONCE = 4
"""Hosts that are asked at the same time; each is asked for one address after the other."""
A_BATCH = 40
"""Addresses of one job, so that publications need not wait long behind it."""
PAUSE = 1.0
"""Seconds between two questions to one host."""
A_NIGHT = timedelta(hours=20)
log = logging.getLogger(__name__)


def due_addresses(*, now: datetime) -> list[str]:
    """Addresses in working copies that nobody has asked for since last night, in no order."""
    sources = Source.objects.filter(removed_at__isnull=True, case__removed_at__isnull=True)
    named = sources.exclude(address="").order_by().values_list("address", flat=True).distinct()
    fresh = set(SourceAddress.objects.filter(checked_at__gt=now - A_NIGHT).values_list("address", flat=True))
    due = [address for address in named if address not in fresh]
    random.shuffle(due)  # a batch of hosts that are gone for good should not come first every night
    return due


def forget_addresses() -> None:
    """What no source names any more."""
    SourceAddress.objects.exclude(address__in=Source.objects.values("address")).delete()


def check_addresses(
    *, now: datetime, may_reach: MayReach = is_public, limit: int = A_BATCH, pause: float = PAUSE
) -> bool:
    """Asks for some of the addresses that are due and remembers it; says whether to go on with the rest.

    When no host at all answers, it is our own line that is down: nothing is remembered.
    """
    due = due_addresses(now=now)
    answers = _ask(due[:limit], may_reach, pause)
    asked = {address: answer for address, answer in answers.items() if answer.was_asked}
    if asked and all(answer.status is None for answer in asked.values()):
        log.warning("None of %d addresses of sources could be reached: no line, it seems.", len(asked))
        return False
    _remember(answers, now)
    return len(due) > limit


def _ask(addresses: Iterable[str], may_reach: MayReach, pause: float) -> dict[str, Answer]:
    by_host: dict[str, list[str]] = defaultdict(list)
    for address in addresses:
        by_host[urlsplit(address).netloc.lower()].append(address)
    with ThreadPoolExecutor(AT_ONCE) as threads:
        found = threads.map(lambda each: _ask_host(each, may_reach, pause), by_host.values())
        return {address: answer for answers in found for address, answer in answers.items()}


def _ask_host(addresses: list[str], may_reach: MayReach, pause: float) -> dict[str, Answer]:
    """One after the other; a host that is silent once is not asked again tonight."""
    answers: dict[str, Answer] = {}
    answer = Answer()
    for address in addresses:
        if answer.failure != SourceAddress.Failure.SILENT:
            time.sleep(pause if answers else 0)
            answer = ask(address, may_reach=may_reach)
        answers[address] = answer
    return answers


@transaction.atomic
def _remember(answers: dict[str, Answer], now: datetime) -> None:
    known = {each.address: each for each in SourceAddress.objects.filter(address__in=answers)}
    for address, answer in answers.items():
        each = known.get(address) or SourceAddress(address=address)
        each.checked_at, each.status, each.failure = now, answer.status, answer.failure
        each.failures = each.failures + 1 if answer.failure else 0
        each.failing_since = (each.failing_since or now) if answer.failure else None
        each.save()
