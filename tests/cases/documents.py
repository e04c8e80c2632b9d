"""Hypothesis strategies: whole authored documents over a small fixed world of reference data."""

from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from cases.document import Authored, Part, Thread, Written
from cases.models import KINDS
from peerlearn.editing.prose import clean_plain, clean_rich, paragraphs

CITIES = ("maputo", "belo-horizonte", "evora")
THEMES = ("cadastre", "participatory-budgeting")
ORGANISATIONS = ("anamm", "fnp")
LANGUAGES = ("en", "pt", "fr")

words = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "Zs")), min_size=1, max_size=40)


def some(values: tuple[str, ...]) -> st.SearchStrategy[tuple[str, ...]]:
    return st.sets(st.sampled_from(values)).map(lambda chosen: tuple(sorted(chosen)))


FACTS: dict[str, dict[str, st.SearchStrategy[Any]]] = {
    "context": {"city": st.sampled_from(CITIES)},
    "objective": {"plan_objective": st.none()},
    "challenge": {"themes": some(THEMES)},
    "outcome": {
        "value": st.none()
        | st.decimals("0", "1e9", places=2).map(lambda d: format(Decimal(d).normalize(), "f")),
        "indicator": st.none(),
        "activities": st.just(()),
    },
    "lesson": {
        "lesson_kind": st.sampled_from(("worked", "did_not_work", "condition")),
        "themes": some(THEMES),
        "cities": some(CITIES),
        "organisations": some(ORGANISATIONS),
        "said_by": st.sampled_from(("", "leader", "professional", "community")),
    },
    "voice": {
        "group": st.sampled_from(("leader", "professional", "community")),
        "person": words.map(clean_plain),
        "city": st.none() | st.sampled_from(CITIES),
        "consent_on": st.none() | st.dates().map(lambda day: day.isoformat()),
        "consent_note": st.just("by letter"),
    },
    "source": {
        "title": words.map(clean_plain),
        "address": st.just("https://example.org/a"),
        "language": st.sampled_from(LANGUAGES),
        "read_on": st.none() | st.dates().map(lambda day: day.isoformat()),
    },
}


@st.composite
def texts(draw: st.DrawFn, kind: str) -> dict[str, dict[str, Written]]:
    """Texts of a kind, as they are once cleaned: in the order of field and language, none empty."""
    found: dict[str, dict[str, Written]] = {}
    for prose in sorted(KINDS[kind].prose, key=lambda prose: prose.name):
        by_language = draw(st.dictionaries(st.sampled_from(LANGUAGES), words, max_size=3))
        cleaned = {
            code: clean_rich(paragraphs(value)) if prose.rich else clean_plain(value)
            for code, value in sorted(by_language.items())
        }
        kept = {
            code: Written(value, draw(st.sampled_from(("", "0123456789abcdef"))))
            for code, value in cleaned.items()
            if value
        }
        if kept:
            found[prose.name] = kept
    return found


@st.composite
def parts(draw: st.DrawFn, kind: str) -> Part:
    facts = {name: draw(strategy) for name, strategy in FACTS.get(kind, {}).items()}
    return Part(draw(st.uuids(version=4)), kind, facts, draw(texts(kind)))


@st.composite
def authored(draw: st.DrawFn) -> Authored:
    """A whole authored document, comparisons with their sides and links included."""
    found: list[Part] = [draw(parts("narrative"))]
    for kind in ("context", "objective", "challenge", "outcome", "lesson", "voice"):
        found += draw(st.lists(parts(kind), max_size=3))
    comparisons = draw(st.lists(parts("comparison"), max_size=2))
    sides = [
        Part(draw(st.uuids(version=4)), "side", {"tool": str(c.uid), "city": city}, draw(texts("side")))
        for c in comparisons
        for city in CITIES[:2]
    ]
    found += [*comparisons, *sides, *draw(st.lists(parts("source"), max_size=2))]
    return Authored(
        language=draw(st.sampled_from(LANGUAGES)),
        licence=draw(st.sampled_from(("CC BY 4.0", "CC BY-SA 4.0"))),
        themes=draw(some(THEMES)),
        sdgs=tuple(sorted(draw(st.sets(st.integers(1, 17), max_size=4)))),
        parts=tuple(found),
        threads=tuple(sorted(draw(threads(found)), key=lambda t: (str(t.item), str(t.to), t.kind))),
    )


def threads(found: list[Part]) -> st.SearchStrategy[set[Thread]]:
    ends = {"challenge": "answers", "outcome": "shown_by", "objective": "serves"}
    possible = [
        Thread(lesson.uid, other.uid, ends[other.kind])
        for lesson in found
        if lesson.kind == "lesson"
        for other in found
        if other.kind in ends
    ]
    return st.sets(st.sampled_from(possible), max_size=4) if possible else st.just(set())
