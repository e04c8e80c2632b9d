"""The jobs of the desk, run by the worker."""

from django.utils import timezone
from procrastinate.contrib.django import app

from ..revisions import end_sittings

END_SITTINGS = "cases.desk.jobs.end_sittings"


@app.periodic(cron="*/5 * * * *")
@app.task(name=END_SITTINGS, queueing_lock=END_SITTINGS)
def keep_what_was_written(timestamp: int) -> None:
    """Keeps a revision of each case whose writer has stopped. Runs every five minutes."""
    end_sittings(now=timezone.now())
