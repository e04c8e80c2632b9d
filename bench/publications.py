"""The time of making a publication, against plain WeasyPrint on the same finished HTML; of a compendium, against its cases."""

import statistics
import subprocess
import sys
import time
from collections.abc import Callable

from django.core.files.storage import storages
from django.urls import reverse
from django.utils.translation import override
from weasyprint import HTML

from bench.giving import given, print_by_chromium, printed_by_chromium
from cases.models import Edition, Publication
from cases.publications.asking import Kind, ask
from cases.publications.engine.fetcher import OwnFiles
from cases.publications.engine.papers import OFFICE
from cases.publications.running.making import make
from cases.publications.single.rendering import address_of, full_html
from peerlearn.editing.prose import plain

RUNS = 7
SIZES = (10, 100)
"""Chapters of the compendia that are measured."""


def measure() -> list[str]:
    """Medians in seconds for the largest sample case. The whole job reads the edition, presents it, fills
    the templates, lays out, stores the file and tells the row; WeasyPrint alone gets the finished HTML.
    Both are timed in turn, so that what else the machine does weighs on both."""
    edition, language = largest()
    publication = ask(edition, Kind(language))
    html, address = full_html(edition, language), address_of(edition, language)

    def whole() -> None:
        Publication.objects.filter(pk=publication.pk).update(state=Publication.State.WANTED)
        make(publication.pk)

    def engine() -> None:
        HTML(string=html, base_url=address, url_fetcher=OwnFiles()).write_pdf(pdf_variant=OFFICE.variant)

    whole()  # fonts and templates are read once
    times = [(seconds(whole), seconds(engine)) for _run in range(RUNS)]
    made, alone = (statistics.median(column) for column in zip(*times, strict=True))
    publication.refresh_from_db()
    size = storages["publications"].size(str(publication.file)) / 1024
    return [
        f"Making {edition.case.slug} ({language}, {publication.pages} pages, {size:.0f} KB): median {made:.2f} s;"
        f" WeasyPrint on the same HTML {alone:.2f} s; ratio {made / alone:.2f}.",
        *beside_chromium(html, engine),
        given(publication, address_of_pdf(edition, language)),
        *(measured_alone(size) for size in SIZES),
    ]


def beside_chromium(html: str, engine: Callable[[], None]) -> list[str]:
    """Chromium as a whole process, as one would call it."""
    command = printed_by_chromium(html)
    if not command:
        return ["Chromium's print was not measured: there is none."]
    print_by_chromium(command)
    times = [(seconds(lambda: print_by_chromium(command)), seconds(engine)) for _run in range(RUNS)]
    chromium, weasyprint = (statistics.median(column) for column in zip(*times, strict=True))
    return [
        f"Chromium prints the same HTML in {chromium:.2f} s, its start included; WeasyPrint takes"
        f" {weasyprint / chromium:.2f} times as long."
    ]


def address_of_pdf(edition: Edition, language: str) -> str:
    with override(language):
        return reverse("publications:publication", args=[edition.case.slug, edition.number])


def measured_alone(chapters: int) -> str:
    """What `bench.compendium` says of a compendium of so many chapters: in a process of its own, for its memory."""
    command = [sys.executable, "-m", "bench.compendium", str(chapters)]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


def largest() -> tuple[Edition, str]:
    """The edition with the most to read, and the language; the length of its map's coasts doesn't count."""
    editions = Edition.objects.with_document().order_by("pk")[:20]  # the sample, not its copies
    candidates = [(edition, language) for edition in editions for language in edition.languages]
    return max(candidates, key=lambda candidate: len(plain(full_html(*candidate))))


def seconds(run: Callable[[], None]) -> float:
    began = time.perf_counter()
    run()
    return time.perf_counter() - began
