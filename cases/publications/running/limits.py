"""Publications are made in a process of their own, with so much memory and time and no more.

The worker watches it and lives on, whatever happens in there. The process stays for the next publication, as
importing WeasyPrint takes a second, and is replaced when it was ended or has grown. It ends with its worker.
"""

import json
import select
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from typing import Any

import psutil

from peerlearn.environment import PROJECT

MEMORY = (
    1_000_000_000  # bytes in RAM: address space says little, as fonts and threads reserve what they never use
)
TIME = 600  # seconds
LOOK = 0.1  # seconds between two looks at it


class TooMuch(Exception):
    """A publication took more than it may; `what` is memory or time."""

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what


class Ended(Exception):
    """The process ended by itself, or could not say how it went; the message says what is known."""


class Workshop:
    """A process that makes publications, one after the other, within limits."""

    def __init__(
        self, *, memory: int = MEMORY, seconds: float = TIME, environment: Mapping[str, str] | None = None
    ) -> None:
        self.memory, self.seconds, self.environment = memory, seconds, environment
        self.process: subprocess.Popen[bytes] | None = None
        self.busy = threading.Lock()

    def make(self, publication: int) -> None:
        """Makes the publication (its id) and returns when its row says how it went. Raises TooMuch and Ended."""
        with self.busy:
            try:
                self._ask(publication)
                answer = self._answer()
            except BaseException:
                self.end()
                raise
            if self._taken() > self.memory // 2:  # what it keeps would be missing for the next
                self.end()
        if answer["raised"]:
            raise Ended(answer["raised"])

    def end(self) -> None:
        """Ends the process at once, whatever it does."""
        if self.process is not None:
            self.process.kill()
            self.process.communicate()
            self.process = None

    def _ask(self, publication: int) -> None:
        if self.process is None or self.process.poll() is not None:
            self.end()
            self.process = subprocess.Popen(
                [sys.executable, "-m", "cases.publications.running.workshop", str(self.memory)],
                cwd=PROJECT,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                env=self.environment,
            )
        assert self.process.stdin
        try:
            self.process.stdin.write(f"{publication}\n".encode())
            self.process.stdin.flush()
        except BrokenPipeError as error:
            raise Ended("It ended before it began.") from error

    def _answer(self) -> dict[str, Any]:
        """What it says when it is done; raises TooMuch, and Ended when it will say nothing any more."""
        assert self.process and self.process.stdout
        deadline = time.monotonic() + self.seconds
        while not select.select([self.process.stdout], [], [], LOOK)[0]:
            if self._taken() > self.memory:
                raise TooMuch("memory")
            if time.monotonic() > deadline:
                raise TooMuch("time")
        line = self.process.stdout.readline()
        if not line:
            raise Ended(f"It ended with {self.process.wait()}.")
        answer: dict[str, Any] = json.loads(line)
        if answer["short"]:
            raise TooMuch("memory")
        return answer

    def _taken(self) -> int:
        """Bytes of RAM that it has; none when it is gone."""
        assert self.process
        try:
            return int(psutil.Process(self.process.pid).memory_info().rss)
        except psutil.NoSuchProcess:
            return 0
