"""What a start takes and checks before it changes anything: the data folder, the port, the database."""

import contextlib
import errno
import fcntl
import os
import socket
import sys
import time
from pathlib import Path
from typing import IO

import dj_database_url
import psycopg
from psycopg import sql

FINISH = 30  # seconds that requests and the running job get to finish
OLDEST = 150000  # PostgreSQL 15
EXTENSIONS = ("unaccent", "pg_trgm")


class Refusal(Exception):
    """Why the site can't be served, in one line for the operator."""


def hold_data_folder(data: Path, held: contextlib.ExitStack) -> IO[str]:
    """Takes the data folder's lock, which our children hold on to: it is free when all of them have ended."""
    (data / "logs").mkdir(parents=True, exist_ok=True)
    lock = held.enter_context((data / "serve.lock").open("a+"))
    deadline, waits = time.monotonic() + FINISH + 5, False
    while True:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            break
        except BlockingIOError:
            lock.seek(0)
            process = lock.read().strip()
            if time.monotonic() > deadline or _is_alive(process):
                raise Refusal(f"{data} is already being served, by process {process}") from None
            if not waits:
                say("The former start was killed; waiting until what it started has ended ...")
                waits = True
            time.sleep(0.2)
    lock.truncate(0)
    lock.write(f"{os.getpid()}\n")
    lock.flush()
    return lock


def take_port(held: contextlib.ExitStack) -> list[socket.socket]:
    """Reserves the port on every address of PEERLEARN_BIND; nothing is answered yet."""
    host = os.environ.get("PEERLEARN_BIND", "localhost")
    port = os.environ.get("PORT", "8000")
    if not port.isdecimal() or not 0 < int(port) < 65536:
        raise Refusal(f"PORT={port} is no port")
    try:
        found = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE | socket.AI_NUMERICSERV
        )
    except OSError:
        raise Refusal(f"PEERLEARN_BIND={host} is no address to listen on") from None
    listeners = []
    for family, kind, protocol, _name, address in dict.fromkeys(found):
        try:
            listener = held.enter_context(socket.socket(family, kind, protocol))
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            if family == socket.AF_INET6:
                listener.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
            listener.bind(address)
        except OSError as error:
            if family == socket.AF_INET6 and len(found) > 1 and error.errno != errno.EADDRINUSE:
                continue  # a machine without IPv6
            raise Refusal(
                f"{host}, port {port}: {error.strerror}; choose another: PORT=8001 script/serve"
            ) from None
        listeners.append(listener)
    return listeners


def check_database(url: str) -> None:
    """Refuses a DATABASE_URL that the site can't work with, before anything is changed there."""
    if not url.startswith(("postgres://", "postgresql://")):
        raise Refusal("DATABASE_URL must begin with postgres://")
    try:
        dj_database_url.parse(url)
        with psycopg.connect(url, connect_timeout=5, autocommit=True) as connection:
            _check_abilities(connection)
            _make_extensions(connection)
    except ValueError as error:
        raise Refusal(f"DATABASE_URL is no address: {_in_one_line(error)}") from None
    except psycopg.Error as error:
        raise Refusal(f"The database of DATABASE_URL can't be reached: {_in_one_line(error)}") from None


def _check_abilities(connection: psycopg.Connection) -> None:
    version = connection.info.server_version
    if version < OLDEST:
        raise Refusal(
            f"The database of DATABASE_URL is PostgreSQL {version // 10000}; {OLDEST // 10000} or later is needed"
        )
    found = connection.execute(
        "SELECT current_setting('server_encoding'), current_setting('transaction_read_only'), current_user,"
        " coalesce(has_schema_privilege(current_schema(), 'CREATE'), false)"
    ).fetchone()
    encoding, read_only, role, may_make_tables = found or ("", "", "", False)
    if encoding != "UTF8":
        raise Refusal(f"The database of DATABASE_URL keeps its texts in {encoding}; UTF8 is needed")
    if read_only == "on":
        raise Refusal("The database of DATABASE_URL may only be read: it is a standby, or set so")
    if not may_make_tables:
        raise Refusal(
            f"The role {role} may not make tables in the database of DATABASE_URL:"
            f" make it the database's owner, or GRANT CREATE ON SCHEMA public TO {role}"
        )


def _make_extensions(connection: psycopg.Connection) -> None:
    found = {name for (name,) in connection.execute("SELECT extname FROM pg_extension")}
    missing = [name for name in EXTENSIONS if name not in found]
    try:
        for name in missing:
            connection.execute(sql.SQL("CREATE EXTENSION {}").format(sql.Identifier(name)))
    except psycopg.errors.InsufficientPrivilege:
        raise Refusal(
            "The database of DATABASE_URL needs extensions that its role may not make: as its owner or a superuser, "
            + "; ".join(f"CREATE EXTENSION {name}" for name in missing)
        ) from None
    except (psycopg.errors.UndefinedFile, psycopg.errors.FeatureNotSupported):
        raise Refusal(
            f"The server of DATABASE_URL lacks {' or '.join(missing)}: install PostgreSQL's contrib package there"
        ) from None


def _in_one_line(error: Exception) -> str:
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    return lines[0] if lines else type(error).__name__


def say(text: str, to: IO[str] | None = None) -> None:
    """Prints; a terminal that is gone must not keep us from stopping in order."""
    with contextlib.suppress(OSError, ValueError):
        if text:
            print(text, file=to or sys.stdout, flush=True)


def _is_alive(process: str) -> bool:
    import psutil  # slow to import, and seldom needed

    try:
        return psutil.Process(int(process)).status() != psutil.STATUS_ZOMBIE
    except (ValueError, psutil.NoSuchProcess):
        return False
