"""What changed between two texts: nothing is lost, nothing is made up, nothing unsafe comes out."""

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peerlearn.editing.differences import difference
from peerlearn.editing.prose import plain

SAID = re.compile(r'<span class="visually-hidden">[^<]*</span>')
ALLOWED = {"p", "del", "ins", "span", "strong", "em"}

few_words = st.lists(
    st.sampled_from(["the", "city", "of", "learnt", "from", "&", "<b>", "a&amp;b"]), min_size=1, max_size=12
)
escaped = few_words.map(lambda words: " ".join(words).replace("&", "&amp;").replace("<", "&lt;"))
inline = st.one_of(
    escaped, escaped.map(lambda t: f"<strong>{t}</strong>"), escaped.map(lambda t: f"<em>{t}</em>")
)
paragraph = st.lists(inline, min_size=1, max_size=3).map(lambda parts: f"<p>{' '.join(parts)}</p>")
in_list = st.lists(paragraph, min_size=1, max_size=3).map(
    lambda parts: "<ul>" + "".join(f"<li>{part}</li>" for part in parts) + "</ul>"
)
rich_texts = st.lists(
    st.one_of(paragraph, in_list, paragraph.map(lambda p: f"<blockquote>{p}</blockquote>")), max_size=4
).map("".join)
anything = st.text(max_size=60)


def after_of(shown: str) -> str:
    return plain(re.sub(r"<del>.*?</del>", "", SAID.sub("", shown), flags=re.DOTALL))


def before_of(shown: str) -> str:
    return plain(re.sub(r"<ins>.*?</ins>", "", SAID.sub("", shown), flags=re.DOTALL))


@given(rich_texts, rich_texts)
def test_both_rich_texts_are_in_the_difference(before: str, after: str) -> None:
    shown = difference(before, after, rich=True)
    assert (before_of(shown), after_of(shown)) == (plain(before), plain(after))


@given(anything, anything)
def test_both_plain_texts_are_in_the_difference(before: str, after: str) -> None:
    shown = difference(before, after, rich=False)
    assert (before_of(shown), after_of(shown)) == (" ".join(before.split()), " ".join(after.split()))


@given(anything, anything, st.booleans())
def test_only_our_own_tags_come_out(before: str, after: str, rich: bool) -> None:
    shown = difference(f"<p>{before}", f"<a href='{after}'>{after}<img src=x onerror=y()>", rich=rich)
    tags = re.findall(r"<\s*/?\s*([^\s>/]*)([^>]*)>", shown)
    assert {name for name, _rest in tags} <= ALLOWED
    assert {rest for _name, rest in tags} <= {"", ' class="visually-hidden"'}


def test_word_that_was_replaced_is_marked_and_the_others_are_not() -> None:
    shown = difference("<p>Ten plots were titled.</p>", "<p>Twelve plots were titled.</p>", rich=True)
    assert SAID.sub("", shown) == "<p><del>Ten</del> <ins>Twelve</ins> plots were titled.</p>"


def test_marks_are_said_in_words_as_well() -> None:
    shown = difference("old", "new", rich=False)
    assert ["".join(SAID.findall(shown))] == [
        '<span class="visually-hidden">removed: </span><span class="visually-hidden">added: </span>'
    ]


def test_paragraph_put_between_two_leaves_them_alone() -> None:
    before = "<p>One paragraph.</p><p>Another of four words.</p>"
    after = "<p>One paragraph.</p><p>Quite new.</p><p>Another of five words.</p>"
    assert SAID.sub("", difference(before, after, rich=True)) == (
        "<p>One paragraph.</p><p><ins>Quite new.</ins></p>"
        "<p>Another of <del>four</del> <ins>five</ins> words.</p>"
    )


def test_changed_address_of_a_link_is_seen() -> None:
    before, after = (f'<p><a href="https://example.org/{end}">here</a>, see</p>' for end in "ab")
    assert SAID.sub("", difference(before, after, rich=True)) == (
        "<p>here, <del>(https://example.org/a)</del> <ins>(https://example.org/b)</ins> see</p>"
    )


def test_emphasis_that_came_is_seen() -> None:
    shown = difference("<p>so much</p>", "<p>so <strong>much</strong></p>", rich=True)
    assert SAID.sub("", shown) == "<p>so <del>much</del> <ins><strong>much</strong></ins></p>"


def test_entry_of_a_list_stays_an_entry() -> None:
    same = "<ul><li><p>One</p></li></ul>"
    assert difference(same, same, rich=True) == '<p class="difference-entry">One</p>'


@pytest.mark.parametrize(("before", "after"), [("", ""), ("<p></p>", "  ")])
def test_nothing_is_nothing(before: str, after: str) -> None:
    assert difference(before, after, rich=True) == ""


def test_the_longest_texts_are_compared_in_time() -> None:
    before = "<p>" + "the same few words again " * 2_400 + "</p>"
    after = "<p>" + "again few the words other " * 2_400 + "</p>"
    began = time.perf_counter()
    shown = difference(before, after, rich=True)
    assert time.perf_counter() - began < 10
    assert after_of(shown) == plain(after)
