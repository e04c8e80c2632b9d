"""What a reader gets at the address of a PDF."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import Client, RequestFactory
from django.utils import timezone

from cases.models import Edition, Publication
from cases.publications.asking import FORMATS, Kind, ask
from cases.publications.giving import give
from cases.workflow import withdraw
from tests.factories import make_administrator, make_case, make_lesson, publish_case

pytestmark = pytest.mark.django_db
State = Publication.State
PDF = b"%PDF-1.7 and so on"


@pytest.fixture(autouse=True)
def storage_folder(tmp_path: Path, settings: Any) -> None:
    options = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": tmp_path}}
    settings.STORAGES = settings.STORAGES | {"publications": options}


def ready(edition: Edition, language: str = "en", format: str = "full", **columns: str) -> Publication:
    """The edition's publication, made."""
    publication = ask(edition, Kind(language, format, **columns))
    publication.file.save(f"{publication.key}.pdf", ContentFile(PDF), save=False)
    publication.state, publication.made_at = State.READY, timezone.now()
    publication.save()
    return publication


def body(answer: Any) -> bytes:
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def test_publication_not_made_yet_leads_to_its_progress(client: Client) -> None:
    publish_case(make_case(slug="a-case"))
    answer = client.get("/en/cases/a-case/publication.pdf")
    assert (answer.status_code, answer["Location"]) == (303, "/en/cases/a-case/publication/")
    assert Publication.objects.get().state == State.WANTED


def test_publication_ready_is_given_with_a_good_name(client: Client) -> None:
    ready(publish_case(make_case(slug="a-case")))
    answer = client.get("/en/cases/a-case/publication.pdf")
    assert (answer.status_code, answer["Content-Type"], body(answer)) == (200, "application/pdf", PDF)
    assert answer["Content-Disposition"] == 'inline; filename="a-case-v1-en.pdf"'


def test_head_tells_of_a_publication_and_sends_nothing(rf: RequestFactory) -> None:
    publication = ready(publish_case(make_case(slug="a-case")))
    answer = give(rf.head("/"), publication, "a-case")
    assert (answer.status_code, answer["Content-Length"], body(answer)) == (200, str(len(PDF)), b"")


def test_brochure_ready_is_given_with_a_name_of_its_own(client: Client) -> None:
    ready(publish_case(make_case(slug="a-case")), format="brochure")
    answer = client.get("/en/cases/a-case/publication.pdf?format=brochure")
    assert answer["Content-Disposition"] == 'inline; filename="a-case-v1-brochure-en.pdf"'


def test_brochure_not_made_yet_leads_to_its_progress(client: Client) -> None:
    publish_case(make_case(slug="a-case"))
    answer = client.get("/en/cases/a-case/publication.pdf?format=brochure")
    assert (answer.status_code, answer["Location"]) == (303, "/en/cases/a-case/publication/?format=brochure")


@pytest.mark.parametrize(
    ("query", "columns", "name"),
    [
        ("paper=letter", {"paper": "letter"}, "a-case-v1-letter-en.pdf"),
        ("for=print", {"purpose": "print"}, "a-case-v1-print-en.pdf"),
        ("for=archive", {"purpose": "archive"}, "a-case-v1-archive-en.pdf"),
        (
            "format=brochure&paper=letter&for=print",
            {"format": "brochure", "paper": "letter", "purpose": "print"},
            "a-case-v1-brochure-letter-print-en.pdf",
        ),
        ("format=full&paper=a4&for=screen", {}, "a-case-v1-en.pdf"),
    ],
)
def test_publication_on_a_paper_and_for_a_purpose_is_one_of_its_own(
    client: Client, query: str, columns: dict[str, str], name: str
) -> None:
    edition = publish_case(make_case(slug="a-case"))
    ready(edition, **columns)
    answer = client.get(f"/en/cases/a-case/publication.pdf?{query}")
    assert answer["Content-Disposition"] == f'inline; filename="{name}"'
    assert Publication.objects.count() == 1


def test_whatever_is_asked_for_is_kept_on_the_way_to_its_progress_and_back(client: Client) -> None:
    edition = publish_case(make_case(slug="a-case"))
    query = "format=brochure&paper=letter&for=archive"
    answer = client.get(f"/en/cases/a-case/publication.pdf?{query}")
    assert (answer.status_code, answer["Location"]) == (303, f"/en/cases/a-case/publication/?{query}")
    page = client.get(answer["Location"])
    assert f'href="/en/cases/a-case/publication.pdf?{query.replace("&", "&amp;")}"' in page.content.decode()
    ready(edition, format="brochure", paper="letter", purpose="archive")
    answer = client.get(answer["Location"])
    assert (answer.status_code, answer["Location"]) == (303, f"/en/cases/a-case/publication.pdf?{query}")


@pytest.mark.parametrize(("place", "number"), [("", ""), ("v1/", "v1/")])
def test_page_of_a_case_offers_every_version(client: Client, place: str, number: str) -> None:
    case = make_case(slug="a-case")
    publish_case(case)
    publish_case(case)
    page = client.get(f"/en/cases/a-case/{place}").content.decode()
    form = page.partition('<details class="versions">')[2].partition("</details>")[0]
    assert f'action="/en/cases/a-case/{number}publication.pdf"' in form
    offered = re.findall(r'<select [^>]*name="(\w+)"|<option value="(\w+)"', form)
    assert [name or value for name, value in offered] == [
        *("format", *FORMATS),
        *("paper", *Publication.Paper.values),
        *("for", *Publication.Purpose.values),
    ]


def test_publication_is_given_without_cookies_or_session(client: Client) -> None:
    ready(publish_case(make_case(slug="a-case")))
    answer = client.get("/en/cases/a-case/publication.pdf")
    assert (len(answer.cookies), answer.get("Vary", "")) == (0, "")


def test_publication_in_a_language_that_the_edition_lacks_is_the_original(client: Client) -> None:
    ready(publish_case(make_case(slug="a-case")))
    answer = client.get("/fr/cases/a-case/publication.pdf")
    assert answer["Content-Disposition"] == 'inline; filename="a-case-v1-en.pdf"'


def test_publication_of_an_older_edition_stays(client: Client) -> None:
    case = make_case(slug="a-case")
    ready(publish_case(case))
    publish_case(case)
    assert body(client.get("/en/cases/a-case/v1/publication.pdf")) == PDF


@pytest.mark.parametrize("header", ["If-None-Match", "If-Modified-Since"])
def test_publication_that_the_reader_has_is_not_given_again(client: Client, header: str) -> None:
    ready(publish_case(make_case(slug="a-case")))
    first = client.get("/en/cases/a-case/publication.pdf")
    known = {"If-None-Match": first["ETag"], "If-Modified-Since": first["Last-Modified"]}
    answer = client.get("/en/cases/a-case/publication.pdf", headers={header: known[header]})
    assert (answer.status_code, body(answer), answer["ETag"]) == (304, b"", first["ETag"])


@pytest.mark.parametrize(
    ("asked", "status", "part"),
    [
        ("bytes=0-4", 206, PDF[:5]),
        ("bytes=5-", 206, PDF[5:]),
        ("bytes=-2", 206, PDF[-2:]),
        ("bytes=-900", 206, PDF),
        ("bytes=3-900", 206, PDF[3:]),
        ("bytes=18-", 416, b""),
        ("bytes=4-2", 416, b""),
        ("bytes=-0", 416, b""),
        ("bytes=0-1,4-5", 200, PDF),
        ("bytes=-", 200, PDF),
        ("lines=0-1", 200, PDF),
    ],
)
def test_part_of_a_publication(client: Client, asked: str, status: int, part: bytes) -> None:
    ready(publish_case(make_case(slug="a-case")))
    answer = client.get("/en/cases/a-case/publication.pdf", headers={"Range": asked})
    assert (answer.status_code, body(answer)) == (status, part)


def test_part_of_another_state_of_a_publication_is_the_whole(client: Client) -> None:
    ready(publish_case(make_case(slug="a-case")))
    headers = {"Range": "bytes=0-4", "If-Range": '"another"'}
    assert body(client.get("/en/cases/a-case/publication.pdf", headers=headers)) == PDF


@pytest.mark.parametrize(
    "address",
    [
        "/en/cases/nothing/publication.pdf",
        "/en/cases/a-case/v2/publication.pdf",
        "/en/cases/a-case/v0/publication.pdf",
        "/en/cases/a-case/v99999999999999999999/publication.pdf",
        "/en/cases/a-case/publication.pdf?format=poster",
        "/en/cases/a-case/publication.pdf?format=%00",
        "/en/cases/a-case/publication.pdf?format=",
        "/en/cases/a-case/publication.pdf?format=compendium",
        "/en/cases/a-case/publication.pdf?paper=a3",
        "/en/cases/a-case/publication.pdf?paper=A4",
        "/en/cases/a-case/publication.pdf?for=ever",
        "/en/cases/a-case/publication/?for=ever",
        "/en/cases/a-case/v2/publication/",
    ],
)
def test_publication_that_does_not_exist_is_not_found(client: Client, address: str) -> None:
    publish_case(make_case(slug="a-case"))
    assert client.get(address).status_code == 404
    assert Publication.objects.count() == 0


@pytest.mark.parametrize("place", ["publication.pdf", "publication/", "v1/publication.pdf"])
def test_publication_of_a_withdrawn_case_is_gone(client: Client, place: str) -> None:
    case = make_case(slug="a-case", parts=(make_lesson(),))
    ready(publish_case(case))
    withdraw(case, by=make_administrator(), reason="test")
    assert client.get(f"/en/cases/a-case/{place}").status_code == 410


def test_draft_has_no_publication(client: Client) -> None:
    make_case(slug="a-case")
    assert client.get("/en/cases/a-case/publication.pdf").status_code == 404


def test_progress_looks_again_by_itself(client: Client) -> None:
    publish_case(make_case(slug="a-case"))
    answer = client.get("/en/cases/a-case/publication/")
    assert (answer.status_code, answer["Refresh"]) == (200, "3")
    assert "Your PDF is being made" in answer.content.decode()


def test_progress_names_the_case(client: Client) -> None:
    publish_case(make_case(slug="a-case", title="A case with a name"))
    page = client.get("/fr/cases/a-case/publication/").content.decode()
    assert '<p class="lead" lang="en">A case with a name</p>' in page


def test_progress_of_a_ready_publication_leads_to_it(client: Client) -> None:
    ready(publish_case(make_case(slug="a-case")))
    answer = client.get("/en/cases/a-case/publication/")
    assert (answer.status_code, answer["Location"]) == (303, "/en/cases/a-case/publication.pdf")


def test_progress_of_a_failure_says_sorry_and_rests(client: Client) -> None:
    ask(publish_case(make_case(slug="a-case")), Kind("en"))
    Publication.objects.update(state=State.FAILED, failure="a secret of the machine")
    answer = client.get("/en/cases/a-case/publication/")
    assert ("Refresh" in answer, "We are sorry" in answer.content.decode()) == (False, True)
    assert "secret" not in answer.content.decode()
