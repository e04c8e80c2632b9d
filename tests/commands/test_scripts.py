"""What the two commands need before Python runs, and the pins they install."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from peerlearn.environment import PROJECT


def run(*command: str, path: Path | None = None) -> tuple[str, str, int]:
    home = {"PATH": str(path), "HOME": str(path), "PYENV_ROOT": str(path)} if path else {}
    ended = subprocess.run(
        command, env=os.environ | home, capture_output=True, text=True, timeout=60, cwd="/"
    )
    return ended.stdout, ended.stderr, ended.returncode


def programs(folder: Path, *names: str) -> Path:
    """A PATH with these programs of the system alone."""
    for name in names:
        found = shutil.which(name)
        assert found
        (folder / name).symlink_to(found)
    return folder


def old_python(folder: Path) -> None:
    (folder / "python3").write_text("#!/bin/sh\nexit 1\n")
    (folder / "python3").chmod(0o755)


@pytest.mark.parametrize("old", [True, False])
def test_a_machine_without_a_new_enough_python_is_told_so_in_one_line(tmp_path: Path, old: bool):
    path = programs(tmp_path, "bash", "dirname")
    if old:
        old_python(path)

    said = run("bash", "-ec", f"source {PROJECT}/script/environment.sh; find_python", path=path)

    assert said == ("", "Python 3.12 or later is needed (3.13 is best): install it and start again.\n", 1)


@pytest.mark.parametrize("command", ["script/test", ".ci/run"])
def test_an_unknown_part_of_the_checks_is_refused_in_one_line(command: str):
    said = run(str(PROJECT / command), "unit", "nothing")

    assert said == ("", "There is no part nothing: lint, django, unit, browser, long.\n", 1)


def test_a_relative_data_folder_is_the_callers(tmp_path: Path):
    told = f"cd {tmp_path}; PEERLEARN_DATA='my data'; source {PROJECT}/script/environment.sh; echo $PEERLEARN_DATA; pwd"

    assert run("bash", "-ec", told) == (f"{tmp_path}/my data\n{PROJECT}\n", "", 0)


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_pins_are_exact_have_hashes_and_name_no_address(name: str):
    text = (PROJECT / name).read_text()
    pins = re.split(r"\n(?=\S)", text.strip())

    assert [
        pin for pin in pins if not re.match(r"[\w.\[\],-]+==[^\s]+ .*--hash=sha256:", pin, re.DOTALL)
    ] == []
    assert re.findall(r"://|index-url|find-links", text) == []
