"""Everything between a new version of the code and serving it, in one process and skipped when done."""

import hashlib
from io import StringIO
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser
from django.db import OperationalError

from peerlearn.environment import PROJECT


class Command(BaseCommand):
    help = "Migrates, compiles messages and collects static files, each where something changed."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--sample", action="store_true", help="load the sample library into an empty database"
        )

    def handle(self, *, sample: bool, **options: object) -> None:
        try:
            self.prepare(sample=sample)
        except (
            OperationalError,
            OSError,
        ) as error:  # a full disk, a database that went away: no fault of ours
            said = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
            reason = next((line for line in said.splitlines() if line.strip()), type(error).__name__)
            self.stderr.write(f"The site could not be prepared: {reason}")
            raise SystemExit(1) from None

    def prepare(self, *, sample: bool) -> None:
        settings.PEERLEARN_DATA.mkdir(parents=True, exist_ok=True)
        call_command("compile_messages", stdout=StringIO())
        self.collect_static_files()
        call_command("migrate", interactive=False, verbosity=0)
        call_command("createcachetable", verbosity=0)
        if sample:
            call_command("load_sample", if_empty=True, stdout=self.stdout)

    def collect_static_files(self) -> None:
        """Hashing and compressing takes seconds: done when a source file differs from the last time."""
        done = Path(settings.STATIC_ROOT) / ".collected"
        sources = static_sources()
        if not done.exists() or done.read_text() != sources:
            self.stdout.write("Collecting static files ...")
            done.unlink(missing_ok=True)  # killed half-way, it starts again
            call_command("collectstatic", interactive=False, verbosity=0)
            done.write_text(sources)


def static_sources() -> str:
    """A digest that changes with every static file's name, size or time, and with the pinned libraries."""
    digest = hashlib.sha256((PROJECT / "requirements.txt").read_bytes())
    for finder in finders.get_finders():
        for name, storage in sorted(finder.list([]), key=lambda found: found[0]):
            found = Path(storage.path(name)).stat()
            digest.update(f"{name} {found.st_size} {found.st_mtime_ns}\n".encode())
    return digest.hexdigest()
