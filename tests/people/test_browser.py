"""Inviting and accepting in a real browser: nothing for axe to find, no policy broken."""

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from django.urls import reverse
from playwright.sync_api import Browser, Page, expect

from partnerships.invitations import invite, link_of
from partnerships.models import Invitation, Membership, Organisation
from partnerships.models.people import Role
from peerlearn.accounts.models import User
from tests.factories import PASSWORD, make_administrator, make_editor, make_member, make_organisation

pytestmark = pytest.mark.browser
ADDRESS = "a.very.long.name.of.somebody@an-association-with-a-long-name.example"


@pytest.fixture
def organisation(transactional_db: None) -> Organisation:
    return make_organisation(name="Associação Nacional dos Municípios de Moçambique")


@pytest.fixture
def editor(organisation: Organisation) -> User:
    make_member(organisation=organisation, name="Carla")
    return make_editor(organisation=organisation, password=PASSWORD)


def log_in(page: Page, address: str, user: User) -> None:
    page.goto(f"{address}/en/accounts/login/")
    page.get_by_label("E-mail address").fill(user.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/desk/")


def problems(page: Page) -> list[str]:
    """What axe finds, and whether the page is wider than its window."""
    found = [f"{one['id']}: {one['nodes'][0]['html']}" for one in Axe().run(page).response["violations"]]
    wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
    return [*found, *(["too wide"] if wide else [])]


def link_to(address: str, email: str) -> str:
    return address + "/" + link_of(Invitation.objects.get(email=email)).split("/", 3)[3]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_axe_finds_nothing(
    browser: Browser, live_server: Any, organisation: Organisation, editor: User, scheme: Any, width: int
) -> None:
    invite(ADDRESS, organisation, Role.ADMINISTRATOR, make_administrator())
    invite("nuno@test.example", organisation, Role.CONTRIBUTOR, editor)
    page = browser.new_page(color_scheme=scheme, viewport={"width": width, "height": 900})
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    invited = link_to(live_server.url, "nuno@test.example")
    page.goto(invited)
    assert problems(page) == []
    page.get_by_label("Your name").fill("Nuno")
    page.get_by_label("Password").fill("short")
    page.get_by_label("The same again").fill("short")
    page.keyboard.press("Enter")
    expect(page.locator(".errorlist").first).to_be_visible()
    assert problems(page) == []

    log_in(page, live_server.url, editor)
    page.goto(invited)
    expect(page.get_by_role("alert")).to_contain_text("You are logged in as")
    assert problems(page) == []
    page.get_by_role("link", name="Desk").click()
    page.get_by_role("link", name="People").click()
    page.get_by_text("Remove Carla").click()
    assert problems(page) == []
    page.get_by_label("E-mail address").fill(editor.email)
    page.get_by_label("Role").select_option("editor")
    page.get_by_role("button", name="Send the invitation").click()
    expect(page.locator(".desk-errors")).to_have_text("This person has this role already.")
    assert problems(page) == []
    page.get_by_role("button", name="Take back nuno@test.example").click()
    expect(page.get_by_role("status")).to_contain_text("Taken back.")
    assert problems(page) == []

    Membership.objects.create(user=editor, organisation=make_organisation(), role=Role.EDITOR)
    page.goto(live_server.url + reverse("people:home"))
    assert problems(page) == []
    page.context.clear_cookies()
    page.goto(invited, wait_until="load")
    expect(page.get_by_role("heading", level=1)).to_have_text("This invitation was taken back.")
    assert problems(page) == []
    page.context.close()
    assert [text for text in said if "status of 4" not in text] == []


def test_from_invitation_to_the_desk(
    browser: Browser, live_server: Any, organisation: Organisation, editor: User
) -> None:
    page = browser.new_page()
    log_in(page, live_server.url, editor)
    page.get_by_role("link", name="People").click()
    page.get_by_label("E-mail address").fill("nuno@test.example")
    page.get_by_label("Language of the mail").select_option("pt")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_have_text("A mail to nuno@test.example is on its way.")

    guest = browser.new_page()
    guest.goto(link_to(live_server.url, "nuno@test.example"))
    guest.get_by_label("Your name").fill("Nuno")
    guest.get_by_label("Password").fill(PASSWORD)
    guest.get_by_label("The same again").fill(PASSWORD)
    guest.keyboard.press("Enter")
    guest.wait_for_url("**/en/desk/")
    expect(guest.get_by_role("heading", level=1)).to_have_text("My cases")
    page.reload()
    expect(page.get_by_role("region", name="Who writes here")).to_contain_text("nuno@test.example")
    guest.context.close()
    page.context.close()
