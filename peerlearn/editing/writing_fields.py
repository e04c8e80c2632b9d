"""The two form fields for words: one line, and rich text that also takes paragraphs typed without an editor."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from .prose import RichTextField, clean_plain, paragraphs

LINE = 300
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")


class PlainText(forms.CharField):
    """One line of text; control characters are cleaned away."""

    words = 0

    def __init__(self, **options: Any) -> None:
        options.setdefault("max_length", LINE)
        options.setdefault("widget", forms.TextInput(attrs={"class": "line"}))
        super().__init__(**options)
        self.error_messages["max_length"] = _(
            "This is too long: at most %(limit_value)d characters, now %(show_value)d."
        )

    def to_python(self, value: Any) -> str:
        return clean_plain(str(value or ""))

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """No `maxlength`: browsers cut what is pasted without a word, an error says it."""
        return {}


class RichText(RichTextField):
    """Rich text. Words without any tag come from a browser without the editor: blank lines part paragraphs."""

    words = 0

    def to_python(self, value: Any) -> str:
        text = str(value or "").replace("\x00", "").strip()
        return text if not text or _TAG.search(text) else paragraphs(text)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {"rows": "6"}
