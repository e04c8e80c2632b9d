"""No English is left over: every word of every page, public and at the desk, went through gettext or is data."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.db.models import CharField, JSONField, TextField
from django.utils.functional import Promise
from django.utils.translation import override
from django_countries import countries

from peerlearn.editing.trail import _columns, kinds, label_of_column
from tests.cast import Cast
from tests.test_access import FORMS

from .conftest import ROUTES, Ask
from .words import marked, said, words_of

TRANSLATED = [code for code in settings.INTERFACE_LANGUAGES if code != "en"]
OWN = {"cases", "partnerships", "accounts", "editing"}
NAMES = {
    *("Peerlearn", "PDF", "CSV", "XLSX", "JSON", "Atom", "BibTeX", "RIS", "CSL-JSON", "TXT", "CC BY", "UTC"),
    *("English", "Español", "Français", "Português", "en", "es", "fr", "pt"),
    *("de", "a las", "às", "MB"),  # between the parts of a date; a unit
    "zzzz",  # what nobody would search for
}
"""What is the same in every language."""


@pytest.fixture
def data(cast: Cast, db: None) -> set[str]:
    """Every text that the database holds, with markup and without."""
    found = {words for form in FORMS.values() for words in strings_in(form)}
    for model in apps.get_models():
        fields = [
            f.name for f in model._meta.concrete_fields if isinstance(f, CharField | TextField | JSONField)
        ]
        if model._meta.app_label in OWN and fields:
            for row in model._default_manager.values_list(*fields):
                found |= set(strings_in(row))
    return found


def strings_in(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield from (" ".join(value.split()), *words_of(value))
    elif isinstance(value, dict):
        for each in value.values():
            yield from strings_in(each)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from strings_in(each)


def left_over(text: str, data: set[str]) -> str:
    """A text without what is data; nothing if no word is left."""
    if text in data or (text.endswith("…") and any(each.startswith(text[:-1].rstrip()) for each in data)):
        return ""
    text = re.sub(r"\S+@\S+|https?://\S+", " ", text)
    for each in sorted((each for each in data | NAMES if each in text), key=len, reverse=True):
        text = re.sub(rf"(?<!\w){re.escape(each)}(?!\w)", " ", text)
    return text if re.search(r"[^\W\d_]{2}", text) else ""


@pytest.mark.parametrize("language", TRANSLATED)
def test_no_page_has_a_word_that_gettext_was_not_asked_for(language: str, ask: Ask, data: set[str]) -> None:
    found: dict[str, list[str]] = {}
    with marked(), override(language):
        data |= {str(name) for _code, name in countries}  # kept once they were asked for
        for route in ROUTES:
            for page in ask(route, language):
                left = {words for words in said(page) if left_over(words, data)}
                if left:
                    found.setdefault(route.address, []).extend(sorted(left))
    assert found == {}


def test_every_column_of_the_trail_has_words_of_its_own() -> None:
    unnamed = {
        (kind, column.name)
        for kind, events in kinds().items()
        for column in _columns(events)
        if not isinstance(label_of_column(column), Promise)
    }
    assert unnamed == set()
