"""Runs the whole site from one command: database, web server and job worker, until told to stop.

`script/serve` makes the environment and hands over to this module. Locks and ports are taken first,
so a second start in the same data folder or on a used port ends with one line and disturbs nothing.
Worker and PostgreSQL are started again should they be killed; when the web server ends, all does.
TERM, Ctrl-C and HUP stop what was started, in order: requests and the running job are finished, then
PostgreSQL stops. If this process is killed, its children are told to end by the kernel (on Linux);
PostgreSQL goes on and the next start takes it over.
"""

import argparse
import contextlib
import ctypes
import http.client
import os
import select
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import IO

from environs import EnvError

from peerlearn import embedded
from peerlearn.embedded_root import EmbeddedError
from peerlearn.environment import PROJECT, Environment, read_environment
from peerlearn.serving_claims import FINISH, Refusal, check_database, hold_data_folder, say, take_port

ANSWER = 60  # seconds until the site must answer
LOOK = 5  # seconds between two looks at what runs
WORKERS, THREADS = 2, 4


class Stopped(Exception):
    """A signal asked for the end."""


class Site:
    """What runs for one data folder, and how it is stopped."""

    def __init__(self, environment: Environment, lock: IO[str]) -> None:
        self.environment = environment
        self.lock = lock
        self.children: list[subprocess.Popen[bytes]] = []
        self.told = False
        self.wake, waker = socket.socketpair()
        self.waker = waker
        for end in (self.wake, waker):
            end.setblocking(False)
        signal.set_wakeup_fd(waker.fileno(), warn_on_full_buffer=False)
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, self.tell)
        signal.signal(signal.SIGCHLD, lambda *_: None)  # only wakes

    def tell(self, *_: object) -> None:
        self.told = True

    def pause(self, seconds: float) -> None:
        """Waits, or until a child ends; raises Stopped when a signal came."""
        if not self.told:
            select.select([self.wake], [], [], max(seconds, 0))
            with contextlib.suppress(BlockingIOError):
                self.wake.recv(4096)
        if self.told:
            raise Stopped

    def spawn(
        self, arguments: Sequence[str | Path], log: IO[bytes] | None = None, keep: Sequence[int] = ()
    ) -> subprocess.Popen[bytes]:
        """Starts a Python process in a session of its own: Ctrl-C reaches us, and we stop it in order."""
        child = subprocess.Popen(
            [sys.executable, *map(str, arguments)],
            cwd=PROJECT,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            pass_fds=(self.lock.fileno(), *keep),
            start_new_session=True,
            preexec_fn=_end_with_parent,
        )
        self.children.append(child)
        return child

    def stop(self) -> None:
        """Ends all children gracefully; a second signal, or the end of their time, ends them at once."""
        self.told = False
        deadline = time.monotonic() + FINISH + 5
        for child in self.children:
            if child.poll() is None:
                child.terminate()
        try:
            while any(child.poll() is None for child in self.children):
                self.pause(min(deadline - time.monotonic(), 1))
                if time.monotonic() > deadline:
                    raise Stopped
        except Stopped:
            for child in self.children:
                with contextlib.suppress(ProcessLookupError, PermissionError):
                    os.killpg(child.pid, signal.SIGKILL)
                child.wait()


def main() -> int:
    reader = argparse.ArgumentParser(prog="script/serve", description="Sets up and serves the site.")
    reader.add_argument(
        "--sample", action="store_true", help="load the sample library into an empty DATABASE_URL, too"
    )
    sample = reader.parse_args().sample or os.environ.get("PEERLEARN_SAMPLE", "") not in ("", "0")
    try:
        environment = read_environment()
        with contextlib.ExitStack() as held:
            return serve(environment, sample=sample, held=held)
    except (Refusal, EmbeddedError, EnvError) as refusal:
        say(str(refusal), sys.stderr)
    except OSError as error:
        where = f"{error.filename} can't be used: " if error.filename else ""
        say(f"{where}{error.strerror or error}", sys.stderr)
    return 1


def serve(environment: Environment, *, sample: bool, held: contextlib.ExitStack) -> int:
    site = Site(environment, hold_data_folder(environment.data, held))
    listeners = take_port(held)
    own_database = not environment.database_url
    try:
        if own_database:
            held.callback(embedded.stop, environment.data)
            say("Starting PostgreSQL ...")
            embedded.start(environment.data)
        else:
            check_database(environment.database_url)
        say("Preparing the site ...")
        prepare(site, sample=sample or own_database)
        try:
            return run(site, listeners)
        finally:
            say("Stopping.")
            site.stop()
    except Stopped:
        return 0


def prepare(site: Site, *, sample: bool) -> None:
    preparing = site.spawn(["-u", "manage.py", "prepare", *(["--sample"] if sample else [])])
    try:
        while preparing.poll() is None:
            site.pause(60)
    finally:
        if preparing.poll() is None:
            site.stop()
    site.children.remove(preparing)
    if preparing.returncode < 0:
        raise Refusal(f"Preparing the site was ended by signal {-preparing.returncode}")
    if preparing.returncode:
        raise Refusal  # it has said why


def run(site: Site, listeners: list[socket.socket]) -> int:
    """Starts web server and worker and watches over them; returns when the web server is gone."""
    logs = site.environment.data / "logs"
    web = site.spawn(web_server(listeners, logs), keep=[listener.fileno() for listener in listeners])
    announced, wait_until = False, time.monotonic() + ANSWER
    worker, backoff, start_at = None, 1.0, time.monotonic()
    with (logs / "worker.log").open("ab") as log:
        while web.poll() is None:
            if worker is None and time.monotonic() >= start_at:
                started = time.monotonic()
                worker = site.spawn(
                    ["manage.py", "procrastinate", "worker", "--shutdown-graceful-timeout", str(FINISH)], log
                )
            elif worker is not None and worker.poll() is not None:
                site.children.remove(worker)
                backoff = 1.0 if time.monotonic() - started > 60 else min(backoff * 2, 60)
                say(
                    f"The job worker ended ({worker.returncode}) and is started again; see {log.name}",
                    sys.stderr,
                )
                worker, start_at = None, time.monotonic() + backoff
            if not announced and answers(listeners[0]):
                announce(site.environment)
                announced = True
            elif not announced and time.monotonic() > wait_until:
                raise Refusal(f"The site did not answer within {ANSWER} seconds")
            if not site.environment.database_url:
                keep_database(site.environment.data)
            site.pause(0.1 if not announced else LOOK if worker else min(backoff, LOOK))
    say(f"The web server ended ({web.returncode})", sys.stderr)
    return 1


def keep_database(data: Path) -> None:
    """Starts PostgreSQL again should it be gone: killed for want of memory, or stopped by hand."""
    if embedded.status(data):
        return
    say("PostgreSQL ended and is started again", sys.stderr)
    try:
        embedded.start(data)
    except EmbeddedError as error:  # the disk may be full: the next look tries again
        say(str(error), sys.stderr)


def web_server(listeners: list[socket.socket], logs: Path) -> list[str | Path]:
    binds = [f"--bind=fd://{listener.fileno()}" for listener in listeners]
    memory = ["--worker-tmp-dir=/dev/shm"] if os.access("/dev/shm", os.W_OK) else []  # noqa: S108
    return [
        "-m", "gunicorn", "peerlearn.wsgi", *binds, "--worker-class=gthread", f"--workers={WORKERS}",
        f"--threads={THREADS}", f"--graceful-timeout={FINISH}", "--timeout=60", "--no-control-socket",
        "--limit-request-line=8190", f"--access-logfile={logs / 'access.log'}", "--log-level=warning", *memory,
    ]  # fmt: skip


def answers(listener: socket.socket) -> bool:
    """Whether the site answers a request, whatever it says."""
    host, port = listener.getsockname()[:2]
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104
    connection = http.client.HTTPConnection(host, port, timeout=10)
    try:
        connection.request("GET", "/health/", headers={"Host": "localhost"})
        connection.getresponse()
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
    return True


def announce(environment: Environment) -> None:
    accounts = environment.data / "demo-accounts.txt"
    say(f"\n{environment.address}\n")
    if accounts.exists():
        say(f"{accounts}:\n{accounts.read_text()}")
    say("Ctrl-C stops the site.")


def _end_with_parent() -> None:
    """In a new child: has the kernel send it TERM should this process be killed. Linux only."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGTERM)


if __name__ == "__main__":
    sys.exit(main())
