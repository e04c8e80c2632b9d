"""Whether readers see a partnership: who says so, what follows from it, and that the trail knows."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from partnerships.models import Organisation, Partnership, WorkPlan
from peerlearn.accounts.models import User
from tests.factories import make_case, make_programme, publish_case


def say(client: Client, partnership: Partnership, readers: str) -> int:
    return client.post(
        reverse("planning:visibility", args=[partnership.slug]), {"readers": readers}
    ).status_code


def page(client: Client, partnership: Partnership) -> str:
    return client.get(reverse("planning:plan", args=[partnership.slug])).content.decode()


@pytest.fixture
def editing(editor: User, logged_in: Callable[[User], Client]) -> Client:
    return logged_in(editor)


def test_editor_hides_a_partnership_and_shows_it_again(editing: Client, partnership: Partnership) -> None:
    seen = []
    for readers in ("no", "no", "yes"):
        say(editing, partnership, readers)
        partnership.refresh_from_db()
        seen.append(partnership.is_public)
    assert seen == [False, False, True]


def test_who_only_writes_is_told_and_may_not_decide(desk: Client, partnership: Partnership) -> None:
    shown = page(desk, partnership)
    assert ("Readers see this partnership:" in shown, "Hide it from readers" in shown) == (True, False)
    assert say(desk, partnership, "no") == 404
    partnership.refresh_from_db()
    assert partnership.is_public


def test_neither_yes_nor_no_changes_nothing(editing: Client, partnership: Partnership) -> None:
    assert say(editing, partnership, "perhaps") == 404
    partnership.refresh_from_db()
    assert partnership.is_public


def test_page_of_the_plan_says_what_follows(editing: Client, partnership: Partnership) -> None:
    assert "Hide this partnership" in page(editing, partnership)
    say(editing, partnership, "no")
    shown = page(editing, partnership)
    assert ("Cases that were published stay." in shown, "Show this partnership" in shown) == (True, True)


def test_change_stands_among_the_last_changes(
    editing: Client, editor: User, partnership: Partnership
) -> None:
    say(editing, partnership, "no")
    changes = editing.get(reverse("planning:plan", args=[partnership.slug])).context["overview"].changes
    assert (changes[0].kind, str(changes[0].action), changes[0].who) == (
        "Partnership",
        "changed",
        str(editor),
    )


def test_hidden_partnership_goes_from_its_programme_and_its_cases_stay(
    editing: Client, client: Client, partnership: Partnership, association: Organisation
) -> None:
    partnership.programme = make_programme()
    partnership.save()
    case = make_case(partnership=partnership, owner=association)
    publish_case(case)
    own, programme, told = (
        f"/en/partnerships/{partnership.slug}/",
        f"/en/programmes/{partnership.programme.slug}/",
        f"/en/cases/{case.slug}/",
    )
    assert own in client.get(programme).content.decode()
    assert own in client.get(told).content.decode()
    say(editing, partnership, "no")
    assert client.get(own).status_code == 404
    assert own not in client.get(programme).content.decode()
    answer = client.get(told)
    assert (answer.status_code, own in answer.content.decode()) == (200, False)


def test_update_says_whether_its_readers_are_there(
    desk: Client, partnership: Partnership, plan: WorkPlan
) -> None:
    address = reverse("planning:new_update", args=[partnership.slug])
    assert "Readers of the library see it on the partnership’s page" in desk.get(address).content.decode()
    Partnership.objects.update(is_public=False)
    assert "Readers don’t see this partnership now." in desk.get(address).content.decode()
