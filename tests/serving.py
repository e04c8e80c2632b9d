"""The whole site as people run it: script/serve's program with its own database, web server and worker."""

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page

from peerlearn import embedded
from peerlearn.environment import PROJECT

PATIENCE = 300  # seconds until the site must have started


@dataclass(frozen=True)
class Site:
    """A running site: its address, and the passwords of its demo accounts by the name in their address."""

    address: str
    passwords: dict[str, str]
    process: subprocess.Popen[str]

    def log_in(self, page: Page, who: str) -> None:
        """Logs in by the form, on the keyboard."""
        page.goto(f"{self.address}/en/accounts/login/")
        page.locator("input[name=login]").fill(f"{who}@demo.peerlearn.example")
        page.locator("input[name=password]").fill(self.passwords[who])
        page.keyboard.press("Enter")
        page.wait_for_url("**/en/desk/")


@contextmanager
def running(data: Path) -> Iterator[Site]:
    """A site with the sample in a data folder of its own, which is discarded at the end."""
    # the site takes it over; unlike a database for use it may be discarded
    embedded.start(data, throwaway=True)
    try:
        with _served(data) as site:
            yield site
    finally:
        embedded.discard(data)


@contextmanager
def running_beside(database: Path, data: Path) -> Iterator[Site]:
    """An empty site whose PostgreSQL is not its own: it runs in another folder, and we start and end it."""
    with _served(data, DATABASE_URL=embedded.socket_url(database)) as site:
        yield site


@contextmanager
def _served(data: Path, **environment: str) -> Iterator[Site]:
    process = subprocess.Popen(
        [sys.executable, "-m", "peerlearn.serving"],
        cwd=PROJECT,
        env=environment_of(data) | {"PORT": str(free_port())} | environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        address = _wait_for_address(process)
        accounts = data / "demo-accounts.txt"
        passwords = re.findall(r"(\w+)@demo\S+\s+(\S+)", accounts.read_text() if accounts.exists() else "")
        yield Site(address, dict(passwords), process)
    finally:
        process.terminate()
        process.wait(60)


def environment_of(data: Path) -> dict[str, str]:
    """What a process of a site is told: nothing of ours but its data folder."""
    own = {k: v for k, v in os.environ.items() if not k.startswith("PEERLEARN_") and k != "DATABASE_URL"}
    return own | {"PEERLEARN_DATA": str(data)}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for_address(process: subprocess.Popen[str]) -> str:
    """The address that the site prints once it answers."""
    said = []
    began = time.monotonic()
    assert process.stdout
    for line in process.stdout:
        said.append(line)
        if line.startswith("http://"):
            return line.strip()
        assert time.monotonic() - began < PATIENCE, "".join(said)
    raise AssertionError("".join(said))
