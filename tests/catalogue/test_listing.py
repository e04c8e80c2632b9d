"""Listings hold what a case is about, and nothing that belongs to others."""

import pytest

from cases.catalogue.likeness import most_alike
from cases.models import Listing
from tests.factories import make_case, make_organisation, make_partnership, make_theme, publish_case

pytestmark = pytest.mark.django_db


def test_a_case_without_programme_names_its_own_organisations_only() -> None:
    owner = make_organisation(slug="owner", name="The owner")
    make_organisation(slug="stranger", name="An organisation without any role")
    case = make_case(partnership=make_partnership(organisation=owner), owner=owner)
    assert publish_case(case).listing.organisations == ["owner"]


def test_the_most_alike_share_the_most_themes() -> None:
    for theme in ("land", "waste", "water"):
        make_theme(slug=theme, name=theme)
    for slug, themes in (
        ("all", ("land", "waste", "water")),
        ("one", ("water",)),
        ("two", ("waste", "water")),
        ("none", ()),
    ):
        publish_case(make_case(slug=slug, themes=themes))
    alike = most_alike(Listing.objects.exclude(slug="all"), ["land", "waste", "water"])
    assert [row.slug for row in alike.order_by("-shared")] == ["two", "one"]
