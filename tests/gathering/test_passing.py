"""A reading list as one PDF: asked for by anyone, made once, never so often that the worker drowns."""

from typing import Any
from urllib.parse import urlencode

import pytest
from django.core.cache import cache
from django.test import Client

from cases.library.collecting.reading_list import TAKEN
from cases.models import Edition, Publication
from cases.publications.compendia import passing_views
from cases.publications.compendia.asking import GATHERED
from cases.workflow import withdraw
from tests.factories import make_administrator, make_case, make_lesson, publish_case

pytestmark = pytest.mark.django_db
State = Publication.State


@pytest.fixture(autouse=True)
def no_attempts() -> None:
    cache.clear()


def published(*slugs: str) -> list[Edition]:
    return [publish_case(make_case(slug=slug)) for slug in slugs]


def pdf(*slugs: str, language: str = "en", **rest: str) -> str:
    query = urlencode([*(("case", slug) for slug in slugs), *rest.items()])
    return f"/{language}/reading-list/compendium.pdf?{query}"


def gathered() -> list[list[int] | None]:
    return list(
        Publication.objects.filter(gathered__isnull=False).order_by("pk").values_list("gathered", flat=True)
    )


def test_list_offers_its_cases_as_one_pdf(client: Client) -> None:
    lesson = make_lesson()
    publish_case(make_case(slug="with-lesson", parts=(lesson,)))
    published("one")
    page = client.get(f"/en/reading-list/?case=one&lesson={lesson.uid}&case=with-lesson").content.decode()
    assert 'action="/en/reading-list/compendium.pdf"' in page
    assert [
        slug for slug in ("one", "with-lesson") if f'name="case" value="{slug}"' in page.split("<search")[0]
    ] == ["one", "with-lesson"]
    assert "Take the 2 cases away as one PDF" in page


def test_list_of_too_many_says_the_limit(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cases.library.collecting.reading_list_views.TAKEN", 1)
    published("one", "two")
    page = client.get("/en/reading-list/?case=one&case=two").content.decode()
    assert "compendium.pdf" not in page
    assert "Up to 1 cases can be taken away as one PDF; this list has 2" in page


def test_both_rooms_name_the_same_limit() -> None:
    assert TAKEN == GATHERED == 12


def test_asking_leads_to_progress_in_the_order_of_the_list(client: Client) -> None:
    first, second = published("one", "two")
    answer = client.get(pdf("two", "nosuch", "one", "two"))
    assert answer.status_code == 303
    assert answer["Location"] == "/en/reading-list/compendium/?case=two&case=one"
    assert gathered() == [[second.pk, first.pk]]
    progress = client.get(answer["Location"])
    assert (progress.status_code, progress["Refresh"]) == (200, "3")
    assert 'href="/en/reading-list/?case=two&amp;case=one"' in progress.content.decode()


def test_asked_twice_is_made_once(client: Client) -> None:
    published("one")
    client.get(pdf("one")), client.get(pdf("one"))
    assert len(gathered()) == 1


def test_ready_pdf_is_given(client: Client, tmp_path: Any, settings: Any) -> None:
    from django.core.files.base import ContentFile
    from django.utils import timezone

    options = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": tmp_path}}
    settings.STORAGES = settings.STORAGES | {"publications": options}
    published("one")
    client.get(pdf("one"))
    row = Publication.objects.get()
    row.file.save("a.pdf", ContentFile(b"%PDF-1.7"), save=False)
    row.state, row.made_at = State.READY, timezone.now()
    row.save()
    answer: Any = client.get(pdf("one"))
    assert (answer.status_code, b"".join(answer.streaming_content)) == (200, b"%PDF-1.7")
    assert answer["Content-Disposition"] == 'inline; filename="reading-list-compendium-en.pdf"'
    progress = client.get("/en/reading-list/compendium/?case=one")
    assert (progress.status_code, progress["Location"]) == (303, pdf("one"))


def test_progress_of_what_nobody_asked_for_leads_to_asking(client: Client) -> None:
    published("one")
    answer = client.get("/en/reading-list/compendium/?case=one")
    assert (answer.status_code, answer["Location"], gathered()) == (303, pdf("one"), [])


def test_more_than_twelve_are_refused_in_words(client: Client) -> None:
    slugs = [f"case-{number}" for number in range(GATHERED + 1)]
    published(*slugs)
    answer = client.get(pdf(*slugs))
    assert answer.status_code == 422
    assert "up to 12" in answer.content.decode()
    assert gathered() == []


def test_withdrawn_and_unpublished_cases_are_not_gathered(client: Client) -> None:
    kept, gone = published("kept", "gone")
    make_case(slug="at-work")
    withdraw(gone.case, by=make_administrator(), reason="test")
    client.get(pdf("gone", "kept", "at-work"))
    assert gathered() == [[kept.pk]]
    assert client.get(pdf("gone", "at-work")).status_code == 404


def test_case_withdrawn_later_is_not_served_from_what_was_made(client: Client) -> None:
    kept, gone = published("kept", "gone")
    client.get(pdf("gone", "kept"))
    Publication.objects.update(state=State.READY, file="gone.pdf")
    withdraw(gone.case, by=make_administrator(), reason="test")
    answer = client.get(pdf("gone", "kept"))
    assert answer.status_code == 303
    assert gathered() == [[gone.pk, kept.pk], [kept.pk]]


def test_one_connection_has_so_many_made_in_an_hour(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passing_views, "MADE", "2/h/ip")
    published("one", "two", "three")
    assert [client.get(pdf(slug)).status_code for slug in ("one", "two", "three")] == [303, 303, 429]
    refused = client.get(pdf("three"))
    assert refused["Retry-After"] == "600"
    assert "Please come back a little later" in refused.content.decode()
    assert len(gathered()) == 2
    assert client.get(pdf("one")).status_code == 303  # what is asked for already costs nothing


def test_no_more_waits_than_the_worker_can_take(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passing_views, "WAITING", 1)
    published("one", "two")
    assert [client.get(pdf(slug)).status_code for slug in ("one", "two", "one")] == [303, 503, 303]
    Publication.objects.update(state=State.READY, file="a.pdf")
    assert client.get(pdf("two")).status_code == 303


def test_paper_is_kept_on_the_way(client: Client) -> None:
    published("one")
    answer = client.get(pdf("one", paper="letter"))
    assert answer["Location"] == "/en/reading-list/compendium/?case=one&paper=letter"
    assert client.get(pdf("one", paper="a0")).status_code == 404


def test_reader_gets_no_cookie(client: Client) -> None:
    published("one")
    for address in (pdf("one"), "/en/reading-list/compendium/?case=one"):
        assert not client.get(address).cookies
