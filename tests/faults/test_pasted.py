"""A hundred pages from Word, posted by a form without a script."""

from typing import Any

import pytest
from django.test import Client

from cases.models import Case, Text
from tests.desk.pages import Page

from .word import from_word

pytestmark = pytest.mark.django_db


def post(desk: Client, case: Case, words: str) -> Any:
    page = Page(desk, case, "start")
    return page.fill(page.items[0], title="Another title", summary=words).send()


def test_hundred_pages_are_refused_with_the_limit_and_given_back(desk: Client, case: Case) -> None:
    answer = post(desk, case, from_word(pages=100))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "This is more than one section can hold (60000 characters)." in page
    assert "Page 100" in page
    assert list(Text.objects.values_list("value", flat=True)) == ["Another title"]


def test_few_pages_are_cleaned_and_kept(desk: Client, case: Case) -> None:
    assert post(desk, case, from_word(pages=3)).status_code == 302
    text = Text.objects.get(field="summary").value
    assert "Page 3" in text
    assert [
        sign for sign in ("mso", "Mso", "o:p", "style", "<table", "<img", "<!--", "class") if sign in text
    ] == []


def test_more_than_a_form_can_hold_is_refused_with_the_limit(desk: Client, case: Case) -> None:
    answer = post(desk, case, from_word(pages=1_000))
    assert answer.status_code == 413
    assert "60,000 characters" in answer.content.decode()
    assert list(Text.objects.values_list("value", flat=True)) == ["A title"]
