"""Numbers with their units: a percent sign stands with its number."""

from decimal import Decimal

import pytest
from django.utils import translation

from cases.document import Part
from cases.publications.single.brochures import brochure_html
from cases.publications.single.rendering import full_html
from cases.templatetags.presenting import Amount, amount
from tests.factories import make_case, publish_case
from tests.publications.test_layout import part


@pytest.mark.parametrize(
    ("language", "unit", "number", "rest"),
    [
        ("en", "% less waste", "20%", "less waste"),
        ("pt", "% less waste", "20%", "less waste"),
        ("es", "% less waste", "20\u00a0%", "less waste"),
        ("fr", "%", "20\u00a0%", ""),
        ("en", "days", "20", "days"),
        ("en", "points (%)", "20", "points (%)"),
    ],
)
def test_percent_sign_goes_to_the_number(language: str, unit: str, number: str, rest: str) -> None:
    with translation.override(language):
        assert amount(Decimal(20), unit) == Amount(number, rest)


def outcome() -> Part:
    facts = {"value": "20", "indicator": None, "activities": ()}
    return part("outcome", facts, title="Less waste", unit="% less & lighter waste")


@pytest.mark.django_db
def test_percent_sign_goes_to_the_number_on_page_and_in_print() -> None:
    edition = publish_case(make_case(parts=(outcome(),)))
    for html in (full_html(edition, "en"), brochure_html(edition, "en")):
        assert '<span class="figure-value">20%</span>' in html
        assert "<span>less &amp; lighter waste</span>" in html
