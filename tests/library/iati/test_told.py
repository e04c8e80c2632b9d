"""What a file tells: who, when, where, how much and what came of it."""

from collections.abc import Callable
from datetime import date, timedelta
from xml.etree.ElementTree import Element

import pytest
from django.conf import settings
from django.test import Client
from django.utils.timezone import localdate

from partnerships.models import City, Document, Organisation, Programme
from tests.factories import (
    make_activity,
    make_case,
    make_city,
    make_indicator,
    make_organisation,
    make_plan,
    make_programme,
    make_theme,
    publish_case,
)

from .conftest import IDENTIFIER, a_pair, approved, file_of, named, with_everything

type Told = Callable[[Programme], dict[str, Element]]
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


def words(element: Element | None) -> dict[str | None, str | None]:
    assert element is not None
    return {each.get(LANGUAGE): each.text for each in element.findall("narrative")}


def attributes(activity: Element, path: str, *names: str) -> list[tuple[str | None, ...]]:
    return [tuple(each.get(name) for name in names) for each in activity.iterfind(path)]


def test_a_programme_and_its_partnerships_know_each_other(programme: Programme, told: Told) -> None:
    found = told(with_everything(programme))
    assert {name: each.get("hierarchy") for name, each in found.items()} == {
        "exchange": "1",
        "partnership.pair-1": "2",
        "partnership.pair-2": "2",
    }
    assert attributes(found["exchange"], "related-activity", "ref", "type") == [
        (f"{IDENTIFIER}-partnership.pair-1", "2"),
        (f"{IDENTIFIER}-partnership.pair-2", "2"),
        (f"{IDENTIFIER}-before", "3"),
    ]
    assert attributes(found["partnership.pair-1"], "related-activity", "ref", "type") == [
        (f"{IDENTIFIER}-exchange", "1")
    ]


def test_the_programme_after_it_is_named_by_who_reports_that(programme: Programme, told: Told) -> None:
    other = make_organisation(iati_identifier="GB-COH-1")
    named(make_programme(coordinator=other, predecessor=programme), "after")
    make_programme(predecessor=programme)  # nobody reports this one
    assert attributes(told(programme)["exchange"], "related-activity", "ref", "type") == [
        ("GB-COH-1-after", "3")
    ]


def test_words_come_in_each_language_of_the_programme(programme: Programme, told: Told) -> None:
    found = told(with_everything(programme))["exchange"]
    assert words(found.find("title")) == {"en": "Exchange", "pt": "Intercâmbio"}
    general, objective = found.findall("description")
    assert words(general) == {"en": "Cities exchange.\n\nFor years.", "pt": "Cidades trocam."}
    assert (words(objective), objective.get("type")) == ({"pt": "Menos lixo nas ruas"}, "2")
    assert found.get(LANGUAGE) == "en"


def test_a_partnership_is_described_by_its_cities(programme: Programme, told: Told) -> None:
    with_everything(programme)
    City.objects.filter(slug="beta-2").update(name={"en": "Beta 2", "pt": "Beta dois"})
    found = told(programme)["partnership.pair-2"]
    assert words(found.find("title")) == {"en": "Alpha 2 – Beta 2", "pt": "Alpha 2 – Beta dois"}
    said = words(found.find("description"))
    assert said["en"] == "Cities learn from each other in the programme “Exchange”: Alpha 2, Beta 2."
    assert "“Intercâmbio”" in str(said["pt"])


def test_a_programme_without_a_summary_is_described_by_its_cities(programme: Programme, told: Told) -> None:
    a_pair(programme)
    assert words(told(programme)["exchange"].find("description")) == {
        "en": "Cities learn from each other: Alpha 1, Beta 1."
    }


def test_roles_in_a_programme(programme: Programme, told: Told) -> None:
    found = told(with_everything(programme))["exchange"]
    names = [(words(each)["en"], each.get("role")) for each in found.findall("participating-org")]
    assert names == [
        ("A funder", "1"),
        ("A coordinator", "2"),
        ("A network", "2"),
        ("A implementing", "4"),
        ("A supporting", "4"),
        ("A technical", "4"),
        *((name, "4") for name in ("Alpha 1", "Alpha 2", "Beta 1", "Beta 2")),
    ]


def test_roles_in_a_partnership(programme: Programme, told: Told) -> None:
    found = told(with_everything(programme))["partnership.pair-1"]
    assert attributes(found, "participating-org", "ref", "role", "type") == [
        ("XM-DAC-41304", "1", "15"),
        (None, "2", "15"),
        (IDENTIFIER, "2", "15"),
        (None, "4", "11"),
        (None, "4", "11"),
        (None, "4", "15"),
    ]


def test_a_city_takes_part_by_its_administration(programme: Programme, told: Told) -> None:
    pair = a_pair(programme)
    alpha = pair.cities.get(slug="alpha-1")
    city_hall = make_organisation(name="City Hall", city=alpha, iati_identifier="BR-CNPJ-1")
    Organisation.objects.filter(pk=city_hall.pk).update(kind="local_government")
    beside = make_organisation(name="A network beside it")
    pair.participations.filter(city=alpha).update(organisation=beside)
    found = told(programme)["partnership.pair-1"].findall("participating-org")
    assert [(words(each)["en"], each.get("ref"), each.get("type")) for each in found[1:]] == [
        ("City Hall", "BR-CNPJ-1", "11"),
        ("A network beside it", None, "15"),
        ("Beta 1", None, "11"),
    ]


def test_an_organisation_with_two_parts_of_one_role_is_named_once(
    programme: Programme, reporter: Organisation, told: Told
) -> None:
    programme.partners.create(organisation=reporter, role="implementing")
    programme.partners.create(organisation=reporter, role="technical")
    found = told(programme)["exchange"]
    assert attributes(found, "participating-org", "ref", "role") == [(IDENTIFIER, "2"), (IDENTIFIER, "4")]


def test_dates_are_made_whole_and_said_as_they_are_known(programme: Programme, told: Told) -> None:
    found = told(with_everything(programme))
    dates = {
        name: [
            (each.get("type"), each.get("iso-date"), words(each))
            for each in activity.findall("activity-date")
        ]
        for name, activity in found.items()
    }
    assert dates == {
        "exchange": [("2", "2013-01-01", {None: "2013"}), ("4", "2014-06-30", {None: "2014-06"})],
        "partnership.pair-1": [("2", "2013-02-03", {}), ("4", "2014-12-31", {None: "2014"})],
        "partnership.pair-2": [("2", "2013-01-01", {None: "2013"})],
    }


def test_a_partnership_without_a_start_begins_with_its_first_activity(
    programme: Programme, told: Told
) -> None:
    plan = make_plan(partnership=a_pair(programme))
    make_activity(plan=plan, starts="2014-05-06")
    make_activity(plan=plan, starts="2014-02", status="cancelled")
    make_activity(plan=plan, starts="2014-03", title="")
    assert attributes(told(programme)["partnership.pair-1"], "activity-date", "type", "iso-date") == [
        ("2", "2014-05-06")
    ]


@pytest.mark.parametrize(
    ("starts", "ends", "status", "dates"),
    [
        (1, 2, "1", ["1", "3"]),
        (0, 0, "2", ["2", "4"]),
        (-1, None, "2", ["2"]),
        (-1, 1, "2", ["2", "3"]),
        (-2, -1, "4", ["2", "4"]),
    ],
)
def test_where_an_activity_stands_follows_from_its_days(
    programme: Programme, told: Told, starts: int, ends: int | None, status: str, dates: list[str]
) -> None:
    today = localdate()
    programme.starts = str(today + timedelta(days=starts))
    programme.ends = "" if ends is None else str(today + timedelta(days=ends))
    programme.save()
    found = told(programme)["exchange"]
    assert attributes(found, "activity-status", "code") == [(status,)]
    assert [kind for (kind,) in attributes(found, "activity-date", "type")] == dates


def test_countries_share_by_their_cities(programme: Programme, told: Told) -> None:
    for name, country in zip("ABCDEFG", ("BR", "MZ", "PT", "PT", "PT", "PT", "PT"), strict=True):
        programme.cities.add(make_city(name=name, country=country))
    assert sorted(attributes(told(programme)["exchange"], "recipient-country", "code", "percentage")) == [
        ("BR", "14.29"),
        ("MZ", "14.28"),
        ("PT", "71.43"),
    ]


def test_cities_are_places(programme: Programme, told: Told) -> None:
    a_pair(programme)
    City.objects.filter(slug="beta-1").update(latitude=None, longitude=None)
    alpha, beta = told(programme)["partnership.pair-1"].findall("location")
    assert (alpha.get("ref"), words(alpha.find("name"))) == ("alpha-1", {"en": "Alpha 1"})
    assert (alpha.findtext("point/pos"), beta.find("point"), beta.find("exactness")) == (
        "-23.5 -46",
        None,
        None,
    )


def test_sectors_and_goals_are_those_of_published_cases(programme: Programme, told: Told) -> None:
    pair, other = a_pair(programme), a_pair(programme, 2)
    broad = make_theme(slug="waste-and-environment")
    for slug, parent in (("household-waste", broad), ("composting", broad), ("nobodys-theme", None)):
        make_theme(slug=slug, parent=parent)
    publish_case(make_case(partnership=pair, themes=("household-waste",), sdgs=(11, 2)))
    publish_case(make_case(partnership=pair, themes=("composting", "nobodys-theme"), sdgs=(11,)))
    make_case(partnership=other, themes=("household-waste",), sdgs=(5,))  # a draft
    found = told(programme)
    shares = [("14050", "66.67"), ("43030", "33.33")]
    assert sorted(attributes(found["partnership.pair-1"], "sector", "code", "percentage")) == shares
    assert sorted(attributes(found["exchange"], "sector", "code", "percentage")) == shares
    assert attributes(found["partnership.pair-2"], "sector", "code", "percentage") == [("43030", "100")]
    assert [attributes(each, "tag", "code") for each in found.values()] == [
        [("2",), ("11",)],
        [("2",), ("11",)],
        [],
    ]


def test_a_narrower_theme_goes_with_its_broader_one(programme: Programme, told: Told) -> None:
    narrow = make_theme(slug="buses", parent=make_theme(slug="mobility"))
    publish_case(make_case(partnership=a_pair(programme), themes=(narrow.slug,)))
    assert attributes(told(programme)["exchange"], "sector", "code", "percentage") == [("21010", "100")]


def test_the_budget_is_told_by_year(programme: Programme, told: Told) -> None:
    found = told(with_everything(programme))["exchange"]
    assert [
        (
            attributes(each, "period-start", "iso-date"),
            attributes(each, "period-end", "iso-date"),
            each.findtext("value"),
        )
        for each in found.findall("budget")
    ] == [
        ([("2013-01-01",)], [("2013-12-31",)], "668.5"),
        ([("2014-01-01",)], [("2014-06-30",)], "331.51"),
    ]
    assert attributes(found, "budget/value", "currency", "value-date") == [("EUR", "2013-01-01")] * 2
    assert found.get("default-currency") == "EUR"


@pytest.mark.parametrize("unknown", ["starts", "ends"])
def test_a_budget_for_nobody_knows_how_long_is_left_out(
    programme: Programme, told: Told, unknown: str
) -> None:
    with_everything(programme)
    Programme.objects.filter(pk=programme.pk).update(**{unknown: ""})
    assert told(programme)["exchange"].findall("budget") == []


def test_money_without_a_date_is_no_transaction(programme: Programme, told: Told) -> None:
    found = told(with_everything(programme))
    assert [each.findall("transaction") for each in found.values()] == [[], [], []]


def test_documents_are_linked_after_the_page(programme: Programme, told: Told) -> None:
    found = told(with_everything(programme))["partnership.pair-1"]
    page, report = found.findall("document-link")
    assert (page.get("url"), page.get("format")) == (
        f"{settings.PEERLEARN_ADDRESS}/en/partnerships/pair-1/",
        "text/html",
    )
    assert attributes(page, "category", "code") == [("A12",)]
    assert (report.get("url"), report.get("format")) == (
        "https://example.org/a%20report.pdf?v=1&w=2",
        "application/pdf",
    )
    assert (words(report.find("title")), words(report.find("description"))) == (
        {"pt": "Relatório"},
        {"en": "The last one."},
    )
    assert attributes(report, "category", "code") == [("A07",)]
    assert attributes(report, "language", "code") == [("pt",)]
    assert attributes(report, "document-date", "iso-date") == [("2014-02-01",)]


def test_a_file_of_ours_is_linked_where_readers_get_it(programme: Programme, told: Told) -> None:
    document = Document.objects.create(programme=programme, title="A file", file="documents/a.pdf")
    _page, link = told(programme)["exchange"].findall("document-link")
    assert (link.get("url"), link.get("format")) == (
        f"{settings.PEERLEARN_ADDRESS}/media/documents/{document.uid}.pdf",
        "application/pdf",
    )


def test_an_address_that_is_none_of_the_web_is_not_linked(programme: Programme, told: Told) -> None:
    Document.objects.create(programme=programme, title="A file", link="ftp://example.org/a.pdf")
    assert len(told(programme)["exchange"].findall("document-link")) == 1


def test_an_indicator_with_its_figures(programme: Programme, told: Told) -> None:
    found = told(with_everything(programme))["partnership.pair-1"]
    assert words(found.find("result/title"))["en"] == "Results of the work plan"
    [indicator] = found.findall("result/indicator")
    assert (words(indicator.find("title")), words(indicator.find("description"))) == (
        {"pt": "Hortas"},
        {"pt": "hectares"},
    )
    assert (indicator.get("measure"), indicator.get("ascending")) == ("1", "1")
    assert attributes(indicator, "baseline", "iso-date", "year", "value") == [("2013-02-01", "2013", "1.5")]
    assert periods(indicator) == [
        ("2013-02-01", "2013-08-15", None, ["4.25"]),
        ("2013-02-01", "2014-12-31", "12", ["12"]),
    ]
    assert words(indicator.find("period/actual/comment")) == {"pt": "Relatório"}


def periods(indicator: Element) -> list[tuple[str | None, str | None, str | None, list[str | None]]]:
    """From when to when, the target, and what was reached."""
    found = []
    for period in indicator.findall("period"):
        [(start,)], [(end,)] = (
            attributes(period, name, "iso-date") for name in ("period-start", "period-end")
        )
        target = attributes(period, "target", "value")
        found.append(
            (
                start,
                end,
                target[0][0] if target else None,
                [v for (v,) in attributes(period, "actual", "value")],
            )
        )
    return found


def test_figures_that_add_up_are_told_as_their_sum_so_far(programme: Programme, told: Told) -> None:
    indicator = make_indicator(
        plan=make_plan(partnership=a_pair(programme)), is_cumulative=True, direction="down"
    )
    for value, day in (("2", "2014"), ("3", "2014-03"), ("4", "2014-03-31")):
        approved(indicator, value, day)
    [found] = told(programme)["partnership.pair-1"].findall("result/indicator")
    assert found.get("ascending") == "0"
    assert periods(found) == [
        ("2013-01-01", "2014-03-31", None, ["7"]),
        ("2013-01-01", "2014-12-31", None, ["9"]),
    ]


def test_two_figures_of_one_day_stand_beside_each_other(programme: Programme, told: Told) -> None:
    indicator = make_indicator(plan=make_plan(partnership=a_pair(programme)), unit="% of households")
    approved(indicator, "2", "2014-03-04"), approved(indicator, "3", "2014-03-04")
    [found] = told(programme)["partnership.pair-1"].findall("result/indicator")
    assert (found.get("measure"), periods(found)) == (
        "2",
        [("2013-01-01", "2014-03-04", None, ["2", "3"])],
    )


def test_a_target_without_a_date_is_for_the_end(programme: Programme, told: Told) -> None:
    pair = a_pair(programme, ends="2015")
    make_indicator(plan=make_plan(partnership=pair), target="7")
    [found] = told(programme)["partnership.pair-1"].findall("result/indicator")
    assert periods(found) == [("2013-01-01", "2015-12-31", "7", [])]


def test_what_was_measured_before_the_start_has_a_period_of_its_own(programme: Programme, told: Told) -> None:
    indicator = make_indicator(plan=make_plan(partnership=a_pair(programme)))
    approved(indicator, "2", "2012-11")
    [found] = told(programme)["partnership.pair-1"].findall("result/indicator")
    assert periods(found) == [("2012-11-01", "2012-11-30", None, ["2"])]


def test_the_file_is_the_same_in_every_language(client: Client, programme: Programme) -> None:
    with_everything(programme)
    assert len({file_of(client, programme, language) for language in ("en", "es", "fr", "pt")}) == 1


def test_the_time_of_the_file_is_never_before_what_it_tells(
    client: Client, programme: Programme, told: Told
) -> None:
    found = told(with_everything(programme))
    last = max(str(each.get("last-updated-datetime")) for each in found.values())
    assert str(date.today()) <= last[:10]
    assert f'generated-datetime="{last}"'.encode() in file_of(client, programme)
