"""The jobs of publications, run by the worker; the rest of the site knows them by name only."""

import atexit
import logging

from asgiref.sync import sync_to_async
from django.utils import timezone
from procrastinate import JobContext, RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.jobs import Job, Status

from ...models import CompendiumEdition, Edition, Publication
from ..asking import FORMATS, MAKE, Kind, ask
from ..compendia.asking import CantBeMade, ask_for_compendium
from ..reports.asking import forget_reports
from .failing import fail
from .limits import Ended, TooMuch, Workshop
from .tidying import tidy

RETRY = "cases.publications.running.jobs.retry_stalled"
FORGET = "cases.publications.running.jobs.forget_reports"
TIDY = "cases.publications.running.jobs.tidy_publications"
ATTEMPTS = 3  # a job that ends its worker this often is given up
WORKSHOP = Workshop()
atexit.register(WORKSHOP.end)  # a worker that stops leaves nothing behind, not even for a moment
log = logging.getLogger(__name__)


@app.task(name=MAKE, retry=RetryStrategy(max_attempts=ATTEMPTS, exponential_wait=5), pass_context=True)
def make_publication(context: JobContext, publication: int) -> None:
    """Makes one publication (its id), within limits. It is tried again when what makes it ended, or the database is away."""
    try:
        WORKSHOP.make(publication)
    except TooMuch as limit:
        _give_up(publication, f"It took too much {limit.what}.", limit.what)
    except Ended as end:
        if context.job.attempts + 1 < ATTEMPTS:
            raise
        _give_up(publication, f"What makes it ended {ATTEMPTS} times. {end}", "worker")


@app.task(name="cases.publications.running.jobs.make_publications_of")
def make_publications_of(edition: int) -> None:
    """Asks for the publications of an edition (its id), one per format and language; those there are stay."""
    published = Edition.objects.with_document().get(pk=edition)
    for format in FORMATS:
        for language in published.languages:
            ask(published, Kind(language, format))


@app.task(name="cases.publications.running.jobs.make_compendium")
def make_compendium(compendium_edition: int) -> None:
    """Asks for the PDFs of an edition of a compendium (its id), one per language; those there are stay."""
    published = CompendiumEdition.objects.select_related("compendium__owner").get(pk=compendium_edition)
    for language in published.languages:
        try:
            ask_for_compendium(published, Kind(language))
        except CantBeMade as refusal:
            log.error("The compendium %s can't be made: %s", published, refusal)


@app.periodic(cron="20 2 * * *")
@app.task(name=FORGET, queueing_lock=FORGET)
def forget_old_reports(timestamp: int) -> None:
    """Throws away the reports that were made a while ago. Runs every night."""
    forget_reports()


@app.periodic(cron="40 2 * * *")
@app.task(name=TIDY, queueing_lock=TIDY)
def tidy_publications(timestamp: int) -> None:
    """Throws away what nobody asks for any more, and has made again what got lost. Runs every night."""
    tidy(now=timezone.now())


@app.periodic(cron="* * * * *")
@app.task(name=RETRY, queueing_lock=RETRY)
async def retry_stalled(timestamp: int) -> None:
    """Queues the jobs again whose worker died: its heartbeat has stopped. Runs every minute."""
    for job in await app.job_manager.get_stalled_jobs():
        if job.attempts + 1 < ATTEMPTS:
            log.warning("Job %s (%s) lost its worker and is run again.", job.id, job.task_name)
            await app.job_manager.retry_job(job)
        else:
            log.error("Job %s (%s) lost its worker %s times.", job.id, job.task_name, ATTEMPTS)
            await _lose(job)


async def _lose(job: Job) -> None:
    await app.job_manager.finish_job(job, Status.FAILED, delete_job=False)
    if job.task_name == MAKE:
        words = "The worker ended several times while making it; memory may be short."
        await sync_to_async(_give_up)(int(str(job.task_kwargs["publication"])), words, "worker")


def _give_up(publication: int, failure: str, what: str) -> None:
    row = Publication.objects.filter(pk=publication).first()
    if row is not None:
        fail(row, failure, what, edition=row.edition_id)
