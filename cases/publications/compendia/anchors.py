"""The ids of a chapter made its own, so that chapters can stand in one document: `lessons` becomes `c3-lessons`."""

import re

from ..verbatim import Verbatim

_NAMED = ("id", "for", "headers", "aria-labelledby", "aria-describedby", "aria-controls", "aria-owns")
"""Attributes that hold ids, one or more."""
_LEADING = ("href", "xlink:href")
_ATTRIBUTE = re.compile(r'(\s)([\w:.-]+)="([^"]*)"')
_PAINT = re.compile(r"url\(#")


def prefixed(html: str, prefix: str) -> str:
    """`html` with every id in it, and all that names one, under a prefix. What people wrote stays as it is."""
    return _Prefixing(prefix).given_out(html)


class _Prefixing(Verbatim):
    """Changes the attributes of tags that name something."""

    def __init__(self, prefix: str) -> None:
        super().__init__()
        self.prefix = prefix

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        # the tag as it was written: drawings have names in capitals, which the parser makes small
        self.out.append(_ATTRIBUTE.sub(self._attribute, self.get_starttag_text() or ""))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def _attribute(self, found: re.Match[str]) -> str:
        space, name, value = found.groups()
        if name in _NAMED:
            value = " ".join(self.prefix + each for each in value.split())
        elif name in _LEADING and value.startswith("#"):
            value = f"#{self.prefix}{value[1:]}"
        elif "url(#" in value and name not in ("alt", "title", "content"):
            value = _PAINT.sub(f"url(#{self.prefix}", value)
        return f'{space}{name}="{value}"'
