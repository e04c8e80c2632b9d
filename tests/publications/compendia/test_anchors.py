"""The ids of a chapter are its own; what people wrote is not touched."""

import pytest

from cases.publications.compendia.anchors import prefixed


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ('<h2 id="lessons">Lessons</h2>', '<h2 id="c3-lessons">Lessons</h2>'),
        ('<a href="#lesson-1">See</a>', '<a href="#c3-lesson-1">See</a>'),
        ('<a href="https://a.example/#x">See</a>', '<a href="https://a.example/#x">See</a>'),
        ('<svg aria-labelledby="a b"></svg>', '<svg aria-labelledby="c3-a c3-b"></svg>'),
        (
            '<g clip-path="url(#globe)"><clipPath id="globe"/></g>',
            '<g clip-path="url(#c3-globe)"><clipPath id="c3-globe"/></g>',
        ),
        ("<p>id=&quot;x&quot; &amp; &#8211; <br></p>", "<p>id=&quot;x&quot; &amp; &#8211; <br></p>"),
        ('<img alt="url(#x) id=y">', '<img alt="url(#x) id=y">'),
        ("<p>a < b</p>", "<p>a < b</p>"),
    ],
)
def test_ids_and_what_names_them_are_under_the_prefix(html: str, expected: str) -> None:
    assert prefixed(html, "c3-") == expected
