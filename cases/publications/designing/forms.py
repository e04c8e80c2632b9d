"""The form of a design: colours, logo, and two texts in every language; nobody overwrites anybody silently."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from partnerships.models import Organisation
from peerlearn.drawing import PRINT
from peerlearn.editing.forms import MergingForm
from peerlearn.editing.languages import content_languages, own_name
from peerlearn.editing.pictures import PictureField
from peerlearn.editing.rows import Row
from peerlearn.editing.writing_fields import PlainLines, PlainText

from ...models import Design
from ...models.designs import COLOURS
from .colours import ColourField, too_alike, too_pale

PREFIX = "design"
STANDARD = {"first": PRINT.pair[0], "second": PRINT.pair[1], "headings": PRINT.ink}
SERIES_LENGTH, IMPRINT_LENGTH = 60, 900
_HINTS: dict[str, Promise] = {
    "first": _("Its names, its half of the arc on the map, its columns and marks."),
    "second": _("The same for the other city. In grey, too, it must differ from the first."),
    "headings": _("Headings, and the rules above them."),
}


@dataclass(frozen=True)
class Words:
    """A text in all languages, as the page asks for it."""

    label: Promise
    hint: Promise
    rows: list[Row]


class DesignForm(MergingForm):
    """The design of an organisation. Texts have one field for each language: `series_en`, `imprint_pt`."""

    def __init__(self, organisation: Organisation, *, data: Any = None, files: Any = None) -> None:
        self.design = Design.objects.filter(organisation=organisation).first() or Design()
        self.design.organisation = organisation
        self.languages = dict(content_languages())
        super().__init__(self._fields(), stored_of(self.design), prefix=PREFIX, data=data, files=files)

    def _fields(self) -> dict[str, forms.Field]:
        return {
            **{name: self._colour(name) for name in COLOURS},
            "logo": PictureField(
                label=_("Logo"),
                help_text=_("As it is drawn for white paper, without much white around it: PNG or JPEG, 1000 pixels wide."),
            ),
            **{f"series_{code}": _in(code, PlainText, SERIES_LENGTH) for code in self.languages},
            **{f"imprint_{code}": _in(code, PlainLines, IMPRINT_LENGTH) for code in self.languages},
        }  # fmt: skip

    @staticmethod
    def _colour(name: str) -> ColourField:
        column: Any = Design._meta.get_field(name)
        field = ColourField(standard=STANDARD[name], label=column.verbose_name, help_text=_HINTS[name])
        place = f"id_{PREFIX}-{name}"
        field.widget.attrs["aria-describedby"] = f"{place}_helptext {place}_said"
        return field

    def clean(self) -> None:
        """Each field, then what the colours say about each other and about the paper."""
        loaded = dict(self.marks)
        super().clean()
        colours = self.colours
        for name in COLOURS:
            if name not in self.errors and (why := too_pale(name, colours[name])):
                self.add_error(name, why)
        alike = too_alike(colours["first"], colours["second"])
        if alike and not {"first", "second"} & set(self.errors):
            self.add_error("second", alike)
        if self.errors or self.conflicts:
            self.marks = loaded  # nothing is written: what was typed is still a change when it comes again

    @property
    def colours(self) -> dict[str, str]:
        """As they will be, the site's own where nothing is set."""
        return {
            name: self.changes.get(name, self.stored[name]) or STANDARD[name]
            for name in COLOURS
        }  # fmt: skip

    @property
    def has_errors(self) -> bool:
        return self.is_bound and bool(self.errors)

    @property
    def has_conflicts(self) -> bool:
        return self.is_bound and not self.has_errors and bool(self.conflicts)

    @property
    def is_settled(self) -> bool:
        return self.is_valid() and not self.conflicts

    def written(self) -> Design:
        """The design with what this form changes; not saved."""
        values = {**self.stored, **self.changes}
        for name in COLOURS:
            setattr(self.design, name, values[name])
        for name in ("series", "imprint"):
            words = {code: values[f"{name}_{code}"] for code in self.languages}
            others = {code: text for code, text in getattr(self.design, name).items() if code not in words}
            setattr(self.design, name, others | {code: text for code, text in words.items() if text})
        return self.design

    # As the page shows it

    def row(self, name: str, language: str = "") -> Row:
        return Row(self[name], self.conflicts.get(name), anchor=language)

    @cached_property
    def colour_rows(self) -> list[Row]:
        return [self.row(name) for name in COLOURS]

    @property
    def logo_row(self) -> Row:
        return self.row("logo")

    @cached_property
    def words(self) -> list[Words]:
        return [
            Words(
                _("Name of the series"),
                _("On covers and in the foot of every page. Empty in all languages: Peerlearn."),
                [self.row(f"series_{code}", code) for code in self.languages],
            ),
            Words(
                _("Words in the imprint"),
                _(
                    "The publisher's address, a series number, what funders ask to be said. Lines stay as they are."
                ),
                [self.row(f"imprint_{code}", code) for code in self.languages],
            ),
        ]


def _in(code: str, kind: type[PlainText], length: int) -> PlainText:
    """A text in one language."""
    field = kind(label=own_name(code), max_length=length)
    field.widget.attrs["lang"] = code
    return field


def stored_of(design: Design) -> dict[str, Any]:
    """What is stored, field by field."""
    texts = {
        f"{name}_{code}": getattr(design, name).get(code, "")
        for name in ("series", "imprint")
        for code, _name in content_languages()
    }
    return {**{name: getattr(design, name) for name in COLOURS}, **texts}
