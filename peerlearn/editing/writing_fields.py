"""The form fields for words, figures and dates: one line, several lines, rich text that also takes paragraphs
typed without an editor, a number as people write it, a date as far as it is known."""

import re
from typing import Any

from django import forms
from django.utils.formats import get_format
from django.utils.translation import gettext_lazy as _

from .dates import check_partial_date
from .prose import RichTextField, clean_plain, paragraphs

LINE = 300
LINES = 10_000
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_GROUPS = re.compile(r"-?\d{1,3}(?:[.,]\d{3})+")


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


class PlainLines(PlainText):
    """Several lines of text without any form; blank lines part paragraphs."""

    def __init__(self, **options: Any) -> None:
        options["max_length"] = options.get("max_length") or LINES
        super().__init__(widget=forms.Textarea(attrs={"rows": "4", "cols": False}), **options)

    def to_python(self, value: Any) -> str:
        lines = [clean_plain(line) for line in str(value or "").splitlines()]
        return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n")


class PartialDate(PlainText):
    """A year, a month or a day, whichever is known."""

    def __init__(self, **options: Any) -> None:
        options["help_text"] = options.get("help_text") or _("2015, 2015-03 or 2015-03-04")
        super().__init__(widget=forms.TextInput(attrs={"class": "line", "autocomplete": "off"}), **options)

    def run_validators(self, value: Any) -> None:
        if value:
            check_partial_date(value)


class RichText(RichTextField):
    """Rich text. Words without any tag come from a browser without the editor: blank lines part paragraphs."""

    words = 0

    def to_python(self, value: Any) -> str:
        text = str(value or "").replace("\x00", "").strip()
        return text if not text or _TAG.search(text) else paragraphs(text)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {"rows": "6"}


class Figure(forms.DecimalField):
    """A number with comma or point, and with spaces, points or commas between its thousands.

    Not `type="number"`: a browser set to another language drops the comma of "21,4" without a word.
    """

    def __init__(self, **options: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off", "class": "line"})
        super().__init__(widget=widget, localize=True, **options)

    def to_python(self, value: Any) -> Any:
        return super().to_python(plain_figure(value) if isinstance(value, str) else value)


def plain_figure(written: str) -> str:
    """The figure with a point, and nothing between its thousands; what is no figure stays none.

    A mark that stands alone before three digits is the decimal mark of the page's language, or parts the thousands.
    """
    figure = "".join(written.split())
    marks = [mark for mark in figure if mark in ",."]
    decimal = marks[-1] if len(set(marks)) == 2 else ""
    if len(marks) == 1 and (marks[0] == get_format("DECIMAL_SEPARATOR") or not _GROUPS.fullmatch(figure)):
        decimal = marks[0]
    whole, mark, decimals = figure.rpartition(decimal) if decimal else (figure, "", "")
    if _GROUPS.fullmatch(whole):
        whole = re.sub("[.,]", "", whole)
    return f"{whole}.{decimals}" if mark else whole
