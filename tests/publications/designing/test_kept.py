"""What is kept of a design: colours and nothing else reach a style sheet, and every change leaves a trace."""

import pytest
from django.db import IntegrityError, transaction

from cases.desk.past.trail import fetching, scope_of
from cases.models import Design
from partnerships.models.people import Role
from peerlearn.editing.trail import events, told
from tests.factories import make_administrator, make_member, make_organisation

pytestmark = pytest.mark.django_db
SIGNS = ("red", "#12345", "#0b546;", "#0B5468", "url(x)", "#0b546\n", "}*{x:y")


@pytest.mark.parametrize("name", ["first", "second", "headings"])
@pytest.mark.parametrize("written", SIGNS)
def test_database_keeps_no_colour_but_six_digits(name: str, written: str) -> None:
    organisation = make_organisation()
    with pytest.raises(IntegrityError), transaction.atomic():
        Design.objects.create(organisation=organisation, **{name: written})
    Design.objects.create(organisation=organisation, **{name: "#0b5468"})


def test_organisation_has_one_design() -> None:
    organisation = make_organisation()
    Design.objects.create(organisation=organisation)
    with pytest.raises(IntegrityError), transaction.atomic():
        Design.objects.create(organisation=organisation)


def test_changes_are_told_to_administrators_of_the_organisation_alone() -> None:
    organisation, other = make_organisation(name="A network"), make_organisation()
    Design.objects.create(organisation=organisation, first="#123456")
    Design.objects.update(first="#654321")
    keeper, stranger = (
        make_member(organisation=each, role=Role.ADMINISTRATOR) for each in (organisation, other)
    )
    for reader in (keeper, make_administrator()):
        changed, made = told(events(scope_of(reader), kind="design"), fetching())
        assert (changed.name, changed.action, made.action) == ("A network", "changed", "added")
        assert [change.label for change in changed.changes] == ["Colour of the first city"]
    assert told(events(scope_of(stranger), kind="design"), fetching()) == []
