"""Every file is as the schema and the rules of IATI 2.03 ask for, whatever is known of a programme."""

from collections.abc import Callable
from datetime import date
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

import pytest
from django.test import Client

from partnerships.models import City, Document, Indicator, Organisation, Partnership, Programme
from tests.factories import make_indicator, make_organisation, make_plan

from .conftest import a_pair, approved, file_of, with_everything
from .ruleset import breaches
from .schema import faults


def wrong_with(client: Client, programme: Programme) -> list[str]:
    """All that schema and rules refuse in the file of a programme."""
    found = ElementTree.fromstring(file_of(client, programme))
    return [*faults(found), *(fault for each in found for fault in breaches(each, today=date.today()))]


def test_a_programme_of_which_everything_is_known_is_valid(client: Client, programme: Programme) -> None:
    assert wrong_with(client, with_everything(programme)) == []


def test_a_programme_of_which_next_to_nothing_is_known_is_valid(client: Client, programme: Programme) -> None:
    assert wrong_with(client, programme) == []


def no_cities(programme: Programme) -> None:
    programme.cities.clear()
    Partnership.objects.update(is_public=False)


LACKING: dict[str, Callable[[Programme], object]] = {
    "dates, but for those of a partnership": lambda programme: (
        Programme.objects.update(starts="", ends=""),
        Partnership.objects.update(starts="2013-05", ends=""),
    ),
    "dates of partnerships": lambda programme: Partnership.objects.update(starts="", ends=""),
    "an end that fits the start": lambda programme: (
        Programme.objects.update(starts="2013-06"),
        Partnership.objects.update(starts="", ends="2012"),
    ),
    "a past": lambda programme: (
        Programme.objects.update(starts="2190", ends="2192"),
        Partnership.objects.update(starts="2190-02", ends=""),
    ),
    "coordinates": lambda programme: City.objects.update(latitude=None, longitude=None),
    "cities": no_cities,
    "baselines": lambda programme: Indicator.objects.update(baseline=None, baseline_date=""),
    "dates of baselines": lambda programme: Indicator.objects.update(baseline_date=""),
    "targets": lambda programme: Indicator.objects.update(target=None, target_date=""),
    "dates of targets": lambda programme: Indicator.objects.update(target_date=""),
    "words": lambda programme: Programme.objects.update(name={}, summary={}),
    "names": lambda programme: (
        Organisation.objects.update(name={}),
        City.objects.update(name={}),
        Document.objects.update(title=" ", language=""),
        Indicator.objects.update(name=" "),
    ),
    "a language that the site speaks": lambda programme: (
        Programme.objects.update(name={"xx": "Nobody's words"}, summary={"xx": "Nobody's words"}),
        Document.objects.update(language="Portuguese"),
    ),
    "figures after the start": lambda programme: approved(Indicator.objects.all()[0], "3", "2011"),
    "noughts": lambda programme: Indicator.objects.update(baseline="0.0000", target="1000000.0000"),
    "a year of money": lambda programme: Programme.objects.update(starts="2012-02-29", ends="2013-02-28"),
}


@pytest.mark.parametrize("lose", LACKING.values(), ids=LACKING.keys())
def test_a_programme_is_valid_without(
    client: Client, programme: Programme, lose: Callable[[Programme], object]
) -> None:
    lose(with_everything(programme))
    assert wrong_with(client, programme) == []


def test_a_reporter_that_has_no_part_in_it_is_said_to_answer_for_it(
    client: Client, programme: Programme, told: Callable[[Programme], dict[str, Element]]
) -> None:
    programme.partners.all().delete()
    programme.iati_reporter = Organisation.objects.get(slug="network")
    programme.save()
    assert wrong_with(client, programme) == []
    [organisation] = told(programme)["exchange"].findall("participating-org")
    assert (organisation.get("ref"), organisation.get("role")) == ("NL-KVK-41205452", "2")


def test_many_partnerships_in_three_countries_are_valid(client: Client, programme: Programme) -> None:
    for number in range(1, 4):
        pair = a_pair(programme, number)
        make_indicator(plan=make_plan(partnership=pair))
    City.objects.filter(slug="alpha-2").update(country="PT")
    pair.supporters.add(make_organisation())
    assert wrong_with(client, programme) == []


# -- the checker itself


def _swap(activity: Element) -> None:
    activity[0], activity[1] = activity[1], activity[0]


def _take_out(path: str) -> Callable[[Element], None]:
    def broken(activity: Element) -> None:
        parent, _slash, name = path.rpartition("/")
        holder = activity.find(parent) if parent else activity
        assert holder is not None
        for element in holder.findall(name):
            holder.remove(element)

    return broken


def _set(path: str, name: str, value: str) -> Callable[[Element], None]:
    def broken(activity: Element) -> None:
        element = activity.find(path)
        assert element is not None
        element.set(name, value)

    return broken


def _unset(path: str, name: str) -> Callable[[Element], None]:
    def broken(activity: Element) -> None:
        element = activity.find(path)
        assert element is not None
        del element.attrib[name]

    return broken


def _say(path: str, text: str) -> Callable[[Element], None]:
    def broken(activity: Element) -> None:
        element = activity.find(path)
        assert element is not None
        element.text = text

    return broken


BROKEN: dict[str, Callable[[Element], object]] = {
    "order": _swap,
    "no title": _take_out("title"),
    "no words of the title": _take_out("title/narrative"),
    "two titles": lambda activity: activity.insert(2, activity[2]),
    "nobody takes part": _take_out("participating-org"),
    "no date": _take_out("activity-date"),
    "no date of a date": _unset("activity-date", "iso-date"),
    "a month for a date": _set("activity-date", "iso-date", "2013-02"),
    "no day of the calendar": _set("activity-date", "iso-date", "2013-02-30"),
    "an element of nobody": lambda activity: SubElement(activity, "surprise"),
    "an attribute of nobody": _set("sector", "share", "1"),
    "no code": _unset("sector", "code"),
    "words for a number": _set("sector", "percentage", "all"),
    "an exponent": _set("recipient-country", "percentage", "1E+2"),
    "money in words": _say("budget/value", "much"),
    "money of no day": _unset("budget/value", "value-date"),
    "a link to nowhere": _set("document-link", "url", "a report"),
    "no format": _unset("document-link", "format"),
    "no category": _take_out("document-link/category"),
    "no indicator": _take_out("result/indicator"),
    "no measure": _unset("result/indicator", "measure"),
    "yes for true": _set("result/indicator", "ascending", "yes"),
    "no year": _unset("result/indicator/baseline", "year"),
    "a place beyond the pole": _say("location/point/pos", "91 0"),
    "a place with a comma": _say("location/point/pos", "9,0"),
    "text between": _say("result", "well"),
}


@pytest.mark.parametrize("break_it", BROKEN.values(), ids=BROKEN.keys())
def test_the_checker_sees(
    client: Client, programme: Programme, break_it: Callable[[Element], object]
) -> None:
    found = ElementTree.fromstring(file_of(client, with_everything(programme)))
    break_it(found[0])
    assert list(faults(found)) != []


AGAINST_RULES: dict[str, Callable[[Element], object]] = {
    "shares of more than all": _set("sector", "percentage", "150"),
    "an end before the start": _set("activity-date", "iso-date", "2020-01-01"),
    "a start to come": _set("activity-date", "iso-date", "2190-01-01"),
    "an unknown role": _set("participating-org", "role", "9"),
    "an unknown goal": _set("tag", "code", "18"),
    "an identifier with a slash": _set("participating-org", "ref", "GB/1"),
    "a budget for years": _set("budget/period-end", "iso-date", "2019-01-01"),
    "an identifier of somebody else": _say("iati-identifier", "GB-COH-1-exchange"),
    "nothing said": _say("title/narrative", " "),
}


@pytest.mark.parametrize("break_it", AGAINST_RULES.values(), ids=AGAINST_RULES.keys())
def test_the_rules_see(client: Client, programme: Programme, break_it: Callable[[Element], object]) -> None:
    found = ElementTree.fromstring(file_of(client, with_everything(programme)))
    break_it(found[0])
    assert list(breaches(found[0], today=date.today())) != []
