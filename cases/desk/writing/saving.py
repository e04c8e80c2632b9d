"""What the desk writes: a section as it was posted, in one transaction, one writer of a case at a time."""

from typing import Any
from uuid import UUID

from django.db import models, transaction

from partnerships.models import Theme
from peerlearn.accounts.models import User
from peerlearn.editing.arranging import move, save_order
from peerlearn.editing.models import Picture
from peerlearn.editing.pictures import keep_picture
from peerlearn.editing.prose import clean_plain, clean_rich

from ...completeness import Section
from ...document import Part, Written
from ...document.facts import assign_facts, references
from ...models import KINDS, Case, Illustration, Item, Link, Text
from ...revisions import sit_down
from ..drafts import open_draft
from .items import ItemForm, all_forms, defaults
from .picture_crops import FOCAL
from .sections import SectionForm


@transaction.atomic
def save_section(
    case: Case,
    section: Section,
    language: str,
    *,
    posted: Any,
    files: Any,
    by: User,
    without: UUID | None = None,
    is_part: bool = False,
) -> SectionForm:
    """Writes what was posted, as far as it is sound and nobody else changed it meanwhile.

    The form that comes back says what could not be written. The item `without` is left as it is.
    `is_part` says that only some fields were sent: the order of the items stays.
    """
    sit_down(case, by=by)
    form = SectionForm(open_draft(case), section, language, data=posted, files=files)
    order = [item.uid for item in form.items]  # the item left as it is keeps its place, to come back to
    form.items = [item for item in form.items if item.uid != without]
    _ = form.is_settled  # validates: only now do the forms know their changes
    form.items = _without_strangers(form.items)
    for item in form.items:
        _save_item(case, item, by)
    _keep_one_cover(case, form.items)
    if form.is_repeated and not is_part:
        save_order(Item.objects.filter(case=case, uid__in=order).present(), order)
    if form.of_case:
        _save_case(case, form.of_case.changes)
    return form


def _without_strangers(items: list[ItemForm]) -> list[ItemForm]:
    """Leaves out what pretends to be new but is an item of another case, or of another kind."""
    new = [item.uid for item in all_forms(items) if item.is_new]
    taken = set(Item.objects.filter(uid__in=new).values_list("uid", flat=True))
    return [item for item in items if not taken & {each.uid for each in (item, *item.sides) if each.is_new}]


def _save_item(case: Case, form: ItemForm, by: User) -> None:
    is_wanted = bool(form.changes) or (form.is_new and form.says_something)
    row = _row(case, form)
    if is_wanted:
        _save_facts(row, form)
        _save_picture(row, form)
    if row.pk:
        save_texts(row, form.language, form.texts, by=by)
        _save_links(row, form.links)
        for side in form.sides:
            _save_item(case, side, by)


def _row(case: Case, form: ItemForm) -> Item:
    """The row of an item: as it was read, fetched from the bin, or new."""
    model = KINDS[form.kind]
    known = form.draft.rows.get(form.uid) or model.objects.filter(uid=form.uid).first()
    return known or model(uid=form.uid, case=case, position=32_000)


def _save_facts(row: Item, form: ItemForm) -> None:
    before = form.part.facts if form.part else defaults(form.kind)
    part = Part(form.uid, form.kind, {**before, **form.given, **form.facts})
    known: dict[type[models.Model], dict[str, models.Model]] = {
        model: dict(records) for model, records in references([part], KINDS).items()
    }
    if form.kind == "side":
        tool = KINDS["comparison"].objects.get(uid=form.given["tool"])
        known[KINDS["comparison"]] = {form.given["tool"]: tool}
    if form.changes.get(form.picture_name):
        picture = keep_picture(form.changes[form.picture_name])
        known.setdefault(Picture, {})[str(picture.uid)] = picture
        part = Part(part.uid, part.kind, {**part.facts, form.picture_name: str(picture.uid)})
    many = assign_facts(row, part, known)
    row.removed_at = None
    row.save()
    for name, records in many.items():
        getattr(row, name).set(records)


def _save_picture(row: Any, form: ItemForm) -> None:
    """The credit belongs to the picture: wherever it is shown, its author is named. So does the focal point."""
    changed = {name: form.changes[name] / 100 for name in FOCAL if form.changes.get(name) is not None}
    if "credit" in form.changes:
        changed["credit"] = clean_plain(form.changes["credit"])
    picture = getattr(row, form.picture_name, None) if changed else None
    for name, value in changed.items():
        setattr(picture, name, value)
    if picture:
        picture.save(update_fields=list(changed))


def _keep_one_cover(case: Case, items: list[ItemForm]) -> None:
    """A case has one picture of its own: whoever chooses another takes the mark from the first."""
    chosen = [item.uid for item in items if item.changes.get("is_cover")]
    if chosen:
        others = Illustration.objects.filter(case=case, is_cover=True).exclude(uid=chosen[0])
        others.update(is_cover=False)


def save_texts(row: Item, language: str, texts: dict[str, Written], *, by: User) -> None:
    """Writes the texts of one item in one language, cleaned; an empty one goes."""
    cleaners = {prose.name: clean_rich if prose.rich else clean_plain for prose in KINDS[row.kind].prose}
    written = {name: Written(cleaners[name](text.value), text.made_from) for name, text in texts.items()}
    gone = [name for name, text in written.items() if not text.value]
    if gone:
        Text.objects.filter(item=row.pk, field__in=gone, language=language).delete()
    Text.objects.bulk_create(
        [
            Text(
                item_id=row.pk,
                field=name,
                language=language,
                value=text.value,
                made_from=text.made_from,
                author=by,
            )
            for name, text in written.items()
            if text.value
        ],
        update_conflicts=True,
        unique_fields=["item", "field", "language"],
        update_fields=["value", "made_from", "author", "saved_at"],
    )


def _save_links(row: Item, links: dict[str, tuple[str, ...]]) -> None:
    for kind, uids in links.items():
        Link.objects.filter(item=row.pk, kind=kind).delete()
        others = Item.objects.filter(case=row.case_id, uid__in=uids).exclude(pk=row.pk)
        Link.objects.bulk_create(Link(item_id=row.pk, to=other, kind=kind) for other in others)


def _save_case(case: Case, changes: dict[str, Any]) -> None:
    if "themes" in changes:
        case.themes.set(Theme.objects.filter(slug__in=changes["themes"]))
    if "sdgs" in changes:
        case.sdgs = sorted(map(int, changes["sdgs"]))
        case.save(update_fields=["sdgs"])


@transaction.atomic
def move_item(case: Case, uid: UUID, *, by: int) -> tuple[int, int]:
    """Moves an item up (-1) or down (1) among those of its kind; at the end of the list nothing happens.

    Returns its place and how many there are: 0 of 0 for an item that is not there, because a new one
    without words was not kept.
    """
    Case.objects.select_for_update().get(pk=case.pk)
    item = Item.objects.filter(case=case, uid=uid).present().first()
    if item is None:
        return 0, 0
    return move(Item.objects.filter(case=case, kind=item.kind).present(), uid, by=by)
