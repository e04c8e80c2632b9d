"""Whatever is written into an address: a page that says what happened, never an error of ours."""

import re
from html import unescape

import pytest
from django.test import Client

from cases.catalogue.asking import MOST
from partnerships.regions import countries_of

from ..conftest import pages
from ..test_pages import Publish

NONSENSE = (
    "%00",
    "%ff%fe",
    "'; DROP TABLE--",
    "x" * 3000,
    "<script>",
    "%F0%9F%98%80",
    "٣",
    "-1",
    "1e9",
    "../..",
)
AFRICA = countries_of("africa")


@pytest.mark.parametrize("value", NONSENSE, ids=range(len(NONSENSE)))
@pytest.mark.parametrize("page", ["cases/", "lessons/", "cases.json"])
def test_nonsense_in_a_filter_is_left_out(client: Client, publish: Publish, page: str, value: str) -> None:
    publish(1)
    names = ("theme", "country", "sdg", "language", "city", "programme", "kind", "sort")
    answer = client.get(f"/en/{page}?" + "&".join(f"{name}={value}" for name in names))
    assert answer.status_code == 200
    assert ("Case number 1" in answer.content.decode()) is True
    assert "<script>" not in answer.content.decode()


@pytest.mark.parametrize("value", NONSENSE, ids=range(len(NONSENSE)))
def test_nonsense_is_searched_for_in_vain(client: Client, publish: Publish, value: str) -> None:
    publish(1)
    assert client.get(f"/en/cases/?q={value}").status_code == 200
    assert client.get(f"/en/lessons/?q={value}").status_code == 200


def test_an_unknown_value_is_named_beside_the_known_ones(client: Client, publish: Publish) -> None:
    publish(1)
    page = client.get("/en/cases/?theme=waste&theme=nosuch").content.decode()
    assert ("Theme “nosuch”" in page, "Case number 1" in page) == (True, True)


@pytest.mark.parametrize(
    "page", ["999", "abc", "0", "-1", "1e9", "1.5", "%00", "%ff", "٣", "1" * 30, "9" * 5000]
)
def test_a_page_that_is_not_there_is_not_found(client: Client, publish: Publish, page: str) -> None:
    publish(1)
    for address in ("cases/", "lessons/", "partnerships/", "cities/", "organisations/network/"):
        answer = client.get(f"/en/{address}?page={page}")
        assert (answer.status_code, "There is no such page" in answer.content.decode()) == (404, True)
    assert client.get(f"/en/cases.json?page={page}").status_code == 404


@pytest.mark.parametrize("language", ["en", "pt"])
def test_page_ten_thousand_leads_back_to_the_same_search(
    client: Client, publish: Publish, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    publish(1), publish(2)
    monkeypatch.setattr("cases.library.finding.finding_views.CASES_PER_PAGE", 1)
    search = f"/{language}/cases/?q=case+-%26&theme=waste&theme=%3C"
    answer = client.get(f"{search}&page=10000")
    shown = answer.content.decode()
    assert (answer.status_code, f'<html lang="{language}">' in shown) == (404, True)
    ways = [unescape(way) for way in re.findall(r'class="button[^"]*" href="([^"]*)"', shown)]
    assert ways == [search, f"{search}&page=2", f"/{language}/"]
    assert [client.get(way).status_code for way in ways] == [200, 200, 200]


def test_a_list_on_one_page_says_so_to_who_asks_for_another(client: Client, publish: Publish) -> None:
    publish(1)
    shown = client.get("/en/partnerships/?page=2").content.decode()
    assert ("All of it is on one page." in shown, 'href="/en/partnerships/"' in shown) == (True, True)
    assert "Last page" not in shown


@pytest.mark.parametrize(
    "address",
    [
        *("/xx/cases/", "/en/cases/nosuch/", "/en/cases/%00/", "/en/cases/nosuch/v1/", "/en/themes/nosuch/"),
        *(
            "/en/cities/nosuch/",
            "/en/partnerships/nosuch/",
            "/en/programmes/nosuch/",
            "/en/organisations/nosuch/",
        ),
        "/en/lessons/00000000-0000-4000-8000-000000000000/",
        "/en/lessons/nosuch/",
        "/media/00000000-0000-4000-8000-000000000000/640.jpeg",
    ],
)
def test_what_is_not_there_is_not_found_in_the_look_of_the_site(
    client: Client, db: None, address: str
) -> None:
    answer = client.get(address)
    assert (answer.status_code, "There is no such page" in answer.content.decode()) == (404, True)
    assert "Cookie" not in answer.get("Vary", "")


@pytest.mark.parametrize(
    "slug", ["%00", "a%00b", "%ff", "%ED%A0%80", "x" * 3000, "%0d%0aSet-Cookie:a=b", "%", "é"]
)
@pytest.mark.parametrize(
    "kind",
    ["cases", "lessons", "themes", "cities", "partnerships", "programmes", "organisations", "publications"],
)
def test_no_nonsense_in_a_slug_is_an_error_of_ours(client: Client, db: None, kind: str, slug: str) -> None:
    answer = client.get(f"/en/{kind}/{slug}/")
    assert (answer.status_code, "There is no such page" in answer.content.decode()) == (404, True)


@pytest.mark.parametrize("number", ["0", "99999999999", "9" * 400, "-1", "1e3", "%00"])
def test_no_nonsense_in_the_number_of_an_edition_is_an_error_of_ours(
    client: Client, publish: Publish, number: str
) -> None:
    publish(1)
    assert client.get(f"/en/cases/case-1/v{number}/").status_code == 404


def test_an_unknown_order_is_said(client: Client, publish: Publish) -> None:
    publish(1)
    page = client.get("/en/cases/?sort=size").content.decode()
    assert ("Order “size”" in page, "Case number 1" in page) == (True, True)
    assert "We do not know" not in client.get("/en/cases/?sort=title").content.decode()


def test_words_that_are_too_many_are_said(client: Client, publish: Publish) -> None:
    publish(1)
    said = "Only the first 200 characters were searched for."
    assert said in client.get(f"/en/cases/?q={'case ' * 100}").content.decode()
    assert said not in client.get("/en/cases/?q=case").content.decode()


def test_dozens_of_unknown_values_are_not_all_repeated(client: Client, publish: Publish) -> None:
    publish(1)
    page = client.get("/en/cases/?" + "&".join(f"theme=t{n}" for n in range(50))).content.decode()
    assert ("“t4”" in page, "“t5”" in page, "Case number 1" in page) == (True, False, True)


def test_as_many_values_as_anyone_chooses_are_taken(client: Client, publish: Publish) -> None:
    publish(1)
    query = "&".join(f"country={code}" for code in (*AFRICA, "BR", "BR", "BR"))
    chosen = client.get(f"/en/cases/?{query}&theme=waste&q=case").context["results"].found.asked.chosen
    assert {name: set(values) for name, values in chosen.items()} == {
        "country": AFRICA | {"BR"},
        "theme": {"waste"},
    }


@pytest.mark.parametrize("page", ["cases/", "lessons/", "cases.json", "lessons.atom", "cases.csv"])
def test_more_values_than_anyone_chooses_are_refused_with_a_way_back(
    client: Client, publish: Publish, page: str
) -> None:
    publish(1)
    for values in (range(MOST), range(MOST + 1)):
        query = "&".join(f"city=c{number}" for number in values)
        answer = client.get(f"/en/{page}?{query}&q=clean+%26+safe")
    assert (answer.status_code, client.get(f"/en/{page}?{query[:-8]}").status_code) == (400, 200)
    shown = answer.content.decode()
    assert ("too much to ask for" in shown, f'href="/en/{page}?q=clean%20%26%20safe"' in shown) == (
        True,
        True,
    )


def test_too_many_values_are_refused_in_the_look_of_the_site(client: Client, db: None) -> None:
    answer = client.get("/en/cases/?" + "&".join(f"theme=t{n}" for n in range(10_000)))
    assert (answer.status_code, "We could not read this request" in answer.content.decode()) == (400, True)


def test_public_pages_only_answer_readers(client: Client, publish: Publish) -> None:
    addresses = [f"/en/{page}" for page in pages(publish(1), 1)]
    assert {client.head(address).status_code for address in addresses} == {200}
    for method in (client.post, client.put, client.patch, client.delete):
        assert {method(address).status_code for address in addresses} == {405}
    stranger = Client(enforce_csrf_checks=True)
    assert {stranger.post(address).status_code for address in addresses} == {403}
