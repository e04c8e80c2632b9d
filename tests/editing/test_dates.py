"""Dates as precise as they are known."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from peerlearn.editing.dates import check_partial_date, first_day, in_words


@pytest.mark.parametrize(
    ("value", "first"),
    [("2015", date(2015, 1, 1)), ("2016-02", date(2016, 2, 1)), ("2015-03-04", date(2015, 3, 4))],
)
def test_partial_date_begins_on_its_first_day(value: str, first: date) -> None:
    assert first_day(value) == first


@pytest.mark.parametrize("value", ["15", "2015-13", "2015-02-30", "2015/03", "March 2015", "2015-3"])
def test_what_is_no_date_is_refused(value: str) -> None:
    with pytest.raises(ValidationError):
        check_partial_date(value)


@pytest.mark.parametrize(
    ("value", "language", "words"),
    [
        ("2015", "pt", "2015"),
        ("2015-03", "en", "March 2015"),
        ("2015-03", "fr", "mars 2015"),
        ("2015-03", "pt", "março de 2015"),
        ("2015-03-04", "es", "4 de marzo de 2015"),
    ],
)
def test_partial_date_is_said_in_the_readers_language(value: str, language: str, words: str) -> None:
    with translation.override(language):
        assert in_words(value) == words
