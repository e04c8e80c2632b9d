"""The interface's translations: compiled for the site, updated from the sources, checked."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import chdir
from pathlib import Path
from typing import Any

import polib
from django.core.management import call_command
from django.utils.translation import trans_real

DOMAINS = ("django", "djangojs")
# what holds no words of ours: never read for messages, never copied for the check
IGNORED = (
    ".git",
    ".venv",
    "var",
    "node_modules",
    "docs",
    "sample",
    "tests",
    "vendor",
    "fonts",
    "__pycache__",
)


def compile_catalogues(source: Path, target: Path) -> list[Path]:
    """Compiles the catalogues that are newer than what was compiled; says which files it wrote.

    A reader never sees half a file: each is written beside its place and moved there.
    """
    written = []
    for catalogue in sorted(source.glob("*/LC_MESSAGES/*.po")):
        compiled = (target / catalogue.relative_to(source)).with_suffix(".mo")
        if compiled.exists() and compiled.stat().st_mtime_ns == catalogue.stat().st_mtime_ns:
            continue
        compiled.parent.mkdir(parents=True, exist_ok=True)
        fresh = compiled.with_name(f"{compiled.name}.{os.getpid()}")
        polib.pofile(str(catalogue)).save_as_mofile(str(fresh))
        shutil.copystat(catalogue, fresh)  # the same time: also an older catalogue is seen to differ
        fresh.replace(compiled)
        written.append(compiled)
    return written


def lend_english(languages: Iterable[str]) -> None:
    """Gives content languages without an interface of their own the English one.

    Django and the names of countries speak more languages than we do; without this, a page would be
    English in our words and German in theirs.
    """
    english: Any = trans_real.translation("en")
    for language in languages:
        own: Any = trans_real.translation(language)
        own._catalog = english._catalog


def update_catalogues(project: Path, languages: list[str]) -> None:
    """Brings `locale/` up to date with the words in the sources; needs GNU gettext."""
    (project / "locale").mkdir(exist_ok=True)
    with chdir(project):
        for domain in DOMAINS:
            call_command(
                "makemessages",
                locale=languages,
                domain=domain,
                ignore_patterns=[f"{name}/*" for name in IGNORED] + [f"*/{name}/*" for name in IGNORED],
                no_location=True,
                no_obsolete=True,
                no_wrap=True,
                verbosity=0,
            )
    for path in (project / "locale").glob("*/LC_MESSAGES/*.po"):
        catalogue = polib.pofile(str(path), wrapwidth=0)
        catalogue.metadata.pop("POT-Creation-Date", None)  # would change with every run
        catalogue.save()


def missing_translations(project: Path, languages: list[str]) -> Iterator[str]:
    """What the catalogues lack, a line each; looks at a copy and changes nothing."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "project"
        shutil.copytree(project, copy, ignore=shutil.ignore_patterns(*IGNORED))
        update_catalogues(copy, languages)
        for language in languages:
            for path in sorted((copy / "locale" / language).glob("LC_MESSAGES/*.po")):
                name = path.relative_to(copy)
                catalogue = polib.pofile(str(path))
                yield from (
                    f"{name}: not translated: {entry.msgid!r}" for entry in catalogue.untranslated_entries()
                )
                yield from (
                    f"{name}: to be confirmed (fuzzy): {entry.msgid!r}" for entry in catalogue.fuzzy_entries()
                )
                checked = subprocess.run(
                    ["msgfmt", "--check-format", "--output-file=/dev/null", path],
                    capture_output=True,
                    text=True,
                    check=False,
                )
                yield from (
                    checked.stderr.replace(str(path), str(name)).splitlines() if checked.returncode else ()
                )
