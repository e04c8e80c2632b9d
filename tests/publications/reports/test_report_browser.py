"""From the dashboard to the PDF in a real browser, made by a real worker; nothing for axe to find."""

import io
import os
import subprocess
import sys
from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from django.db import connection
from django.urls import reverse
from playwright.sync_api import BrowserContext, expect
from pypdf import PdfReader

from cases.models import Publication
from peerlearn.environment import PROJECT
from tests.publications.beside import database_url

from .programmes import Busy

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
type Enter = Callable[..., BrowserContext]
PATIENCE = 60  # seconds


def work_off() -> None:
    """Runs a worker on the test's own database until the queue is empty."""
    command = [sys.executable, "manage.py", "procrastinate", "worker", "--one-shot"]
    environment = os.environ | {"DATABASE_URL": database_url()}
    assert (
        subprocess.run(command, cwd=PROJECT, env=environment, timeout=PATIENCE, check=False).returncode == 0
    )


def test_report_is_asked_for_on_the_dashboard_and_taken_away(enter: Enter, busy: Busy) -> None:
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE procrastinate_events, procrastinate_jobs, procrastinate_workers CASCADE")
    page = enter(busy.coordinator).new_page()
    page.goto(f"{reverse('desk:programme', args=[busy.programme.slug])}?from=2024-01&to=2024-03")
    form = page.locator("form.report-form")
    expect(form.get_by_label("From")).to_have_value("2024-01")
    form.get_by_label("Language").select_option("pt")
    form.get_by_role("button", name="Make the report (PDF)").click()
    expect(page.get_by_role("heading", name="Your report is being made")).to_be_visible()
    assert Axe().run(page).response["violations"] == []
    with page.expect_response("**/report/*.pdf", timeout=PATIENCE * 1000) as taken:
        work_off()
    assert taken.value.headers["content-type"] == "application/pdf"
    report = Publication.objects.get()
    assert (report.state, report.language) == (Publication.State.READY, "pt")
    with report.file.open("rb") as file:
        words = PdfReader(io.BytesIO(file.read())).pages[0].extract_text()
    assert busy.programme.slug.replace("-", " ").capitalize() in " ".join(words.split())


def test_form_with_what_can_not_be_read_has_nothing_for_axe_to_find(enter: Enter, busy: Busy) -> None:
    page = enter(busy.coordinator, viewport={"width": 360, "height": 740}).new_page()
    page.goto(f"{reverse('reports:report', args=[busy.programme.slug])}?from=yesterday")
    expect(page.get_by_role("alert")).to_contain_text("“yesterday” is no date")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert Axe().run(page).response["violations"] == []
