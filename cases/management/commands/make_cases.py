"""Makes a library of invented cases, to measure the site with."""

import os
import signal
import time
from pathlib import Path
from typing import Any, NoReturn

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from cases.interchange.invented.indexing import indexed_at_the_end
from cases.interchange.invented.keeping import batches
from cases.interchange.invented.permission import is_throwaway, what_is_real
from cases.interchange.invented.running import RunError, run, run_side_by_side
from cases.interchange.reference import load_themes, read

WORD = "for-good"
SAID_EVERY = 30
"""Seconds between two lines of progress."""


class Command(BaseCommand):
    help = (
        "FOR MEASURING ONLY: publishes invented cases, about cities that don't exist, in words that mean"
        " nothing, until there are COUNT of SEED. They can't be removed again, because editions are"
        " append-only: only a library that is thrown away as a whole, or that holds nothing yet, is taken."
        " The same seed makes the same library; an interrupted run leaves whole batches, and the next one"
        " goes on from there. Without working copies (the desk shows these cases empty), accounts and PDFs."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--count", type=int, required=True, help="how many invented cases there shall be")
        parser.add_argument("--seed", type=int, default=1, help="which library (1)")
        parser.add_argument(
            "--processes", type=int, default=min(os.cpu_count() or 1, 2), help="how many work side by side"
        )
        parser.add_argument(
            "--working-copies",
            action="store_true",
            help="write what the desk edits, too; takes about ten times as long",
        )
        parser.add_argument(
            "--force",
            metavar="WORD",
            default="",
            help=f"{WORD}: mix invented cases into a library that holds real records, for good",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["count"] < 1 or options["processes"] < 1:
            raise CommandError("COUNT and PROCESSES are at least 1.")
        _require_permission(options["force"])
        with transaction.atomic():
            load_themes(read(Path(settings.BASE_DIR) / "sample" / "themes.yaml"))
        lacking = batches(options["seed"], options["count"])
        signal.signal(signal.SIGTERM, _interrupted)
        began = self._said = time.monotonic()
        made = sum(map(len, lacking))
        try:
            with indexed_at_the_end(0 if options["force"] else made):
                self._run(lacking, options)
        except RunError as error:
            raise CommandError(str(error)) from error
        except KeyboardInterrupt:
            raise CommandError("Interrupted; whole batches are kept. The same command goes on.") from None
        self.stdout.write(f"{made} invented cases made in {time.monotonic() - began:.0f} s.")

    def _run(self, lacking: list[list[int]], options: Any) -> None:
        total = len(lacking)

        def report(done: int) -> None:
            if time.monotonic() - self._said >= SAID_EVERY:
                self._said = time.monotonic()
                self.stdout.write(f"{done} of {total} batches ...")

        seed, copies = options["seed"], options["working_copies"]
        processes = min(options["processes"], total)
        if processes > 1:
            run_side_by_side(processes, seed, lacking, working_copies=copies, report=report)
        else:
            run(seed, lacking, working_copies=copies, report=report)


def _require_permission(word: str) -> None:
    if word and word != WORD:
        raise CommandError(f"--force takes the word {WORD}.")
    if word == WORD or is_throwaway(settings.PEERLEARN_DATA):
        return
    if real := what_is_real():
        raise CommandError(
            f"This library holds {', '.join(real)}. Invented cases can't be removed again: make them in a"
            " throwaway library (python -m peerlearn.embedded start --throwaway, in a PEERLEARN_DATA of its"
            f" own). If this library shall hold them for good, add --force {WORD}."
        )


def _interrupted(*_signal: Any) -> NoReturn:
    raise KeyboardInterrupt
