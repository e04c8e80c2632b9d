"""Documents as files: sent, kept, given to those who may read them, taken away, gone."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from partnerships.desk.planning.bin import purge_plans
from partnerships.models import Document, Partnership
from tests.factories import make_partnership, make_programme

from .test_sections import sheet

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media")]
PDF = b"%PDF-1.7 An agreement of two cities"


def agreement(content: bytes = PDF, name: str = "agreement.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, "application/pdf")


def keep(desk: Client, partnership: Partnership, **values: Any) -> Document:
    """A document with a file, written at the desk."""
    form = sheet(desk, partnership, "documents")
    uid = form.items[0]
    form.fill(uid, **({"title": "An agreement", "is_public": "on"} | values)).send(
        **{f"{uid}-file": agreement()}
    )
    return Document.objects.get(uid=uid)


def at_the_desk(partnership: Partnership, document: Document) -> str:
    return reverse("planning:document", args=[partnership.slug, document.uid])


def test_file_is_kept_under_a_name_of_its_own(desk: Client, partnership: Partnership, media: Path) -> None:
    document = keep(desk, partnership)
    assert document.file.read() == PDF
    assert [path.suffix for path in (media / "documents").iterdir()] == [".pdf"]
    assert "agreement" not in str(document.file)


def test_file_is_given_as_an_attachment_called_after_its_title(
    desk: Client, partnership: Partnership
) -> None:
    document = keep(desk, partnership, title="Agreement of “Guarulhos” & Nampula")
    for answer in (desk.get(at_the_desk(partnership, document)), Client().get(document.file_address)):
        assert answer.getvalue() == PDF
        assert answer["Content-Disposition"] == 'attachment; filename="agreement-of-guarulhos-nampula.pdf"'
        assert answer["Content-Type"] == "application/pdf"
        assert answer["X-Content-Type-Options"] == "nosniff"


def test_file_is_read_by_nobody_else_at_the_desk(desk: Client, partnership: Partnership) -> None:
    document = keep(desk, partnership)
    assert Client().get(at_the_desk(partnership, document)).status_code == 302
    assert desk.get(at_the_desk(make_partnership(), document)).status_code == 404


def test_readers_find_the_file_on_the_page_of_the_partnership(desk: Client, partnership: Partnership) -> None:
    document = keep(desk, partnership)
    page = Client().get(reverse("library:partnership", args=[partnership.slug])).content.decode()
    assert f'<a href="{document.file_address}">An agreement</a>' in page


@pytest.mark.parametrize("hidden", ["document", "bin", "partnership", "title"])
def test_file_is_public_only_while_everything_it_hangs_on_is(
    hidden: str, desk: Client, partnership: Partnership
) -> None:
    document = keep(desk, partnership)
    assert Client().get(document.file_address).status_code == 200
    if hidden == "document":
        Document.objects.update(is_public=False)
    elif hidden == "bin":
        Document.objects.update(removed_at=timezone.now())
    elif hidden == "title":
        Document.objects.update(title="")
    else:
        Partnership.objects.update(is_public=False)
    assert Client().get(document.file_address).status_code == 404


def test_file_of_a_programme_that_is_hidden_is_not_public() -> None:
    programme = make_programme(is_public=False)
    document = Document.objects.create(programme=programme, title="A plan", file=agreement())
    assert Client().get(document.file_address).status_code == 404
    programme.is_public = True
    programme.save()
    assert Client().get(document.file_address).status_code == 200


def test_file_at_the_address_of_another_kind_is_not_given(desk: Client, partnership: Partnership) -> None:
    document = keep(desk, partnership)
    assert Client().get(reverse("document", args=[document.uid, "html"])).status_code == 404


def test_file_that_the_storage_lost_is_not_there(desk: Client, partnership: Partnership, media: Path) -> None:
    document = keep(desk, partnership)
    (media / str(document.file)).unlink()
    assert Client().get(document.file_address).status_code == 404


def test_file_that_is_no_document_is_refused_and_the_words_are_kept(
    desk: Client, partnership: Partnership
) -> None:
    form = sheet(desk, partnership, "documents")
    uid = form.items[0]
    answer = form.fill(uid, title="Kept").send(**{f"{uid}-file": agreement(b"MZ no document")})
    assert answer.status_code == 422
    assert "This is not a document that can be read." in answer.content.decode()
    assert (Document.objects.get().title, bool(Document.objects.get().file)) == ("Kept", False)


def test_another_file_takes_its_place(desk: Client, partnership: Partnership) -> None:
    first = keep(desk, partnership)
    form = sheet(desk, partnership, "documents")
    form.send(**{f"{first.uid}-file": agreement(PDF + b", second")})
    (document,) = Document.objects.all()
    assert document.file.read() == PDF + b", second"
    assert document.file.name != first.file.name


def test_file_is_taken_away_and_the_record_stays(desk: Client, partnership: Partnership) -> None:
    document = keep(desk, partnership)
    form = sheet(desk, partnership, "documents").fill(document.uid, kind="agreement")
    answer = form.send(f"empty:{document.uid}")
    document.refresh_from_db()
    assert answer.url.endswith(f"?open={document.uid}#item-{document.uid}")
    assert (document.title, document.kind, bool(document.file)) == ("An agreement", "agreement", False)
    assert Client().get(reverse("document", args=[document.uid, "pdf"])).status_code == 404
    assert list(Document.objects.public()) == []


def test_document_of_another_plan_keeps_its_file(desk: Client, partnership: Partnership) -> None:
    theirs = Document.objects.create(partnership=make_partnership(), title="Theirs", file=agreement())
    desk.post(
        reverse("planning:section", args=[partnership.slug, "documents"]), {"do": f"empty:{theirs.uid}"}
    )
    theirs.refresh_from_db()
    assert theirs.file.read() == PDF


def test_files_that_no_document_names_go_with_the_night(
    desk: Client, partnership: Partnership, media: Path
) -> None:
    document = keep(desk, partnership)
    sheet(desk, partnership, "documents").send(**{f"{document.uid}-file": agreement(PDF + b", second")})
    document.refresh_from_db()
    purge_plans(now=timezone.now())
    assert len(list((media / "documents").iterdir())) == 2
    purge_plans(now=timezone.now() + timedelta(days=2))
    assert [path.name for path in (media / "documents").iterdir()] == [Path(str(document.file)).name]


def test_document_with_a_link_and_a_file_leads_to_both(desk: Client, partnership: Partnership) -> None:
    document = keep(desk, partnership, link="https://example.org/agreement")
    page = Client().get(reverse("library:partnership", args=[partnership.slug])).content.decode()
    assert ('href="https://example.org/agreement"' in page, f'href="{document.file_address}"' in page) == (
        True,
        True,
    )
