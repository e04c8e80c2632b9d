"""A figure as people write it: comma or point, whatever the browser is set to."""

import pytest
from django.utils import translation

from peerlearn.editing.writing_fields import plain_figure


@pytest.mark.parametrize(
    ("language", "written", "meant"),
    [
        ("fr", "21,4", "21.4"),
        ("fr", "21.4", "21.4"),
        ("fr", "1\u202f234\xa0567,5", "1234567.5"),
        ("fr", "1,500", "1.500"),
        ("pt", "1.500", "1500"),
        ("pt", "1.234.567,89", "1234567.89"),
        ("en", "1,500", "1500"),
        ("en", "1.500", "1.500"),
        ("en", "21,4", "21.4"),
        ("en", "-1,234.5", "-1234.5"),
        ("en", "0", "0"),
        ("en", "", ""),
    ],
)
def test_figure_is_what_the_writer_meant(language: str, written: str, meant: str) -> None:
    with translation.override(language):
        assert plain_figure(written) == meant


@pytest.mark.parametrize("written", ["1,2,3", "21.4.1", "12,34.567.8", "about 30", "> 500"])
def test_what_is_no_figure_is_left_to_the_error(written: str) -> None:
    with translation.override("en"):
        assert not plain_figure(written).replace(".", "", 1).isdigit()
