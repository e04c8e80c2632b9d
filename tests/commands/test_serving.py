"""Starting and stopping the whole site."""

import fcntl
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from pathlib import Path

import psutil
import psycopg
import pytest

from peerlearn import embedded, serving_claims
from peerlearn.environment import PROJECT


def serve(data: Path, **environment: object) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "peerlearn.serving"],
        cwd=PROJECT,
        env={
            **os.environ,
            "PEERLEARN_DATA": str(data),
            **{name: str(value) for name, value in environment.items()},
        },
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def refusal(data: Path, **environment: object) -> tuple[str, int]:
    process = serve(data, **environment)
    said, _ = process.communicate(timeout=60)
    return said, process.returncode


def health(port: int) -> int:
    try:
        with urllib.request.urlopen(f"http://localhost:{port}/health/") as answer:
            return answer.status
    except urllib.error.HTTPError as error:
        return error.code


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def test_refuses_a_data_folder_that_is_being_served(tmp_path: Path):
    with (tmp_path / "serve.lock").open("w") as lock:
        lock.write(f"{os.getpid()}\n")
        lock.flush()
        fcntl.flock(lock, fcntl.LOCK_EX)

        assert refusal(tmp_path) == (f"{tmp_path} is already being served, by process {os.getpid()}\n", 1)


def test_refuses_a_port_in_use(tmp_path: Path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        said, result = refusal(tmp_path, PORT=port)

    assert said == f"localhost, port {port}: Address already in use; choose another: PORT=8001 script/serve\n"
    assert result == 1


def test_refuses_a_data_folder_that_is_none(tmp_path: Path):
    (tmp_path / "file").touch()

    assert refusal(tmp_path / "file") == (f"{tmp_path / 'file'} can't be used: File exists\n", 1)


@pytest.mark.parametrize("port", ["abc", "0", "70000"])
def test_refuses_a_port_that_is_none(tmp_path: Path, port: str):
    said, result = refusal(tmp_path, PORT=port)

    assert (said.count("\n"), "PORT" in said, result) == (1, True, 1)


@pytest.mark.parametrize(
    "url", ["postgres://who:secret@127.0.0.1:1/nothing", "mysql://who:secret@host/nothing"]
)
def test_refuses_a_database_that_cant_be_reached(tmp_path: Path, url: str):
    said, result = refusal(tmp_path, DATABASE_URL=url, PORT=free_port())

    assert (said.count("\n"), "DATABASE_URL" in said, "secret" in said, result) == (1, True, False, 1)


def test_refuses_what_is_no_database(tmp_path: Path):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        threading.Thread(target=answer_like_a_web_server, args=[other], daemon=True).start()

        said, result = refusal(
            tmp_path,
            DATABASE_URL=f"postgres://who:secret@127.0.0.1:{other.getsockname()[1]}/nothing",
            PORT=free_port(),
        )

    assert (said.count("\n"), "DATABASE_URL" in said, "secret" in said, result) == (1, True, False, 1)


def answer_like_a_web_server(listener: socket.socket) -> None:
    while True:
        caller, _ = listener.accept()
        with caller:
            caller.recv(1024)
            caller.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")


def test_serves_through_a_killed_database_until_told_to_stop_and_leaves_nothing_running(tmp_path: Path):
    port = free_port()
    embedded.start(tmp_path, throwaway=True)  # before the site does, so that it can be discarded
    process = serve(tmp_path, PORT=port, DATABASE_URL="")
    try:
        assert process.stdout
        said = ""
        while f"http://localhost:{port}" not in said and (line := process.stdout.readline()):
            said += line
        assert f"\nhttp://localhost:{port}\n" in said
        with urllib.request.urlopen(f"http://localhost:{port}/en/accounts/login/") as answer:
            assert answer.status == 200
        killed = embedded.status(tmp_path)
        assert killed
        os.kill(killed, signal.SIGKILL)
        # its own processes answer for a moment after it was killed
        while embedded.status(tmp_path) in (None, killed) or health(port) != 200:
            assert process.poll() is None
            time.sleep(0.2)
        children = psutil.Process(process.pid).children(recursive=True)

        process.send_signal(signal.SIGTERM)
        said += process.stdout.read()
        process.wait(timeout=60)

        assert "contributor@" in said
        assert "PostgreSQL ended and is started again\n" in said
        assert process.returncode == 0
        _gone, alive = psutil.wait_procs(children, timeout=10)  # who lost its parent is a zombie for a moment
        assert alive == []
        assert embedded.status(tmp_path) is None
    finally:
        process.kill()
        embedded.discard(tmp_path)


def test_refuses_an_older_postgresql(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    embedded.start(tmp_path, throwaway=True)
    monkeypatch.setattr(serving_claims, "OLDEST", 990000)
    try:
        with pytest.raises(serving_claims.Refusal, match=r"is PostgreSQL \d+; 99 or later is needed"):
            serving_claims.check_database(embedded.socket_url(tmp_path))
    finally:
        embedded.discard(tmp_path)


def test_refuses_a_role_that_may_not_make_the_extensions(tmp_path: Path):
    embedded.start(tmp_path, throwaway=True)
    url = embedded.socket_url(tmp_path)
    try:
        with psycopg.connect(url) as connection:
            connection.execute("CREATE ROLE small LOGIN")
            connection.execute("GRANT CREATE ON SCHEMA public TO small")

        with pytest.raises(
            serving_claims.Refusal, match=r"CREATE EXTENSION unaccent; CREATE EXTENSION pg_trgm$"
        ):
            serving_claims.check_database(url.replace("peerlearn@", "small@"))
    finally:
        embedded.discard(tmp_path)


def test_refuses_a_language_that_is_none(tmp_path: Path):
    said, code = refusal(tmp_path, PEERLEARN_CONTENT_LANGUAGES="en,xx")

    assert (said, code) == ("PEERLEARN_CONTENT_LANGUAGES names no language that is known: xx\n", 1)
