"""A progress update in a minute: written once, with or without a script, with a picture or not."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from partnerships.models import Partnership, ProgressUpdate, WorkPlan
from peerlearn.accounts.models import User
from tests.desk.pages import Sheet
from tests.factories import make_activity, make_partnership, make_update


def street() -> SimpleUploadedFile:
    out = io.BytesIO()
    Image.new("RGB", (640, 360), "teal").save(out, "PNG")
    return SimpleUploadedFile("street.png", out.getvalue(), "image/png")


def page(desk: Client, partnership: Partnership) -> Sheet:
    return Sheet(desk, reverse("planning:new_update", args=[partnership.slug]))


def test_update_is_of_today_and_of_whoever_writes_it(
    desk: Client, partnership: Partnership, writer: User
) -> None:
    form = page(desk, partnership)
    answer = form.fill(form.items[0], text="We planted the first tree.", people="Both mayors").send()
    (update,) = ProgressUpdate.objects.all()
    assert answer.status_code == 302
    assert (update.text, update.people, update.author) == (
        "We planted the first tree.",
        "Both mayors",
        writer,
    )
    assert (update.happened_on, update.language, update.is_public) == (
        timezone.localdate().isoformat(),
        "en",
        False,
    )


def test_update_sent_twice_is_one(desk: Client, partnership: Partnership) -> None:
    form = page(desk, partnership)
    form.fill(form.items[0], text="Once.").send()
    form.send()
    assert ProgressUpdate.objects.count() == 1


def test_update_without_a_word_is_asked_for_one(desk: Client, partnership: Partnership) -> None:
    answer = page(desk, partnership).send()
    assert (answer.status_code, ProgressUpdate.objects.count()) == (422, 0)
    assert "Write a few words, or choose a picture." in answer.content.decode()


@pytest.mark.usefixtures("media")
def test_update_keeps_its_picture_for_those_who_keep_the_plan(desk: Client, partnership: Partnership) -> None:
    form = page(desk, partnership)
    uid = form.items[0]
    form.fill(uid, text="Look", alternative_text="A street").send(**{f"{uid}-picture": street()})
    update = ProgressUpdate.objects.get()
    assert update.picture is not None
    address = reverse("planning:picture", args=[partnership.slug, update.picture.uid, 320, "webp"])
    assert desk.get(address)["Content-Type"] == "image/webp"
    assert Client().get(address).status_code == 302
    other = reverse("planning:picture", args=[make_partnership().slug, update.picture.uid, 320, "webp"])
    assert desk.get(other).status_code == 404


def test_file_that_is_no_picture_is_refused_and_the_words_are_kept(
    desk: Client, partnership: Partnership
) -> None:
    form = page(desk, partnership)
    uid = form.items[0]
    answer = form.fill(uid, text="Kept").send(
        **{f"{uid}-picture": SimpleUploadedFile("a.png", b"no picture")}
    )
    assert answer.status_code == 422
    assert (ProgressUpdate.objects.get().text, ProgressUpdate.objects.get().picture) == ("Kept", None)


def test_update_names_an_activity_of_its_own_plan(
    desk: Client, partnership: Partnership, plan: WorkPlan
) -> None:
    activity = make_activity(plan=plan)
    form = page(desk, partnership)
    form.fill(form.items[0], text="We met", activity=str(activity.uid)).send()
    assert ProgressUpdate.objects.get().activity == activity


def test_only_a_public_update_is_seen_by_readers(
    desk: Client, partnership: Partnership, writer: User
) -> None:
    make_update(partnership=partnership, author=writer, text="For us alone", is_public=False)
    form = page(desk, partnership)
    form.fill(form.items[0], text="For everybody", is_public="on").send()
    shown = Client().get(reverse("library:partnership", args=[partnership.slug])).content.decode()
    assert ("For everybody" in shown, "For us alone" in shown) == (True, False)


def with_picture(desk: Client, partnership: Partnership) -> ProgressUpdate:
    form = page(desk, partnership)
    uid = form.items[0]
    form.fill(uid, text="Look").send(**{f"{uid}-picture": street()})
    return ProgressUpdate.objects.get()


@pytest.mark.usefixtures("media")
def test_picture_is_taken_away_and_the_words_stay(desk: Client, partnership: Partnership) -> None:
    update = with_picture(desk, partnership)
    assert update.picture
    form = Sheet(desk, reverse("planning:section", args=[partnership.slug, "updates"]))
    assert "Take the picture away" in form.html
    form.fill(update.uid, text="Look no more").send(f"empty:{update.uid}")
    seen = reverse("planning:picture", args=[partnership.slug, update.picture.uid, 320, "webp"])
    after = ProgressUpdate.objects.get()
    assert (after.picture is None, after.text) == (True, "Look no more")
    assert desk.get(seen).status_code == 404


@pytest.mark.usefixtures("media")
def test_another_picture_takes_its_place(desk: Client, partnership: Partnership) -> None:
    update = with_picture(desk, partnership)
    out = io.BytesIO()
    Image.new("RGB", (64, 36), "olive").save(out, "PNG")
    form = Sheet(desk, reverse("planning:section", args=[partnership.slug, "updates"]))
    form.send(**{f"{update.uid}-picture": SimpleUploadedFile("other.png", out.getvalue(), "image/png")})
    (after,) = ProgressUpdate.objects.all()
    assert after.picture and after.picture.width == 64


@pytest.mark.usefixtures("media")
def test_picture_in_the_bin_stays_with_its_update(desk: Client, partnership: Partnership) -> None:
    update = with_picture(desk, partnership)
    address = reverse("planning:section", args=[partnership.slug, "updates"])
    Sheet(desk, address).send(f"remove:{update.uid}")
    desk.post(address, {"do": f"empty:{update.uid}"})
    update.refresh_from_db()
    assert update.picture is not None
