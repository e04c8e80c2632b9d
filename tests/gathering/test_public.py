"""What readers see of compendia: the list, the page of one, its editions, its citation, the programme's page."""

import html
import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cases.gathering import publish_compendium, withdraw_compendium
from cases.library.gathered.pages import compendium_page
from cases.models import Publication
from cases.workflow import redact, withdraw
from partnerships.models import Document
from tests.factories import (
    make_administrator,
    make_case,
    make_city,
    make_editor,
    make_lesson,
    make_organisation,
    make_partnership,
    make_programme,
    publish_case,
)

from .conftest import Gather, PublishCompendium

pytestmark = pytest.mark.django_db


def read(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return html.unescape(answer.content.decode())


def headings(page: str) -> list[str]:
    return [re.sub(r"<[^>]+>", "", found) for found in re.findall(r"<h3[^>]*>(.*?)</h3>", page)]


def test_page_shows_foreword_chapters_edition_and_pdf(client: Client, gather: Gather) -> None:
    cities = (make_city(name="Alpha"), make_city(name="Beta"))
    case = make_case(title="Gardens", parts=(make_lesson(),), partnership=make_partnership(cities=cities))
    compendium = gather(publish_case(case), publish_case(make_case(title="Waste")))
    compendium.foreword = {"en": "Why <b>we</b> gathered these.\n\nAnd how."}
    compendium.save()
    publish_compendium(compendium, by=make_administrator())
    page = client.get("/en/publications/learning-together/").content.decode()
    assert headings(page) == ["Gardens", "Waste"]
    assert "<p>Why &lt;b&gt;we&lt;/b&gt; gathered these.</p>" in page
    assert re.findall(r'class="city pair-\d">(Alpha|Beta)<', page) == ["Alpha", "Beta"]
    assert "1 lesson" in page
    assert 'href="/en/publications/learning-together/compendium.pdf"' in page


def test_pdf_says_pages_and_size_once_it_is_made(client: Client, published: PublishCompendium) -> None:
    edition = published(publish_case())
    assert "38 pages" not in read(client, "/en/publications/learning-together/")
    made: dict[str, Any] = {"language": "en", "format": "compendium", "pages": 38, "size": 4_404_019}
    Publication.objects.create(
        key="made", compendium_edition=edition, state="ready", file="a.pdf", made_at=timezone.now(), **made
    )
    assert "38 pages, 4.2\xa0MB" in read(client, "/en/publications/learning-together/")


def test_page_stands_in_the_language_it_has(client: Client, gather: Gather) -> None:
    compendium = gather(publish_case())
    compendium.title = {"en": "Learning together", "pt": "Aprender juntos"}
    compendium.save()
    publish_compendium(compendium, by=make_administrator())
    assert "<h1>Aprender juntos</h1>" in read(client, "/pt/publications/learning-together/")
    page = read(client, "/fr/publications/learning-together/")
    assert '<h1 lang="en">Learning together</h1>' in page
    assert re.findall(r'href="/(\w\w)/publications/[^"]*compendium\.pdf"', page) == ["en", "pt"]


def test_older_edition_shows_its_own_chapters_and_leads_to_the_newer(client: Client, gather: Gather) -> None:
    case = make_case(title="Gardens")
    first = publish_case(case)
    compendium = gather(first)
    publish_compendium(compendium, by=make_administrator())
    publish_case(case)
    assert f'href="/en/cases/{case.slug}/v1/"' in read(client, "/en/publications/learning-together/")
    publish_compendium(compendium, by=make_administrator())
    old = read(client, "/en/publications/learning-together/v1/")
    assert "There is a newer edition." in old
    assert f'href="/en/cases/{case.slug}/v1/"' in old
    assert 'href="/en/publications/learning-together/v1/compendium.pdf"' in old
    assert f'href="/en/cases/{case.slug}/"' in read(client, "/en/publications/learning-together/")


def test_withdrawn_case_leaves_every_edition(client: Client, published: PublishCompendium) -> None:
    gone = publish_case(make_case(title="Gone for good", slug="gone-case"))
    published(gone, publish_case(make_case(title="Still here")))
    addresses = ["/en/publications/learning-together/", "/en/publications/learning-together/v1/"]
    for address in addresses:
        assert "Gone for good" in read(client, address)
    withdraw(gone.case, by=make_administrator(), reason="test")
    for address in addresses:
        page = read(client, address)
        assert "Gone for good" not in page
        assert "gone-case" not in page
        assert "1 case was withdrawn after this edition was published." in page
        assert headings(page) == ["Still here"]


def test_compendium_without_a_chapter_left_offers_no_pdf(
    client: Client, published: PublishCompendium
) -> None:
    gone = publish_case()
    published(gone)
    withdraw(gone.case, by=make_administrator(), reason="test")
    assert (
        "compendium.pdf"
        not in read(client, "/en/publications/learning-together/").split("citation_pdf")[0].split("<main")[-1]
    )
    assert client.get("/en/publications/learning-together/compendium.pdf").status_code == 422


def test_redacted_lesson_is_counted_no_more(client: Client, published: PublishCompendium) -> None:
    lesson = make_lesson()
    case = make_case(parts=(lesson, make_lesson()))
    edition = publish_case(case)
    published(edition)
    publish_case(case)  # so that the chapter is read from its edition
    assert "2 lessons" in read(client, "/en/publications/learning-together/")
    redact(case, lesson.uid, by=None, reason="test")
    assert "1 lesson<" in read(client, "/en/publications/learning-together/")


@pytest.mark.parametrize(
    "rest", ["", "v1/", "cite.bib", "v1/cite.txt", "compendium.pdf", "v1/compendium.pdf", "making/"]
)
def test_compendium_that_is_not_public_is_nowhere(client: Client, gather: Gather, rest: str) -> None:
    compendium = gather(publish_case())
    assert client.get(f"/en/publications/{compendium.slug}/{rest}").status_code == 404
    publish_compendium(compendium, by=make_administrator())
    withdraw_compendium(compendium)
    answer = client.get(f"/en/publications/{compendium.slug}/{rest}")
    assert answer.status_code == 410
    assert "Learning together" not in answer.content.decode()


def test_words_of_the_working_copy_wait_for_the_next_edition(
    client: Client, published: PublishCompendium
) -> None:
    compendium = published(publish_case()).compendium
    compendium.title, compendium.foreword = {"en": "Draft title"}, {"en": "Draft foreword"}
    compendium.save()
    for address in (
        "publications/",
        "publications/learning-together/",
        "publications/learning-together/cite.txt",
    ):
        assert "Draft" not in client.get(f"/en/{address}").content.decode()


def test_citation_names_owner_title_edition_and_address(client: Client, published: PublishCompendium) -> None:
    published(publish_case())
    year = timezone.localdate().year
    said = client.get("/en/publications/learning-together/cite.txt").content.decode().strip()
    assert said.startswith(f"A network ({year}). Learning together. Peerlearn, edition 1. ")
    assert said.endswith("/en/publications/learning-together/v1/")
    assert client.get("/en/publications/learning-together/cite.doc").status_code == 404


def test_licence_is_said_where_all_chapters_have_it(published: PublishCompendium) -> None:
    free, other = make_case(), make_case(licence="All rights reserved")
    published(publish_case(free))
    published(publish_case(free), publish_case(other), title="Mixed")
    assert compendium_page("learning-together").citation.rights == "CC BY 4.0"
    assert compendium_page("mixed").citation.rights == ""


def test_list_mixes_compendia_and_documents_newest_first(
    client: Client, published: PublishCompendium
) -> None:
    partnership = publish_case().case.partnership
    later = (timezone.localdate() + timedelta(days=40)).isoformat()
    for title, published_on in (("Old book", "2015"), ("Next book", later), ("Undated", "")):
        Document.objects.create(
            title=title, published=published_on, link="https://example.org/", partnership=partnership
        )
    published(publish_case())
    assert headings(read(client, "/en/publications/")) == [
        "Next book",
        "Learning together",
        "Old book",
        "Undated",
    ]


def test_list_has_no_compendium_that_is_not_public(
    client: Client, gather: Gather, published: PublishCompendium
) -> None:
    gather(publish_case(), title="Secret draft")
    withdraw_compendium(published(publish_case(), title="Taken back").compendium)
    published(publish_case(), title="Open to all")
    assert headings(read(client, "/en/publications/")) == ["Open to all"]


@pytest.mark.parametrize(
    "address", ["/en/publications/", "/en/publications/one/", "/en/programmes/{programme}/"]
)
def test_pages_ask_as_often_for_one_as_for_three(
    client: Client, gather: Gather, published: PublishCompendium, address: str
) -> None:
    programme = make_programme()
    for title in ("one", "two", "three"):
        editions = [publish_case() for _n in range(3)] if title == "one" else [publish_case()]
        compendium = gather(editions[0], title=title, programme=programme)
        publish_compendium(compendium, by=make_administrator())
        if title == "one":
            asked = _asked(client, address.format(programme=programme.slug))
            for edition in editions[1:]:
                compendium.gathered.create(case=edition.case, position=9)
            publish_compendium(compendium, by=make_administrator())
    assert _asked(client, address.format(programme=programme.slug)) == asked


def _asked(client: Client, address: str) -> int:
    read(client, address)
    with CaptureQueriesContext(connection) as asked:
        read(client, address)
    return len(asked)


def test_page_of_a_programme_shows_its_compendia(client: Client, published: PublishCompendium) -> None:
    programme, other = make_programme(), make_programme()
    published(publish_case(), programme=programme)
    assert headings(read(client, f"/en/programmes/{programme.slug}/")) == ["Learning together"]
    assert headings(read(client, f"/en/programmes/{other.slug}/")) == []


def test_compendium_of_a_hidden_programme_does_not_name_it(
    client: Client, published: PublishCompendium
) -> None:
    programme = make_programme(is_public=False)
    programme.name = {"en": "Hidden programme"}
    programme.save()
    published(publish_case(), programme=programme)
    for address in ("/en/publications/", "/en/publications/learning-together/"):
        assert "Hidden programme" not in read(client, address)


def test_sitemap_names_public_compendia(client: Client, gather: Gather, published: PublishCompendium) -> None:
    gather(publish_case(), title="Secret draft")
    published(publish_case())
    found = re.findall(r"/en/publications/([\w-]+)/<", client.get("/sitemap.xml").content.decode())
    assert found == ["learning-together"]


def test_editor_of_somebody_else_publishes_nothing(gather: Gather, client: Client) -> None:
    compendium = gather(publish_case())
    client.force_login(make_editor(organisation=make_organisation()))
    answer = client.post(f"/en/desk/compendia/{compendium.slug}/editions/", {"do": "publish"})
    assert (answer.status_code, compendium.editions.count()) == (404, 0)
