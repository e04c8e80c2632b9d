"""Server time, queries and weight of the public pages."""

import gzip
import re
import statistics
import time

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cases.models import ListingLesson

RUNS = 30


def pages() -> dict[str, str]:
    """The pages to measure, by name, with their addresses."""
    lesson = ListingLesson.objects.order_by("pk")[0].uid
    return {
        "home": "/en/",
        "cases": "/en/cases/",
        "cases, two filters": "/en/cases/?theme=land-and-cadastre&country=MZ",
        "cases, words": "/en/cases/?q=waste",
        "case": "/en/cases/guarulhos-nampula/",
        "lessons": "/en/lessons/",
        "lesson": f"/en/lessons/{lesson}/",
    }


def measure() -> list[str]:
    """A table row per page: queries, median and highest server time in ms, weight in KB."""
    rows = [
        "| page | queries | median ms | highest ms | HTML KB (gzip) | all KB (gzip) |",
        "|---|---|---|---|---|---|",
    ]
    for name, address in pages().items():
        client = Client(headers={"host": "localhost"})
        client.get(address)  # the index follows what was published
        with CaptureQueriesContext(connection) as captured:
            answer = client.get(address)
            queries = len(captured)  # the log is emptied by the next request
        assert answer.status_code == 200, (address, answer.status_code)
        times = []
        for _run in range(RUNS):
            began = time.perf_counter()
            client.get(address)
            times.append((time.perf_counter() - began) * 1000)
        html = len(gzip.compress(answer.content)) / 1024
        rows.append(
            f"| {name} | {queries} | {statistics.median(times):.1f} | {max(times):.1f}"
            f" | {html:.1f} | {html + linked_weight(answer.content.decode()):.1f} |"
        )
    return rows


def linked_weight(html: str) -> float:
    """KB, compressed, of the style sheets and scripts that a page links."""
    linked = set(re.findall(rf'(?:href|src)="{settings.STATIC_URL}([^"]+\.(?:css|js))"', html))
    return sum(len(gzip.compress(_content(name))) for name in linked) / 1024


def _content(name: str) -> bytes:
    with staticfiles_storage.open(name) as file:
        return bytes(file.read())
