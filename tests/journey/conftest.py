"""The whole site as people run it: script/serve's program with its own database, web server and worker."""

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Page

from peerlearn import embedded
from peerlearn.environment import PROJECT

PATIENCE = 120  # seconds until the site must have started


@dataclass(frozen=True)
class Site:
    """A running site: its address and the passwords of its demo accounts by the name in their address."""

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


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    data = tmp_path_factory.mktemp("site")
    embedded.start(
        data, throwaway=True
    )  # the site takes it over; unlike a database for use it may be discarded
    environment = {
        key: value
        for key, value in os.environ.items()
        if not key.startswith("PEERLEARN_") and key != "DATABASE_URL"
    }
    process = subprocess.Popen(
        [sys.executable, "-m", "peerlearn.serving"],
        cwd=PROJECT,
        env={**environment, "PEERLEARN_DATA": str(data), "PORT": str(free_port())},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        address = wait_for_address(process)
        accounts = (data / "demo-accounts.txt").read_text()
        passwords = dict(re.findall(r"(\w+)@demo\S+\s+(\S+)", accounts))
        yield Site(address, passwords, process)
    finally:
        process.terminate()
        process.wait(60)
        embedded.discard(data)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for_address(process: subprocess.Popen[str]) -> str:
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
