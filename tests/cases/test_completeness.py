"""What a case has, what it lacks, and what stands in the way of publishing."""

from uuid import uuid4

import pytest

from cases.completeness import SECTIONS, completeness
from cases.document import Part, Written, case_document
from cases.models import Case
from partnerships.models import Participation
from tests.factories import make_case, make_city, make_lesson, make_partnership, make_theme

pytestmark = pytest.mark.django_db


def missing(case: Case, section: str) -> list[str]:
    states = completeness(case_document(case)).sections
    return [str(reason) for state in states if state.section.name == section for reason in state.missing]


def test_new_case_lacks_everything_but_its_title() -> None:
    state = completeness(case_document(make_case()))
    assert (state.done_count, len(state.sections), state.blockers) == (0, len(SECTIONS), ())


def test_title_alone_leaves_the_summary_missing() -> None:
    assert missing(make_case(), "start") == ["The summary is missing."]


def test_one_context_of_two_is_not_enough() -> None:
    cities = (make_city(), make_city())
    text = {"text": {"en": Written("<p>A port.</p>")}}
    contexts = tuple(Part(uuid4(), "context", {"city": city.slug}, text) for city in cities)
    partnership = make_partnership(cities=cities)
    assert missing(make_case(partnership=partnership, parts=contexts[:1]), "context") != []
    other = make_case(
        partnership=partnership, parts=tuple(Part(uuid4(), p.kind, p.facts, p.texts) for p in contexts)
    )
    assert missing(other, "context") == []


def test_lesson_without_a_theme_is_not_done() -> None:
    theme = make_theme()
    assert missing(make_case(parts=(make_lesson(title="Map first"),)), "lessons") == [
        "“Map first” has no theme: readers would not find it."
    ]
    assert missing(make_case(parts=(make_lesson(themes=(theme.slug,)),)), "lessons") == []


def test_case_of_one_city_is_blocked() -> None:
    partnership = make_partnership()
    Participation.objects.filter(partnership=partnership, position=2).delete()
    assert [
        str(reason) for reason in completeness(case_document(make_case(partnership=partnership))).blockers
    ] == ["A case needs at least two cities."]


def test_voice_without_consent_blocks() -> None:
    facts = {"group": "leader", "person": "A mayor", "city": None, "consent_on": None, "consent_note": ""}
    voice = Part(uuid4(), "voice", facts, {"quote": {"en": Written("<p>We did it.</p>")}})
    assert [str(reason) for reason in completeness(case_document(make_case(parts=(voice,)))).blockers] == [
        "Every voice needs the date on which the person consented."
    ]
