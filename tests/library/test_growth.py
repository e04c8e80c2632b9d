"""Lists that grow: they come in pages, and each page is reached from the one before."""

import gzip
from typing import Any

import pytest
from django.test import Client

from cases.library.cards import CardCity
from cases.library.exploring import belonging, frames, places_views, programme_views
from cases.library.gathered import gathered_views
from cases.library.maps import map_of_arcs
from tests.factories import make_organisation

from .test_pages import Publish

pytestmark = pytest.mark.django_db


@pytest.fixture
def small_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages of two, so that three records need two of them."""
    for module, name in (
        (belonging, "PAIRS_PER_PAGE"),
        (frames, "PAIRS_PER_PAGE"),
        (gathered_views, "PER_PAGE"),
        (places_views, "PER_PAGE"),
        (programme_views, "PAIRS_PER_PAGE"),
    ):
        monkeypatch.setattr(module, name, 2)


@pytest.mark.parametrize(
    "page", ["cities/", "partnerships/", "organisations/network/", "programmes/programme/"]
)
@pytest.mark.usefixtures("small_pages")
def test_a_long_list_comes_in_pages(client: Client, publish: Publish, page: str) -> None:
    publish(1), publish(2), publish(3)
    first = client.get(f"/en/{page}").content.decode()
    assert f'href="/en/{page}?page=2" rel="next"' in first
    second = client.get(f"/en/{page}?page=2").content.decode()
    assert f'href="/en/{page}" rel="prev"' in second or f'href="/en/{page}?page=1" rel="prev"' in second
    assert client.get(f"/en/{page}?page=9").status_code == 404


@pytest.mark.usefixtures("small_pages")
def test_every_record_is_on_one_of_the_pages(client: Client) -> None:
    for name in ("Alpha", "Évora", "Beta", "Omega", "Zeta"):
        make_organisation(slug=name.lower().replace("é", "e"), name=name)
    shown: list[Any] = []
    for number in (1, 2, 3):
        groups = client.get(f"/en/organisations/?page={number}").context["groups"]
        shown += [str(entry.record) for group in groups for entry in group.entries]
    assert shown == ["Alpha", "Beta", "Évora", "Omega", "Zeta"]


def test_a_programme_with_many_cases_leads_to_all_of_them(client: Client, publish: Publish) -> None:
    for number in range(1, belonging.SHOWN + 2):
        publish(number)
    page = client.get("/en/programmes/programme/")
    assert len(page.context["page"].cases) == belonging.SHOWN
    assert 'href="/en/cases/?programme=programme"' in page.content.decode()
    assert client.get("/en/cases.json?programme=programme").json()["count"] == belonging.SHOWN + 1


def test_a_map_of_hundreds_of_pairs_is_light() -> None:
    def city(number: int, colour: int) -> CardCity:
        return CardCity(
            f"c{number}", f"City {number}", "", colour, number * 37 % 90 - 40, number * 61 % 300 - 150
        )

    pairs = [((city(n, 1), city(n + 500, 2)), f"/en/cases/the-name-of-a-case-{n}/") for n in range(400)]
    assert len(gzip.compress(map_of_arcs(pairs).encode())) < 30 * 1024
