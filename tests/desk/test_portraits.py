"""Portraits of voices at the desk: kept with the voice, looked at by its writers alone, taken away again."""

from typing import Any
from uuid import UUID, uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from cases.desk.drafts import open_draft
from cases.desk.names import Names
from cases.document import apply_document, case_document
from cases.document.comparing import compare
from cases.models import Case, Voice
from peerlearn.editing.models import Picture
from tests.pictures import make_picture

from .pages import Page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media")]


def send(desk: Client, case: Case, page: Page, item: UUID, **files: bytes) -> Any:
    return page.send(
        **{f"{item}-{name}": SimpleUploadedFile("her.jpg", content) for name, content in files.items()}
    )


def with_portrait(desk: Client, case: Case, content: bytes = b"", person: str = "Amina") -> UUID:
    page = Page(desk, case, "voices", new=str(uuid4()))
    item = page.items[0]
    page.fill(item, person=person)
    assert send(desk, case, page, item, portrait=content or make_picture()).status_code == 302
    return item


def portrait_in(case: Case) -> Any:
    (part,) = case_document(case).authored.of_kind("voice")
    return part.facts.get("portrait")


def test_portrait_is_kept_with_the_voice(desk: Client, case: Case) -> None:
    with_portrait(desk, case)
    kept = Picture.objects.get()
    assert portrait_in(case) == str(kept.uid)
    assert list(case_document(case).about["pictures"]) == [str(kept.uid)]
    assert open_draft(case).authored == case_document(case).authored


def test_voice_without_a_portrait_is_the_document_that_it_was_before(desk: Client, case: Case) -> None:
    page = Page(desk, case, "voices", new=str(uuid4()))
    page.fill(page.items[0], person="Amina")
    page.send()
    (part,) = case_document(case).authored.of_kind("voice")
    assert set(part.facts) == {"group", "person", "city", "consent_on", "consent_note"}


def test_form_says_that_the_person_must_have_agreed(desk: Client, case: Case) -> None:
    page = desk.get(reverse("desk:section", args=[case.uid, "voices"])).content.decode()
    assert "Only if this person has agreed to be shown." in page


def test_portrait_stays_when_the_words_change(desk: Client, case: Case) -> None:
    item = with_portrait(desk, case)
    page = Page(desk, case, "voices")
    page.fill(item, person="Amina Juma")
    page.send()
    assert Voice.objects.get().person == "Amina Juma"
    assert portrait_in(case) == str(Picture.objects.get().uid)


def test_another_file_takes_its_place(desk: Client, case: Case) -> None:
    item = with_portrait(desk, case)
    send(desk, case, Page(desk, case, "voices"), item, portrait=make_picture(colour="blue"))
    assert portrait_in(case) == str(Picture.objects.latest("pk").uid)
    assert Picture.objects.count() == 2


def test_portrait_is_taken_away_and_the_voice_stays(desk: Client, case: Case) -> None:
    item = with_portrait(desk, case)
    page = Page(desk, case, "voices")
    page.fill(item, without_portrait="on")
    page.send()
    assert portrait_in(case) is None
    assert Voice.objects.get(removed_at=None).person == "Amina"


def test_credit_and_focal_point_are_those_of_the_picture(desk: Client, case: Case) -> None:
    item = with_portrait(desk, case)
    page = Page(desk, case, "voices")
    page.fill(item, credit="A. Person", focal_y="20")
    page.send()
    kept = Picture.objects.get()
    assert (kept.credit, kept.focal_x, kept.focal_y) == ("A. Person", 0.5, 0.2)


def test_file_that_is_no_picture_is_refused_and_the_words_stay(desk: Client, case: Case) -> None:
    page = Page(desk, case, "voices", new=str(uuid4()))
    page.fill(page.items[0], person="Amina")
    answer = send(desk, case, page, page.items[0], portrait=b"no picture")
    assert answer.status_code == 422
    assert "not a picture that can be read" in answer.content.decode()


def test_portrait_of_a_draft_is_seen_by_its_writers_alone(desk: Client, case: Case) -> None:
    with_portrait(desk, case)
    kept = Picture.objects.get()
    address = reverse("desk:picture", args=[case.uid, kept.uid, 320, "webp"])
    assert desk.get(address).status_code == 200
    assert Client().get(address).status_code == 302
    for name in ("320.webp", "square-50-50-160.webp"):
        assert Client().get(f"/media/{kept.uid}/{name}").status_code == 404


def test_preview_shows_it_at_the_address_of_the_working_copy(desk: Client, case: Case) -> None:
    item = with_portrait(desk, case)
    page = Page(desk, case, "voices")
    page.fill(item, consent_on="2024-05-01", quote="<p>We learnt</p>")
    page.send()
    address = reverse("desk:picture", args=[case.uid, Picture.objects.get().uid, 320, "webp"])
    assert f'src="{address}"' in desk.get(reverse("desk:preview", args=[case.uid])).content.decode()


def test_restoring_brings_a_portrait_back(desk: Client, case: Case) -> None:
    item = with_portrait(desk, case)
    before = case_document(case)
    page = Page(desk, case, "voices")
    page.fill(item, without_portrait="on")
    page.send()
    apply_document(case, before.authored)
    assert case_document(case).authored == before.authored


def test_history_names_a_changed_portrait(desk: Client, case: Case) -> None:
    item = with_portrait(desk, case)
    before = case_document(case)
    page = Page(desk, case, "voices")
    page.fill(item, without_portrait="on")
    page.send()
    after = case_document(case)
    (change,) = compare(before.authored, after.authored).parts
    (fact,) = change.facts
    names = Names(before, after)
    uid = str(Picture.objects.get().uid)
    assert (fact.name, fact.before, fact.after) == ("portrait", uid, None)
    assert names.fact("voice", "portrait", fact.before) == f"picture {uid[:8]}"
