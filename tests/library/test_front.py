"""What machines ask for at the front door: rules for robots, all addresses, health."""

import re
from collections.abc import Callable

import pytest
from django.conf import settings as project
from django.db.migrations.executor import MigrationExecutor
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from cases.catalogue.index import current
from cases.models import Edition
from peerlearn.health import check_migrated
from tests.factories import make_city, make_organisation, make_partnership

from .conftest import LANGUAGES, pages

pytestmark = pytest.mark.django_db


def sitemap() -> str:
    answer = Client().get("/sitemap.xml")
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/xml; charset=utf-8")
    assert answer.cookies.output() == ""
    return answer.content.decode()


def addresses(text: str) -> list[str]:
    return [
        address.removeprefix(project.PEERLEARN_ADDRESS) for address in re.findall(r"<loc>(.*)</loc>", text)
    ]


def test_robots_are_told_where_the_sitemap_is() -> None:
    text = Client().get("/robots.txt").content.decode()
    assert f"Sitemap: {project.PEERLEARN_ADDRESS}/sitemap.xml\n" in text


def test_sitemap_names_every_public_page_in_every_language(publish: Callable[[int], Edition]) -> None:
    edition = publish(1)
    found = addresses(sitemap())
    expected = {
        f"/{language}/{page}"
        for language in LANGUAGES
        for page in pages(edition, 1)
        if not page.endswith((".json", "v1/", "compare/"))
    }
    assert expected - set(found) == set()
    assert len(found) == len(set(found))


def test_every_address_of_the_sitemap_is_there(publish: Callable[[int], Edition]) -> None:
    publish(1)
    statuses = {
        address: Client().get(address).status_code
        for address in addresses(sitemap())
        if address.startswith("/pt/")
    }
    assert {address for address, status in statuses.items() if status != 200} == set()


def test_page_names_itself_in_the_other_languages(publish: Callable[[int], Edition]) -> None:
    publish(1)
    entry = sitemap().partition("/es/cases/case-1/</loc>")[2].partition("</url>")[0]
    found = dict(re.findall(r'hreflang="(\w+)" href="(.*)"', entry))
    assert found == {code: f"{project.PEERLEARN_ADDRESS}/{code}/cases/case-1/" for code in LANGUAGES}
    assert "<lastmod>" in entry


def test_what_is_not_public_is_not_in_the_sitemap() -> None:
    hidden = make_partnership(
        cities=(make_city(slug="hidden-city"), make_city(slug="other-city")), is_public=False
    )
    make_organisation(slug="nothing-to-show")
    text = sitemap()
    assert {name for name in (hidden.slug, "hidden-city", "nothing-to-show") if name in text} == set()


def test_sitemap_costs_the_same_however_many_pages(
    publish: Callable[[int], Edition], django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    publish(1)
    current()
    with django_assert_num_queries(9):
        sitemap()
    publish(2)
    publish(3)
    current()
    with django_assert_num_queries(9):
        sitemap()


def test_a_large_library_is_told_in_several_files(
    publish: Callable[[int], Edition], monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in (1, 2, 3):
        publish(number)
    whole = addresses(sitemap())
    monkeypatch.setattr("cases.library.front.sitemap.PART", 2)
    files = addresses(sitemap())
    assert [file for file in files if "case" in file] == ["/sitemap-case-1.xml", "/sitemap-case-2.xml"]
    answers = [Client().get(file) for file in files]
    assert {answer.status_code for answer in answers} == {200}
    told = [address for answer in answers for address in addresses(answer.content.decode())]
    assert sorted(told) == sorted(whole)


@pytest.mark.parametrize("file", ["case-9", "case-0", "nosuch-1", "pages-2"])
def test_a_file_that_is_not_in_the_index_is_not_there(file: str) -> None:
    assert Client().get(f"/sitemap-{file}.xml").status_code == 404


def test_health_says_that_migrations_are_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    check_migrated.cache_clear()
    monkeypatch.setattr(MigrationExecutor, "migration_plan", lambda self, targets: ["one"])
    answer = Client().get("/health/")
    assert (answer.status_code, answer.content) == (503, b"Migrations are missing.\n")
    monkeypatch.undo()
    assert Client().get("/health/").status_code == 200  # seen without starting anew


def test_health_is_never_cached() -> None:
    assert "no-store" in Client().get("/health/")["Cache-Control"]
