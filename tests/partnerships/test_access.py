"""Who takes part in a partnership, so writes its cases, and who reviews them; `tests/test_access.py` has the rest."""

import pytest

from cases.models import Case
from partnerships.models import Support
from tests.factories import (
    make_case,
    make_editor,
    make_member,
    make_organisation,
    make_partnership,
    make_programme,
)

pytestmark = pytest.mark.django_db


def test_contributor_of_a_city_writes_the_case_of_its_pair() -> None:
    municipality = make_organisation()
    case = make_case(partnership=make_partnership(organisation=municipality))
    make_case()
    assert list(Case.objects.writable_by(make_member(organisation=municipality))) == [case]


def test_contributor_of_a_coordinator_writes_the_cases_of_the_programme() -> None:
    association = make_organisation()
    case = make_case(partnership=make_partnership(programme=make_programme(coordinator=association)))
    make_case()
    assert list(Case.objects.writable_by(make_member(organisation=association))) == [case]


def test_contributor_of_a_supporter_writes() -> None:
    association, partnership = make_organisation(), make_partnership()
    partnership.supporters.add(association)
    case = make_case(partnership=partnership)
    assert list(Case.objects.writable_by(make_member(organisation=association))) == [case]


def test_funder_does_not_write() -> None:
    funder, programme = make_organisation(), make_programme()
    programme.partners.create(organisation=funder, role="funder")
    make_case(partnership=make_partnership(programme=programme))
    assert not Case.objects.writable_by(make_member(organisation=funder)).exists()


def test_editor_of_a_partner_city_does_not_review() -> None:
    municipality = make_organisation()
    make_case(partnership=make_partnership(organisation=municipality))
    assert not Case.objects.reviewable_by(make_editor(organisation=municipality)).exists()


def test_support_leaves_a_trail() -> None:
    partnership, organisation = make_partnership(), make_organisation()
    partnership.supporters.add(organisation)
    partnership.supporters.remove(organisation)
    events = Support.pgh_event_model.objects.order_by("pgh_id").values_list("pgh_label", "organisation")
    assert list(events) == [("insert", organisation.pk), ("delete", organisation.pk)]
