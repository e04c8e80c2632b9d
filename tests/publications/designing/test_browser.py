"""A design in a real browser: seen while it is typed, without a script by a button, for keyboards and for axe."""

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from django.urls import reverse
from playwright.sync_api import Browser, FrameLocator, Page, expect

from cases.models import Design
from partnerships.models import Organisation
from peerlearn.accounts.models import User
from tests.factories import (
    PASSWORD,
    make_case,
    make_city,
    make_editor,
    make_organisation,
    make_partnership,
    publish_case,
)

pytestmark = pytest.mark.browser
BLUE = "#25356b"


@pytest.fixture
def owner(transactional_db: None) -> Organisation:
    owner = make_organisation(name="The owner")
    cities = (
        make_city(name="Guarulhos", latitude=-23.4, longitude=-46.5),
        make_city(name="Nampula", latitude=-15.1, longitude=39.2),
    )
    publish_case(make_case(owner=owner, partnership=make_partnership(cities=cities), title="A case to show"))
    return owner


@pytest.fixture
def editor(owner: Organisation) -> User:
    return make_editor(organisation=owner, password=PASSWORD)


def open_design(page: Page, address: str, owner: Organisation, user: User) -> list[str]:
    """Logs in and goes to the page; what the browser complains about is collected in the list."""
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.goto(f"{address}/en/accounts/login/")
    page.get_by_label("E-mail address").fill(user.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/desk/")
    page.goto(address + reverse("designs:design", args=[owner.slug]))
    return said


def preview(page: Page) -> FrameLocator:
    return page.frame_locator("iframe")


def colour_of(page: Page, place: str) -> str:
    colour: str = preview(page).locator(place).first.evaluate("one => getComputedStyle(one).backgroundColor")
    return colour


def test_what_is_typed_shows_at_once(
    browser: Browser, live_server: Any, owner: Organisation, editor: User
) -> None:
    page = browser.new_page()
    said = open_design(page, live_server.url, owner, editor)
    expect(preview(page).get_by_role("heading", level=1)).to_have_text("A case to show")
    expect(page.get_by_role("button", name="Show it")).to_be_hidden()

    page.get_by_label("Colour of the first city").last.fill(BLUE)
    assert colour_of(page, ".band .pair-1") == "rgb(37, 53, 107)"
    expect(preview(page).locator(f'.cover-map svg [fill="{BLUE}"]').first).to_be_attached()

    page.get_by_role("group", name="Name of the series").get_by_label("Português").fill("Cadernos")
    expect(preview(page).locator(".cover-series")).to_have_text("Cadernos")
    page.get_by_role("group", name="Words in the imprint").get_by_label("Português").fill(
        "Rua do Teste\n1000"
    )
    expect(preview(page).locator(".house")).to_have_text("Rua do Teste1000")
    expect(page.get_by_label("in", exact=True)).to_have_value("pt")
    assert not Design.objects.exists()

    page.get_by_role("button", name="Save this design").click()
    expect(page.get_by_role("status")).to_contain_text("Saved.")
    assert colour_of(page, ".band .pair-1") == "rgb(37, 53, 107)"
    assert said == []


def test_pale_colour_is_told_while_it_is_chosen(
    browser: Browser, live_server: Any, owner: Organisation, editor: User
) -> None:
    page = browser.new_page()
    open_design(page, live_server.url, owner, editor)
    picker = page.locator("[data-colour=second]")
    picker.fill("#f0c040")
    expect(page.locator("#id_design-second")).to_have_value("#f0c040")
    expect(page.locator("[data-said=second]")).to_contain_text("at least 4.5 is needed")
    picker.fill("#8a5a00")
    expect(page.locator("[data-said=second]")).to_be_empty()


def test_chosen_logo_shows_before_it_is_sent(
    browser: Browser, live_server: Any, owner: Organisation, editor: User, logo_file: Any
) -> None:
    page = browser.new_page()
    said = open_design(page, live_server.url, owner, editor)
    file: Any = {"name": "logo.png", "mimeType": "image/png", "buffer": logo_file().read()}
    page.get_by_label("A picture of it").set_input_files(file)
    logo = preview(page).locator(".cover-flag img")
    expect(logo).to_have_attribute("alt", "The owner")
    assert logo.evaluate("async one => (await one.decode(), [one.naturalWidth, one.naturalHeight])") == [
        300,
        100,
    ]
    page.get_by_role("button", name="Save this design").click()
    expect(page.get_by_alt_text("The logo of The owner")).to_be_visible()
    assert said == []


def test_button_shows_the_preview_without_a_script(
    browser: Browser, live_server: Any, owner: Organisation, editor: User
) -> None:
    page = browser.new_page(java_script_enabled=False)
    open_design(page, live_server.url, owner, editor)
    page.get_by_role("textbox", name="Colour of the first city").fill(BLUE)
    page.get_by_role("group", name="Name of the series").get_by_label("English").fill("Notebooks")
    page.get_by_role("button", name="Show it").click()
    expect(preview(page).locator(".cover-series")).to_have_text("Notebooks")
    expect(preview(page).locator(".band .pair-1")).to_have_css("background-color", "rgb(37, 53, 107)")
    expect(page.get_by_role("textbox", name="Colour of the first city")).to_have_value(BLUE)
    assert not Design.objects.exists()


def test_keyboard_reaches_every_setting_in_order(
    browser: Browser, live_server: Any, owner: Organisation, editor: User
) -> None:
    page = browser.new_page()
    open_design(page, live_server.url, owner, editor)
    page.locator("[data-colour=first]").focus()
    reached = []
    for _press in range(8):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.id || document.activeElement.dataset.colour"))
    assert reached == [
        "id_design-first",
        "second",
        "id_design-second",
        "headings",
        "id_design-headings",
        "id_design-logo",
        "id_design-series_en",
        "id_design-series_es",
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_axe_finds_nothing(
    browser: Browser, live_server: Any, owner: Organisation, editor: User, scheme: Any, width: int
) -> None:
    page = browser.new_page(color_scheme=scheme, viewport={"width": width, "height": 900})
    open_design(page, live_server.url, owner, editor)
    expect(preview(page).get_by_role("heading", level=1)).to_be_visible()
    found = [Axe().run(page).response["violations"]]
    page.get_by_label("Colour of the first city").last.fill("#f0c040")
    page.get_by_role("button", name="Save this design").click()
    expect(page.get_by_role("alert")).to_contain_text("Not saved yet.")
    found.append(Axe().run(page).response["violations"])
    assert [f"{one['id']}: {one['nodes'][0]['html']}" for each in found for one in each] == []
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")
