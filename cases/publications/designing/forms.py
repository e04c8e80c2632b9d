"""The form of a design: colours, logo, and two texts in every language; nobody overwrites anybody silently."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django import forms
from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from partnerships.models import Organisation
from peerlearn.drawing import PRINT
from peerlearn.editing.forms import WholeForm
from peerlearn.editing.language_fields import fields_by_language, values_by_language, words_by_language
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


class DesignForm(WholeForm):
    """The design of an organisation. Texts have one field for each language: `series_en`, `imprint_pt`."""

    def __init__(self, organisation: Organisation, *, data: Any = None, files: Any = None) -> None:
        self.design = Design.objects.filter(organisation=organisation).first() or Design()
        self.design.organisation = organisation
        super().__init__(self._fields(), stored_of(self.design), prefix=PREFIX, data=data, files=files)

    def _fields(self) -> dict[str, forms.Field]:
        return {
            **{name: self._colour(name) for name in COLOURS},
            "logo": PictureField(
                label=_("Logo"),
                help_text=_("As it is drawn for white paper, without much white around it: PNG or JPEG, 1000 pixels wide."),
            ),
            **fields_by_language("series", PlainText, max_length=SERIES_LENGTH),
            **fields_by_language("imprint", PlainLines, max_length=IMPRINT_LENGTH),
        }  # fmt: skip

    @staticmethod
    def _colour(name: str) -> ColourField:
        column: Any = Design._meta.get_field(name)
        field = ColourField(standard=STANDARD[name], label=column.verbose_name, help_text=_HINTS[name])
        place = f"id_{PREFIX}-{name}"
        field.widget.attrs["aria-describedby"] = f"{place}_helptext {place}_said"
        return field

    def check_together(self) -> None:
        """What the colours say about each other and about the paper."""
        colours = self.colours
        for name in COLOURS:
            if name not in self.errors and (why := too_pale(name, colours[name])):
                self.add_error(name, why)
        alike = too_alike(colours["first"], colours["second"])
        if alike and not {"first", "second"} & set(self.errors):
            self.add_error("second", alike)

    @property
    def colours(self) -> dict[str, str]:
        """As they will be, the site's own where nothing is set."""
        return {name: self.will_be(name) or STANDARD[name] for name in COLOURS}

    def written(self) -> Design:
        """The design with what this form changes; not saved."""
        values = {**self.stored, **self.changes}
        for name in COLOURS:
            setattr(self.design, name, values[name])
        for name in ("series", "imprint"):
            words = getattr(self.design, name)
            setattr(self.design, name, words_by_language(name, values, words))
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
                [self.row(f"series_{code}", code) for code in settings.CONTENT_LANGUAGES],
            ),
            Words(
                _("Words in the imprint"),
                _(
                    "The publisher's address, a series number, what funders ask to be said. Lines stay as they are."
                ),
                [self.row(f"imprint_{code}", code) for code in settings.CONTENT_LANGUAGES],
            ),
        ]


def stored_of(design: Design) -> dict[str, Any]:
    """What is stored, field by field."""
    return {
        **{name: getattr(design, name) for name in COLOURS},
        **values_by_language("series", design.series),
        **values_by_language("imprint", design.imprint),
    }
