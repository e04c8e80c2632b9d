"""Who reports a programme to IATI, since when it runs, and what is said to be missing."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client

from partnerships.models import Organisation, Programme
from partnerships.reporting import begins, is_reported, lacks, reporters
from tests.factories import (
    make_activity,
    make_administrator,
    make_organisation,
    make_partnership,
    make_plan,
    make_programme,
)

pytestmark = pytest.mark.django_db
KNOWN = "NL-KVK-41205452"


@pytest.mark.parametrize(
    "identifier", [KNOWN, "XI-IATI-EC_INTPA", "GB-COH-SC123.4", "XM-DAC-41304", "CA-CRA_ACR-0-1", ""]
)
def test_an_identifier_is_a_register_and_a_number(identifier: str) -> None:
    organisation = make_organisation(iati_identifier=identifier)
    organisation.full_clean()
    assert organisation.iati_identifier == identifier


@pytest.mark.parametrize(
    "identifier",
    ["41205452", "NL-KVK", "NL-KVK-", "nl-KVK-1", "NL-KVK-1/2", "NL-KVK-1&2", "NL-KVK-1|2", "NL-KVK-1?", "NL KVK-1", f"{KNOWN} ", "NL-KVK-é", "NL-KVK-<1>"],
)  # fmt: skip
def test_what_is_no_identifier_is_refused(identifier: str) -> None:
    organisation = make_organisation()
    organisation.iati_identifier = identifier
    with pytest.raises(ValidationError) as refused:
        organisation.full_clean()
    assert refused.value.message_dict == {
        "iati_identifier": [
            "Write an IATI identifier as NL-KVK-41205452: the register, then the number in it."
        ]
    }
    with pytest.raises(IntegrityError), transaction.atomic():
        organisation.save()


def coordinated(*organisations: Organisation, **columns: Any) -> Programme:
    programme = make_programme(**columns)
    for organisation in organisations:
        programme.partners.create(organisation=organisation, role="coordinator")
    return programme


def test_the_first_coordinator_with_an_identifier_reports() -> None:
    unknown, first, second = (
        make_organisation(name="A"),
        make_organisation(name="Z", iati_identifier=KNOWN),
        make_organisation(name="B", iati_identifier="GB-COH-1"),
    )
    programme = coordinated(unknown, first, second)
    programme.partners.create(organisation=second, role="funder")
    nobodys = coordinated(unknown)
    assert reporters([programme, nobodys]) == {programme.pk: first}


def test_whom_the_programme_names_reports() -> None:
    named = make_organisation(iati_identifier="GB-COH-1")
    programme = coordinated(make_organisation(iati_identifier=KNOWN), iati_reporter=named)
    assert reporters([programme]) == {programme.pk: named}
    Organisation.objects.filter(pk=named.pk).update(iati_identifier="")
    programme = Programme.objects.get()
    assert reporters([programme]) == {}


def test_who_funds_it_does_not_report() -> None:
    programme = make_programme()
    programme.partners.create(organisation=make_organisation(iati_identifier=KNOWN), role="funder")
    assert reporters([programme]) == {}


def test_it_begins_when_it_says_so() -> None:
    programme = make_programme(starts="2013")
    make_partnership(programme=programme, starts="2012")
    assert begins(programme) == "2013"


def test_it_begins_with_the_first_of_what_the_public_sees() -> None:
    programme = make_programme()
    assert begins(programme) == ""
    pair = make_partnership(programme=programme, starts="2014-05")
    make_activity(
        plan=make_plan(partnership=make_partnership(programme=programme, starts="2009", is_public=False)),
        starts="2009",
    )
    make_activity(plan=make_plan(partnership=pair), starts="2010", status="cancelled")
    assert begins(programme) == "2014-05"
    make_activity(plan=make_plan(partnership=pair), starts="2014-02-03")
    assert begins(programme) == "2014-02-03"
    programme.stages.create(name={"en": "A stage"}, starts="2014")
    assert begins(programme) == "2014"


def test_what_is_missing_is_said() -> None:
    programme = coordinated(make_organisation(name="An association"), is_public=False)
    assert lacks(programme) == [
        "The programme is not public.",
        "No organisation that coordinates it has an IATI identifier.",
        "It has no start, and nothing in it has a date to take it from.",
    ]
    programme.iati_reporter = make_organisation(name="A network")
    assert lacks(programme)[1] == "A network should report it and has no IATI identifier."
    assert not is_reported(programme)


def test_nothing_is_missing() -> None:
    programme = coordinated(make_organisation(iati_identifier=KNOWN), starts="2013")
    assert (lacks(programme), is_reported(programme)) == ([], True)


# -- in the administration


@pytest.fixture
def client() -> Client:
    client = Client()
    client.force_login(make_administrator())
    return client


def page_of(client: Client, programme: Programme) -> str:
    return client.get(f"/admin/partnerships/programme/{programme.pk}/change/").content.decode()


def test_the_page_of_a_programme_leads_to_its_file(client: Client) -> None:
    programme = coordinated(make_organisation(iati_identifier=KNOWN), starts="2013")
    assert f'href="/en/programmes/{programme.slug}/iati.xml"' in page_of(client, programme)


def test_the_page_of_a_programme_says_what_its_file_lacks(client: Client) -> None:
    page = page_of(client, coordinated(make_organisation(name="<An association>")))
    assert "No organisation that coordinates it has an IATI identifier." in page
    assert "iati.xml" not in page


def test_a_new_programme_is_asked_for_no_file(client: Client) -> None:
    page = client.get("/admin/partnerships/programme/add/").content.decode()
    assert ("Once it is saved" in page, "iati.xml" in page) == (True, False)


def test_an_identifier_is_kept_in_the_administration(client: Client) -> None:
    organisation = make_organisation()
    form = {"name_en": "A network", "kind": "network", "iati_identifier": "41205452"}
    at = f"/admin/partnerships/organisation/{organisation.pk}/change/"
    refused = client.post(at, form)
    assert "Write an IATI identifier as" in refused.content.decode()
    assert client.post(at, form | {"iati_identifier": KNOWN}).status_code == 302
    organisation.refresh_from_db()
    assert organisation.iati_identifier == KNOWN
