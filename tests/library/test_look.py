"""The look: one style sheet with the palette of the drawings, and the words of dates and figures."""

import re
from decimal import Decimal
from pathlib import Path

import pytest
from django.test import Client
from django.utils.safestring import mark_safe
from django.utils.translation import override

from cases.presenting import Words
from cases.templatetags.presenting import figure, lang_of, lifetime, period
from peerlearn.drawing import DARK, LIGHT, Palette

CSS = (Path(__file__).resolve().parents[2] / "static/css/site.css").read_text()
DAY, NIGHT = CSS.split("@media screen and (prefers-color-scheme: dark)", 1)


@pytest.mark.parametrize(("sheet", "palette"), [(DAY, LIGHT), (NIGHT, DARK)], ids=["light", "dark"])
def test_style_sheet_and_drawings_have_the_same_colours(sheet: str, palette: Palette) -> None:
    names = ("paper", "ink", "muted", "hairline", "sea", "land", "coast", "grid")
    colours = dict(
        re.findall(r"--([a-z0-9-]+): (#[0-9a-f]{6});", sheet.split("}", 1)[0] if sheet is NIGHT else sheet)
    )
    assert {name: colours[name] for name in names} == {name: getattr(palette, name) for name in names}
    assert [colours[f"pair-{index}"] for index in range(1, 7)] == list(palette.pair)


@pytest.mark.parametrize(
    ("language", "starts", "ends", "words"),
    [
        ("en", "2013", "2015", "2013–2015"),
        ("en", "2013-01", "2015", "January 2013 – 2015"),
        ("en", "2013-01", "2013-08", "January – August 2013"),
        ("fr", "2013-01", "2014-08", "janvier 2013 – août 2014"),
        ("en", "2014-07-29", "2014-08-02", "29 July – 2 August 2014"),
        ("fr", "2013-08-26", "2013-08-28", "26–28 août 2013"),
        ("en", "2013-08-26", "2013-08-26", "26 August 2013"),
        ("pt", "2015-03", "", "março de 2015"),
        ("en", "", "", ""),
    ],
)
def test_a_period_is_said_once(language: str, starts: str, ends: str, words: str) -> None:
    with override(language):
        assert period(starts, ends).casefold() == words.casefold()


@pytest.mark.parametrize(
    ("language", "value", "words"),
    [
        ("en", Decimal("830205"), "830,205"),
        ("fr", Decimal("12.50"), "12,5"),
        ("en", Decimal("5E+1"), "50"),
        ("en", None, ""),
    ],
)
def test_a_figure_reads_as_the_language_writes_it(language: str, value: Decimal | None, words: str) -> None:
    with override(language):
        assert figure(value).replace("\xa0", " ") == words


def test_only_words_of_another_language_name_it() -> None:
    with override("en"):
        assert (
            lang_of(Words(mark_safe("Olá"), "pt")),
            lang_of(Words(mark_safe("Hello"), "en")),
            lang_of("fr"),
        ) == (
            ' lang="pt"',
            "",
            ' lang="fr"',
        )


def test_a_page_goes_out_compressed_for_who_reads_that(client: Client, db: None) -> None:
    answer = client.get("/en/about/", headers={"Accept-Encoding": "gzip"})
    assert (answer["Content-Encoding"], answer["Vary"]) == ("gzip", "Accept-Encoding")
    assert client.get("/en/about/").get("Content-Encoding") is None


@pytest.mark.parametrize(
    ("starts", "ends", "words"),
    [
        ("2004", "", "since 2004"),
        ("2011-11-09", "", "since 9 November 2011"),
        ("", "2015-03", "until March 2015"),
        ("2013", "2015", "2013–2015"),
        ("", "", ""),
    ],
)
def test_lifetime_says_what_is_known(starts: str, ends: str, words: str) -> None:
    assert lifetime(starts, ends) == words
