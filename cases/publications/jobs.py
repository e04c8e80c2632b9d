"""The jobs of publications, run by the worker; the rest of the site knows them by name only."""

import logging

from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.jobs import Job, Status

from ..models import CompendiumEdition, Edition, Publication
from .asking import FORMATS, MAKE, Kind, ask
from .compendia.asking import CantBeMade, ask_for_compendium
from .reports.asking import forget_reports

RETRY = "cases.publications.jobs.retry_stalled"
FORGET = "cases.publications.jobs.forget_reports"
ATTEMPTS = 3  # a job that ends its worker this often is given up
log = logging.getLogger(__name__)


@app.task(name=MAKE, retry=RetryStrategy(max_attempts=ATTEMPTS, exponential_wait=5))
def make_publication(publication: int) -> None:
    """Makes one publication (its id). It raises, and is tried again, only when the database is away."""
    from .making import make  # brings WeasyPrint, which takes a second to import

    make(publication)


@app.task(name="cases.publications.jobs.make_publications_of")
def make_publications_of(edition: int) -> None:
    """Asks for the publications of an edition (its id), one per format and language; those there are stay."""
    published = Edition.objects.with_document().get(pk=edition)
    for format in FORMATS:
        for language in published.languages:
            ask(published, Kind(language, format))


@app.task(name="cases.publications.jobs.make_compendium")
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
            await _give_up(job)


async def _give_up(job: Job) -> None:
    await app.job_manager.finish_job(job, Status.FAILED, delete_job=False)
    if job.task_name == MAKE:
        unfinished = Publication.objects.exclude(state=Publication.State.READY)
        await unfinished.filter(pk=int(str(job.task_kwargs["publication"]))).aupdate(
            state=Publication.State.FAILED,
            failure="The worker ended several times while making it; memory may be short.",
            wanted_at=timezone.now(),
        )
