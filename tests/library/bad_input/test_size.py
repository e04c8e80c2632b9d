"""Whatever a library holds, no page of it grows with all of it: each stays far below a megabyte."""

import re

import pytest
from django.test import Client

from cases.catalogue import finding
from cases.library.front.sitemap import PART
from partnerships.models import City
from tests.factories import make_case, make_partnership, publish_case

from ..test_pages import Publish

MOST = 1_000_000


@pytest.fixture
def library(publish: Publish, monkeypatch: pytest.MonkeyPatch) -> None:
    """Six cities, two of which find the most; of what there may be thousands of, two values are offered."""
    for number in (1, 2, 3):
        publish(number)
    cities = City.objects.filter(slug__in=["alpha-2", "beta-2"])
    publish_case(make_case(slug="another", partnership=make_partnership(cities=tuple(cities))))
    monkeypatch.setattr(finding, "MOST_OFFERED", 2)
    monkeypatch.setattr(finding, "FIRST_OFFERED", 2)
    monkeypatch.setattr(finding, "FIRST_OFFERED", 2)


@pytest.mark.usefixtures("library")
def test_of_thousands_of_cities_those_that_find_the_most_are_offered(client: Client) -> None:
    offered = client.get("/en/cases.json").json()["facets"]["city"]
    assert {city["value"]: city["count"] for city in offered} == {"alpha-2": 2, "beta-2": 2}


@pytest.mark.usefixtures("library")
def test_what_is_chosen_is_offered_however_little_it_finds(client: Client) -> None:
    page = client.get("/en/cases/?city=alpha-1").content.decode()
    offered = re.findall(r'name="city" value="([^"]*)"( checked)?', page)
    assert sorted(offered) == [("alpha-1", " checked"), ("alpha-2", ""), ("beta-2", "")]


def test_no_file_of_the_sitemap_is_heavy(client: Client, publish: Publish) -> None:
    publish(1)
    entries = client.get("/sitemap.xml").content.decode().split("</url>")
    with_a_long_name = max(map(len, entries)) + 5 * 80  # its address in each language, and the entry's own
    assert with_a_long_name * PART * 4 < MOST
