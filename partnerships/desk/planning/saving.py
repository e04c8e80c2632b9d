"""What the desk of a partnership writes, in one transaction, one writer of a plan at a time."""

from typing import Any
from uuid import UUID

from django.db import models, transaction
from django.utils import timezone

from peerlearn.accounts.models import User
from peerlearn.editing.arranging import move, save_order
from peerlearn.editing.models import Picture
from peerlearn.editing.pictures import keep_picture
from peerlearn.editing.translated import TranslatedField

from ...models import Measurement, ProgressUpdate
from .forms import PlanForm
from .plans import Plan, key_column
from .records import RecordForm
from .sections import Section


@transaction.atomic
def save_section(
    plan: Plan,
    section: Section,
    *,
    posted: Any,
    files: Any,
    by: User,
    without: UUID | None = None,
    is_part: bool = False,
) -> PlanForm:
    """Writes what was posted, as far as it is sound and nobody else changed it meanwhile.

    The form that comes back says what could not be written. The record `without` is left as it is.
    `is_part` says that only some fields were sent: the order stays.
    """
    plan.owner.lock()
    form = PlanForm(plan, section, data=posted, files=files)
    order = [item.uid for item in form.items]  # the record left as it is keeps its place, to come back to
    form.items = [item for item in form.items if item.uid != without]
    _ = form.is_settled  # validates: only now do the forms know their changes
    form.items = _without_strangers(section.model, form.items)
    for item in form.items:
        if item.changes:
            save_record(plan, item, by)
    if section.is_ordered and not is_part:
        save_order(plan.all_records(section.model).present(), order)
    return form


def _without_strangers(model: type[Any], items: list[RecordForm]) -> list[RecordForm]:
    """Leaves out what pretends to be new but is a record of another plan, or one that is locked."""
    new = [item.uid for item in items if item.is_new]
    taken = set(model.objects.filter(uid__in=new).values_list("uid", flat=True))
    return [item for item in items if item.uid not in taken]


def save_record(plan: Plan, form: RecordForm, by: User) -> None:
    """Writes what a form changes of its record, or begins it; for whoever holds the plan."""
    record = form.record or _begin(plan, form, by)
    values = {**form.stored, **form.changes} if form.is_new else form.changes
    many: dict[str, Any] = {}
    for name, value in values.items():
        column = record._meta.get_field(name)
        if column.many_to_many:
            many[name] = _named(column, value)
        elif column.related_model is Picture:
            if name in form.changes:
                record.picture = keep_picture(value)
        elif column.is_relation:
            setattr(record, name, _named(column, [value]).first() if value else None)
        elif isinstance(column, TranslatedField):
            words = {**getattr(record, name), plan.language: value}
            setattr(record, name, {code: text for code, text in words.items() if text})
        else:
            setattr(record, name, value)
    record.removed_at = record.removed_by = None
    if isinstance(record, Measurement) and record.state == Measurement.State.RETURNED:
        record.state, record.told_at = Measurement.State.PENDING, None  # it was mended: it waits again
    record.save()
    for name, records in many.items():
        if values[name] or not form.is_new:
            getattr(record, name).set(records)
    form.record = record


def _begin(plan: Plan, form: RecordForm, by: User) -> Any:
    record = form.model(uid=form.uid, **plan.belonging(form.model))
    if isinstance(record, ProgressUpdate):
        record.author = by
    return record


def _named(column: Any, keys: Any) -> "models.QuerySet[Any]":
    name = key_column(column.related_model)
    found: models.QuerySet[Any] = column.related_model.objects.filter(**{f"{name}__in": keys})
    return found


@transaction.atomic
def move_record(plan: Plan, section: Section, uid: UUID, *, by: int) -> tuple[int, int]:
    """Moves a record up (-1) or down (1); returns its place and how many there are, 0 of 0 if it is not there."""
    plan.owner.lock()
    records = plan.all_records(section.model).present()
    return move(records, uid, by=by) if section.is_ordered else (0, 0)


# -- pictures and files


@transaction.atomic
def take_away(plan: Plan, section: Section, uid: UUID) -> None:
    """Takes the picture or the file of a record away; the record stays. The file goes with the next night."""
    plan.owner.lock()
    if section.holds:
        column = section.model._meta.get_field(section.holds)
        for record in plan.all_records(section.model).present().filter(uid=uid):
            setattr(record, column.name, column.get_default())
            record.save(update_fields=[column.name])


# -- the bin


@transaction.atomic
def remove_record(plan: Plan, section: Section, uid: UUID, *, by: User) -> bool:
    """Puts a record into the bin, and says whether there was one. What is locked stays."""
    records = plan.all_records(section.model).present().filter(uid=uid)
    if section.model is Measurement:
        records = records.exclude(state=Measurement.State.APPROVED)
    return records.update(removed_at=timezone.now(), removed_by=by) > 0


@transaction.atomic
def restore_record(plan: Plan, section: Section, uid: UUID) -> bool:
    """Takes a record out of the bin, as it was."""
    removed = plan.all_records(section.model).filter(uid=uid, removed_at__isnull=False)
    return removed.update(removed_at=None, removed_by=None) > 0
