"""How many answers a second the web server gives over eight connections, against a bare view under the same server.

The server is the one that serves the site: two processes of four threads. Each kind of page is asked for in turn,
several times, so that what else the machine does weighs on all. The client takes its share of the same cores.
"""

import os
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from itertools import cycle
from math import inf
from pathlib import Path

from django.conf import settings

from cases.catalogue.listing import rebuild_listing
from cases.models import Listing, ListingLesson
from peerlearn.serving import web_server

CONNECTIONS, SECONDS, ROUNDS = 8, 4.0, 3
PATIENCE = 60
"""Seconds that an answer may take before the measurement is given up."""
DIFFERENT = 200
"""Different pages of a kind that are asked for."""


def measure() -> list[str]:
    """A row for each kind of page: answers a second, and how many of them for one of the bare view's."""
    kinds = asked_for()
    rates: dict[str, list[float]] = {name: [] for name in kinds}
    with server() as port:
        for addresses, heads in kinds.values():
            each_once(port, addresses, heads)  # by every connection, so that each process has seen each page
        for _round in range(ROUNDS):
            for name, (addresses, heads) in kinds.items():
                meanwhile = publishing if name.endswith("each second") else nothing
                with meanwhile():
                    rates[name].append(rate(port, addresses, heads))
    bare = statistics.median(rates["a bare view with one query"])
    rows = ["| what | answers a second | of the bare view |", "|---|---|---|"]
    for name, found in rates.items():
        rows.append(f"| {name} | {statistics.median(found):.0f} | {statistics.median(found) / bare:.2f} |")
    return rows


def asked_for() -> dict[str, tuple[list[str], str]]:
    """The kinds of pages, with their addresses and what else their requests say."""
    newest = list(Listing.objects.order_by("-published_at", "pk")[:DIFFERENT])
    lessons = ListingLesson.objects.order_by("-published_at", "pk").values_list("uid", flat=True)[:DIFFERENT]
    narrowed = [f"/en/cases/?theme={row.themes[0]}&country={row.countries[0]}" for row in newest]
    cases = [f"/en/cases/{row.slug}/" for row in newest]
    return {
        "a bare view with one query": ([f"/bare/?id={newest[0].pk}"], ""),
        "case": (cases, ""),
        "lesson": ([f"/en/lessons/{uid}/" for uid in lessons], ""),
        "list with its facets": (["/en/cases/", *narrowed], ""),
        "list, sent compressed": (["/en/cases/", *narrowed], "Accept-Encoding: gzip\r\n"),
        "case, for who has it": ([cases[0]], f"If-None-Match: {name_of(cases[0])}\r\n"),
        "case, while one is published each second": (cases, ""),
        "list, while one is published each second": (["/en/cases/", *narrowed], ""),
    }


def name_of(address: str) -> str:
    from django.test import Client

    return str(Client(headers={"host": "localhost"}).get(address)["ETag"])


@contextmanager
def server() -> Iterator[int]:
    """The web server of the site, with the bare view; gives its port."""
    logs = Path(settings.PEERLEARN_DATA) / "logs"
    logs.mkdir(exist_ok=True)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        process = subprocess.Popen(
            [sys.executable, *map(str, web_server([listener], logs))],
            pass_fds=[listener.fileno()],
            env={**os.environ, "DJANGO_SETTINGS_MODULE": "bench.settings"},
        )
        try:
            yield listener.getsockname()[1]
        finally:
            process.terminate()
            process.wait()


def rate(port: int, addresses: list[str], heads: str, seconds: float = SECONDS) -> float:
    """Answers a second."""
    until = time.perf_counter() + seconds
    with ThreadPoolExecutor(CONNECTIONS) as threads:
        turns = [cycle(addresses[start:] + addresses[:start]) for start in range(CONNECTIONS)]
        counts = threads.map(lambda turn: answers(port, turn, heads, until), turns)
        return sum(counts) / seconds


def each_once(port: int, addresses: list[str], heads: str) -> None:
    with ThreadPoolExecutor(CONNECTIONS) as threads:
        list(threads.map(lambda turn: answers(port, addresses, heads, inf), range(CONNECTIONS)))


def answers(port: int, addresses: Iterable[str], heads: str, until: float) -> int:
    """How many answers one connection gets in its time; opened anew where the server closes it."""
    count, connection = 0, None
    for address in addresses:
        if time.perf_counter() > until:
            break
        connection = connection or socket.create_connection(("127.0.0.1", port), timeout=PATIENCE)
        connection.sendall(f"GET {address} HTTP/1.1\r\nHost: localhost\r\n{heads}\r\n".encode())
        whole, closes = received(connection)
        count += whole
        if closes or not whole:
            connection.close()
            connection = None
    if connection:
        connection.close()
    return count


def received(connection: socket.socket) -> tuple[bool, bool]:
    """Reads one answer; whether it came whole, and whether the connection ends with it."""
    data = b""
    while b"\r\n\r\n" not in data:
        if not (more := connection.recv(65536)):
            return False, True
        data += more
    head, _end, body = data.partition(b"\r\n\r\n")
    lines = dict(line.lower().split(b": ", 1) for line in head.split(b"\r\n")[1:])
    status = int(head.split(b" ")[1])
    if status not in (200, 304):
        raise AssertionError(head.decode())
    left = int(lines.get(b"content-length", 0)) - len(body) if status == 200 else 0
    while left > 0:
        if not (more := connection.recv(262_144)):
            return False, True
        left -= len(more)
    return True, lines.get(b"connection") == b"close"


@contextmanager
def publishing() -> Iterator[None]:
    """Publishes a case each second meanwhile, in a process of its own."""
    case = Listing.objects.order_by("pk").values_list("case", flat=True)[0]
    process = subprocess.Popen([sys.executable, "-m", "bench", "publish", str(case)])
    try:
        yield
    finally:
        process.terminate()
        process.wait()


@contextmanager
def nothing() -> Iterator[None]:
    yield


def publish_on(case: int) -> None:
    while True:
        rebuild_listing(case)
        time.sleep(1)
