"""Whatever is written into an address: a page that says what happened, never an error of ours."""

import pytest
from django.test import Client

from .test_pages import Publish

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


@pytest.mark.parametrize("page", ["999", "abc", "0", "-1", "%00", "1" * 30])
def test_a_page_that_is_not_there_is_not_found(client: Client, publish: Publish, page: str) -> None:
    publish(1)
    answer = client.get(f"/en/cases/?page={page}")
    assert (answer.status_code, "There is no such page" in answer.content.decode()) == (404, True)


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


def test_too_many_values_are_refused_in_the_look_of_the_site(client: Client, db: None) -> None:
    answer = client.get("/en/cases/?" + "&".join(f"theme=t{n}" for n in range(5000)))
    assert (answer.status_code, "We could not read this request" in answer.content.decode()) == (400, True)


def test_public_pages_only_answer_readers(client: Client, publish: Publish) -> None:
    publish(1)
    assert {client.post(f"/en/{page}").status_code for page in ("", "cases/", "cases/case-1/")} == {405}
