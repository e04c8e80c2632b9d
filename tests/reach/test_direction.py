"""Style sheets say where things stand by the direction of the writing, never by left and right."""

import re
from pathlib import Path

import pytest
from django.test import override_settings

from cases.templatetags.presenting import lang_of

CSS = Path(__file__).resolve().parents[2] / "static/css"
ON_PAPER = "publication"  # how the sheets of WeasyPrint begin, whose pages have a left and a right edge
OF_DJANGO = "admin.css"
SHEETS = sorted(
    path for path in CSS.glob("*.css") if path.name != OF_DJANGO and not path.name.startswith(ON_PAPER)
)

SIDE = re.compile(
    r"(?<![\w-])((?:(?:margin|padding|border|scroll-margin|scroll-padding|inset)-)?(?:left|right)(?:-[a-z]+)*\s*:"
    r"|border-(?:top|bottom)-(?:left|right)-radius|(?:text-align|float|clear):\s*(?:left|right)|translateX)"
)
FOUR = re.compile(r"(?<![\w-])(?:margin|padding|inset|border-width):\s*([^;}]+)")


def values(words: str) -> list[str]:
    """The values of a property, each with its parentheses."""
    return re.findall(r"(?:[^\s(]|\([^()]*(?:\([^()]*\)[^()]*)*\))+", words.replace("!important", ""))


def one_sided(sheet: str) -> list[str]:
    """What names left or right, or gives the two different values."""
    named = [found[0] for found in SIDE.finditer(sheet)]
    uneven = [found[0] for found in FOUR.finditer(sheet) if len(v := values(found[1])) == 4 and v[1] != v[3]]
    return named + uneven


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda path: path.name)
def test_style_sheet_knows_no_left_and_no_right(sheet: Path) -> None:
    assert one_sided(sheet.read_text()) == []


@pytest.mark.parametrize(
    "rule",
    [
        "margin-left: 1px",
        "left: 0",
        "border-right-color: red",
        "text-align: right",
        "padding: 0 1px 0 calc(1px * (2 + 3))",
    ],
)
def test_left_or_right_would_be_found(rule: str) -> None:
    assert one_sided(f"a {{ color: red; {rule}; }}") != []


def test_words_written_from_the_right_say_so() -> None:
    assert (lang_of("ar"), lang_of("pt")) == (' lang="ar" dir="rtl"', ' lang="pt"')
    with override_settings(LANGUAGES_BIDI=[]):
        assert lang_of("ar") == ' lang="ar"'
