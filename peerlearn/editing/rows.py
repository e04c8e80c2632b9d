"""A field of a form as the page shows it."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.safestring import SafeString

from .column_fields import chosen
from .differences import difference
from .forms import Conflict
from .writing_fields import RichText


@dataclass(frozen=True)
class Row:
    """A field as the page shows it; `original` is what stands beside it while it is translated."""

    bound: BoundField
    conflict: Conflict | None = None
    original: Any = None
    anchor: str = ""

    @property
    def layout(self) -> str:
        """Which way it is laid out: boxes, check, file, rich or line."""
        match self.bound.field:
            case forms.MultipleChoiceField():
                return "boxes"
            case forms.BooleanField():
                return "check"
            case forms.FileField():
                return "file"
        return "rich" if isinstance(self.bound.field, RichText) else "line"

    @property
    def words(self) -> int:
        return int(getattr(self.bound.field, "words", 0))

    @property
    def theirs(self) -> SafeString:
        """What somebody else saved in a text meanwhile, word by word against what is in the field."""
        if self.conflict is None:
            return SafeString("")
        return difference(str(self.bound.value() or ""), self.conflict.stored, rich=self.layout == "rich")

    @property
    def is_text(self) -> bool:
        return isinstance(self.bound.field, forms.CharField)

    @property
    def chosen(self) -> str:
        return chosen(self.bound)

    @property
    def is_long(self) -> bool:
        """More boxes than one takes in at a glance: folded until asked for."""
        return len(list(self.bound.field.choices)) > 5  # type: ignore[attr-defined]
