"""The account pages in a real browser: log in, second factors, nothing for axe to find, no policy broken."""

from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from django.contrib import admin
from django.urls import reverse
from playwright.sync_api import Browser, ConsoleMessage, Page, expect

from partnerships.models import Organisation
from peerlearn.accounts.models import User
from tests.factories import PASSWORD, make_administrator, make_editor, make_organisation, publish_case

from .codes import code_of

pytestmark = pytest.mark.browser
BEFORE = (
    "login/",
    "signup/",
    "inactive/",
    "password/reset/",
    "password/reset/done/",
    "password/reset/key/1-x/",
    "password/reset/key/done/",
)
AFTER = (
    "logout/",
    "password/change/",
    "reauthenticate/",
    "sessions/",
    "2fa/",
    "2fa/totp/activate/",
    "2fa/webauthn/",
    "2fa/webauthn/add/",
)
PROTECTED = (
    "2fa/",
    "2fa/reauthenticate/",
    "2fa/totp/deactivate/",
    "2fa/recovery-codes/",
    "2fa/recovery-codes/generate/",
)


class Visit:
    """A browser at the account pages; remembers what axe finds and what the console says."""

    def __init__(self, page: Page, address: str) -> None:
        self.page, self.address = page, f"{address}/en/accounts/"
        self.found: dict[str, Any] = {}
        self.said: list[str] = []
        page.on("console", self._listen)

    def _listen(self, message: ConsoleMessage) -> None:
        self.said.append(message.text)

    def see(self, *places: str) -> None:
        for place in places:
            self.page.goto(self.address + place)
            self.check()

    def check(self) -> None:
        found = [
            (violation["id"], violation["nodes"][0]["html"])
            for violation in Axe().run(self.page).response["violations"]
        ]
        wide = self.page.evaluate("document.documentElement.scrollWidth > innerWidth")
        if found or wide:
            self.found[self.page.url] = (found, wide)

    def log_in(self, user: User) -> None:
        self.page.goto(self.address + "login/")
        self.page.get_by_label("E-mail address").fill(user.email)
        self.page.get_by_label("Password").fill(PASSWORD)
        self.page.keyboard.press("Enter")

    def log_out(self) -> None:
        self.page.goto(self.address + "logout/")
        self.page.get_by_role("main").get_by_role("button", name="Log out").click()
        self.page.wait_for_url("**/en/")

    def confirm(self) -> None:
        """Gives the password once more, on the keyboard."""
        self.page.get_by_label("Password").fill(PASSWORD)
        self.page.keyboard.press("Enter")
        self.page.wait_for_url(lambda address: "reauthenticate" not in address)

    def set_up_app(self) -> str:
        """Sets up the app; gives its key."""
        secret = self.page.locator(".account-key").inner_text()
        self.page.get_by_label("Code").fill(code_of(secret))
        self.page.keyboard.press("Enter")
        self.page.wait_for_url("**/recovery-codes/")
        return secret


@pytest.fixture
def association(transactional_db: None) -> Organisation:
    return make_organisation()


@pytest.fixture
def editor(association: Organisation) -> User:
    return make_editor(organisation=association, password=PASSWORD)


@pytest.fixture
def visit(browser: Browser, live_server: Any) -> Iterator[Visit]:
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    yield Visit(page, live_server.url)
    page.context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_axe_finds_nothing(browser: Browser, live_server: Any, editor: User, scheme: Any, width: int) -> None:
    page = browser.new_page(color_scheme=scheme, viewport={"width": width, "height": 900})
    visit = Visit(page, live_server.url)
    visit.see(*BEFORE)
    visit.log_in(editor)
    page.wait_for_url("**/desk/")
    page.goto(visit.address + "2fa/totp/activate/")
    visit.check()
    visit.confirm()
    visit.see(*AFTER)
    page.goto(visit.address + "2fa/totp/activate/")
    visit.set_up_app()
    visit.see(*PROTECTED)
    visit.log_out()
    visit.log_in(editor)
    page.wait_for_url("**/2fa/authenticate/")
    visit.check()
    page.get_by_label("Code").fill("000000")
    page.keyboard.press("Enter")
    expect(page.locator(".errorlist")).to_be_visible()
    visit.check()
    page.context.close()
    assert visit.found == {}
    assert visit.said == []


def test_wrong_password_says_so(visit: Visit, editor: User) -> None:
    visit.page.goto(visit.address + "login/")
    visit.page.get_by_label("E-mail address").fill(editor.email)
    visit.page.get_by_label("Password").fill("not this one")
    visit.page.keyboard.press("Enter")
    expect(visit.page.get_by_role("alert")).to_have_text(
        "This e-mail address and this password don't go together."
    )
    visit.check()
    assert visit.found == {}


def test_passkey_is_added_used_and_removed(visit: Visit, editor: User) -> None:
    page = visit.page
    phone = page.context.new_cdp_session(page)
    phone.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasUserVerification": True,
        "isUserVerified": True,
    }
    phone.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    visit.log_in(editor)
    page.wait_for_url("**/desk/")
    page.goto(visit.address + "2fa/webauthn/add/")
    visit.confirm()
    page.get_by_label("Name").fill("My phone")
    page.get_by_role("button", name="Add it").click()
    page.wait_for_url("**/recovery-codes/")
    visit.see("2fa/webauthn/", "2fa/webauthn/reauthenticate/")
    visit.log_out()

    visit.log_in(editor)
    page.wait_for_url("**/2fa/authenticate/")
    page.get_by_role("button", name="Use a passkey").click()
    page.wait_for_url("**/desk/")

    page.goto(visit.address + "2fa/webauthn/")
    page.get_by_role("link", name="Rename My phone").click()
    if "reauthenticate" in page.url:
        visit.confirm()
    visit.check()
    page.get_by_label("Name").fill("My old phone")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Remove My old phone").click()
    visit.check()
    page.get_by_role("button", name="Remove it").click()
    expect(page.get_by_role("main")).to_contain_text("There is none.")
    assert visit.found == {}
    assert visit.said == []


def test_required_second_factor_leads_there_and_lets_in(visit: Visit, editor: User, settings: Any) -> None:
    settings.SECOND_FACTOR_REQUIRED = True
    visit.log_in(editor)
    visit.page.wait_for_url("**/accounts/2fa/")
    expect(visit.page.get_by_role("status")).to_contain_text("Your role needs a second factor.")
    visit.check()
    visit.page.get_by_role("link", name="Set up the app").click()
    visit.confirm()
    visit.set_up_app()
    visit.page.get_by_role("link", name="My cases").click()
    visit.page.wait_for_url("**/desk/")
    assert visit.found == {}


def test_administration_breaks_no_policy(visit: Visit, association: Organisation) -> None:
    visit.log_in(make_administrator(password=PASSWORD))
    visit.page.wait_for_url("**/desk/")
    site = visit.address.removesuffix("/en/accounts/")
    publish_case()
    lists = [
        reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
        for model in admin.site._registry
    ]
    for place in ("/admin/", *lists, "/admin/partnerships/programme/add/"):
        visit.page.goto(f"{site}{place}", wait_until="networkidle")
    visit.page.goto(f"{site}/admin/partnerships/partnership/add/", wait_until="networkidle")
    visit.page.locator(".select2-selection").first.click()
    expect(visit.page.locator(".select2-results")).to_be_visible()
    assert visit.said == []
