"""Portraits of voices on public pages: square, without words of their own, gone with the voice."""

import json
from uuid import uuid4

import pgtrigger
import pytest
from django.test import Client

from cases.document import Part, Written
from cases.models import Case, Revision
from cases.workflow import redact, withdraw
from peerlearn.editing.models import Picture
from peerlearn.editing.pictures import keep_picture
from tests.factories import make_administrator, make_case, publish_case
from tests.pictures import file_of, make_picture

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media")]


@pytest.fixture
def portrait() -> Picture:
    picture = keep_picture(file_of(make_picture()))
    Picture.objects.filter(pk=picture.pk).update(focal_x=0.4, focal_y=0.2, credit="A. Person")
    return Picture.objects.get(pk=picture.pk)


def voice(portrait: Picture | None) -> Part:
    facts = {"group": "leader", "person": "Amina Juma", "city": None}
    facts |= {"consent_on": "2024-05-01", "consent_note": ""}
    facts |= {"portrait": str(portrait.uid)} if portrait else {}
    return Part(uuid4(), "voice", facts, {"quote": {"en": Written("<p>We learnt</p>")}})


def published(*parts: Part) -> Case:
    case = make_case(parts=parts)
    publish_case(case)
    return case


def published_long_ago(portrait: Picture) -> Case:
    """With a voice that has no consent: no such edition can be published now."""
    case = published(voice(portrait))
    for revision in Revision.objects.filter(case=case):
        for part in revision.authored["parts"]:
            if part["kind"] == "voice":
                part["facts"]["consent_on"] = None
        with pgtrigger.ignore("cases.Revision:revision_never_changed"):
            Revision.objects.filter(pk=revision.pk).update(authored=revision.authored)
    return case


def page_of(case: Case) -> str:
    return Client().get(f"/en/cases/{case.slug}/").content.decode()


def can_see(portrait: Picture) -> bool:
    codes = {
        Client().get(f"/media/{portrait.uid}/{name}").status_code
        for name in ("320.webp", "square-40-20-160.webp")
    }
    assert len(codes) == 1
    return codes == {200}


def test_page_shows_the_portrait_beside_the_name(portrait: Picture) -> None:
    page = page_of(published(voice(portrait)))
    address = f"/media/{portrait.uid}/square-40-20"
    assert f'<img src="{address}-320.jpeg" width="80" height="80" alt="" loading="lazy">' in page
    assert f'srcset="{address}-160.avif 160w, {address}-320.avif 320w"' in page
    assert "Picture: A. Person" in page


def test_voice_without_a_portrait_has_no_room_for_one() -> None:
    page = page_of(published(voice(None)))
    assert "Amina Juma" in page
    assert "portrait" not in page


def test_portrait_of_a_published_voice_is_public(portrait: Picture) -> None:
    published(voice(portrait))
    assert can_see(portrait)


def test_portrait_of_a_voice_without_consent_is_not_shown(portrait: Picture) -> None:
    case = published_long_ago(portrait)
    assert str(portrait.uid) not in page_of(case)
    assert not can_see(portrait)


def test_portrait_goes_with_a_redacted_voice(portrait: Picture) -> None:
    part = voice(portrait)
    case = published(part)
    redact(case, part.uid, by=None, reason="consent")
    assert str(portrait.uid) not in page_of(case)
    assert not can_see(portrait)


def test_portrait_goes_with_a_withdrawn_case(portrait: Picture) -> None:
    case = published(voice(portrait))
    withdraw(case, by=make_administrator(), reason="a reason")
    assert not can_see(portrait)


def test_portrait_stands_for_no_case_in_lists(portrait: Picture) -> None:
    published(voice(portrait))
    assert str(portrait.uid) not in Client().get("/en/cases/").content.decode()


def test_data_name_the_portrait_of_a_voice_that_is_shown(portrait: Picture) -> None:
    case = published(voice(portrait))
    data = json.loads(Client().get(f"/en/cases/{case.slug}.json").content)
    (item,) = [each for each in data["items"] if each["kind"] == "voice"]
    assert item["facts"]["portrait"] == str(portrait.uid)
    assert data["pictures"][str(portrait.uid)]["url"].endswith(f"/media/{portrait.uid}/1280.jpeg")


def test_data_leave_out_the_portrait_of_a_voice_without_consent(portrait: Picture) -> None:
    case = published_long_ago(portrait)
    assert str(portrait.uid) not in Client().get(f"/en/cases/{case.slug}.json").content.decode()
