"""Requests that no browser makes: other methods, headers of nonsense, addresses askew."""

import re

import pytest
from django.test import Client

from ..conftest import pages
from ..test_pages import Publish

LONG = "x" * 7_000
HEADERS = (
    {"ACCEPT": "image/png"},
    {"ACCEPT": ";;;q=,,*/*;q=nan"},
    {"RANGE": "bytes=0-10"},
    {"RANGE": "bytes=99999999999999999999-,-1,a-b"},
    {"IF_NONE_MATCH": 'W/"x", "", *, "\xff'},
    {"IF_NONE_MATCH": LONG},
    {"IF_MODIFIED_SINCE": "Thu, 99 Foo 99999 99:99:99 GMT"},
    {"IF_MODIFIED_SINCE": "Sat, 01 Jan 0000 00:00:00 GMT"},
    {"IF_UNMODIFIED_SINCE": "-1"},
    {"ACCEPT_LANGUAGE": "xx-yy-zz;q=9e9,;;,*,\xe9," + "en," * 2000},
    {"ACCEPT_ENCODING": "br;q=\x00,gzip;q=zero"},
    {"COOKIE": f"sessionid={LONG}; csrftoken=; messages=\x00; =; a"},
    {"COOKIE": "sessionid=../../etc/passwd; django_language=xx\xff"},
    {"REFERER": "http://[::1"},
    {"ORIGIN": "null"},
    {"X_FORWARDED_HOST": "elsewhere.example"},
    {"X_FORWARDED_FOR": f"1.2.3.4.5, ::, {LONG}"},
    {"USER_AGENT": "\xff\x00" + LONG},
)
IDENTIFIER = "00000000-0000-4000-8000-000000000000"
ASKEW = (
    *(
        "/en//cases/",
        "/en/cases//",
        "/en/./cases/",
        "/en/cases/../cases/",
        "/EN/cases/",
        "/en/Cases/",
    ),
    *(
        "/en-us/cases/",
        "/pt-br/cases/",
        "/e/cases/",
        "/en/cases/\\",
        "/en/cases/case-1/v1/v1/",
        "/en/cases/case-1/vv1/",
    ),
    *(
        "/en/cases/.json",
        "/en/cases.json/",
        "/en/cases/case-1.xml",
        "/en/cases/case-1/cite.",
        "/en/cases/case-1/cite.exe",
    ),
    *("/en/lessons/1/", f"/en/lessons/{IDENTIFIER}x/", "/en/cases/case-1/publication.pdf?format=exe"),
    *(
        f"/media/{IDENTIFIER}/{name}"
        for name in ("640.exe", "0.jpeg", "9.jpeg", f"{'9' * 30}.jpeg", "-1.jpeg")
    ),
    *(f"/media/{IDENTIFIER}/card-{x}-{y}-640.webp" for x in (0, 101, 10**30) for y in (50, 10**6)),
    *(f"/media/{IDENTIFIER}/{shape}-50-50-{10**20}.webp" for shape in ("card", "square", "hexagon")),
    *(
        f"/sitemap-{part}-{number}.xml"
        for part in ("case", "lesson", "pages", "x")
        for number in (0, 10**9, 10**30)
    ),
    *(
        f"/en/{feed}.atom?page={page}"
        for feed in ("cases", "lessons")
        for page in ("2", "all", "0", "9" * 40)
    ),
)


def test_other_methods_are_refused_on_a_page_of_the_site(client: Client, publish: Publish) -> None:
    addresses = [*(f"/en/{page}" for page in pages(publish(1), 1)), "/robots.txt", "/sitemap.xml", "/"]
    for method in ("OPTIONS", "PUT", "PATCH", "DELETE", "TRACE", "PROPFIND", "GETTT"):
        answers = [client.generic(method, address) for address in addresses]
        assert {(answer.status_code, answer["Allow"]) for answer in answers} == {(405, "GET, HEAD")}, method
        assert {"<h1>This can’t be done here</h1>" in answer.content.decode() for answer in answers} == {True}


def test_whether_something_is_there_is_answered_without_it(client: Client, publish: Publish) -> None:
    for page in (*pages(publish(1), 1), "cases/?page=9", "cases/nosuch/"):
        whole, head = client.get(f"/en/{page}"), client.head(f"/en/{page}")
        assert (head.status_code, head.content, head["Content-Type"]) == (
            whole.status_code,
            b"",
            whole["Content-Type"],
        )


def test_no_header_is_an_error_of_ours(publish: Publish) -> None:
    addresses = [*pages(publish(1), 1), "cases.csv", "cases.atom", "cases/case-1/cite.bib", "cases/nosuch/"]
    found = {}
    for page in addresses:
        for headers in HEADERS:
            given = {f"HTTP_{name}": value for name, value in headers.items()}
            found[page, str(headers)[:60]] = Client().get(f"/en/{page}", **given).status_code  # type: ignore[arg-type]
    wrong = {asked: n for asked, n in found.items() if n != (404 if asked[0] == "cases/nosuch/" else 200)}
    assert wrong == {}


@pytest.mark.parametrize("host", ["elsewhere.example", "", "a b", "[", "localhost\x00", LONG])
def test_a_name_that_is_not_ours_is_refused(client: Client, db: None, host: str) -> None:
    assert client.get("/en/cases/", HTTP_HOST=host).status_code == 400


def test_an_address_askew_is_not_there(client: Client, publish: Publish) -> None:
    publish(1)
    found = {address: client.get(address).status_code for address in ASKEW}
    assert {address: status for address, status in found.items() if status != 404} == {}


def test_an_address_without_its_last_slash_leads_on_with_its_query(client: Client, publish: Publish) -> None:
    publish(1)
    for query in ("?q=a%26b&page=2", "?q=%ff%00", ""):
        answer = client.get(f"/en/cases{query}")
        assert (answer.status_code, answer["Location"]) == (301, f"/en/cases/{query}")


@pytest.mark.parametrize(
    "path", ["//elsewhere.example/", "//elsewhere.example/cases", "/\\elsewhere.example/x", "///x"]
)
def test_no_address_leads_to_another_site(client: Client, db: None, path: str) -> None:
    answer = client.get("/", PATH_INFO=path)
    assert re.match(r"(\w+:)?//|/\\\\", answer.get("Location", "")) is None
