"""Reading the audit trail: events of all kinds as one list, newest first, each said in words.

Knows no subject: who may see which events comes as a condition for each kind, and where the name of a record
needs more than its own row, a queryset that fetches it comes along.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.apps import apps
from django.core.exceptions import ObjectDoesNotExist
from django.db.models import Field, Model, OuterRef, Q, QuerySet, Subquery, UUIDField, Value
from django.db.models.fields.files import FieldFile
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pghistory.models import Event

from peerlearn.accounts.models import User

from .differences import difference
from .languages import own_name
from .translated import TranslatedField

type Known = Mapping[type[Model], Mapping[Any, Model]]
"""Records by model and id, fetched once for a page."""

# classes that pghistory makes, into which a type checker can't see: a model of events, and one of them
type Kind = Any
type AnEvent = Any

LONGEST = 400
"""Characters of a value that are shown."""
_NOT_SHOWN = {"id", "sort_key"}
_ACTIONS: dict[str, Promise | str] = {
    "insert": gettext_lazy("added"),
    "update": gettext_lazy("changed"),
    "delete": gettext_lazy("deleted"),
}
# columns of many kinds whose models give them no words
_LABELS: dict[str, Promise] = {
    "accepted_by": gettext_lazy("accepted by"),
    "approved_at": gettext_lazy("approved on"),
    "approved_by": gettext_lazy("approved by"),
    "ends_at": gettext_lazy("ends on"),
    "invited_by": gettext_lazy("invited by"),
    "publish_at": gettext_lazy("to be published on"),
    "redacted_at": gettext_lazy("taken out on"),
    "redacted_by": gettext_lazy("taken out by"),
    "removed_at": gettext_lazy("removed on"),
    "slug": gettext_lazy("address"),
    "submitted": gettext_lazy("submitted version"),
    "withdrawn_at": gettext_lazy("withdrawn on"),
    "withdrawn_by": gettext_lazy("withdrawn by"),
    "written_at": gettext_lazy("written on"),
    "written_by": gettext_lazy("written by"),
}


@dataclass(frozen=True)
class Change:
    """One field: what it is called, and what became of it."""

    label: str
    shown: SafeString


@dataclass(frozen=True)
class Happening:
    """One event in words; `who` is None when the site itself did it."""

    at: datetime
    who: str | None
    kind: str
    action: Promise | str
    name: str
    changes: list[Change]
    is_whole: bool
    """The record came or went: the fields say what it held."""


def kinds() -> dict[str, Kind]:
    """Every kind of record that is audited, by a name for addresses."""
    models: list[Kind] = [model for model in apps.get_models() if issubclass(model, Event)]
    return {model.pgh_tracked_model._meta.model_name: model for model in models if model.pgh_tracked_model}


def label_of(event_model: Kind) -> str:
    return capfirst(str(event_model.pgh_tracked_model._meta.verbose_name))


def events(
    scope: Mapping[str, Q],
    *,
    kind: str = "",
    person: User | None = None,
    since: date | None = None,
    until: date | None = None,
) -> QuerySet[Any]:
    """Rows (kind, id) of what `scope` allows, newest first: thin, for a page of them to be read by `told`."""
    condition = Q()
    if person:
        condition &= Q(pgh_context__metadata__user=person.pk)
    if since:
        condition &= Q(pgh_created_at__gte=_midnight(since))
    if until:
        condition &= Q(pgh_created_at__lt=_midnight(until) + timedelta(days=1))
    thin = [
        kinds()[name]
        .objects.filter(allowed, condition)
        .order_by()
        .values("pgh_created_at", "pgh_id", pgh_kind=Value(name))
        for name, allowed in scope.items()
        if kind in ("", name)
    ]
    return thin[0].union(*thin[1:], all=True).order_by("-pgh_created_at", "pgh_kind", "-pgh_id")


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime(day.year, day.month, day.day))  # noqa: DTZ001


def told(rows: Iterable[Mapping[str, Any]], fetching: Mapping[type[Model], QuerySet[Any]]) -> list[Happening]:
    """The events of a page in words. The number of queries follows the kinds on it, not the events."""
    rows = list(rows)
    ids: dict[str, list[int]] = defaultdict(list)
    for row in rows:
        ids[row["pgh_kind"]].append(row["pgh_id"])
    found: dict[tuple[str, int], AnEvent] = {}
    earlier: dict[tuple[str, int], AnEvent] = {}
    for kind, pks in ids.items():
        now, before = _with_those_before(kinds()[kind], pks)
        found |= {(kind, event.pgh_id): event for event in now}
        earlier |= {(kind, event.pgh_id): before[event.before] for event in now if event.before}
    known = _known([*found.values(), *earlier.values()], fetching)
    keys = [(row["pgh_kind"], row["pgh_id"]) for row in rows]
    return [_happening(found[key], earlier.get(key), known) for key in keys if key in found]


def _with_those_before(model: Kind, pks: list[int]) -> tuple[list[Any], dict[int, AnEvent]]:
    """The events, and what was known of the same record before each of them."""
    before = model.objects.filter(pgh_obj_id=OuterRef("pgh_obj_id"), pgh_id__lt=OuterRef("pgh_id"))
    latest = before.order_by("-pgh_id").values("pgh_id")[:1]
    events = model.objects.filter(pk__in=pks).select_related("pgh_context").annotate(before=Subquery(latest))
    found = list(events)
    return found, model.objects.in_bulk([event.before for event in found if event.before])


def _known(events: Iterable[AnEvent], fetching: Mapping[type[Model], QuerySet[Any]]) -> Known:
    wanted: dict[type[Model], set[Any]] = defaultdict(set)
    for event in events:
        wanted[User].add(_user_id(event))
        wanted[event.pgh_tracked_model].add(event.pgh_obj_id)
        for column in _columns(event):
            if column.is_relation:
                wanted[column.related_model].add(getattr(event, column.attname))
    return {
        model: fetching.get(model, model._default_manager.all()).in_bulk([pk for pk in pks if pk is not None])
        for model, pks in wanted.items()
    }


def _user_id(event: AnEvent) -> int | None:
    return event.pgh_context.metadata.get("user") if event.pgh_context else None


def _columns(event: AnEvent | Kind) -> list[Any]:
    """What people may care about: no identifiers, nothing of the machinery."""
    return [
        column
        for column in event._meta.fields
        if not column.name.startswith("pgh_")
        and column.name not in _NOT_SHOWN
        and not isinstance(column, UUIDField)
    ]


def _happening(event: AnEvent, before: AnEvent | None, known: Known) -> Happening:
    user = known[User].get(_user_id(event))
    return Happening(
        at=event.pgh_created_at,
        who=str(user) if user else None,
        kind=label_of(type(event)),
        action=_ACTIONS[event.pgh_label],
        name=_name(event, known),
        changes=list(_changes(event, before, known)),
        is_whole=event.pgh_label != "update",
    )


def _name(event: AnEvent, known: Known) -> str:
    """What the record is called; one that is gone, as its last event knew it."""
    model = event.pgh_tracked_model
    record = known[model].get(event.pgh_obj_id)
    if record is None:
        columns = [column for column in event._meta.fields if not column.name.startswith("pgh_")]
        record = model(**{column.attname: getattr(event, column.attname) for column in columns})
        for column in columns:
            if column.is_relation and (other := _related(event, column, known)):
                setattr(record, column.name, other)
        record.pk = None  # what hangs on it is not looked for, one record at a time
    try:
        return Truncator(str(record)).chars(120)
    except (ObjectDoesNotExist, ValueError):
        return str(getattr(record, "slug", ""))


def _related(event: AnEvent, column: Any, known: Known) -> Model | None:
    return known[column.related_model].get(getattr(event, column.attname))


def _changes(event: AnEvent, before: AnEvent | None, known: Known) -> Iterator[Change]:
    """Of a change what differs; of what came or went everything that says something."""
    for column in _columns(event):
        new = _by_language(event, column, known)
        if event.pgh_label != "update":
            yield from (Change(label, format_html("{}", words)) for label, words in new.items() if words)
        elif before is not None:
            old = _by_language(before, column, known)
            for label in {**old, **new}:
                was, became = old.get(label, ""), new.get(label, "")
                if was != became:
                    yield Change(label, difference(was, became, rich=False))


def label_of_column(column: Any) -> Promise | str:
    """What a column is called in the reader's language; one that leads to a record, at least as that kind is called."""
    if isinstance(column.verbose_name, Promise):
        return column.verbose_name
    own = column.related_model._meta.verbose_name if column.is_relation else column.verbose_name
    return _LABELS.get(column.name, own)


def _by_language(event: AnEvent, column: Field, known: Known) -> dict[str, str]:
    """The words of a field by its label; of translated words each language has its own."""
    label, value = capfirst(str(label_of_column(column))), getattr(event, column.attname)
    if isinstance(column, TranslatedField):
        return {f"{label} ({own_name(code)})": _words(text) for code, text in (value or {}).items()}
    if column.is_relation:
        other = _related(event, column, known)
        gone = _("a record that is gone") if value is not None else ""
        return {label: str(other) if other else gone}
    named = str(dict(column.flatchoices).get(value, "")) if isinstance(value, str) and value else ""
    return {label: named or _words(value)}


def _words(value: Any) -> str:
    match value:
        case None | False | "" | [] | {}:
            return ""
        case True:
            return _("yes")
        case datetime():
            return date_format(timezone.localtime(value), "DATETIME_FORMAT")
        case date():
            return date_format(value, "DATE_FORMAT")
        case dict():
            return ", ".join(filter(None, map(_words, value.values())))
        case FieldFile():  # its name is by chance
            return _("a file") if value else ""
        case list() | tuple():
            return "\n".join(filter(None, map(_words, value)))
    return Truncator(str(getattr(value, "name", value))).chars(LONGEST)
