"""Batches one after the other, in one process or in several side by side."""

import gc
import multiprocessing
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from django.db import connections

from partnerships.models import Theme

from .beside import Shared, work
from .keeping import keep
from .world import World

type Report = Callable[[int], None]
"""Is told now and then how many batches are done."""

WATCHED = 1.0
"""Seconds between two looks at the other processes."""


class RunError(Exception):
    """A process ended early; the batches that it finished are there."""


def themes() -> list[Theme]:
    """The themes that cases are given, always in the same order."""
    return list(Theme.objects.select_related("parent").order_by("slug"))


def run(seed: int, batches: Sequence[list[int]], *, working_copies: bool, report: Report) -> None:
    """All batches in this process."""
    world = World(seed, themes())
    world.settle()
    with swept_by_hand():
        for done, numbers in enumerate(batches, start=1):
            keep(world, numbers, working_copies=working_copies)
            gc.collect()
            report(done)


def run_side_by_side(
    processes: int, seed: int, batches: Sequence[list[int]], *, working_copies: bool, report: Report
) -> None:
    """All batches, each by the process that is free; when this one is interrupted, begun ones are finished."""
    World(seed, themes()).settle()
    context = multiprocessing.get_context("spawn")
    shared = Shared(context.Value("i", 0), context.Value("i", 0), context.Event())
    arguments = (seed, batches, working_copies, shared)
    workers = [context.Process(target=work, args=arguments) for _each in range(processes)]
    connections.close_all()
    for worker in workers:
        worker.start()
    try:
        while any(worker.is_alive() for worker in workers) and not any(w.exitcode for w in workers):
            for worker in workers:
                worker.join(WATCHED)
            report(shared.done.value)
    finally:
        shared.stop.set()
        for worker in workers:
            worker.join()
    if any(worker.exitcode for worker in workers):
        raise RunError("One of the processes ended early; its reason stands above.")


def take(seed: int, batches: Sequence[list[int]], working_copies: bool, shared: Shared) -> None:
    """Takes batches until none is left, it is told to stop or nobody waits for it any more."""
    world = World(seed, themes())
    world.settle()
    parent = multiprocessing.parent_process()
    with swept_by_hand():
        while not shared.stop.is_set() and parent and parent.is_alive():
            with shared.taken.get_lock():
                number, shared.taken.value = shared.taken.value, shared.taken.value + 1
            if number >= len(batches):
                return
            keep(world, batches[number], working_copies=working_copies)
            gc.collect()
            with shared.done.get_lock():
                shared.done.value += 1


@contextmanager
def swept_by_hand() -> Iterator[None]:
    """Garbage is looked for when whoever works here says so, and not among what was there before: amid a batch
    there is next to none, and looking for it takes a tenth of the time."""
    gc.collect()
    gc.freeze()
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
        gc.unfreeze()
