"""What is kept when the processes of a real site are killed: the database for a while, then all of them."""

import contextlib
import json
import os
import signal
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import uuid4

import psutil
import psycopg
import pytest
from playwright.sync_api import Browser, expect

from peerlearn import embedded
from peerlearn.editing.conflicts import mark
from tests.serving import running_beside

from .real_desk import Desk, desk_of

pytestmark = pytest.mark.browser
AWAY = 10  # seconds
SAVES, WRITERS = 200, 4
SOON = 60_000  # milliseconds


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A desk whose database says that it has kept something only when it has."""
    database, data = tmp_path_factory.mktemp("database"), tmp_path_factory.mktemp("site")
    embedded.start(database, throwaway=True)
    try:
        with psycopg.connect(embedded.socket_url(database), autocommit=True) as connection:
            connection.execute("ALTER DATABASE peerlearn SET synchronous_commit = on")
        with running_beside(database, data) as site:
            yield desk_of(site, database, data)
    finally:
        embedded.discard(database)


@contextmanager
def database_away(desk: Desk) -> Iterator[None]:
    """Kills PostgreSQL; it is back at the end of the block, ten seconds later or more."""
    server = embedded.status(desk.database)
    assert server
    began = time.monotonic()
    os.kill(server, signal.SIGKILL)
    try:
        yield
        time.sleep(max(0, AWAY - (time.monotonic() - began)))
    finally:
        embedded.start(desk.database)


def answer_of(address: str) -> tuple[int, str, str]:
    """Status, `Retry-After` and words of a page."""
    try:
        with urllib.request.urlopen(address) as answer:
            return answer.status, "", answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.headers.get("Retry-After", ""), error.read().decode()


def texts(desk: Desk, field: str) -> dict[str, str]:
    """What is stored, by the identifier of the item."""
    with psycopg.connect(embedded.socket_url(desk.database)) as connection:
        rows = connection.execute(
            "SELECT item.uid, text.value FROM cases_text text JOIN cases_item item ON item.id = text.item_id"
            " WHERE text.field = %s",
            [field],
        ).fetchall()
    return {str(uid): value for uid, value in rows}


def test_words_typed_while_the_database_is_away_are_saved_when_it_is_back(
    browser: Browser, desk: Desk
) -> None:
    page = desk.open(browser, "start")
    site = desk.site.address
    with database_away(desk):
        page.get_by_role("textbox", name="Summary").click()
        page.keyboard.type("Typed while the database was away.")
        expect(page.locator("[data-saved]")).to_contain_text("kept on this device", timeout=SOON)
        for path in ("/en/cases/", "/en/lessons/", "/sitemap.xml"):
            status, again, words = answer_of(site + path)
            assert (status, again, "Back in a moment" in words) == (503, "10", True)
        other = page.context.new_page()
        asked = other.goto(f"{site}/en/desk/")
        assert asked and asked.status == 503
        expect(other.get_by_role("heading", level=1)).to_have_text("Back in a moment")
    expect(page.locator("[data-saved]")).to_contain_text("Saved", timeout=SOON)
    assert "<p>Typed while the database was away.</p>" in texts(desk, "summary").values()
    assert page.evaluate("localStorage.length") == 0
    other.reload()
    expect(other.get_by_role("heading", level=1)).to_have_text("My cases")
    assert answer_of(f"{site}/health/")[0] == 200
    page.context.close()


def test_every_save_that_was_answered_is_kept_when_the_server_is_killed(desk: Desk) -> None:
    answered: dict[str, int] = {str(uuid4()): 0 for _writer in range(WRITERS)}
    writers = [threading.Thread(target=write_lesson, args=(desk, uid, answered)) for uid in answered]
    for writer in writers:
        writer.start()
    while sum(answered.values()) < SAVES // 2:
        assert any(writer.is_alive() for writer in writers)
        time.sleep(0.01)
    kill_all(desk)
    for writer in writers:
        writer.join(30)
    assert sum(answered.values()) < SAVES
    embedded.start(desk.database)
    stored = texts(desk, "title")
    found = {uid: int(stored[uid].removeprefix("Lesson number ")) for uid in answered}
    # one more may have arrived whose answer was never sent
    assert {
        uid: found[uid] for uid, number in answered.items() if not number <= found[uid] <= number + 1
    } == {}


def write_lesson(desk: Desk, uid: str, answered: dict[str, int]) -> None:
    """Saves a lesson again and again, as its form does, and counts what was answered."""
    headers = {
        "Cookie": "; ".join(f"{name}={value}" for name, value in desk.cookies.items()),
        "X-CSRFToken": desk.cookies["csrftoken"],
    }
    before = ""
    for number in range(1, SAVES // WRITERS + 1):
        words = f"Lesson number {number}"
        loaded = urllib.parse.urlencode({"title": mark(before)})
        form = {"item": uid, f"{uid}-loaded": loaded, f"{uid}-title": words}
        address = desk.address("lessons") + "autosave/"
        request = urllib.request.Request(address, urllib.parse.urlencode(form).encode(), headers)
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                item: Any = json.load(answer)["items"][uid]
        except (OSError, ValueError, EOFError):
            return
        assert item["saved"] == ["title"]
        answered[uid], before = number, words


def kill_all(desk: Desk) -> None:
    """Ends everything at once, with no time to tidy up: site, web server, worker, database."""
    server = embedded.status(desk.database)
    assert server
    running = [psutil.Process(desk.site.process.pid), psutil.Process(server)]
    doomed = [each for process in running for each in (process, *process.children(recursive=True))]
    for process in doomed:
        with contextlib.suppress(psutil.NoSuchProcess):  # a connection's process may have ended of itself
            process.kill()
    psutil.wait_procs(doomed, timeout=20)
