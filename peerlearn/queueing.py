"""Queueing what was not asked for by anybody: a job whose loss costs nothing, as whoever needs what it makes asks again."""

import logging
from typing import Any

from procrastinate.contrib.django import app

log = logging.getLogger(__name__)


def queue_if_possible(job: str, **what: Any) -> None:
    """Queues a job by its name. A queue that fails is logged: what led to the job is done and stays."""
    try:
        app.configure_task(job, allow_unknown=True).defer(**what)
    except Exception:
        log.exception("%s could not be queued for %s.", job, what)
