"""From the first words to the public: starting a case, its steps, its preview, who sees what."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cases.models import Case, Comment, Edition, Translation
from cases.workflow import publish_due
from partnerships.models import Membership, Organisation, Partnership
from peerlearn.accounts.models import User
from tests.factories import make_case, make_city, make_member, make_organisation, publish_case

from .pages import Page

pytestmark = pytest.mark.django_db
type LogIn = Callable[[User], Client]


def step(client: Client, case: Case, name: str, note: str = "") -> str:
    """Takes a step and returns the page that it leads to."""
    answer = client.post(reverse("desk:step", args=[case.uid]), {"step": name, "note": note}, follow=True)
    assert answer.status_code == 200
    case.refresh_from_db()
    return answer.content.decode()


def new(client: Client, **values: Any) -> Any:
    return client.post(
        reverse("desk:new"), {"uid": str(uuid4()), "title": "A title", "language": "en", **values}
    )


# Starting


def test_two_cities_and_a_title_are_enough(desk: Client, association: Organisation) -> None:
    cities = [make_city(name=name) for name in ("Nampula", "Guarulhos")]
    answer = new(desk, owner=association.pk, city_1=cities[0].slug, city_2=cities[1].slug)
    case = Case.objects.get()
    assert answer.url == reverse("desk:case", args=[case.uid])
    assert [each.city for each in case.partnership.participations.all()] == cities
    assert (case.partnership.is_public, case.slug) == (False, f"{cities[0].slug}-{cities[1].slug}")


def test_new_case_leads_to_its_first_open_section(desk: Client, case: Case) -> None:
    overview = desk.get(reverse("desk:case", args=[case.uid])).content.decode()
    start = reverse("desk:section", args=[case.uid, "start"])
    assert f'<a class="button" href="{start}">Go on with Title and summary</a>' in overview
    assert 'class="button button-quiet" name="step" value="submit"' in overview


def test_public_case_says_what_becomes_of_changes(desk: Client, case: Case) -> None:
    publish_case(case)
    said = "The public reads what is written here. Changes are public with the next edition."
    address = reverse("desk:case", args=[case.uid])
    assert said in desk.get(address).content.decode()
    page = Page(desk, case, "start")
    page.fill(page.items[0], title="Another title").send()
    assert said not in desk.get(address).content.decode()


def test_new_case_posted_twice_is_one_case(desk: Client, association: Organisation) -> None:
    cities = [make_city(), make_city()]
    values = {
        "uid": str(uuid4()),
        "owner": association.pk,
        "city_1": cities[0].slug,
        "city_2": cities[1].slug,
    }
    assert new(desk, **values).url == new(desk, **values).url
    assert (Case.objects.count(), Partnership.objects.count()) == (1, 1)


def test_second_case_of_the_same_cities_gets_an_address_of_its_own(
    desk: Client, association: Organisation
) -> None:
    cities = [make_city(), make_city()]
    for _round in range(2):
        new(desk, owner=association.pk, city_1=cities[0].slug, city_2=cities[1].slug)
    pair = f"{cities[0].slug}-{cities[1].slug}"
    assert sorted(Case.objects.values_list("slug", flat=True)) == [pair, f"{pair}-2"]


def test_countries_stand_in_the_order_of_the_alphabet(desk: Client) -> None:
    for country in ("AT", "MZ", "BR"):
        make_city(country=country)
    page = desk.get(reverse("desk:new").replace("/en/", "/pt/")).content.decode()
    places = [page.index(f'<optgroup label="{name}">') for name in ("Áustria", "Brasil", "Moçambique")]
    assert places == sorted(places)


@pytest.mark.parametrize(
    "values", [{}, {"title": ""}, {"same": True}, {"city_1": "nosuch"}, {"uid": "x"}, {"language": "xx"}]
)
def test_new_case_that_lacks_something_says_so_and_keeps_what_was_typed(
    desk: Client, association: Organisation, values: dict[str, Any]
) -> None:
    city = make_city().slug
    both = {"city_1": city, "city_2": city} if values.pop("same", False) else {}
    answer = new(desk, **{"title": "Kept", "owner": association.pk, **both, **values})
    assert answer.status_code == 422
    assert "desk-errors" in answer.content.decode()
    assert Case.objects.count() == 0


def test_nobody_starts_a_case_for_an_association_of_others(desk: Client) -> None:
    other = make_organisation(name="Another one")
    assert new(desk, owner=other.pk, city_1=make_city().slug, city_2=make_city().slug).status_code == 422
    assert Case.objects.count() == 0


# The list


def test_my_cases_shows_mine_and_what_waits_for_an_editor(
    desk: Client, case: Case, editor: User, writer: User, logged_in: LogIn
) -> None:
    make_case(title="Somebody else's")
    step(desk, case, "submit")
    assert "Waiting for you" not in desk.get(reverse("desk:home")).content.decode()
    page = logged_in(editor).get(reverse("desk:home")).content.decode()
    assert "Waiting for you" in page
    assert "Somebody else" not in page


def test_desk_without_cases_invites_to_start_one(desk: Client) -> None:
    assert "Start a case" in desk.get(reverse("desk:home")).content.decode()


def test_list_asks_the_same_number_of_queries_for_one_case_and_three(
    desk: Client, case: Case, association: Organisation
) -> None:
    publish_case(case)
    counts = []
    for _round in range(2):
        with CaptureQueriesContext(connection) as captured:
            desk.get(reverse("desk:home"))
        counts.append(len(captured))
        for _more in range(2):
            publish_case(make_case(owner=association))
    assert counts[0] == counts[1]


# The steps


def test_case_goes_from_writer_to_editor_to_the_public(
    desk: Client, case: Case, editor: User, logged_in: LogIn
) -> None:
    review = logged_in(editor)
    assert "Submitted." in step(desk, case, "submit")
    assert "Approved." in step(review, case, "approve")
    assert "edition 1 is on the public side" in step(review, case, "publish")
    assert Client().get(reverse("library:case", args=[case.slug])).status_code == 200
    assert Partnership.objects.get(pk=case.partnership_id).is_public


@pytest.mark.parametrize("name", ["approve", "publish", "request_changes", "withdraw"])
def test_writer_can_not_take_the_steps_of_an_editor(desk: Client, case: Case, name: str) -> None:
    step(desk, case, "submit")
    step(desk, case, name)
    assert (case.state, Edition.objects.count()) == (Case.State.IN_REVIEW, 0)


def test_step_that_is_none_is_not_found(desk: Client, case: Case) -> None:
    answer = desk.post(reverse("desk:step", args=[case.uid]), {"step": "explode"})
    assert answer.status_code == 404


def test_step_posted_twice_says_that_somebody_was_quicker(desk: Client, case: Case) -> None:
    step(desk, case, "submit")
    assert "somebody may have been quicker" in step(desk, case, "submit")


def test_editor_asks_for_changes_and_the_writer_reads_why(
    desk: Client, case: Case, editor: User, logged_in: LogIn
) -> None:
    step(desk, case, "submit")
    step(logged_in(editor), case, "request_changes", note="Please name <b>two</b> sources.")
    page = desk.get(reverse("desk:case", args=[case.uid])).content.decode()
    assert "Please name &lt;b&gt;two&lt;/b&gt; sources." in page
    assert "Changes requested" in page
    assert Comment.objects.get().author == editor


def test_changes_are_not_asked_for_without_a_word(
    desk: Client, case: Case, editor: User, logged_in: LogIn
) -> None:
    step(desk, case, "submit")
    assert "Say what the writers should change" in step(logged_in(editor), case, "request_changes", note=" ")
    assert case.state == Case.State.IN_REVIEW
    Comment.objects.create(case=case, section="lessons", text="Which year?", author=editor)
    step(logged_in(editor), case, "request_changes")
    assert case.state == Case.State.CHANGES_REQUESTED


def test_words_typed_after_submitting_wait(desk: Client, case: Case, editor: User, logged_in: LogIn) -> None:
    step(desk, case, "submit")
    page = Page(desk, case, "start")
    page.fill(page.items[0], title="A better title").send()
    overview = desk.get(reverse("desk:case", args=[case.uid])).content.decode()
    assert "wait for the next round" in overview
    preview = reverse("desk:preview", args=[case.uid])
    now, submitted = (desk.get(preview, query).content.decode() for query in ({}, {"of": "submitted"}))
    assert ("A better title" in now, "A better title" in submitted) == (True, False)
    review = logged_in(editor)
    step(review, case, "approve")
    step(review, case, "publish")
    public = Client().get(reverse("library:case", args=[case.slug])).content.decode()
    assert "A better title" not in public


def test_case_without_what_an_edition_needs_says_what_is_missing(
    desk: Client, association: Organisation
) -> None:
    case = make_case(owner=association, title="")
    page = step(desk, case, "submit")
    assert "The case has no title." in page
    assert case.state == Case.State.WRITING


def test_withdrawn_case_says_so_and_comes_back(case: Case, editor: User, logged_in: LogIn) -> None:
    review, address = logged_in(editor), reverse("library:case", args=[case.slug])
    for name in ("submit", "approve", "publish"):
        step(review, case, name)
    step(review, case, "withdraw", note="A wrong figure")
    assert Client().get(address).status_code == 410
    assert "A wrong figure" not in Client().get(address).content.decode()
    for name in ("submit", "approve", "publish"):
        step(review, case, name)
    assert Client().get(address).status_code == 200


def test_only_an_editor_marks_a_translation_ready(
    desk: Client, case: Case, editor: User, logged_in: LogIn
) -> None:
    address = reverse("desk:ready", args=[case.uid], query={"language": "pt"})
    assert desk.post(address, {"ready": "1"}).status_code == 404
    review = logged_in(editor)
    review.post(address, {"ready": "1", "sure": "1"})
    assert list(Translation.objects.values_list("case", "language")) == [(case.pk, "pt")]
    review.post(address)
    assert Translation.objects.count() == 0


def test_editor_of_another_association_finds_nothing(case: Case, logged_in: LogIn) -> None:
    other = logged_in(make_member(organisation=make_organisation(), name="Other"))
    assert other.get(reverse("desk:case", args=[case.uid])).status_code == 404


# Later


def test_case_is_published_by_itself_when_its_time_has_come(
    case: Case, editor: User, logged_in: LogIn
) -> None:
    review = logged_in(editor)
    for name in ("submit", "approve"):
        step(review, case, name)
    at = timezone.now() + timedelta(days=2)
    address = reverse("desk:step", args=[case.uid])
    page = review.post(
        address, {"step": "schedule", "at": f"{at:%Y-%m-%dT%H:%M}"}, follow=True
    ).content.decode()
    assert "Published by itself on" in page
    assert publish_due(now=at - timedelta(hours=1)) == 0
    assert publish_due(now=at + timedelta(minutes=1)) == 1
    edition = Edition.objects.get()
    assert (edition.published_by, publish_due(now=at + timedelta(days=9))) == (editor, 0)


@pytest.mark.parametrize("at", ["2001-01-01T00:00", "nonsense", "2026-13-45T99:00", "\x00"])
def test_time_that_is_none_or_over_is_refused_in_words(
    case: Case, editor: User, logged_in: LogIn, at: str
) -> None:
    review = logged_in(editor)
    for name in ("submit", "approve"):
        step(review, case, name)
    page = review.post(reverse("desk:step", args=[case.uid]), {"step": "schedule", "at": at}, follow=True)
    assert "desk-message-error" in page.content.decode()
    case.refresh_from_db()
    assert case.publish_at is None


def test_writer_plans_nothing(desk: Client, case: Case, editor: User, logged_in: LogIn) -> None:
    step(desk, case, "submit")
    step(logged_in(editor), case, "approve")
    at = f"{timezone.now() + timedelta(days=2):%Y-%m-%dT%H:%M}"
    desk.post(reverse("desk:step", args=[case.uid]), {"step": "schedule", "at": at})
    case.refresh_from_db()
    assert case.publish_at is None


def test_plan_of_an_editor_who_left_is_dropped_and_not_carried_out(
    case: Case, editor: User, logged_in: LogIn
) -> None:
    review = logged_in(editor)
    for name in ("submit", "approve"):
        step(review, case, name)
    Case.objects.filter(pk=case.pk).update(publish_at=timezone.now())
    Membership.objects.filter(user=editor).delete()
    assert publish_due(now=timezone.now()) == 0
    case.refresh_from_db()
    assert (case.publish_at, Edition.objects.count()) == (None, 0)


def test_published_case_that_changed_says_what_the_public_reads(desk: Client, case: Case) -> None:
    publish_case(case)
    Page(desk, case, "start").fill(case.items.get().uid, title="Another title").send()
    shown = desk.get(reverse("desk:case", args=[case.uid])).content.decode()
    assert "The public does not see yet what changed here. Submit it when it is ready." in shown
