import gettext
import os
from pathlib import Path

from peerlearn.editing.catalogues import compile_catalogues

CATALOGUE = """msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\\n"

msgid "city"
msgstr "{city}"
"""


def write(source: Path, city: str) -> Path:
    path = source / "pt" / "LC_MESSAGES" / "django.po"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(CATALOGUE.format(city=city))
    return path


def translated(target: Path) -> str:
    return gettext.translation("django", target, ["pt"]).gettext("city")


def test_compile_catalogues_writes_into_the_target_only(tmp_path: Path):
    source, target = tmp_path / "source", tmp_path / "target"
    catalogue = write(source, "cidade")

    assert compile_catalogues(source, target) == [target / "pt" / "LC_MESSAGES" / "django.mo"]

    assert translated(target) == "cidade"
    assert [path for path in source.rglob("*") if path.is_file()] == [catalogue]


def test_compile_catalogues_does_not_repeat_what_is_done(tmp_path: Path):
    write(tmp_path / "source", "cidade")
    compile_catalogues(tmp_path / "source", tmp_path / "target")

    assert compile_catalogues(tmp_path / "source", tmp_path / "target") == []


def test_compile_catalogues_takes_an_older_catalogue_as_well(tmp_path: Path):
    catalogue = write(tmp_path / "source", "cidade")
    compile_catalogues(tmp_path / "source", tmp_path / "target")
    catalogue.write_text(CATALOGUE.format(city="município"))
    os.utime(catalogue, (1_000_000_000, 1_000_000_000))

    assert len(compile_catalogues(tmp_path / "source", tmp_path / "target")) == 1
    assert (tmp_path / "target" / "pt" / "LC_MESSAGES" / "django.mo").stat().st_mtime == 1_000_000_000
