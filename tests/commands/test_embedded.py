"""The project's own PostgreSQL: made, taken over, recovered, kept apart, and nobody's door opened for it."""

import os
import shutil
import signal
import stat
import time
from collections.abc import Iterator
from pathlib import Path

import dj_database_url
import psycopg
import pytest

from peerlearn import embedded
from peerlearn.embedded_root import EmbeddedError
from peerlearn.environment import PROJECT

as_root = pytest.mark.skipif(os.geteuid() != 0, reason="what only root does")


def connect(data: Path) -> psycopg.Connection:
    found = dj_database_url.parse(embedded.socket_url(data))
    return psycopg.connect(
        host=found["HOST"], port=found["PORT"], user=found["USER"], dbname=found["NAME"], autocommit=True
    )


def modes(path: Path) -> dict[Path, int]:
    return {folder: stat.S_IMODE(folder.stat().st_mode) for folder in (path, *path.parents)}


@pytest.fixture
def data(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "data"
    yield folder
    embedded.discard(folder)


def test_start_makes_a_database_that_answers(data: Path):
    assert embedded.start(data, throwaway=True) is True

    with connect(data) as connection:
        row = connection.execute(
            "SELECT current_database(), lower('ÉVORA'), 'ÉVORA' ILIKE 'évora'"
        ).fetchone()
    assert row == ("peerlearn", "évora", True)


def test_start_while_running_takes_the_server_over(data: Path):
    embedded.start(data, throwaway=True)
    process = embedded.status(data)

    assert embedded.start(data) is False
    assert embedded.status(data) == process is not None


def test_stop_ends_the_server_and_keeps_the_data(data: Path):
    embedded.start(data, throwaway=True)
    with connect(data) as connection:
        connection.execute("CREATE TABLE kept (what text)")

    assert embedded.stop(data) is True
    assert embedded.status(data) is None
    assert embedded.stop(data) is False
    embedded.start(data)
    with connect(data) as connection:
        assert connection.execute("SELECT count(*) FROM kept").fetchone() == (0,)


def test_start_after_a_kill_recovers_what_was_committed(data: Path):
    embedded.start(data, throwaway=True)
    with connect(data) as connection:
        connection.execute("SET synchronous_commit = on")  # as it is in what isn't made for tests
        connection.execute("CREATE TABLE kept AS SELECT 7 AS number")
    process = embedded.status(data)
    assert process
    os.kill(process, signal.SIGKILL)
    while embedded.status(data):
        time.sleep(0.05)

    assert embedded.start(data) is True
    with connect(data) as connection:
        assert connection.execute("SELECT number FROM kept").fetchone() == (7,)


def test_start_when_the_old_process_number_is_somebody_elses(data: Path):
    embedded.start(data, throwaway=True)
    embedded.stop(data)
    left = embedded.place_of(data).cluster / "postmaster.pid"
    left.write_text(f"{os.getpid()}\n{left.parent}\n1\n5432\n\n\n\nready\n")

    assert embedded.status(data) is None
    assert embedded.start(data) is True


def test_start_after_a_making_that_was_killed(data: Path):
    embedded.start(data, throwaway=True)
    embedded.stop(data)
    cluster = embedded.place_of(data).cluster
    cluster.rename(cluster.with_name("postgres.new"))
    (cluster.with_name("postgres.new") / "PG_VERSION").unlink()

    assert embedded.start(data, throwaway=True) is True
    assert not cluster.with_name("postgres.new").exists()


def test_two_data_folders_have_two_servers(data: Path, tmp_path: Path):
    other = tmp_path / "other"
    embedded.start(data, throwaway=True)
    embedded.start(other, throwaway=True)
    try:
        with connect(data) as connection:
            connection.execute("CREATE TABLE here ()")
        with connect(other) as connection:
            assert connection.execute("SELECT to_regclass('here')").fetchone() == (None,)
        embedded.stop(other)
        assert embedded.status(data)
    finally:
        embedded.discard(other)


def test_no_folder_that_was_there_is_opened_to_others(tmp_path: Path):
    data = tmp_path / "closed" / "data"
    data.mkdir(parents=True)
    data.chmod(0o700)
    data.parent.chmod(0o700)
    before = modes(data), modes(PROJECT), modes(Path("/var/lib"))
    try:
        embedded.start(data, throwaway=True)
        embedded.stop(data)
        assert (modes(data), modes(PROJECT), modes(Path("/var/lib"))) == before
    finally:
        embedded.discard(data)


def test_the_socket_is_in_a_folder_of_the_servers_user_alone(data: Path):
    embedded.start(data, throwaway=True)

    assert stat.S_IMODE(embedded.place_of(data).socket.stat().st_mode) == 0o700


def test_a_long_path_with_odd_letters(tmp_path: Path):
    data = tmp_path / ("Évora & 'Lisboa' " + "x" * 90)
    try:
        assert embedded.start(data, throwaway=True) is True
        with connect(data) as connection:
            assert connection.execute("SELECT 1").fetchone() == (1,)
    finally:
        embedded.discard(data)


def test_discard_refuses_a_database_that_was_not_made_for_tests(data: Path):
    embedded.start(data, throwaway=True)
    (data / "throwaway").unlink()

    with pytest.raises(EmbeddedError, match="not made to be thrown away"):
        embedded.discard(data)
    assert embedded.status(data)
    (data / "throwaway").touch()


@as_root
def test_root_refuses_the_database_of_another_data_folder(data: Path, tmp_path: Path):
    embedded.start(data, throwaway=True)
    copy = tmp_path / "copy"
    shutil.copytree(data, copy, symlinks=True)

    with pytest.raises(EmbeddedError, match="the database of another data folder"):
        embedded.start(copy)
    assert embedded.status(data)


@as_root
def test_root_keeps_the_database_of_a_data_folder_that_was_removed(
    data: Path, capsys: pytest.CaptureFixture[str]
):
    embedded.start(data, throwaway=True)
    shutil.rmtree(data)

    assert embedded.start(data, throwaway=True) is True

    kept = Path(capsys.readouterr().err.rpartition(" ")[2].strip())
    assert (kept / "postgres" / "PG_VERSION").exists()
    shutil.rmtree(kept)


def test_the_reason_of_a_failure_is_the_line_that_tells_it():
    said = """2026-01-02 03:04:05.678 UTC [99] FATAL:  could not write blocks: No space left on device
    2026-01-02 03:04:05.679 UTC [99] CONTEXT:  writing block 14
    child process exited with exit code 1
    initdb: removing contents of data directory "/data/postgres.new"
    """

    assert embedded._reason(said) == "FATAL:  could not write blocks: No space left on device"
