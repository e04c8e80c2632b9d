"""News of a partnership: what readers see of its updates, and that they see nothing else, not by any address."""

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from partnerships.models import Partnership, ProgressUpdate
from peerlearn.editing.models import Picture
from peerlearn.editing.pictures import keep_picture
from tests.factories import make_activity, make_administrator, make_partnership, make_plan, make_update
from tests.pictures import file_of, make_picture

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media")]


@pytest.fixture
def partnership() -> Partnership:
    return make_partnership()


def update(partnership: Partnership, text: str = "We planted trees", **columns: Any) -> ProgressUpdate:
    public = {"is_public": True}
    return make_update(partnership=partnership, author=make_administrator(), text=text, **(public | columns))


def picture(**look: Any) -> Picture:
    return keep_picture(file_of(make_picture(**look)))


def shown(client: Client, partnership: Partnership) -> str:
    return client.get(f"/en/partnerships/{partnership.slug}/").content.decode()


def test_update_tells_when_and_who_and_of_which_activity(client: Client, partnership: Partnership) -> None:
    activity = make_activity(plan=make_plan(partnership=partnership), title="A week in May")
    update(partnership, happened_on="2016-03-04", people="Both mayors", activity=activity)
    page = shown(client, partnership)
    news = page[page.index('id="updates"') :]
    assert [
        words in news for words in ("We planted trees", "4 March 2016", "Both mayors", "A week in May")
    ] == [True] * 4
    assert f'href="#activity-{str(activity.uid)[:8]}"' in news


def test_newest_update_comes_first(client: Client, partnership: Partnership) -> None:
    for day in ("2016-03-04", "2017", "2016-12"):
        update(partnership, f"It was {day}", happened_on=day)
    page = shown(client, partnership)
    places = [page.index(f"It was {day}") for day in ("2017", "2016-12", "2016-03-04")]
    assert places == sorted(places)


@pytest.mark.parametrize(("number", "says_more"), [(20, False), (21, True)])
def test_twenty_updates_are_shown(
    client: Client, partnership: Partnership, number: int, says_more: bool
) -> None:
    for each in range(number):
        update(partnership, f"News {each}.")
    page = shown(client, partnership)
    assert (page.count("<p>News"), "These are the latest." in page) == (20, says_more)


def test_picture_of_an_update_is_shown_with_its_words(client: Client, partnership: Partnership) -> None:
    kept = picture(size=(1000, 500))
    update(partnership, picture=kept, alternative_text="A garden & a gate")
    page = shown(client, partnership)
    assert f'src="/media/{kept.uid}/1280.jpeg" width="1000" height="500" alt="A garden &amp; a gate"' in page
    assert f"/media/{kept.uid}/320.avif 320w" in page
    for name in ("320.avif", "640.webp", "1280.jpeg"):
        assert client.get(f"/media/{kept.uid}/{name}").status_code == 200


def test_update_may_be_a_picture_alone(client: Client, partnership: Partnership) -> None:
    kept = picture()
    update(partnership, "", picture=kept)
    assert 'alt="A picture that nobody has described yet"' in shown(client, partnership)


def test_picture_of_an_update_is_cut_for_nobody(client: Client, partnership: Partnership) -> None:
    kept = picture()
    update(partnership, picture=kept)
    assert client.get(f"/media/{kept.uid}/card-50-50-320.webp").status_code == 404


HIDDEN: dict[str, dict[str, Any]] = {
    "not public": {"is_public": False},
    "in the bin": {"removed_at": timezone.now()},
}


@pytest.mark.parametrize("columns", HIDDEN.values(), ids=HIDDEN.keys())
def test_update_that_readers_may_not_see_leaks_nothing(
    client: Client, partnership: Partnership, columns: dict[str, Any]
) -> None:
    kept = picture()
    update(partnership, "For all", picture=picture(colour="red"))
    update(
        partnership, "For us alone", picture=kept, people="Nobody knows", alternative_text="A face", **columns
    )
    page = shown(client, partnership)
    assert "For all" in page
    assert [words in page for words in ("For us alone", "Nobody knows", "A face", str(kept.uid))] == [
        False
    ] * 4
    assert client.get(f"/media/{kept.uid}/320.webp").status_code == 404


def test_partnership_that_readers_may_not_see_leaks_nothing(client: Client) -> None:
    hidden, kept = make_partnership(is_public=False), picture()
    update(hidden, "For all", picture=kept)
    assert client.get(f"/en/partnerships/{hidden.slug}/").status_code == 404
    assert client.get(f"/media/{kept.uid}/320.webp").status_code == 404


@pytest.mark.parametrize("change", [{"is_public": False}, {"removed_at": timezone.now()}])
def test_picture_goes_with_its_update(
    client: Client, partnership: Partnership, change: dict[str, Any]
) -> None:
    kept = picture()
    public = update(partnership, picture=kept)
    assert client.get(f"/media/{kept.uid}/320.webp").status_code == 200
    ProgressUpdate.objects.filter(pk=public.pk).update(**change)
    assert client.get(f"/media/{kept.uid}/320.webp").status_code == 404


def test_picture_goes_with_its_partnership(client: Client, partnership: Partnership) -> None:
    kept = picture()
    update(partnership, picture=kept)
    Partnership.objects.update(is_public=False)
    assert client.get(f"/media/{kept.uid}/320.webp").status_code == 404


def test_activity_in_the_bin_is_not_named(client: Client, partnership: Partnership) -> None:
    gone = make_activity(
        plan=make_plan(partnership=partnership), title="Gone week", removed_at=timezone.now()
    )
    update(partnership, "Still here", activity=gone)
    page = shown(client, partnership)
    assert ("Still here" in page, "Gone week" in page) == (True, False)
