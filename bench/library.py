"""How finding grows: server time of every kind of search, cold after a publication and warm.

Runs on the library that is there, whatever its size: `python -m bench library`. It publishes one case
again and again (that is what makes an index cold), so point it at a library made by `make_cases`.
"""

import statistics
import time
from collections.abc import Callable, Iterable
from typing import Any

from django.conf import settings
from django.db import connection
from django.http import QueryDict
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cases.catalogue import index, matches, titles
from cases.catalogue.finding import CASES, LESSONS, Found
from cases.catalogue.listing import rebuild_listing
from cases.catalogue.snapshot import one_snapshot
from cases.interchange.invented.words import COMMON, RARE
from cases.library import answering
from cases.models import Listing, ListingLesson, ListingText
from peerlearn import kept

RUNS, FIRSTS = 40, 5


def measure() -> list[str]:
    """A table row for each page: queries, p50 and p95 of the server time warm and after a publication, and the
    median when the process remembers nothing but the index. Whole answers are not kept meanwhile: all are drawn."""
    answering.answers.most = 0
    settings.ALLOWED_HOSTS = ["localhost"]
    client = Client(headers={"host": "localhost"})
    published = Listing.objects.order_by("-published_at", "pk").values_list("case", flat=True)[0]
    rows = [
        f"{Listing.objects.count()} cases, {ListingLesson.objects.count()} lessons,"
        f" {ListingText.objects.count()} texts.",
        "",
        "| what | finds | queries | p50 ms | p95 ms | p95 after a publication | first time |",
        "|---|---|---|---|---|---|---|",
    ]
    for name, address in searches().items():
        get = lambda address=address: client.get(address)  # noqa: E731 - one per search
        queries = asked(get)
        warm = times(get)
        cold = times(get, before=lambda: rebuild_listing(published))
        first = statistics.median(times(get, before=forget, runs=FIRSTS))
        rows.append(
            f"| {name} | {found(address)} | {queries} | {statistics.median(warm):.1f} | {p95(warm):.1f}"
            f" | {p95(cold):.1f} | {first:.1f} |"
        )
    return [*rows, "", *following(published)]


def searches() -> dict[str, str]:
    """What is searched, by name, with its address; words that `make_cases` puts into so many cases."""
    newest = Listing.objects.order_by("-published_at", "pk")[0]
    theme, country = newest.themes[0], newest.countries[0]
    rare = next(iter(RARE))
    lesson = ListingLesson.objects.order_by("-published_at", "pk")[0]
    middle = max(Listing.objects.count() // 48, 1)
    return {
        "cases": "/en/cases/",
        "cases, a page in the middle": f"/en/cases/?page={middle}",
        "cases by title": "/en/cases/?sort=title",
        "cases, two filters": f"/en/cases/?theme={theme}&country={country}",
        "cases, a rare word": f"/en/cases/?q={rare}",
        "cases, a word in half of them": f"/en/cases/?q={COMMON}",
        "cases, that word and two filters": f"/en/cases/?q={COMMON}&theme={theme}&country={country}",
        "cases, a theme by its name in another language": "/en/cases/?q=or%C3%A7amento+participativo",
        "cases, a misspelt word": f"/en/cases/?q={rare[:-2]}{rare[-1]}{rare[-2]}",
        "lessons": "/en/lessons/",
        "lessons, their commonest word": f"/en/lessons/?q={commonest_of_lessons()}",
        "lessons, two filters": f"/en/lessons/?theme={theme}&country={country}",
        "suggestions, two letters": "/en/suggest/?q=wa",
        "suggestions, a rare word": f"/en/suggest/?q={rare[:-1]}",
        "suggestions, a misspelt word": f"/en/suggest/?q={rare[:-2]}{rare[-1]}{rare[-2]}",
        "case": f"/en/cases/{newest.slug}/",
        "lesson": f"/en/lessons/{lesson.uid}/",
        "home": "/en/",
        "theme": f"/en/themes/{theme}/",
        "city": f"/en/cities/{newest.cities[0]}/",
    }


def commonest_of_lessons() -> str:
    """The word (its stem) that the most English lessons have, by a sample of them."""
    sample = "SELECT everything FROM cases_listinglessonwords WHERE language = ''en'' ORDER BY id LIMIT 1500"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT word FROM ts_stat('{sample}') ORDER BY ndoc DESC, word LIMIT 1")  # noqa: S608
        return str(cursor.fetchone()[0])


def forget() -> None:
    """As if the process had just begun, but for the index."""
    kept.forget()
    matches.forget()
    titles.forget()


def found(address: str) -> int | str:
    """How many results a search has; "" for a page that is none."""
    path, _mark, query = address.partition("?")
    catalogue = {"/en/cases/": CASES, "/en/lessons/": LESSONS}.get(path)
    return len(Found(catalogue, QueryDict(query), "en").ids) if catalogue else ""


def asked(get: Callable[[], Any]) -> int:
    """How many queries a page takes once the index is there."""
    get()
    with CaptureQueriesContext(connection) as captured:
        answer = get()
        queries = len(captured)  # the log is emptied by the next request
    assert answer.status_code == 200, answer
    return queries


def times(
    get: Callable[[], Any], *, before: Callable[[], Any] = lambda: None, runs: int = RUNS
) -> list[float]:
    """Server times in ms, each run after something that isn't timed."""
    took = []
    for _run in range(runs):
        before()
        began = time.perf_counter()
        get()
        took.append((time.perf_counter() - began) * 1000)
    return took


def p95(took: Iterable[float]) -> float:
    return statistics.quantiles(took, n=20)[-1]


def following(case: int) -> list[str]:
    """What the index itself takes: built anew, brought up to date, and how many values it counts how fast."""
    anew = times(_current, before=index.forget, runs=5)
    behind = times(_current, before=lambda: rebuild_listing(case))
    listed = times(lambda: rebuild_listing(case))
    held = index.current()
    some = held.cases.having("language", ["en"])
    counted = times(lambda: [held.cases.counts(facet.name, some) for facet in CASES.facets])
    lessons = held.lessons.having("kind", ["worked"])
    counted_too = times(lambda: [held.lessons.counts(facet.name, lessons) for facet in LESSONS.facets])
    number = sum(map(len, held.cases.values.values())) + sum(map(len, held.lessons.values.values()))
    return [
        f"Index of {number} values: built anew in {statistics.median(anew):.0f} ms, brought up to date after a"
        f" publication in {statistics.median(behind):.1f} ms (p95 {p95(behind):.1f}). Writing one listing anew:"
        f" {statistics.median(listed):.0f} ms. Counting every value of every facet: cases"
        f" {statistics.median(counted):.1f} ms, lessons {statistics.median(counted_too):.1f} ms."
    ]


def _current() -> None:
    with one_snapshot():
        index.current()
