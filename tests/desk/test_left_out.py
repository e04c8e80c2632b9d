"""The preview says what the brochure has no room for, and what it leaves out when its pages are full."""

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from cases.document import Part, Written
from partnerships.models import Organisation
from tests.factories import make_case, make_partnership

pytestmark = pytest.mark.django_db


def outcomes(number: int, words: int) -> list[Part]:
    facts: dict[str, Any] = {"value": None, "indicator": None, "activities": ()}
    text = {"en": Written(f"<p>{'Word ' * words}.</p><p>More.</p>")}
    return [
        Part(uuid4(), "outcome", facts, {"title": {"en": Written("A")}, "text": text}) for _ in range(number)
    ]


def notice(desk: Client, association: Organisation, *parts: Part) -> str:
    partnership = make_partnership(organisation=association)
    case = make_case(owner=association, partnership=partnership, title="A title", parts=parts)
    html = desk.get(reverse("desk:preview", args=[case.uid])).content.decode()
    return " ".join(html.rpartition('<p class="notice">')[2].partition("</p>")[0].split())


@pytest.mark.parametrize(
    ("number", "words", "said"),
    [
        (3, 5, "Everything that belongs in the brochure has its room there."),
        (3, 40, "When its pages are full, it leaves out: the end of 3 outcomes."),
        (3, 200, "The brochure has no room for: the end of 3 outcomes."),
        (
            9,
            5,
            "The brochure has no room for: 1 outcome. When its pages are full, it leaves out: 6 outcomes.",
        ),
    ],
)
def test_preview_says_what_a_brochure_leaves_out(
    desk: Client, association: Organisation, number: int, words: int, said: str
) -> None:
    assert notice(desk, association, *outcomes(number, words)) == said
