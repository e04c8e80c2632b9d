"""Suggestions below a search field: by the keyboard alone, on a phone and wide, and nothing for axe to find."""

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Browser, Locator, Page, Route, expect

from tests.factories import make_case, make_city, make_lesson, make_partnership, make_theme, publish_case

pytestmark = pytest.mark.browser
SIZES = [(360, 640), (1280, 900)]
TITLE = "Água para todos"


@pytest.fixture
def site(transactional_db: None, live_server: Any) -> str:
    """A library in which each kind of suggestion begins with the same letters."""
    theme = make_theme(slug="agua", name="Agua and sanitation")
    cities = (make_city(slug="aguas", name="Águas Santas", country="PT"), make_city(name="Maputo"))
    case = make_case(
        slug="told",
        title=TITLE,
        language="pt",
        themes=(theme.slug,),
        partnership=make_partnership(cities=cities),
        parts=(make_lesson(title="A água custa", language="pt"),),
    )
    publish_case(case)
    return f"{live_server.url}/en/"


def field(page: Page) -> Locator:
    return page.get_by_role("combobox")


def type_words(page: Page, words: str) -> None:
    """As somebody does, and waits until the answer is there."""
    field(page).press_sequentially(words)
    expect(field(page)).to_have_attribute("aria-expanded", "true")


def chosen(page: Page) -> str:
    """The title of the suggestion that assistive technology is told of."""
    name = field(page).get_attribute("aria-activedescendant")
    return page.locator(f"[id='{name}'] > :first-child").inner_text() if name else ""


@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize("place", ["", "cases/", "lessons/", "nosuch/"])
def test_the_keyboard_alone_reaches_a_page(
    browser: Browser, site: str, place: str, size: tuple[int, int]
) -> None:
    page = browser.new_page(viewport={"width": size[0], "height": size[1]})
    page.goto(f"{site}{place}")
    field(page).focus()
    type_words(page, "agu")
    passed = []
    for _key in range(4):
        page.keyboard.press("ArrowDown")
        passed.append(chosen(page))
    assert passed == ["Agua and sanitation", "Águas Santas", TITLE, "A água custa"]
    page.keyboard.press("ArrowDown")
    assert (chosen(page), field(page).input_value()) == ("", "agu")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)
    assert page.url == f"{site}cases/told/"


def test_groups_are_named_and_their_number_is_said(page: Page, site: str) -> None:
    page.goto(site)
    type_words(page, "agu")
    listed = page.get_by_role("listbox", name="Suggestions")
    names = ["Themes", "Cities", "Cases", "Lessons"]
    assert [listed.get_by_role("group", name=name).get_by_role("option").count() for name in names] == [1] * 4
    expect(listed.get_by_role("option", name="Águas Santas Portugal")).to_be_visible()
    expect(page.get_by_role("status")).to_have_text("4 suggestions")
    assert listed.locator("b").all_inner_texts() == ["Agu", "Águ", "Águ", "águ"]
    assert listed.get_by_text(TITLE).get_attribute("lang") == "pt"


def test_escape_closes_the_list_and_keeps_the_words(page: Page, site: str) -> None:
    page.goto(site)
    type_words(page, "agu")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Escape")
    expect(page.get_by_role("listbox")).to_be_hidden()
    assert (field(page).input_value(), chosen(page)) == ("agu", "")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("listbox")).to_be_visible()
    page.keyboard.press("Tab")
    expect(page.get_by_role("listbox")).to_be_hidden()


def test_enter_searches_when_nothing_is_chosen(page: Page, site: str) -> None:
    page.goto(site)
    type_words(page, "agua")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Enter")
    page.wait_for_url("**/en/cases/?q=agua")


def test_a_click_leads_to_the_page(page: Page, site: str) -> None:
    page.goto(f"{site}lessons/")
    type_words(page, "agu")
    page.get_by_role("option", name="Águas Santas Portugal").click()
    page.wait_for_url("**/en/cities/aguas/")


def test_typing_on_asks_once_and_remembers_the_answer(page: Page, site: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if "/suggest/" in request.url else None)
    page.goto(site)
    field(page).press_sequentially("agua", delay=20)
    expect(page.get_by_role("listbox")).to_be_visible()
    page.keyboard.press("Backspace")
    expect(page.get_by_role("listbox").locator("b").first).to_have_text("Agu")
    page.keyboard.press("a")
    expect(page.get_by_role("listbox").locator("b").first).to_have_text("Agua")
    assert [address.partition("?q=")[2] for address in asked] == ["agua", "agu"]


def test_an_answer_that_is_late_is_forgotten(page: Page, site: str) -> None:
    held: list[Route] = []

    def hold(route: Route) -> None:
        if route.request.url.endswith("?q=ag"):
            held.append(route)
        else:
            route.continue_()

    page.route("**/suggest/**", hold)
    page.goto(site)
    with page.expect_event("request", lambda request: request.url.endswith("?q=ag")):
        field(page).press_sequentially("ag")
    with page.expect_event("requestfailed", lambda request: request.url.endswith("?q=ag")):
        page.keyboard.press("u")
    expect(page.get_by_role("listbox").locator("b").first).to_have_text("Agu")
    assert len(held) == 1


def test_a_line_that_is_gone_leaves_the_field_as_it_is(page: Page, site: str) -> None:
    page.route("**/suggest/**", lambda route: route.abort())
    page.goto(site)
    with page.expect_event("requestfailed"):
        field(page).press_sequentially("agua")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("listbox")).to_be_hidden()
    page.keyboard.press("Enter")
    page.wait_for_url("**/en/cases/?q=agua")


def test_a_guess_is_said(page: Page, site: str) -> None:
    page.goto(site)
    type_words(page, "sanittaoin")
    expect(page.get_by_role("option")).to_have_text("Agua and sanitation 1 case")
    said = "Nothing starts like this. 1 suggestion is spelt alike."
    expect(page.get_by_role("status")).to_have_text(said)
    expect(page.get_by_role("listbox")).to_contain_text(said)


def test_the_list_lies_below_what_is_typed_and_within_the_screen(browser: Browser, site: str) -> None:
    page = browser.new_page(viewport={"width": 360, "height": 400})  # what a keyboard leaves of a phone
    page.goto(site)
    type_words(page, "agu")
    typed, listed = field(page).bounding_box(), page.get_by_role("listbox").bounding_box()
    assert typed and listed
    assert 0 <= typed["y"] < typed["y"] + typed["height"] <= listed["y"]
    assert listed["y"] + listed["height"] <= 400
    assert (listed["x"] >= 0, listed["x"] + listed["width"] <= 360) == (True, True)
    page.keyboard.press("ArrowUp")
    last = page.get_by_role("option").last.bounding_box()
    assert last and last["y"] + last["height"] <= listed["y"] + listed["height"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_axe_finds_nothing_on_the_open_list(browser: Browser, site: str, scheme: Any, width: int) -> None:
    page = browser.new_page(color_scheme=scheme, viewport={"width": width, "height": 900})
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    for words in ("agu", "sanittaoin"):
        page.goto(site)
        type_words(page, words)
        page.keyboard.press("ArrowDown")
        found = Axe().run(page).response["violations"]
        assert [(each["id"], each["nodes"][0]["html"]) for each in found] == []
    assert said == []


def test_without_a_script_the_field_searches(browser: Browser, site: str) -> None:
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(site)
    page.get_by_role("searchbox").fill("todos")
    page.get_by_role("button", name="Search").click()
    page.get_by_role("link", name=TITLE).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)
