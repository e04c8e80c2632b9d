"""What stays together on a line of paper: names and last words whole, numbers with what they count, ends of titles.

Nothing here makes an element: each would be one of the structure of the PDF, too. Words are tied by spaces that don't
break; a letter without width marks the last word of a paragraph, which then isn't parted.
"""

import re
from collections.abc import Iterator
from types import SimpleNamespace

import pyphen
from weasyprint.text import line_break

WHOLE, TIE = "\N{WORD JOINER}", "\N{NO-BREAK SPACE}"
LONG = 8
"""Letters of a word that would be parted: the first of hyphenate-limit-chars."""
SHORT = 10
"""Letters of a last word that can stand alone on the last line of a title."""
WIDE = 25
"""Letters of a title that can have a second line."""

_UNTOUCHED = re.compile(r"<(head|svg|style)\b.*?</\1>", re.DOTALL)
_TITLE = re.compile(
    r'(<(h[13])\b[^>]*>|<(a|p|span)\b[^>]* class="(?:outside-)?title"[^>]*>)(.*?)(?=</(?:\2|\3)>)', re.DOTALL
)
_LAST_SPACE = re.compile(rf" (?=[^\s<>]{{1,{SHORT - 1}}}\s*$)")
_LAST_WORD = re.compile(
    rf"(?<=[\s>«“‘(’])([^\W\d_]{{{LONG},}})(?![\w{WHOLE}])(?=[^\w\s<]{{0,3}}(?:<sup\b[^>]*><a\b[^>]*>\d+</a></sup>)?[^\w\s<]{{0,3}}"
    r"(?:</(?:strong|em|a)>)*\s*</(?:p|li|dd)>)"
)
_DATE = re.compile(r"(?<![\w/.:-])(\d{1,2}) (de )?([^\W\d_]+)( de)? ((?:19|20)\d\d)(?!\d)")
_NUMBER = re.compile(r"(?<![\w/.:-])(?!(?:19|20)\d\d )(\d(?:[\d.,\u00a0\u202f]*\d)?) (?=[^\W\d_]|%)")


class Hyphens(pyphen.Pyphen):
    """Parts words as their language does, but none that is marked, and none with a capital: it may be a name.

    German writes every noun with one.
    """

    def __init__(self, lang: str, left: int, right: int) -> None:
        super().__init__(lang=lang, left=left, right=right)
        self.first = 1 if lang.startswith("de") else 0

    def iterate(self, word: str) -> Iterator[tuple[str, str]]:
        asked = word[self.first :]
        is_whole = WHOLE in word or asked != asked.lower()
        return iter(()) if is_whole else super().iterate(word)


line_break.pyphen = SimpleNamespace(Pyphen=Hyphens, language_fallback=pyphen.language_fallback)


def tied(html: str) -> str:
    """A finished page with what belongs together tied; its head, styles and drawings stand as they were."""
    out, end = [], 0
    for found in _UNTOUCHED.finditer(html):
        out += [_tied(html[end : found.start()]), found[0]]
        end = found.end()
    return "".join([*out, _tied(html[end:])])


def _tied(html: str) -> str:
    html = _TITLE.sub(_end_tied, html)
    html = _LAST_WORD.sub(rf"\1{WHOLE}", html)
    parts = re.split(r"(<[^>]*>)", html)
    parts[::2] = [_NUMBER.sub(rf"\1{TIE}", _DATE.sub(_date_tied, words)) for words in parts[::2]]
    return "".join(parts)


def _end_tied(found: re.Match[str]) -> str:
    title = found[4] if len(found[4]) < WIDE else _LAST_SPACE.sub(TIE, found[4])
    return found[1] + title


def _date_tied(found: re.Match[str]) -> str:
    """The day with its month, the month with its year; between them a long one may still break: "2 de mayo de 2014"."""
    day, first, month, second, year = found.groups(default="")
    return f"{day}{TIE}{first.replace(' ', TIE)}{month}{second}{TIE}{year}"
