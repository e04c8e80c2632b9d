"""Saving a few fields while somebody writes: the rules of the button, with as little work as possible.

What comes is a part of a section's form: the values that changed, each item's marks for them alone.
The order of the items is never touched.
"""

from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qsl

from django.db import transaction

from peerlearn.accounts.models import User
from peerlearn.editing.forms import MergingForm
from peerlearn.editing.uids import uids_of

from ...completeness import Section
from ...document import Written
from ...models import KINDS, Case, Item, Text
from ...revisions import sit_down
from .fields import prose_fields
from .saving import save_section, save_texts

MARKS = "-loaded"


@transaction.atomic
def save_fields(case: Case, section: Section, language: str, *, posted: Any, by: User) -> list[MergingForm]:
    """Writes what was posted and returns the forms, which say what could not be written and the new marks."""
    wanted = dict(_fields_posted(posted))
    rows = {str(row.uid): row for row in Item.objects.filter(case=case, uid__in=uids_of(wanted)).present()}
    if wanted and all(uid in rows and _are_words(rows[uid], names) for uid, names in wanted.items()):
        sit_down(case, by=by)
        return _save_words(rows, wanted, language, case.language, posted, by)
    form = save_section(case, section, language, posted=posted, files=None, by=by, is_part=True)
    return [each for each in form.all_forms() if each.is_bound]


def _fields_posted(posted: Any) -> Iterator[tuple[str, list[str]]]:
    """The names of the fields that were sent, by the item's UUID (or "case")."""
    for key in posted:
        if key.endswith(MARKS):
            yield key.removesuffix(MARKS), [name for name, _mark in parse_qsl(posted[key])]


def _are_words(row: Item, names: list[str]) -> bool:
    return set(names) <= {prose.name for prose in KINDS[row.kind].prose}


def _save_words(
    rows: dict[str, Item], wanted: dict[str, list[str]], language: str, original: str, posted: Any, by: User
) -> list[MergingForm]:
    """Texts of items that exist: most of what people do here, in a handful of queries."""
    stored: dict[tuple[int, str], str] = {
        (item, field): value
        for item, field, value in Text.objects.filter(
            item__in=[row.pk for row in rows.values()], language=language
        ).values_list("item", "field", "value")
    }
    forms = []
    for uid, names in wanted.items():
        row = rows[uid]
        fields = {name: field for name, field in prose_fields(row.kind).items() if name in names}
        form = MergingForm(
            fields, {name: stored.get((row.pk, name), "") for name in fields}, prefix=uid, data=posted
        )
        form.is_valid()
        made_from = dict(parse_qsl(posted.get(f"{uid}-sources", ""))) if language != original else {}
        words = {name: Written(value, made_from.get(name, "")) for name, value in form.changes.items()}
        save_texts(row, language, words, by=by)
        forms.append(form)
    return forms
