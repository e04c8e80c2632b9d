"""A sample case from its readable file: the road that every case takes, up to its first edition."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from partnerships.models import Organisation
from peerlearn.accounts.models import User
from peerlearn.editing.prose import clean_plain, clean_rich, paragraphs

from ..document import Authored, Part, Thread, Written, apply_document
from ..models import KINDS, Case, Edition, Translation, digest
from ..workflow import approve, publish, submit
from .plans import Row, steady_uid
from .reference import load_partnership


def load_case(row: Row, *, writer: User, editor: User) -> Edition:
    """Writes the case of one file, has it reviewed and publishes it."""
    partnership = load_partnership(row["partnership"], editor=editor)
    case = Case.objects.create(
        partnership=partnership,
        owner=Organisation.objects.get(slug=row["owner"]),
        slug=row["slug"],
        language=row["language"],
        created_by=writer,
    )
    apply_document(case, authored(row), author=writer)
    for language in row.get("translations", ()):
        Translation.objects.create(case=case, language=language, ready_by=editor)
    submit(case, by=writer)
    approve(case, by=editor)
    return publish(case, by=editor)


def authored(row: Row) -> Authored:
    """The authored part of a case document from the readable form."""
    return Authored(
        language=row["language"],
        themes=tuple(sorted(row.get("themes", ()))),
        sdgs=tuple(sorted(row.get("sdgs", ()))),
        parts=tuple(_parts(row)),
        threads=tuple(sorted(_threads(row), key=lambda t: (str(t.item), str(t.to), t.kind))),
    )


def _parts(row: Row) -> Iterator[Part]:
    yield _part(row, "narrative", "the", row)
    for entry in row.get("context", ()):
        yield _part(row, "context", entry["city"], entry, city=entry["city"])
    for entry in row.get("objectives", ()):
        plan = entry.get("plan")
        uid = str(steady_uid(row["partnership"]["slug"], "plan", plan)) if plan else None
        yield _part(row, "objective", entry["key"], entry, plan_objective=uid)
    for entry in row.get("challenges", ()):
        yield _part(row, "challenge", entry["key"], entry, themes=_sorted(entry, "themes"))
    for entry in row.get("outcomes", ()):
        yield _part(row, "outcome", entry["key"], entry, **_outcome_facts(row, entry))
    for entry in row.get("lessons", ()):
        yield _part(row, "lesson", entry["key"], entry, **_lesson_facts(entry))
    yield from _comparisons(row)
    for number, entry in enumerate(row.get("sources", ())):
        facts = {name: entry.get(name, "") for name in ("title", "address", "language")}
        yield _part(row, "source", str(number), {}, **facts, read_on=entry.get("read_on"))


def _outcome_facts(row: Row, entry: Row) -> dict[str, Any]:
    plan, value, measured = row["partnership"]["slug"], entry.get("value"), entry.get("indicator")
    return {
        "value": None if value is None else str(value),
        "indicator": str(steady_uid(plan, "indicator", measured)) if measured else None,
        "activities": tuple(
            sorted(str(steady_uid(plan, "activity", key)) for key in entry.get("activities", ()))
        ),
    }


def _lesson_facts(entry: Row) -> dict[str, Any]:
    return {
        "lesson_kind": entry["kind"],
        "themes": _sorted(entry, "themes"),
        "cities": _sorted(entry, "cities"),
        "organisations": _sorted(entry, "organisations"),
        "said_by": entry.get("said_by", ""),
    }


def _comparisons(row: Row) -> Iterator[Part]:
    entries = list(enumerate(row.get("comparisons", ())))
    for number, entry in entries:
        yield _part(row, "comparison", str(number), entry)
    for number, entry in entries:
        tool = str(_uid(row, "comparison", str(number)))
        for side in entry["sides"]:
            yield _part(row, "side", f"{number}-{side['city']}", side, tool=tool, city=side["city"])


def _threads(row: Row) -> Iterator[Thread]:
    for entry in row.get("lessons", ()):
        lesson = _uid(row, "lesson", entry["key"])
        for key in entry.get("answers", ()):
            yield Thread(lesson, _uid(row, "challenge", key), "answers")
        for key in entry.get("shown_by", ()):
            yield Thread(lesson, _uid(row, "outcome", key), "shown_by")


def _part(row: Row, kind: str, key: str, entry: Row, **facts: Any) -> Part:
    return Part(_uid(row, kind, key), kind, facts, _texts(kind, entry, row["language"]))


def _texts(kind: str, entry: Row, original: str) -> dict[str, dict[str, Written]]:
    """The texts of an entry; each translation is marked as made from the original as it stands."""
    texts: dict[str, dict[str, Written]] = {}
    for prose in sorted(KINDS[kind].prose, key=lambda prose: prose.name):
        values = {
            code: clean_rich(paragraphs(text)) if prose.rich else clean_plain(text)
            for code, text in sorted(entry.get(prose.name, {}).items())
        }
        source = digest(values[original]) if original in values else ""
        written = {c: Written(v, "" if c == original else source) for c, v in values.items() if v}
        if written:
            texts[prose.name] = written
    return texts


def _sorted(entry: Row, name: str) -> tuple[str, ...]:
    return tuple(sorted(entry.get(name, ())))


def _uid(row: Row, kind: str, key: str) -> UUID:
    return steady_uid("case", row["slug"], kind, key)
