"""The focal point, and the one picture that stands for the case."""

from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.urls import reverse

from cases.document import case_document
from cases.models import Case
from peerlearn.editing.models import Picture
from tests.pictures import file_of, make_picture

from .pages import Page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media")]


def add(desk: Client, case: Case, **look: Any) -> UUID:
    uid = uuid4()
    address = reverse("desk:add_picture", args=[case.uid])
    desk.post(address, {"item": str(uid), "picture": file_of(make_picture(**look))})
    return uid


def focus() -> tuple[float, float]:
    kept = Picture.objects.get()
    return kept.focal_x, kept.focal_y


def covers(case: Case) -> list[UUID]:
    parts = case_document(case).authored.of_kind("illustration")
    return [part.uid for part in parts if part.facts["is_cover"]]


def test_sliders_begin_in_the_middle_and_are_saved(desk: Client, case: Case) -> None:
    item = add(desk, case)
    page = Page(desk, case, "pictures")
    assert page.values[f"{item}-focal_x"] == ["50"]
    assert page.fill(item, focal_x="40", focal_y="30").send().status_code == 302
    assert focus() == (0.4, 0.3)


def test_focal_point_outside_the_picture_is_refused(desk: Client, case: Case) -> None:
    item = add(desk, case)
    answer = Page(desk, case, "pictures").fill(item, focal_x="140").send()
    assert answer.status_code == 422
    assert focus() == (0.5, 0.5)


def test_focal_point_is_saved_while_somebody_writes(desk: Client, case: Case) -> None:
    item = add(desk, case)
    marks = Page(desk, case, "pictures").values[f"{item}-loaded"]
    address = reverse("desk:autosave", args=[case.uid, "pictures"])
    answer = desk.post(address, {"item": str(item), f"{item}-loaded": marks, f"{item}-focal_y": "10"})
    assert answer.json()["items"][str(item)]["errors"] == {}
    assert focus() == (0.5, 0.1)


def test_second_writer_is_asked_about_a_focal_point_that_moved(desk: Client, case: Case) -> None:
    item = add(desk, case)
    mine, theirs = Page(desk, case, "pictures"), Page(desk, case, "pictures")
    theirs.fill(item, focal_x="20").send()
    assert mine.fill(item, focal_x="80").send().status_code == 409
    assert focus() == (0.2, 0.5)


def test_preview_shows_the_part_that_a_crop_keeps(desk: Client, case: Case) -> None:
    item = add(desk, case, size=(1200, 300))
    Page(desk, case, "pictures").fill(item, focal_x="100").send()
    html = Page(desk, case, "pictures").html
    assert 'viewBox="750.0 0.0 450.0 300.0"' in html
    assert 'viewBox="900.0 0.0 300.0 300.0"' in html


def test_case_has_one_picture_of_its_own(desk: Client, case: Case) -> None:
    first, second = add(desk, case, colour="red"), add(desk, case, colour="blue")
    Page(desk, case, "pictures").fill(first, is_cover="on").send()
    assert covers(case) == [first]
    Page(desk, case, "pictures").fill(first, is_cover="on").fill(second, is_cover="on").send()
    assert covers(case) == [second]


def test_writers_are_asked_what_a_picture_shows(desk: Client, case: Case) -> None:
    add(desk, case)
    html = Page(desk, case, "pictures").html
    assert "What does the picture show to somebody who can’t see it?" in html
