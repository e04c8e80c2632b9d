"""How fast a made publication is given, against a static file of its size under the same server; and Chromium's print."""

import shutil
import statistics
import subprocess
import tempfile
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.files.storage import storages

from bench.throughput import each_once, rate, server
from cases.models import Publication
from cases.publications.engine.fetcher import SCHEME

ROUNDS, SECONDS = 15, 1.0
"""Short turns, many of them: what else the machine does comes and goes within seconds."""


def given(publication: Publication, address: str) -> str:
    """Answers a second over eight connections: the PDF, and its bytes as a static file, in turn. The ratio is the
    median of those of all turns, beside the quarters round it."""
    with storages["publications"].open(str(publication.file)) as file:
        pdf = file.read()
    twin = Path(settings.STATIC_ROOT) / "measured.pdf"
    twin.write_bytes(pdf)
    static = f"{settings.STATIC_URL}{twin.name}"
    try:
        with server() as port:
            for each in (address, static):
                each_once(port, [each], "")
            turns = [
                (rate(port, [address], "", SECONDS), rate(port, [static], "", SECONDS)) for _ in range(ROUNDS)
            ]
    finally:
        twin.unlink()
    made, plain = (statistics.median(found) for found in zip(*turns, strict=True))
    low, ratio, high = statistics.quantiles([plain / made for made, plain in turns], n=4)
    return (
        f"Giving it ({len(pdf) // 1024} KB): {made:.0f} answers a second; a static file of its bytes under the same"
        f" server {plain:.0f}; {ratio:.2f} times its time ({low:.2f} to {high:.2f})."
    )


def printed_by_chromium(html: str) -> list[str]:
    """The command that prints finished HTML with Chromium, from a folder where it finds style and fonts; [] without one."""
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if not chromium:
        return []
    folder = Path(tempfile.mkdtemp())
    for sheet in Path(str(finders.find("css"))).glob("publication*.css"):
        (folder / sheet.name).write_text(_by_path(sheet.read_text()))
    page = folder / "page.html"
    page.write_text(_by_path(html.replace(f"{SCHEME}://static/css/", f"{folder}/")))
    options = ["--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer"]
    return [chromium, *options, f"--print-to-pdf={folder}/page.pdf", str(page)]


def print_by_chromium(command: list[str]) -> None:
    subprocess.run(command, check=True, capture_output=True)


def _by_path(words: str) -> str:
    fonts = finders.find("fonts")
    return words.replace(f"{SCHEME}://static/fonts", f"file://{fonts}")
