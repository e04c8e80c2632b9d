"""How a plan lies in a spreadsheet: its tables and their columns, by what they are called in every language."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

from django.conf import settings
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from peerlearn.editing.trail import label_of_column
from peerlearn.editing.translated import sort_key

from ....models import Activity, Indicator, Measurement
from ..sections import FIGURES, SECTIONS, Section

UID, STATE, UNIT = "uid", "state", "unit"


@dataclass(frozen=True, eq=False)
class Column:
    """One column; what is not read on the way in is there to be looked at."""

    name: str
    heading: Promise | str
    field: Any = None
    """The column of the model; the identifier and what is only shown have none."""
    is_needed: bool = False
    is_read: bool = True

    @property
    def title(self) -> str:
        return capfirst(str(self.heading))


@dataclass(frozen=True, eq=False)
class Table:
    """One kind of record, with the section of the desk that writes it."""

    section: Section
    columns: tuple[Column, ...]

    @property
    def name(self) -> str:
        return self.section.name

    @property
    def title(self) -> str:
        return str(self.section.title)

    @property
    def model(self) -> type[Any]:
        return self.section.model

    @cached_property
    def by_name(self) -> Mapping[str, Column]:
        return {column.name: column for column in self.columns}

    @property
    def needed(self) -> list[Column]:
        return [column for column in self.columns if column.is_needed]


def _asked(model: type[Any], *names: str, needed: tuple[str, ...] = ()) -> Iterator[Column]:
    for name in names:
        field = model._meta.get_field(name)
        yield Column(name, label_of_column(field), field, is_needed=name in needed)


_UID = Column(UID, _("identifier"))
_SHOWN = {
    UNIT: Column(UNIT, label_of_column(Indicator._meta.get_field(UNIT)), is_read=False),
    STATE: Column(STATE, label_of_column(Measurement._meta.get_field(STATE)), is_read=False),
}
ACTIVITIES = Table(
    next(section for section in SECTIONS if section.model is Activity),
    (*_asked(Activity, *Activity.asked, needed=("title",)), _UID),
)
MEASURED = Table(
    FIGURES,
    (
        *_asked(
            Measurement, "indicator", "measured_on", "value", needed=("indicator", "measured_on", "value")
        ),
        _SHOWN[UNIT],
        *_asked(Measurement, *(name for name in Measurement.asked if name not in ("measured_on", "value"))),
        _SHOWN[STATE],
        _UID,
    ),
)
TABLES = (ACTIVITIES, MEASURED)


def plainly(words: str) -> str:
    """Words as they are compared: capitals, accents, spaces and the marks of headings aside."""
    return sort_key(" ".join(words.replace("’", "'").split())).strip(" *:")


@cache
def headings_of(table: Table) -> Mapping[str, Column]:
    """The columns of a table by everything that they are called: in any language of the interface, or by name."""
    found: dict[str, Column] = {}
    for column in table.columns:
        for words in (*in_all_languages(column.heading), column.name):
            found.setdefault(plainly(words), column)
    return found


def in_all_languages(words: Promise | str) -> list[str]:
    said = []
    for language in settings.INTERFACE_LANGUAGES:
        with override(language):
            said.append(str(words))
    return said


def sheet_title(words: Promise | str) -> str:
    """As the name of a sheet may be."""
    return "".join(sign for sign in str(words) if sign not in "[]:*?/\\'")[:31]
