"""The picture of a case in lists: cut around its focal point, gone with its edition or by redaction."""

import io
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.storage import default_storage
from django.test import Client
from PIL import Image
from procrastinate.contrib.django.models import ProcrastinateJob

from cases.document import Part, Written
from cases.models import Case, Listing
from cases.workflow import redact, withdraw
from peerlearn.editing.jobs import make_crops
from peerlearn.editing.models import Picture
from peerlearn.editing.pictures import CROP_WIDTHS, MAKE_CROPS, SHAPES, TYPES, keep_picture
from tests.factories import make_administrator, make_case, publish_case
from tests.pictures import PLACE, file_of, make_picture

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media")]


def kept(**look: Any) -> Picture:
    picture = keep_picture(file_of(make_picture(**look)))
    picture.credit = "A. Person"
    picture.save()
    return picture


def illustration(picture: Picture, *, is_cover: bool = False) -> Part:
    texts = {"alternative": {"en": Written("A bridge")}}
    return Part(uuid4(), "illustration", {"picture": str(picture.uid), "is_cover": is_cover}, texts)


def published(*parts: Part) -> Case:
    case = make_case(parts=parts, title="A case with pictures")
    publish_case(case)
    return case


def look_elsewhere(picture: Picture, x: float, y: float) -> None:
    Picture.objects.filter(pk=picture.pk).update(focal_x=x, focal_y=y)


def shown_on_card(case: Case) -> str | None:
    picture = Listing.objects.get(case=case).card["picture"]
    return picture and picture["uid"]


def colour_of(content: bytes) -> tuple[int, ...]:
    with Image.open(io.BytesIO(content)) as image:
        colour = image.convert("RGB").resize((1, 1)).getpixel((0, 0))
    assert isinstance(colour, tuple)
    return tuple(round(part / 64) for part in colour)


def test_card_shows_the_first_picture_when_none_is_chosen() -> None:
    first, second = kept(colour="red"), kept(colour="blue")
    assert shown_on_card(published(illustration(first), illustration(second))) == str(first.uid)


def test_card_shows_the_chosen_picture() -> None:
    first, second = kept(colour="red"), kept(colour="blue")
    case = published(illustration(first), illustration(second, is_cover=True))
    assert shown_on_card(case) == str(second.uid)


def test_card_names_the_crop_and_whom_to_thank(client: Client) -> None:
    picture = kept()
    look_elsewhere(picture, 0.4, 0.3)
    published(illustration(picture))
    html = client.get("/en/cases/").content.decode()
    assert (
        f'src="/media/{picture.uid}/card-40-30-640.jpeg" width="640" height="427" alt="" loading="lazy"'
        in html
    )
    assert f"/media/{picture.uid}/square-40-30-160.avif 160w" in html
    assert "Picture: A. Person" in html


def test_card_without_a_picture_names_none(client: Client) -> None:
    published()
    assert "<picture" not in client.get("/en/cases/").content.decode()


def test_crop_is_cut_around_the_focal_point(client: Client) -> None:
    picture = kept(size=(1600, 400), colour="blue", left="red")
    look_elsewhere(picture, 1.0, 0.5)
    published(illustration(picture))
    answer = client.get(f"/media/{picture.uid}/card-100-50-320.webp")
    assert (answer.status_code, colour_of(answer.content)) == (200, (0, 0, 4))
    with Image.open(io.BytesIO(answer.content)) as image:
        assert image.size == (320, 213)


def test_crop_is_no_larger_than_the_picture_gives(client: Client) -> None:
    picture = kept(size=(1600, 200))
    published(illustration(picture))
    answer = client.get(f"/media/{picture.uid}/card-50-50-1280.webp")
    with Image.open(io.BytesIO(answer.content)) as image:
        assert image.size == (300, 200)


@pytest.mark.parametrize("kind", TYPES)
def test_crop_is_upright_and_keeps_nothing_of_what_the_camera_noted(client: Client, kind: str) -> None:
    picture = kept(orientation=6)
    published(illustration(picture))
    answer = client.get(f"/media/{picture.uid}/card-50-50-320.{kind}")
    with Image.open(io.BytesIO(answer.content)) as image:
        assert (image.size, dict(image.getexif()), image.info.get("xmp")) == ((320, 213), {}, None)
    assert PLACE.encode() not in answer.content


def test_focal_point_of_a_draft_is_not_public_until_the_next_edition(client: Client) -> None:
    picture = kept()
    case = published(illustration(picture))
    look_elsewhere(picture, 0.1, 0.1)
    assert client.get(f"/media/{picture.uid}/card-10-10-320.webp").status_code == 404
    publish_case(case)
    assert client.get(f"/media/{picture.uid}/card-10-10-320.webp").status_code == 200
    assert Listing.objects.get(case=case).card["picture"]["focus"] == [10, 10]


@pytest.mark.parametrize("name", ["card-50-50-333.webp", "poster-50-50-320.webp", "card-50-50-320.gif"])
def test_crop_of_another_size_or_shape_is_not_made(client: Client, name: str) -> None:
    picture = kept()
    published(illustration(picture))
    assert client.get(f"/media/{picture.uid}/{name}").status_code == 404
    assert not default_storage.exists(f"renditions/{picture.uid}/{name}")


def test_redacted_picture_leaves_the_card(client: Client) -> None:
    first, second = kept(colour="red"), kept(colour="blue")
    gone = illustration(second, is_cover=True)
    case = published(illustration(first), gone)
    redact(case, gone.uid, by=None, reason="licence")
    assert shown_on_card(case) == str(first.uid)
    assert str(second.uid) not in client.get("/en/cases/").content.decode()
    assert str(second.uid) not in client.get(f"/en/cases/{case.slug}/").content.decode()
    assert client.get(f"/media/{second.uid}/card-50-50-320.webp").status_code == 404


def test_picture_of_a_withdrawn_case_is_not_public(client: Client) -> None:
    picture = kept()
    case = published(illustration(picture))
    address = f"/media/{picture.uid}/card-50-50-320.webp"
    assert client.get(address).status_code == 200
    withdraw(case, by=make_administrator(), reason="a reason")
    assert client.get(address).status_code == 404


def test_page_of_a_case_says_which_picture_goes_along_when_it_is_shared(
    client: Client, settings: Any
) -> None:
    settings.PEERLEARN_ADDRESS = "https://library.example"
    picture = kept(size=(3000, 2000))
    look_elsewhere(picture, 0.2, 0.8)
    case = published(illustration(picture))
    html = client.get(f"/en/cases/{case.slug}/").content.decode()
    address = f"https://library.example/media/{picture.uid}/card-20-80-1280.jpeg"
    assert f'<meta property="og:image" content="{address}">' in html
    assert '<meta property="og:image:height" content="853">' in html
    assert '<meta property="og:image:alt" content="A bridge">' in html
    assert client.get(address.removeprefix("https://library.example")).status_code == 200


def test_worker_makes_the_crops_of_what_was_published(django_capture_on_commit_callbacks: Any) -> None:
    picture = kept()
    with django_capture_on_commit_callbacks(execute=True):
        published(illustration(picture))
    job = ProcrastinateJob.objects.get(task_name=MAKE_CROPS)
    assert job.args == {"picture": str(picture.uid), "x": 50, "y": 50}
    make_crops(**job.args)
    made = set(default_storage.listdir(f"renditions/{picture.uid}")[1])
    shapes = [f"{shape}-50-50-{width}.{kind}" for shape in SHAPES for width in CROP_WIDTHS for kind in TYPES]
    assert made == set(shapes)
