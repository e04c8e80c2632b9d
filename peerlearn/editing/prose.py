"""Rich text: what writers may use, the form field for it, and the cleaning that every write goes through.

One declaration, `EXTENSIONS`, decides both what the editor offers and what is kept: the allow-list
is derived from it, so that the two can't drift apart.
"""

import html
import re
from typing import Any

from django.utils.html import strip_tags
from django.utils.translation import gettext_lazy as _
from django_prose_editor.fields import ProseEditorFormField, create_sanitizer
from django_prose_editor.widgets import (
    Media,
    ProseEditorWidget,
    importmap,
    prose_editor_js,
    prose_editor_media,
)

EXTENSIONS: dict[str, Any] = {
    "Bold": True,
    "Italic": True,
    "BulletList": True,
    "OrderedList": {"enableListAttributes": False},
    "ListItem": True,
    "Blockquote": True,
    "Link": {"enableTarget": False, "protocols": ["http", "https", "mailto"]},
    "HardBreak": True,
    "Menu": False,  # its buttons speak English only: ours are in static/js/toolbar.js
}
LIMIT = 60_000
"""Characters of HTML that one text may have: about thirty printed pages."""

_BLANKS = re.compile(r"[\x00-\x20\x7f-\x9f\u2028\u2029]+")
_sanitize = create_sanitizer(EXTENSIONS)


def clean_rich(value: str) -> str:
    """`value` as safe HTML of paragraphs, lists, quotes, links and emphasis; "" when nothing is said."""
    cleaned = _sanitize(value.replace("\x00", "")).strip()
    return cleaned if plain(cleaned) else ""


def clean_plain(value: str) -> str:
    """`value` as one line of text without control characters; no-break spaces stay."""
    return _BLANKS.sub(" ", value).strip(" ")


def plain(value: str) -> str:
    """The words of a rich text, for counting, searching and feeds; no-break spaces stay."""
    spaced = re.sub(r"</(p|li|blockquote)>|<br ?/?>", " ", value)
    bare = _PLAIN_TAGS.sub("", spaced)
    if "<" in bare:  # other tags are for a parser, which takes twenty times as long
        bare = strip_tags(spaced)
    return re.sub(r"[ \t\r\n\f\v]+", " ", html.unescape(bare)).strip(" ")


_PLAIN_TAGS = re.compile(r"</?(?:p|ul|ol|li|strong|em|blockquote)>")


def paragraphs(text: str) -> str:
    """HTML of plain text whose paragraphs are parted by blank lines."""
    parts = [clean_plain(part) for part in re.split(r"\r?\n[ \t]*\r?\n", text.strip())]
    return "".join(f"<p>{html.escape(part, quote=False)}</p>" for part in parts if part)


class ProseWidget(ProseEditorWidget):
    """The editor without the 130 KB of icons that its own buttons would need."""

    @property
    def media(self) -> Media:
        style = {"all": ["django_prose_editor/editor.css"]}
        base = Media(importmap=importmap, css=style, js=[prose_editor_js])
        return prose_editor_media(base=base, preset=self.preset)


class RichTextField(ProseEditorFormField):
    """A form field for rich text, cleaned when the form is."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("widget", ProseWidget)
        super().__init__(extensions=EXTENSIONS, sanitize=clean_rich, max_length=LIMIT, **options)
        self.error_messages["max_length"] = _(
            "This is more than one section can hold (%(limit_value)s characters). Shorten it or attach it as a document."
        )
