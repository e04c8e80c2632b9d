"""Cells that no spreadsheet takes for formulas, and the words that come back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peerlearn.editing.tables import defused, undefused

LETTERS = st.text("=+-@'; \t\nab", max_size=12)


@pytest.mark.parametrize("text", ["=1+1", " =1", "a;=1", "a\n-1", "\t@a", "＝1", "no formula"])
def test_words_come_back_as_they_were(text: str) -> None:
    assert undefused(str(defused(text))) == text


@given(LETTERS)
def test_what_comes_back_is_given_out_the_same_again(text: str) -> None:
    given_out = str(defused(text))
    assert defused(undefused(given_out)) == given_out
