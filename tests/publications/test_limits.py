"""Memory and time of a publication are limited; what makes the next one lives on."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from cases.models import Publication
from cases.publications.asking import Kind, ask
from cases.publications.running import jobs
from cases.publications.running.limits import TooMuch, Workshop
from tests.factories import make_case, make_lesson, publish_case

pytestmark = pytest.mark.django_db(transaction=True)
State = Publication.State
JOB: Any = None  # it is looked at only when the process ended
LITTLE, PLENTY = 60_000_000, 1_000_000_000  # bytes; the programs alone take more than the first


@contextmanager
def workshop(environment: dict[str, str], *, memory: int = PLENTY, seconds: float = 60) -> Iterator[Workshop]:
    opened = Workshop(memory=memory, seconds=seconds, environment=environment)
    try:
        yield opened
    finally:
        opened.end()


def wanted() -> Publication:
    return ask(publish_case(make_case(parts=(make_lesson(),))), Kind("en"))


def run(publication: Publication, within: Workshop, monkeypatch: pytest.MonkeyPatch) -> Publication:
    """The row after the worker's job."""
    monkeypatch.setattr(jobs, "WORKSHOP", within)
    jobs.make_publication.func(JOB, publication.pk)
    publication.refresh_from_db()
    return publication


def test_publication_within_its_limits_is_made(
    environment: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with workshop(environment) as within:
        assert run(wanted(), within, monkeypatch).state == State.READY


@pytest.mark.parametrize(("limits", "what"), [({"memory": LITTLE}, "memory"), ({"seconds": 0.1}, "time")])
def test_publication_beyond_a_limit_fails_with_the_limit_and_its_edition(
    environment: dict[str, str], monkeypatch: pytest.MonkeyPatch, limits: dict[str, int], what: str
) -> None:
    publication = wanted()
    with workshop(environment, **limits) as within:
        run(publication, within, monkeypatch)
    assert publication.state == State.FAILED
    assert publication.fault == {"what": what, "edition": publication.edition_id}


def test_process_beyond_a_limit_is_gone_and_the_next_publication_is_made(environment: dict[str, str]) -> None:
    publication = wanted()
    with workshop(environment, seconds=0) as within:
        with pytest.raises(TooMuch, match="time"):
            within.make(publication.pk)
        assert within.process is None
        within.seconds = 60
        within.make(publication.pk)
    publication.refresh_from_db()
    assert publication.state == State.READY


def test_memory_taken_at_one_go_is_refused_by_the_system(environment: dict[str, str]) -> None:
    """Between two looks nobody watches: what a picture unfolds to never gets the room."""
    broken = environment | {"DJANGO_SETTINGS_MODULE": "tests.publications.greedy_settings"}
    with workshop(broken, memory=300_000_000) as within, pytest.raises(TooMuch, match="memory"):
        within.make(wanted().pk)


def test_process_is_kept_for_the_next_publication(environment: dict[str, str]) -> None:
    with workshop(environment) as within:
        within.make(wanted().pk)
        first = within.process
        within.make(wanted().pk)
        assert within.process is first


def test_process_that_has_grown_is_replaced(environment: dict[str, str]) -> None:
    with workshop(environment) as within:
        within.make(wanted().pk)
        within.memory = within._taken() + 20_000_000
        within.make(wanted().pk)
        assert within.process is None
