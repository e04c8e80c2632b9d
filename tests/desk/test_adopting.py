"""We tried this lesson: who may tell it, who lets the public see it, and how it is found."""

from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from cases.models import Adoption, ListingLesson
from partnerships.models import City, Organisation
from peerlearn.accounts.models import User
from tests.factories import (
    make_case,
    make_city,
    make_editor,
    make_lesson,
    make_member,
    make_organisation,
    make_partnership,
    publish_case,
)

pytestmark = pytest.mark.django_db
WORDS = "We drew the plots with the neighbours."


@pytest.fixture
def owner() -> Organisation:
    return make_organisation()


@pytest.fixture
def lesson(owner: Organisation) -> ListingLesson:
    publish_case(make_case(owner=owner, parts=(make_lesson(title="Map first"), make_lesson(title="Talk"))))
    return ListingLesson.objects.select_related("listing").get(texts__title="Map first")


@pytest.fixture
def beira() -> City:
    return make_city(name="Beira", slug="beira")


@pytest.fixture
def teller(beira: City) -> User:
    return make_member(organisation=make_organisation(city=beira))


def tell(user: User, lesson: ListingLesson, **changed: Any) -> Any:
    client = Client()
    client.force_login(user)
    city = City.objects.get(slug="beira").pk
    form = {"city": city, "what_changed": WORDS, "language": "en"} | changed
    return client.post(f"/en/desk/lessons/{lesson.uid}/tried/", form)


def decide(user: User, step: str) -> int:
    client = Client()
    client.force_login(user)
    adoption = Adoption.objects.first()
    return client.post(
        "/en/desk/adoptions/", {"adoption": adoption.pk if adoption else 1, step: ""}
    ).status_code


def seen(lesson: ListingLesson) -> bool:
    return WORDS in Client().get(f"/en/lessons/{lesson.uid}/").content.decode()


def found() -> list[str]:
    cards = Client().get("/en/lessons/?adopted=yes").context["cards"]
    return [card.title.plain for card in cards]


def test_public_sees_what_was_told_once_an_editor_agreed(
    teller: User, lesson: ListingLesson, owner: Organisation
) -> None:
    answer = tell(teller, lesson)
    assert (answer.status_code, answer["Location"]) == (302, f"/en/desk/lessons/{lesson.uid}/tried/")
    assert (seen(lesson), found()) == (False, [])
    assert decide(make_editor(organisation=owner), "approve") == 302
    assert (seen(lesson), found()) == (True, ["Map first"])


@pytest.mark.usefixtures("teller")
def test_what_an_editor_takes_away_can_be_told_anew(
    teller: User, lesson: ListingLesson, owner: Organisation
) -> None:
    tell(teller, lesson)
    decide(make_editor(organisation=owner), "decline")
    assert (Adoption.objects.count(), seen(lesson)) == (0, False)
    assert tell(teller, lesson).status_code == 302


def test_editors_of_other_cases_decide_nothing(teller: User, lesson: ListingLesson) -> None:
    tell(teller, lesson)
    other = make_editor(organisation=make_case().owner)
    assert decide(other, "approve") == 302
    assert seen(lesson) is False
    assert decide(teller, "approve") == 404


def test_adoption_stays_with_its_lesson_in_the_next_edition(
    teller: User, lesson: ListingLesson, owner: Organisation
) -> None:
    tell(teller, lesson)
    decide(make_editor(organisation=owner), "approve")
    publish_case(lesson.listing.case)
    assert (seen(lesson), found()) == (True, ["Map first"])


def test_city_tells_of_a_lesson_once(teller: User, lesson: ListingLesson) -> None:
    assert [tell(teller, lesson).status_code for _time in range(2)] == [302, 422]
    assert Adoption.objects.count() == 1


def test_nobody_tells_for_a_city_of_others_or_of_the_case(lesson: ListingLesson, beira: City) -> None:
    own = City.objects.get(slug=lesson.listing.cities[0])
    learner = make_member(organisation=make_organisation(city=own))
    assert [tell(learner, lesson, city=city.pk).status_code for city in (own, beira)] == [422, 422]
    assert Adoption.objects.count() == 0


def test_staff_of_a_partnership_tell_for_its_cities(lesson: ListingLesson, beira: City) -> None:
    association = make_organisation()
    make_partnership(cities=(beira, make_city()), organisation=association)
    assert tell(make_member(organisation=association), lesson).status_code == 302


@pytest.mark.parametrize("changed", [{"what_changed": " "}, {"language": "xx"}, {"what_changed": "x" * 2001}])
def test_what_is_wanting_is_said_and_nothing_kept(
    teller: User, lesson: ListingLesson, changed: dict[str, str]
) -> None:
    answer = tell(teller, lesson, **changed)
    assert (answer.status_code, Adoption.objects.count()) == (422, 0)
    assert "desk-errors" in answer.content.decode()


def test_words_are_shown_as_words(teller: User, lesson: ListingLesson, owner: Organisation) -> None:
    tell(teller, lesson, what_changed="<script>alert(1)</script>")
    decide(make_editor(organisation=owner), "approve")
    page = Client().get(f"/en/lessons/{lesson.uid}/").content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_list_costs_the_same_however_many_wait(
    teller: User,
    lesson: ListingLesson,
    owner: Organisation,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    client = Client()
    client.force_login(make_editor(organisation=owner))
    tell(teller, lesson)
    client.get("/en/desk/adoptions/")
    with django_assert_num_queries(9):
        client.get("/en/desk/adoptions/")
    for number in range(2):
        Adoption.objects.create(
            lesson_uid=lesson.uid, edition=lesson.listing.edition, city=make_city(), language="en",
            what_changed=f"More {number}", written_by=teller,
        )  # fmt: skip
    with django_assert_num_queries(9):
        client.get("/en/desk/adoptions/")
