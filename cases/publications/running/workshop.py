"""The process that makes publications: one id a line comes in, one line says that its row tells how it went.

Started by `limits.Workshop`, and ends with it: the pipe between them then closes, whatever is being made.
"""

import json
import os
import queue
import resource
import signal
import sys
import threading

import django

WALL = 2
"""The system itself refuses this many times the limit: between two looks of who watches, nothing takes the machine."""


def main(memory: int) -> None:
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)  # whatever a library prints is no answer
    for number in (signal.SIGINT, signal.SIGTERM):  # meant for the worker, which lets us finish
        signal.signal(number, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_DATA, (memory * WALL, memory * WALL))
    django.setup()
    asked: queue.Queue[int] = queue.Queue()
    threading.Thread(target=_listen, args=(asked,), daemon=True).start()
    while True:
        answers.write(json.dumps(_made(asked.get())) + "\n")
        answers.flush()


def _listen(asked: "queue.Queue[int]") -> None:
    for line in sys.stdin:
        asked.put(int(line))
    os._exit(0)


def _made(publication: int) -> dict[str, object]:
    """How it went: `short` of memory, or what was `raised`; nothing of both when the row tells."""
    from django.db import close_old_connections

    from .making import make  # brings WeasyPrint, which takes a second to import

    close_old_connections()
    try:
        make(publication)
    except MemoryError:
        return {"short": True, "raised": ""}
    except Exception as error:
        return {"short": False, "raised": f"{type(error).__name__}: {error}"[:1000]}
    return {"short": False, "raised": ""}


if __name__ == "__main__":
    main(int(sys.argv[1]))
