"""Listings hold what a case is about, and nothing that belongs to others."""

import pytest
from pyroaring import BitMap

from cases.catalogue.index import current
from cases.catalogue.rows import fetched
from cases.catalogue.sharing import sharing_most
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
    cases = current().cases
    others = cases.everything - BitMap([Listing.objects.get(slug="all").pk])
    alike = sharing_most(cases, ["land", "waste", "water"], others, 3)
    assert [row.slug for row in fetched(Listing, alike)] == ["two", "one"]
