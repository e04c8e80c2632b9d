"""The figure of an outcome: written and shown with the decimal mark of the page's language."""

from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from cases.models import Case, Outcome

from .pages import Page

pytestmark = pytest.mark.django_db


def write_figure(desk: Client, case: Case, written: str, *, language: str) -> Any:
    with translation.override(language):
        page = Page(desk, case, "outcomes")
        return page.fill(page.items[0], title="A budget", value=written).send()


def shown_figure(desk: Client, case: Case, *, language: str) -> list[str]:
    with translation.override(language):
        page = Page(desk, case, "outcomes")
    return page.values[f"{page.items[0]}-value"]


def test_comma_of_a_figure_is_kept(desk: Client, case: Case) -> None:
    write_figure(desk, case, "21,4", language="fr")
    assert Outcome.objects.get(case=case).value == Decimal("21.4")
    assert shown_figure(desk, case, language="fr") == ["21,4"]
    assert shown_figure(desk, case, language="en") == ["21.4"]


def test_figure_is_unchanged_when_it_is_saved_in_another_language(desk: Client, case: Case) -> None:
    write_figure(desk, case, "1.234", language="en")
    with translation.override("fr"):
        assert Page(desk, case, "outcomes").send().status_code == 302
    assert Outcome.objects.get(case=case).value == Decimal("1.234")


def test_words_in_place_of_a_figure_are_shown_again_with_the_error(desk: Client, case: Case) -> None:
    answer = write_figure(desk, case, "about 30", language="en")
    assert answer.status_code == 422
    html = answer.content.decode()
    assert ('value="about 30"' in html, "Enter a number." in html) == (True, True)


def test_figure_field_is_no_number_field_of_the_browser(desk: Client, case: Case) -> None:
    """Set to another language, it would drop the comma of what is typed without a word."""
    html = desk.get(reverse("desk:section", args=[case.uid, "outcomes"])).content.decode()
    assert 'type="number"' not in html
    assert 'inputmode="decimal"' in html
