"""Where a further process begins. It is imported before Django is ready, so it imports nothing of ours."""

import signal
from collections.abc import Sequence
from dataclasses import dataclass
from multiprocessing.sharedctypes import Synchronized
from multiprocessing.synchronize import Event

import django


@dataclass(frozen=True)
class Shared:
    """What the processes tell each other: batches taken, batches done, and that it is time to stop."""

    taken: "Synchronized[int]"
    done: "Synchronized[int]"
    stop: Event


def work(seed: int, batches: Sequence[list[int]], working_copies: bool, shared: Shared) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole group; the first process decides
    django.setup()
    from .running import take

    take(seed, batches, working_copies, shared)
