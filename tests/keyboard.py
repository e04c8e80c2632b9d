"""A page on the keyboard alone."""

from typing import Any

from playwright.sync_api import Locator, Page

FURTHEST = 200
"""Stops on the way to anything."""


def tab_to(page: Page, wanted: Locator) -> None:
    """Presses Tab until it has the focus."""
    for _step in range(FURTHEST):
        if wanted.evaluate("element => element === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab never reaches {wanted}")


def press(page: Page, name: str, *, role: Any = "button") -> None:
    """Goes to the last button (or another `role`) of this name with Tab and presses Enter."""
    tab_to(page, page.get_by_role(role, name=name, exact=True).last)
    page.keyboard.press("Enter")
