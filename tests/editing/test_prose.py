"""What writers may use in a text, and what is taken out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peerlearn.editing.prose import clean_plain, clean_rich, paragraphs, plain


@pytest.mark.parametrize(
    ("given_html", "kept"),
    [
        ("<p>Plain</p>", "<p>Plain</p>"),
        ('<p onclick="x()">A<script>alert(1)</script></p>', "<p>A</p>"),
        ('<p><a href="javascript:alert(1)">here</a></p>', "<p><a>here</a></p>"),
        ("<p><img src=x onerror=alert(1)>picture</p>", "<p>picture</p>"),
        ("<iframe src='https://example.org'></iframe><p>A</p>", "<p>A</p>"),
        ("<style>@import 'https://example.org/a.css'</style><p>A</p>", "<p>A</p>"),
        ("<p>a\x00b</p>", "<p>ab</p>"),
        ("<p></p>", ""),
        ("<p>  </p><p><br></p>", ""),
    ],
)
def test_rich_text_is_cleaned(given_html: str, kept: str) -> None:
    assert (
        clean_rich(given_html).replace(' rel="noopener noreferrer"', "").replace(' rel="noopener"', "")
        == kept
    )


@given(st.text(max_size=200))
def test_cleaning_twice_is_cleaning_once(value: str) -> None:
    once = clean_rich(value)
    assert clean_rich(once) == once


def test_no_break_spaces_stay_in_a_plain_text() -> None:
    assert clean_plain(" 743\u202f125\n habitants\u00a0: ") == "743\u202f125 habitants\u00a0:"


def test_paragraphs_are_parted_by_blank_lines() -> None:
    assert paragraphs("One\nline.\n\nTwo & more.") == "<p>One line.</p><p>Two &amp; more.</p>"


def test_plain_words_keep_apart_what_stood_in_two_blocks() -> None:
    assert plain("<p>One.</p><ul><li>Two</li><li>Three</li></ul>") == "One. Two Three"
