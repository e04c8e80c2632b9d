"""How fast a made publication is given, against a static file of its size under the same server; and Chromium's print."""

import shutil
import statistics
import subprocess
import tempfile
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.files.storage import storages

from bench.throughput import ROUNDS, each_once, rate, server
from cases.models import Publication
from cases.publications.engine.fetcher import SCHEME


def given(publication: Publication, address: str) -> str:
    """Answers a second over eight connections: the PDF, and its bytes as a static file. Both in turn."""
    with storages["publications"].open(str(publication.file)) as file:
        pdf = file.read()
    twin = Path(settings.STATIC_ROOT) / "measured.pdf"
    twin.write_bytes(pdf)
    rates: dict[str, list[float]] = {address: [], "/static/measured.pdf": []}
    try:
        with server() as port:
            for each in rates:
                each_once(port, [each], "")
            for _round in range(ROUNDS):
                for each, found in rates.items():
                    found.append(rate(port, [each], ""))
    finally:
        twin.unlink()
    made, static = (statistics.median(found) for found in rates.values())
    return (
        f"Giving it ({len(pdf) // 1024} KB): {made:.0f} answers a second; a static file of its bytes under the same"
        f" server {static:.0f}; {static / made:.2f} times its time."
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
