"""Who sees what could not be made, and tries it again."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from procrastinate.contrib.django.models import ProcrastinateJob

from cases.models import Case, Publication
from cases.publications.asking import MAKE, Kind, ask
from cases.publications.running.failing import fail
from tests.factories import make_administrator, make_case, make_editor, make_member, publish_case

pytestmark = pytest.mark.django_db
State = Publication.State


def failed(case: Case, **fault: Any) -> Publication:
    """A publication of a case that has failed."""
    edition = publish_case(case)
    publication = ask(edition, Kind("en"))
    fail(
        publication,
        "No letter",
        **({"what": "letter", "letter": "é", "section": "lessons"} | fault),
        edition=edition.pk,
    )
    publication.refresh_from_db()
    return publication


def logged_in(client: Client, user: Any) -> Client:
    client.force_login(user)
    return client


def page(client: Client, address: str) -> str:
    return " ".join(client.get(address).content.decode().split())


LIST = "/en/desk/publications/"
WORDS = "None of the typefaces has the letter “é” (U+00E9). Write it in another way and publish again."


def test_editor_sees_what_failed_with_the_way_to_the_section(client: Client) -> None:
    case = make_case(title="Gardens")
    failed(case)
    shown = page(logged_in(client, make_editor(organisation=case.owner)), LIST)
    section = reverse("desk:section", args=[case.uid, "lessons"])
    assert (WORDS in shown, "Gardens" in shown, f'href="{section}"' in shown) == (True, True, True)


def test_editor_of_another_organisation_sees_nothing_and_can_try_nothing(client: Client) -> None:
    publication = failed(make_case(title="Gardens"))
    logged_in(client, make_editor(organisation=make_case().owner))
    assert "Gardens" not in page(client, LIST)
    assert client.post(f"{LIST}{publication.pk}/again/").status_code == 404
    assert Publication.objects.get().state == State.FAILED


def test_administrator_sees_all_of_it(client: Client) -> None:
    for title in ("Gardens", "Streets"):
        failed(make_case(title=title))
    shown = page(logged_in(client, make_administrator()), LIST)
    assert ("Gardens" in shown, "Streets" in shown) == (True, True)


def test_list_without_failures_says_so(client: Client) -> None:
    assert "Every publication that was asked for could be made." in page(
        logged_in(client, make_administrator()), LIST
    )


def test_trying_again_queues_it_at_once(client: Client) -> None:
    publication = failed(make_case())
    ProcrastinateJob.objects.all()
    before = ProcrastinateJob.objects.filter(task_name=MAKE).count()
    answer = logged_in(client, make_administrator()).post(f"{LIST}{publication.pk}/again/")
    after = Publication.objects.get()
    assert (answer["Location"], after.state, after.failure, after.fault) == (LIST, State.WANTED, "", {})
    assert ProcrastinateJob.objects.filter(task_name=MAKE).count() == before + 1


def test_trying_again_from_a_case_leads_back_to_it(client: Client) -> None:
    case = make_case()
    publication = failed(case)
    logged_in(client, make_administrator())
    answer = client.post(f"{LIST}{publication.pk}/again/", {"back": "case"})
    assert answer["Location"] == reverse("desk:case", args=[case.uid])


def test_case_says_what_could_not_be_made(client: Client) -> None:
    case = make_case()
    failed(case)
    shown = page(
        logged_in(client, make_editor(organisation=case.owner)), reverse("desk:case", args=[case.uid])
    )
    assert (WORDS in shown, "Try again" in shown) == (True, True)


def test_case_says_it_to_its_writers_without_a_button(client: Client) -> None:
    case = make_case()
    failed(case)
    shown = page(
        logged_in(client, make_member(organisation=case.owner)), reverse("desk:case", args=[case.uid])
    )
    assert (WORDS in shown, "Try again" in shown) == (True, False)


def test_first_page_of_the_desk_says_how_many_failed(client: Client) -> None:
    case = make_case()
    failed(case)
    shown = page(logged_in(client, make_editor(organisation=case.owner)), "/en/desk/")
    assert f'<a href="{LIST}">1 publication could not be made</a>' in shown


def test_list_takes_as_many_queries_for_three_as_for_one(client: Client) -> None:
    logged_in(client, make_administrator())
    numbers = []
    for _each in range(3):
        failed(make_case())
        with CaptureQueriesContext(
            connection,
        ) as taken:
            client.get(LIST)
        numbers.append(len(taken))
    assert numbers[0] == numbers[2]
