"""What all tests share: a PostgreSQL server to make the test database in, and compiled messages."""

import os
import shutil
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.storage import storages
from django.core.management import call_command
from django.db import transaction
from django.test import override_settings
from django.test.testcases import LiveServerThread
from django.utils import translation
from xdist.scheduler import LoadScopeScheduling

from peerlearn import embedded
from peerlearn.editing.catalogues import compile_catalogues
from peerlearn.environment import PROJECT

from .serving import Site, running
from .settling import CountingServer

# pytest-playwright drives the browser from an event loop of its own; Django would refuse the database there
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
# pages are drawn, PDFs looked for whenever they are asked for; said before anything imports what keeps them
settings.KEPT_ANSWERS = settings.KEPT_PUBLICATIONS = 0
LiveServerThread.server_class = CountingServer


def pytest_configure(config: pytest.Config) -> None:
    settings.DATABASES["default"]["CONN_MAX_AGE"] = (
        0  # else a live server's threads hold on to the test database
    )
    if hasattr(config, "workerinput"):  # one of several processes: the first one has seen to it
        return
    compile_catalogues(PROJECT / "locale", settings.PEERLEARN_DATA / "locale")
    if not os.environ.get("DATABASE_URL"):
        config.stash[started] = embedded.start(settings.PEERLEARN_DATA)


def pytest_unconfigure(config: pytest.Config) -> None:
    if config.stash.get(started, False):
        embedded.stop(settings.PEERLEARN_DATA)


started = pytest.StashKey[bool]()


ONE_PROCESS = {
    "tests/reach/": "served",
    "tests/journey/": "served",
    "tests/faults/test_processes.py": "processes",
}
"""Tests of what is costly to start, and what it is: where several processes test, one of them takes all of these."""


class Together(LoadScopeScheduling):
    """Hands out tests one by one, but those of a costly thing together.

    What `--dist loadgroup` is for; but xdist 3.8 can't name groups to pytest 9.2, and then says nothing.
    """

    def _split_scope(self, nodeid: str) -> str:
        return next((thing for place, thing in ONE_PROCESS.items() if nodeid.startswith(place)), nodeid)


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Together | None:
    return Together(config, log) if config.getoption("dist") == "loadgroup" else None


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """The system's own Chromium; root may not use its sandbox. It asks nobody for updates, and scrolls at once:
    what is still moving under the mouse is not clicked when the machine is busy."""
    path = shutil.which("chromium") or shutil.which("google-chrome")
    quiet = [
        "--no-sandbox",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-smooth-scrolling",
        "--disable-sync",
    ]
    return {**browser_type_launch_args, "executable_path": path, "args": quiet}


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Every test begins in English, whatever language the one before it was read in."""
    with translation.override("en"):
        yield


@pytest.fixture(autouse=True)
def plain_static_files(settings: Any) -> None:
    """Pages are rendered without the manifest that a deployment makes."""
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}


@pytest.fixture(autouse=True)
def settled(request: pytest.FixtureRequest) -> Iterator[None]:
    """Before the database is emptied, all that the test opened in the browser is closed and all its requests answered.

    A page that stays open goes on asking, and a request that still reads is in the way of TRUNCATE: a deadlock.
    """
    if "live_server" not in request.fixturenames:
        yield
        return
    request.getfixturevalue("transactional_db")  # so that this ends before it
    server = request.getfixturevalue("live_server")
    browser = request.getfixturevalue("browser") if "browser" in request.fixturenames else None
    before = browser.contexts if browser else []
    yield
    for context in browser.contexts if browser else []:
        if context not in before:
            context.close()
    server.thread.httpd.settle()


@pytest.fixture(scope="module")
def sample(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Path]:
    """The sample library, loaded once for the tests of a module; gives the data folder."""
    folder = tmp_path_factory.mktemp("sample")
    with django_db_blocker.unblock(), override_settings(PEERLEARN_DATA=folder), transaction.atomic():
        call_command("load_sample", stdout=StringIO())
        yield folder
        transaction.set_rollback(True)


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The whole site with the sample library, started once; for tests of folders named in `ONE_PROCESS`."""
    with running(tmp_path_factory.mktemp("served")) as site:
        yield site


@pytest.fixture
def media(settings: Any, tmp_path: Path) -> Path:
    """A storage of this test's own."""
    settings.MEDIA_ROOT = tmp_path
    storages._storages.clear()  # type: ignore[attr-defined]
    return tmp_path
