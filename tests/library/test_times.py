"""Timelines of programmes: what is drawn, and that it is told in words."""

import re
from dataclasses import dataclass
from datetime import date

import pytest
from django.test import Client

from cases.library.exploring.times import timeline_of
from partnerships.models import Stage
from peerlearn.editing.dates import last_day
from tests.factories import make_city, make_partnership, make_programme

TODAY = date(2026, 11, 24)


@dataclass(frozen=True)
class Time:
    starts: str
    ends: str = ""


def told(svg: str) -> str:
    found = re.search(r"<desc[^>]*>(.*?)</desc>", svg)
    return found[1] if found else ""


def drawn(*entries: tuple[str, Time]) -> str:
    return timeline_of([("All", (0,), entries)], today=TODAY)


@pytest.mark.parametrize(
    ("partial", "day"),
    [("2015", date(2015, 12, 31)), ("2016-02", date(2016, 2, 29)), ("2015-03-04", date(2015, 3, 4))],
)
def test_last_day_is_the_last_that_a_date_can_mean(partial: str, day: date) -> None:
    assert last_day(partial) == day


def test_timeline_tells_dates_as_precisely_as_they_are_known() -> None:
    svg = drawn(("Later", Time("2013-01", "2015")), ("First", Time("2005", "2013")))
    assert told(svg) == "All: First, 2005–2013. All: Later, January 2013 – 2015."
    assert "2005-01-01" not in svg


def test_what_goes_on_reaches_to_today() -> None:
    svg = drawn(("Done", Time("2025-11-24", "2025-12")), ("Going on", Time("2025-11-25")))
    widths = re.findall(r'<rect class="bar pair-0" [^>]* width="([\d.]+)%', svg)
    assert float(widths[1]) > 3 * float(widths[0])
    assert "Going on, since 25 November 2025" in told(svg)


def test_what_will_begin_is_drawn_as_planned() -> None:
    assert 'class="bar planned' in drawn(("Now", Time("2026")), ("Then", Time("2027", "2028")))
    assert 'class="bar planned' not in drawn(("Now", Time("2026")), ("Before", Time("2024", "2025")))


def test_one_entry_alone_is_no_timeline() -> None:
    assert drawn(("Alone", Time("2005", "2013")), ("Undated", Time(""))) == ""


@pytest.mark.django_db
def test_programmes_stand_on_a_timeline_and_in_a_list(client: Client) -> None:
    for starts, ends in (("2005", "2013"), ("2013", "2015")):
        make_programme(starts=starts, ends=ends)
    page = client.get("/en/programmes/").content.decode()
    assert len(re.findall("Programme [0-9]+, 20", told(page))) == 2
    make_programme(starts="2011", is_public=False)
    assert told(client.get("/en/programmes/").content.decode()) == told(page)


@pytest.mark.django_db
def test_programme_tells_its_stages_and_partnerships_in_time(client: Client) -> None:
    programme = make_programme(starts="2013", ends="2015")
    Stage.objects.create(programme=programme, name={"en": "Diagnosis"}, starts="2013", ends="2014")
    cities = (make_city(name="Guarulhos"), make_city(name="Nampula"))
    for is_public, ends in ((True, "2015"), (False, "2016")):
        make_partnership(cities=cities, programme=programme, starts="2014", ends=ends, is_public=is_public)
    page = client.get(f"/en/programmes/{programme.slug}/").content.decode()
    assert re.findall(r"<desc id=\"time-desc\">(.*?)</desc>", page) == [
        "Stages: Diagnosis, 2013–2014. Partnerships: Guarulhos – Nampula, 2014–2015."
    ]
