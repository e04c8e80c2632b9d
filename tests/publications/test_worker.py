"""A real worker makes publications; a job whose worker was killed is found and run again."""

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any
from uuid import uuid4

import psutil
import pytest
from django.db import connection, transaction
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.exceptions import AlreadyEnqueued

from cases.document import Part, Written
from cases.models import Publication
from cases.publications.asking import MAKE, Kind, ask
from cases.publications.running.jobs import ATTEMPTS, RETRY
from peerlearn.editing.pictures import keep_picture
from peerlearn.environment import PROJECT
from tests.factories import make_case, publish_case
from tests.pictures import file_of, make_picture

pytestmark = pytest.mark.django_db(transaction=True)
PATIENCE = 60  # seconds
State = Publication.State


@pytest.fixture
def media(tmp_path: Path, settings: Any) -> None:
    """Where the worker looks for pictures."""
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture(autouse=True)
def empty_queue() -> Iterator[None]:
    """The queue's tables are not the test runner's to empty."""
    tables = "procrastinate_events, procrastinate_periodic_defers, procrastinate_jobs, procrastinate_workers"
    with connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {tables} CASCADE")
    yield
    with connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {tables} CASCADE")


def worker(environment: dict[str, str], *options: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "manage.py", "procrastinate", "worker", *options], cwd=PROJECT, env=environment
    )


def work_off(environment: dict[str, str]) -> None:
    """Runs a worker until the queue is empty."""
    assert worker(environment, "--one-shot").wait(PATIENCE) == 0


def until(happened: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not happened():
        assert time.monotonic() < deadline
        time.sleep(0.1)


def stored(environment: dict[str, str], publication: Publication) -> bytes:
    return (Path(environment["PEERLEARN_DATA"]) / "publications" / str(publication.file)).read_bytes()


def is_running(publication: Publication) -> bool:
    return ProcrastinateJob.objects.filter(task_name=MAKE, status="doing").exists()


def kill_while_making(publication: Publication, environment: dict[str, str]) -> None:
    """Starts a worker, which waits for the row that we hold, and kills it there."""
    with transaction.atomic():
        Publication.objects.select_for_update().get(pk=publication.pk)
        doomed = worker(environment)
        until(lambda: is_running(publication))
        doomed.kill()
        doomed.wait(PATIENCE)
    lose_heartbeat()


def publish_picture() -> Publication:
    """The publication, wanted, of a case with a picture."""
    picture = keep_picture(file_of(make_picture()))
    picture.credit = "A photographer"
    picture.save()
    facts = {"picture": str(picture.uid), "is_cover": False}
    part = Part(uuid4(), "illustration", facts, {"alternative": {"en": Written("A street")}})
    return ask(publish_case(make_case(parts=(part,))), Kind("en"))


@contextmanager
def halted(environment: dict[str, str], where: str) -> Iterator[psutil.Process]:
    """A worker of which the process that makes publications has stopped where the storages say."""
    settings = {"DJANGO_SETTINGS_MODULE": "tests.publications.halting_settings"}
    started = worker(environment | settings)
    try:
        until((Path(environment["PEERLEARN_DATA"]) / where).exists)
        yield psutil.Process(started.pid)
    finally:
        started.kill()
        started.wait(PATIENCE)


def lose_heartbeat() -> None:
    with connection.cursor() as cursor:  # a minute later
        cursor.execute("UPDATE procrastinate_workers SET last_heartbeat = now() - interval '1 minute'")


def look_for_stalled_jobs() -> None:
    """What the clock does every minute; the killed worker may have queued it just before."""
    with suppress(AlreadyEnqueued):
        app.configure_task(RETRY).defer(timestamp=0)


def test_publication_asked_for_is_made_by_the_worker(environment: dict[str, str]) -> None:
    publication = ask(publish_case(), Kind("en"))
    work_off(environment)
    publication.refresh_from_db()
    assert publication.state == State.READY


def test_publication_whose_worker_was_killed_is_made_by_the_next(environment: dict[str, str]) -> None:
    publication = ask(publish_case(), Kind("en"))
    kill_while_making(publication, environment)
    look_for_stalled_jobs()
    work_off(environment)
    publication.refresh_from_db()
    assert publication.state == State.READY


@pytest.mark.usefixtures("media")
@pytest.mark.parametrize("where", ["laying-out", "storing"])
def test_publication_whose_worker_was_killed_half_way_is_made_whole_by_the_next(
    environment: dict[str, str], where: str
) -> None:
    publication = publish_picture() if where == "laying-out" else ask(publish_case(), Kind("en"))
    with halted(environment, where) as doomed:
        children = doomed.children(recursive=True)
        doomed.kill()
        gone, alive = psutil.wait_procs(children, timeout=PATIENCE)
    lose_heartbeat()
    look_for_stalled_jobs()
    work_off(environment)
    publication.refresh_from_db()
    assert (len(gone), alive, publication.state) == (1, [], State.READY)
    assert publication.size == len(stored(environment, publication))


@pytest.mark.usefixtures("media")
def test_publication_whose_making_was_killed_is_made_by_the_same_worker(environment: dict[str, str]) -> None:
    publication = publish_picture()
    with halted(environment, "laying-out") as living:
        for child in living.children(recursive=True):
            child.kill()
        (Path(environment["PEERLEARN_DATA"]) / "go-on").touch()
        until(lambda: Publication.objects.filter(pk=publication.pk, state=State.READY).exists())
        assert living.is_running()


def test_publication_that_ends_its_worker_again_and_again_is_given_up(environment: dict[str, str]) -> None:
    publication = ask(publish_case(), Kind("en"))
    kill_while_making(publication, environment)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET attempts = %s WHERE status = 'doing'", [ATTEMPTS - 1])
    look_for_stalled_jobs()
    work_off(environment)
    publication.refresh_from_db()
    assert (publication.state, is_running(publication)) == (State.FAILED, False)
    assert publication.failure == "The worker ended several times while making it; memory may be short."
