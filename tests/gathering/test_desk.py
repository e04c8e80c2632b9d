"""The desk of compendia: what an editor sees and does, in forms without a script."""

import html
import re
from typing import Any
from urllib.parse import parse_qsl

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cases import gathering
from cases.gathering import publish_compendium
from cases.models import Compendium
from cases.workflow import withdraw
from partnerships.models import Membership, Organisation
from partnerships.models.people import Role
from peerlearn.accounts.models import User
from tests.factories import (
    make_administrator,
    make_case,
    make_lesson,
    make_member,
    make_organisation,
    make_partnership,
    make_programme,
    make_theme,
    publish_case,
)

from .conftest import Gather

pytestmark = pytest.mark.django_db
HOME = "/en/desk/compendia/"


@pytest.fixture
def desk(client: Client, editor: User) -> Client:
    client.force_login(editor)
    return client


def read(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return html.unescape(answer.content.decode())


def titles(page: str) -> list[str]:
    return re.findall(r'class="gather-title"[^>]*>(?:<a [^>]*>)?([^<]+)', page)


def words(client: Client, compendium: Compendium, **typed: str) -> Any:
    """Opens the form of words, types into it and saves."""
    form: Any = client.get(f"{HOME}{compendium.slug}/words/").context["form"]
    posted = {form.add_prefix(name): form.stored.get(name) or "" for name in form.fields}
    posted |= {form.add_prefix(name): value for name, value in typed.items()}
    return client.post(f"{HOME}{compendium.slug}/words/", posted | {form.add_prefix("loaded"): form.loaded})


def test_compendium_begins_with_the_cases_of_a_programme_a_theme_and_an_address(
    desk: Client, network: Organisation
) -> None:
    programme, theme = make_programme(), make_theme()
    publish_case(make_case(title="Of a programme", partnership=make_partnership(programme=programme)))
    publish_case(make_case(title="On a theme", themes=(theme.slug,)))
    publish_case(make_case(title="By address", slug="by-address"))
    publish_case(make_case(title="Another"))
    form = {"title": "Learning", "owner": network.pk, "programme": programme.slug, "theme": theme.slug}
    answer = desk.post(f"{HOME}new/", form | {"address": "http://localhost/en/cases/by-address/"})
    assert (answer.status_code, answer["Location"]) == (302, f"{HOME}learning/")
    assert titles(read(desk, f"{HOME}learning/")) == ["Of a programme", "On a theme", "By address"]
    begun = Compendium.objects.get()
    assert (begun.title, begun.owner, begun.programme, begun.is_public) == (
        {"en": "Learning"},
        network,
        programme,
        False,
    )


def test_editor_of_one_organisation_has_it_chosen(desk: Client, network: Organisation) -> None:
    page = read(desk, f"{HOME}new/")
    assert re.findall(r'<option value="(\d*)"[^>]*>A network', page) == [str(network.pk)]
    assert "Choose an organisation" not in page


def test_compendium_of_another_organisation_is_not_begun(desk: Client) -> None:
    answer = desk.post(f"{HOME}new/", {"title": "Mine", "owner": make_organisation().pk})
    assert (answer.status_code, Compendium.objects.count()) == (422, 0)


def test_what_a_form_finds_nothing_at_is_said_beside_it(desk: Client, gather: Gather) -> None:
    compendium, empty = gather(publish_case()), make_theme()
    for posted, said in (
        ({}, "Choose a programme or a theme, or paste an address."),
        ({"theme": empty.slug}, "No case is found there."),
        ({"address": "https://elsewhere.example/en/cases/"}, "This is no address of a page of this library."),
    ):
        answer = desk.post(f"{HOME}{compendium.slug}/cases/", posted)
        assert answer.status_code == 422
        assert said in answer.content.decode()
    assert compendium.gathered.count() == 1


def test_adding_says_what_came_and_what_stayed_out(
    desk: Client, gather: Gather, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gathering, "MOST", 2)
    first, second, third = publish_case(), publish_case(), publish_case()
    compendium = gather(first)
    answer = desk.post(f"{HOME}{compendium.slug}/cases/", {"address": "/en/cases/"}, follow=True)
    page = html.unescape(answer.content.decode())
    assert "1 case came in." in page
    assert "1 case stayed out: a compendium holds 100." in page
    assert compendium.gathered.count() == 2
    del second, third


def test_buttons_move_a_case_and_come_back_to_the_button(desk: Client, gather: Gather) -> None:
    first, second = publish_case(make_case(title="First")), publish_case(make_case(title="Second"))
    compendium = gather(first, second)
    uid = compendium.gathered.get(case=first.case_id).uid
    address = f"{HOME}{compendium.slug}/"
    answer = desk.post(address, {"do": f"down:{uid}"})
    assert answer["Location"] == f"{address}#up-{uid}"
    page = read(desk, address)
    assert titles(page) == ["Second", "First"]
    assert "Now in place 2 of 2" in page
    desk.post(address, {"do": f"remove:{uid}"})
    assert titles(read(desk, address)) == ["Second"]


@pytest.mark.parametrize(
    "do", ["", "up", "up:", "up:nonsense", "remove:00000000-0000-0000-0000-000000000000", "\0"]
)
def test_commands_that_mean_nothing_change_nothing(desk: Client, gather: Gather, do: str) -> None:
    compendium = gather(publish_case())
    assert desk.post(f"{HOME}{compendium.slug}/", {"do": do}).status_code == 302
    assert compendium.gathered.count() == 1


def test_words_are_kept_in_every_language(desk: Client, gather: Gather) -> None:
    compendium = gather(publish_case())
    answer = words(desk, compendium, title_pt="Aprender juntos", foreword_pt="Porquê.\n\nE como.")
    assert answer.status_code == 302
    compendium.refresh_from_db()
    assert compendium.title == {"en": "Learning together", "pt": "Aprender juntos"}
    assert compendium.foreword == {"pt": "Porquê.\n\nE como."}


def test_compendium_without_any_title_is_not_saved(desk: Client, gather: Gather) -> None:
    answer = words(desk, gather(publish_case()), title_en="", foreword_en="Words that stay")
    assert answer.status_code == 422
    assert "Write the title in one language at least." in answer.content.decode()
    assert "Words that stay" in answer.content.decode()
    assert Compendium.objects.get().foreword == {}


def test_words_that_somebody_else_changed_meanwhile_are_not_overwritten(desk: Client, gather: Gather) -> None:
    compendium = gather(publish_case())
    form: Any = desk.get(f"{HOME}{compendium.slug}/words/").context["form"]
    Compendium.objects.update(title={"en": "Theirs"})
    posted = {"compendium-title_en": "Mine", "compendium-loaded": form.loaded}
    answer = desk.post(f"{HOME}{compendium.slug}/words/", posted)
    assert answer.status_code == 409
    assert "Somebody else changed what is marked below" in answer.content.decode()
    assert Compendium.objects.get().title == {"en": "Theirs"}
    assert dict(parse_qsl(form.loaded))["title_en"]


def test_address_is_chosen_until_the_first_edition(desk: Client, gather: Gather, editor: User) -> None:
    compendium, other = gather(publish_case()), gather(publish_case(), title="Other")
    for taken in (other.slug, "new", "not an address", ""):
        assert words(desk, compendium, slug=taken).status_code == 422
    assert words(desk, compendium, slug="better")["Location"] == f"{HOME}better/"
    compendium.refresh_from_db()
    publish_compendium(compendium, by=editor)
    words(desk, compendium, slug="worse", title_en="Changed")
    compendium.refresh_from_db()
    assert (compendium.slug, compendium.title) == ("better", {"en": "Changed"})


def test_editions_are_published_and_taken_back(desk: Client, gather: Gather) -> None:
    compendium = gather(publish_case())
    address = f"{HOME}{compendium.slug}/editions/"
    page = html.unescape(desk.post(address, {"do": "publish"}, follow=True).content.decode())
    assert "Edition 1 is public. Its PDFs are being made." in page
    assert "Readers have all that is here." in page
    assert 'href="/en/publications/learning-together/v1/"' in page
    again = html.unescape(desk.post(address, {"do": "publish"}, follow=True).content.decode())
    assert "Nothing has changed since edition 1." in again
    desk.post(address, {"do": "withdraw"})
    assert "Publish edition 2" in read(desk, f"{HOME}{compendium.slug}/")
    assert not Compendium.objects.public().exists()


def test_compendium_never_published_can_be_deleted(desk: Client, gather: Gather) -> None:
    compendium = gather(publish_case())
    assert desk.post(f"{HOME}{compendium.slug}/editions/", {"do": "delete"})["Location"] == HOME
    assert not Compendium.objects.exists()


def test_page_says_which_cases_became_newer_and_which_were_withdrawn(
    desk: Client, gather: Gather, editor: User
) -> None:
    newer, gone = make_case(title="Newer"), make_case(title="Gone")
    compendium = gather(publish_case(newer), publish_case(gone))
    publish_compendium(compendium, by=editor)
    publish_case(newer)
    withdraw(gone, by=make_administrator(), reason="test")
    page = read(desk, f"{HOME}{compendium.slug}/")
    assert "1 case has a newer edition than the one in edition 1 of this compendium." in page
    assert "newer than the edition 1 that readers have" in page
    assert "Withdrawn: readers don't see this chapter" in page
    assert titles(page) == ["Newer", gone.slug]
    assert "Publish edition 2" in page


def test_list_shows_what_the_reader_may_edit(desk: Client, gather: Gather) -> None:
    gather(publish_case(), title="Ours")
    gather(publish_case(), title="Theirs", owner=make_organisation())
    page = read(desk, HOME)
    assert re.findall(r'class="gather-name"><a [^>]*>([^<]+)', page) == ["Ours"]


def test_desk_leads_editors_to_compendia_and_nobody_else(
    client: Client, editor: User, network: Organisation
) -> None:
    seen = {}
    for user in (editor, make_member(organisation=network)):
        client.force_login(user)
        seen[user] = f'href="{HOME}"' in read(client, "/en/desk/")
    assert list(seen.values()) == [True, False]


@pytest.mark.parametrize("page", ["", "one/"])
def test_pages_ask_as_often_for_one_as_for_three(desk: Client, gather: Gather, page: str) -> None:
    def asked() -> int:
        read(desk, HOME + page)
        with CaptureQueriesContext(connection) as queries:
            read(desk, HOME + page)
        return len(queries)

    one = gather(publish_case(make_case(parts=(make_lesson(),))), title="one")
    with_one = asked()
    for title in ("two", "three"):
        gather(publish_case(), title=title)
        one.gathered.create(case=publish_case().case, position=9)
    assert asked() == with_one


def test_what_is_done_with_a_compendium_is_in_the_trail_of_its_administrators(
    client: Client, gather: Gather, network: Organisation
) -> None:
    keeper = make_member(organisation=network, role=Role.ADMINISTRATOR)
    gather(publish_case(), title="Ours")
    gather(publish_case(), title="Theirs", owner=make_organisation())
    client.force_login(keeper)
    page = read(client, "/en/desk/trail/?kind=compendium")
    assert ("Ours" in page, "Theirs" in page) == (True, False)
    assert Membership.objects.filter(user=keeper).count() == 1
