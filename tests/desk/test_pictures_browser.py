"""Pictures in a real browser: several at once over a bad line, and the focal point by click and by keys."""

from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from django.urls import reverse
from playwright.sync_api import BrowserContext, Page, Route, expect

from cases.document import case_document
from cases.models import Case
from peerlearn.accounts.models import User
from peerlearn.editing.models import Picture
from tests.pictures import make_picture

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("media"),
]
ADD = "**/pictures/add/"


def file(name: str, **look: Any) -> Any:
    return {"name": name, "mimeType": "image/jpeg", "buffer": make_picture(size=(900, 600), **look)}


def opened(context: BrowserContext, case: Case) -> Page:
    page = context.new_page()
    page.goto(reverse("desk:section", args=[case.uid, "pictures"]), wait_until="networkidle")
    return page


def shown(case: Case) -> int:
    return len(case_document(case).authored.of_kind("illustration"))


def test_several_pictures_each_get_a_form_and_what_is_none_is_named(
    enter: Callable[..., BrowserContext], writer: User, case: Case
) -> None:
    page = opened(enter(writer), case)
    none = {"name": "letter.jpg", "mimeType": "image/jpeg", "buffer": b"words"}
    page.get_by_label("Add pictures").set_input_files([file("a.jpg"), none, file("b.jpg", colour="red")])
    expect(page.locator(".desk-item")).to_have_count(2)
    expect(page.locator(".pictures-file")).to_contain_text("This is not a picture that can be read.")
    assert Axe().run(page).response["violations"] == []
    page.get_by_role("textbox", name="Credit").first.fill("A. Person")
    expect(page.locator("[data-saved]")).to_contain_text("Saved", timeout=10_000)
    page.get_by_role("button", name="Dismiss: letter.jpg").click()
    expect(page.locator(".pictures-file")).to_have_count(0)
    assert shown(case) == 2


def test_picture_whose_answer_was_lost_is_sent_again_and_is_one(
    enter: Callable[..., BrowserContext], writer: User, case: Case
) -> None:
    page = opened(enter(writer), case)

    def lose(route: Route) -> None:
        """The server gets it all; its answer never arrives."""
        route.fetch()
        route.abort()

    page.route(ADD, lose)
    page.get_by_label("Add pictures").set_input_files([file("visit.jpg")])
    broken = page.get_by_role("status").filter(has_text="visit.jpg: The line broke.")
    expect(broken).to_have_count(1, timeout=20_000)  # all goes by way of this very process
    page.unroute(ADD)
    page.get_by_role("button", name="Try again: visit.jpg").click()
    expect(page.locator(".desk-item")).to_have_count(1, timeout=20_000)
    assert shown(case) == 1


def test_picture_on_its_way_can_be_cancelled(
    enter: Callable[..., BrowserContext], writer: User, case: Case
) -> None:
    page = opened(enter(writer), case)
    page.route(ADD, lambda route: None)  # for ever under way
    page.get_by_label("Add pictures").set_input_files([file("visit.jpg"), file("second.jpg")])
    page.get_by_role("button", name="Cancel: second.jpg").click()
    expect(page.locator(".pictures-file")).to_have_count(1)
    assert shown(case) == 0


def test_focal_point_follows_click_and_keys_and_is_saved(
    enter: Callable[..., BrowserContext], writer: User, case: Case
) -> None:
    page = opened(enter(writer), case)
    page.get_by_label("Add pictures").set_input_files([file("visit.jpg")])
    picture = page.locator(".focal-picture")
    expect(picture).to_be_visible()
    box = picture.bounding_box()
    assert box
    picture.click(position={"x": box["width"] * 0.4, "y": box["height"] * 0.3})
    slider = page.get_by_role("slider", name="From the left")
    expect(slider).to_have_attribute("aria-valuetext", "40% from the left, 30% from the top")
    slider.press("ArrowRight")
    expect(page.locator("[data-where]")).to_have_text("41% from the left, 30% from the top")
    expect(page.locator(".focal-square")).to_have_attribute("viewBox", "123 0 600 600")
    expect(page.locator("[data-saved]")).to_contain_text("Saved", timeout=10_000)
    kept = Picture.objects.get()
    assert (kept.focal_x, kept.focal_y) == (0.41, 0.3)


def test_pictures_are_added_without_javascript(
    enter: Callable[..., BrowserContext], writer: User, case: Case
) -> None:
    page = opened(enter(writer, java_script_enabled=False), case)
    page.get_by_label("Add pictures").set_input_files([file("a.jpg"), file("b.jpg", colour="red")])
    page.get_by_role("button", name="Add these pictures").click()
    expect(page.locator(".desk-item")).to_have_count(2)
    assert shown(case) == 2
