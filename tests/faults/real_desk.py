"""A case at the desk of a site of its own, and a writer who is logged in there."""

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from playwright.sync_api import Browser, Page

from peerlearn import embedded
from peerlearn.environment import PROJECT
from tests.serving import Site, environment_of

SCRIPT = """
import json
from django.test import Client
from tests.factories import make_case, make_member, make_organisation, make_partnership
writers = make_organisation()
case = make_case(owner=writers, partnership=make_partnership(organisation=writers), title="In bad weather")
client = Client(SERVER_NAME="localhost")
client.force_login(make_member(organisation=writers))
client.get(f"/en/desk/cases/{case.uid}/start/")
print(json.dumps({"case": str(case.uid), "cookies": {k: v.value for k, v in client.cookies.items()}}))
"""


@dataclass(frozen=True)
class Desk:
    """Where a writer writes: the site, the case, and the cookies of the log-in."""

    site: Site
    database: Path
    case: str
    cookies: dict[str, str]

    def address(self, section: str) -> str:
        return f"{self.site.address}/en/desk/cases/{self.case}/{section}/"

    def open(self, browser: Browser, section: str) -> Page:
        context = browser.new_context()
        url = self.site.address
        context.add_cookies([{"name": k, "value": v, "url": url} for k, v in self.cookies.items()])
        page = context.new_page()
        page.goto(self.address(section), wait_until="networkidle")
        return page


def desk_of(site: Site, database: Path, data: Path) -> Desk:
    """Makes writer and case in the site's own database, by a process that shares its secret."""
    made = subprocess.run(
        [sys.executable, "manage.py", "shell", "--no-imports", "-c", SCRIPT],
        cwd=PROJECT,
        env=environment_of(data) | {"DATABASE_URL": embedded.socket_url(database)},
        capture_output=True,
        text=True,
        check=True,
    )
    told = json.loads(made.stdout.splitlines()[-1])
    assert settings.SESSION_COOKIE_NAME in told["cookies"]
    return Desk(site, database, **told)
