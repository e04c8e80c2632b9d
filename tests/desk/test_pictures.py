"""Pictures at the desk: what is accepted, what is refused and how it is said, and who may see them."""

import io
from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image
from procrastinate.contrib.django.models import ProcrastinateJob

from cases.document import case_document
from cases.models import Case
from peerlearn.accounts.models import User
from peerlearn.editing.jobs import make_renditions
from peerlearn.editing.models import Picture
from peerlearn.editing.pictures import MAKE_RENDITIONS, TYPES, WIDTHS
from tests.factories import make_user
from tests.pictures import PLACE, ROTATED, make_moving_picture, make_picture

from .pages import Page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media")]


def send(desk: Client, case: Case, content: bytes, name: str = "visit.jpg", **words: str) -> tuple[Any, UUID]:
    page = Page(desk, case, "pictures", new=str(uuid4()))
    item = page.items[0]
    page.fill(item, **words)
    upload: dict[str, Any] = {f"{item}-picture": SimpleUploadedFile(name, content)}
    return page.send(**upload), item


def test_picture_is_kept_untouched_with_its_words(desk: Client, case: Case) -> None:
    content = make_picture(orientation=ROTATED)
    answer, item = send(desk, case, content, alternative="Two officials at a map", credit="A. Person")
    assert answer.status_code == 302
    kept = Picture.objects.get()
    with kept.original.open("rb") as file:
        assert file.read() == content
    assert (kept.width, kept.height, kept.credit) == (900, 1600, "A. Person")
    (part,) = case_document(case).authored.of_kind("illustration")
    assert (part.uid, part.facts["picture"]) == (item, str(kept.uid))


def test_writers_see_an_upright_rendition_without_what_the_camera_noted(desk: Client, case: Case) -> None:
    send(desk, case, make_picture(orientation=ROTATED))
    kept = Picture.objects.get()
    answer = desk.get(reverse("desk:picture", args=[case.uid, kept.uid, 320, "webp"]))
    with Image.open(io.BytesIO(answer.content)) as shown:
        assert (shown.size, dict(shown.getexif())) == ((320, 569), {})
    assert PLACE.encode() not in answer.content


def test_worker_makes_what_pages_show(
    desk: Client, case: Case, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        send(desk, case, make_picture())
    kept = Picture.objects.get()
    job = ProcrastinateJob.objects.get(task_name=MAKE_RENDITIONS)
    assert job.args == {"picture": kept.pk}
    make_renditions(picture=kept.pk)
    made = set(default_storage.listdir(f"renditions/{kept.uid}")[1])
    assert made == {f"{width}.{kind}" for width in WIDTHS for kind in TYPES}


def test_picture_of_a_draft_is_not_public(
    desk: Client, case: Case, logged_in: Callable[[User], Client]
) -> None:
    send(desk, case, make_picture())
    kept = Picture.objects.get()
    assert Client().get(f"/media/{kept.uid}/320.webp").status_code == 404
    address = reverse("desk:picture", args=[case.uid, kept.uid, 320, "webp"])
    assert logged_in(make_user()).get(address).status_code == 404


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"no picture at all", "not a picture that can be read"),
        (make_picture()[:2000], "not a picture that can be read"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "not a picture that can be read"),
        (make_picture(form="TIFF"), "not a picture that can be read"),
        (make_moving_picture("GIF"), "not a picture that can be read"),
        (make_moving_picture("WEBP"), "This picture moves."),
        (make_moving_picture("PNG"), "This picture moves."),
        (b"", "empty"),
    ],
    ids=["text", "half", "svg", "tiff", "gif", "moving webp", "moving png", "empty"],
)
def test_file_that_is_no_picture_is_refused_in_words(
    desk: Client, case: Case, content: bytes, words: str
) -> None:
    answer, _item = send(desk, case, content, alternative="Kept words")
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert "Kept words" in answer.content.decode()
    assert Picture.objects.count() == 0


def test_picture_of_144_megapixels_is_refused_before_it_is_unfolded(desk: Client, case: Case) -> None:
    out = io.BytesIO()
    Image.new("1", (12_000, 12_000)).save(out, "PNG")
    answer, _item = send(desk, case, out.getvalue(), "large.png")
    assert answer.status_code == 422
    assert "megapixels" in answer.content.decode()
    assert Picture.objects.count() == 0


def test_words_without_a_picture_are_not_kept_as_one(desk: Client, case: Case) -> None:
    page = Page(desk, case, "pictures", new=str(uuid4()))
    answer = page.fill(page.items[0], alternative="No picture here").send()
    assert answer.status_code == 422
    assert "Choose the picture itself as well." in answer.content.decode()


def test_case_with_a_picture_without_alternative_or_credit_is_not_submitted(desk: Client, case: Case) -> None:
    send(desk, case, make_picture())
    answer = desk.post(reverse("desk:step", args=[case.uid]), {"step": "submit"}, follow=True)
    assert "Every picture needs a text" in answer.content.decode()
