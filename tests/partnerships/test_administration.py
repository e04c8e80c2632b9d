"""Reference data in the administration: words by language, addresses, messages that can be read."""

from typing import Any

import pytest
from django.contrib import admin
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from partnerships.models import City, Document, Invitation, Organisation, Partnership, Programme, Theme
from peerlearn.editing.translated_forms import TranslatedFormField
from tests.factories import (
    make_administrator,
    make_city,
    make_organisation,
    make_partnership,
    make_programme,
    make_theme,
    make_user,
    publish_case,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def client() -> Client:
    """The administrator's browser."""
    client = Client()
    client.force_login(make_administrator())
    return client


def save(client: Client, record: Any, **form: Any) -> Any:
    """Posts the form of a new record (a model) or of one that is there."""
    name = f"admin:{record._meta.app_label}_{record._meta.model_name}"
    at = reverse(f"{name}_add") if isinstance(record, type) else reverse(f"{name}_change", args=[record.pk])
    return client.post(at, form)


def said(answer: Any) -> str:
    """All that the form complains about."""
    forms = [answer.context["adminform"].form]
    forms += [form for formset in answer.context["inline_admin_formsets"] for form in formset.formset.forms]
    texts = [text for form in forms for texts in form.errors.values() for text in texts]
    texts += [
        text
        for formset in answer.context["inline_admin_formsets"]
        for text in formset.formset.non_form_errors()
    ]
    return " ".join(map(str, texts))


def city_rows(*cities: City, stored: int = 0, **more: Any) -> dict[str, Any]:
    rows = {"participations-TOTAL_FORMS": len(cities), "participations-INITIAL_FORMS": stored}
    for number, city in enumerate(cities):
        rows[f"participations-{number}-city"] = city.pk
        rows[f"participations-{number}-position"] = number + 1
    return {**rows, **more}


def test_every_page_opens(client: Client) -> None:
    publish_case()
    programme = make_programme(coordinator=make_organisation())
    make_theme()
    Invitation.objects.create(
        email="a@test.example", organisation=make_organisation(), role="editor", invited_by=make_user()
    )
    assert programme.partners.exists()
    statuses = {}
    for model in admin.site._registry:
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        pages = [reverse(f"{name}_changelist") + "?q=a"]
        if row := model._default_manager.first():
            pages.append(reverse(f"{name}_change", args=[row.pk]))
        if model.__name__ in (
            "City",
            "Organisation",
            "Theme",
            "Programme",
            "Partnership",
            "Document",
            "User",
        ):
            pages.append(reverse(f"{name}_add"))
        for page in pages:
            statuses[page] = client.get(page).status_code
    assert {page: status for page, status in statuses.items() if status != 200} == {}


def test_name_has_an_input_for_each_language(client: Client, settings: Any) -> None:
    page = client.get(reverse("admin:partnerships_theme_add")).content.decode()
    assert [
        code for code in settings.CONTENT_LANGUAGES if f'lang="{code}"' in page
    ] == settings.CONTENT_LANGUAGES


def test_empty_languages_are_left_out(client: Client) -> None:
    save(client, Theme, name_en="Waste", name_pt="Resíduos", position=1)
    theme = Theme.objects.get()
    assert (theme.name, theme.slug, theme.description) == ({"en": "Waste", "pt": "Resíduos"}, "waste", {})


def test_name_in_no_language_is_asked_for(client: Client) -> None:
    answer = save(client, Theme, name_en="  ", position=1)
    assert "Write it in one language at least." in said(answer)
    assert not Theme.objects.exists()


def test_content_language_of_a_setting_has_an_input(settings: Any) -> None:
    settings.CONTENT_LANGUAGES = ["en", "de"]
    assert TranslatedFormField().clean(["", "Abfall"]) == {"de": "Abfall"}


def test_words_that_stay_the_same_have_not_changed() -> None:
    field = TranslatedFormField()
    assert not field.has_changed({"en": "Waste", "pt": ""}, ["Waste", "", "", ""])
    assert field.has_changed({"en": "Waste"}, ["Waste", "Residuos", "", ""])


def test_second_record_of_a_name_gets_an_address_of_its_own(client: Client) -> None:
    make_city(slug="evora")
    save(client, City, name_en="Évora", country="PT")
    assert City.objects.filter(slug="evora-2").exists()


def test_name_in_other_letters_needs_an_address(client: Client) -> None:
    assert "Write an address in Latin letters." in said(save(client, City, name_en="東京", country="JP"))


def test_address_stays_when_the_name_changes(client: Client) -> None:
    city = make_city(slug="lourenco-marques")
    save(client, city, name_en="Maputo", slug="maputo", country="MZ")
    city.refresh_from_db()
    assert (city.slug, city.name) == ("lourenco-marques", {"en": "Maputo"})


@pytest.mark.parametrize(
    ("form", "message"),
    [
        ({"latitude": "-25"}, "Give both coordinates in degrees, or neither."),
        ({"latitude": "-250", "longitude": "32"}, "Give both coordinates in degrees, or neither."),
        ({"population": "1000"}, "A population needs its year and its source."),
    ],
)
def test_what_the_database_refuses_is_said_in_words(client: Client, form: Any, message: str) -> None:
    assert message in said(save(client, City, name_en="Maputo", country="MZ", **form))
    assert not City.objects.exists()


def test_programme_that_ends_before_it_starts_is_refused_in_words(client: Client) -> None:
    empty = {"stages-TOTAL_FORMS": 0, "stages-INITIAL_FORMS": 0}
    empty |= {"partners-TOTAL_FORMS": 0, "partners-INITIAL_FORMS": 0}
    answer = save(client, Programme, name_en="P", starts="2015-04", ends="2014", amount="5", **empty)
    assert "The end lies before the start." in said(answer)
    assert "Give an amount together with its currency, for instance EUR." in said(answer)


def stage_rows(*stages: tuple[str, str, str]) -> dict[str, Any]:
    rows: dict[str, Any] = {"stages-TOTAL_FORMS": len(stages), "stages-INITIAL_FORMS": 0}
    rows |= {"partners-TOTAL_FORMS": 0, "partners-INITIAL_FORMS": 0}
    for number, (name, starts, ends) in enumerate(stages):
        own = {"name_en": name, "starts": starts, "ends": ends, "position": number}
        rows |= {f"stages-{number}-{column}": value for column, value in own.items()}
    return rows


def test_stages_that_overlap_are_refused_in_words(client: Client) -> None:
    rows = stage_rows(("Review", "2015-02", "2015-03"), ("Exchange", "2013-08", "2015-03-01"))
    answer = save(client, Programme, name_en="P", **rows)
    assert "Stages can't overlap: Review begins before Exchange ends." in said(answer)
    assert not Programme.objects.exists()


def test_stages_that_follow_each_other_in_a_month_are_kept(client: Client) -> None:
    rows = stage_rows(("Exchange", "2013-08", "2015-02"), ("Review", "2015-02-25", ""))
    assert save(client, Programme, name_en="P", **rows).status_code == 302
    assert Programme.objects.get().stages.count() == 2


def test_currency_that_is_none_is_refused(client: Client) -> None:
    answer = save(client, Programme, name_en="P", amount="5", currency="XXX", **stage_rows())
    assert "XXX is not one of the available choices" in said(answer)


@pytest.mark.parametrize(("content", "is_kept"), [(b"%PDF-1.7", True), (b"MZ no document", False)])
@pytest.mark.usefixtures("media")
def test_document_is_a_file_that_everybody_can_open(client: Client, content: bytes, is_kept: bool) -> None:
    file = SimpleUploadedFile("a.pdf", content)
    save(client, Document, title="A report", kind="report", programme=make_programme().pk, file=file)
    assert [document.file_type for document in Document.objects.all()] == ["pdf"] * is_kept


def test_partnership_is_made_with_its_cities(client: Client) -> None:
    cities = make_city(), make_city()
    save(client, Partnership, slug="a-pair", is_public="on", **city_rows(*cities))
    assert list(Partnership.objects.get(slug="a-pair").cities.order_by("participations__position")) == [
        *cities
    ]


def test_partnership_of_one_city_twice_is_refused_in_words(client: Client) -> None:
    city = make_city()
    answer = save(client, Partnership, slug="a-pair", **city_rows(city, city))
    assert said(answer) == "A city takes part once."
    assert not Partnership.objects.exists()


def test_partnership_of_one_city_is_refused_in_words(client: Client) -> None:
    answer = save(client, Partnership, slug="a-pair", **city_rows(make_city()))
    assert "A partnership has two cities or more." in said(answer)
    assert not Partnership.objects.exists()


def test_cities_of_a_partnership_change_places(client: Client) -> None:
    pair = make_partnership()
    first, second = pair.participations.all()
    rows = city_rows(second.city, first.city, stored=2, slug=pair.slug, is_public="on")
    rows |= {"participations-0-id": second.pk, "participations-1-id": first.pk}
    for number in (0, 1):
        rows[f"participations-{number}-partnership"] = pair.pk
    assert save(client, pair, **rows).status_code == 302
    assert [row.city for row in pair.participations.all()] == [second.city, first.city]


def test_organisation_is_found_without_accents(client: Client) -> None:
    make_organisation(name="Associação Nacional")
    make_organisation(name="Another")
    answer = client.get(reverse("admin:partnerships_organisation_changelist") + "?q=ASSOCIACAO")
    assert [str(row) for row in answer.context["cl"].result_list] == ["Associação Nacional"]


def test_city_that_takes_part_is_not_deleted(client: Client) -> None:
    city = make_partnership().cities.all()[0]
    client.post(reverse("admin:partnerships_city_delete", args=[city.pk]), {"post": "yes"})
    assert City.objects.filter(pk=city.pk).exists()


@pytest.mark.parametrize("name", ["partnership", "city", "organisation", "membership"])
def test_list_costs_the_same_however_long(
    client: Client, name: str, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    from django.db import connection

    make_partnership(organisation=make_organisation())
    address = reverse(f"admin:partnerships_{name}_changelist")
    client.get(address)
    with CaptureQueriesContext(connection) as once:
        client.get(address)
    for _more in range(2):
        make_partnership(organisation=make_organisation())
    with django_assert_num_queries(len(once)):
        client.get(address)


def test_deletion_of_an_organisation_with_people_is_refused(client: Client) -> None:
    organisation = make_organisation()
    organisation.memberships.create(user=make_user(), role="editor")
    client.post(reverse("admin:partnerships_organisation_delete", args=[organisation.pk]), {"post": "yes"})
    assert Organisation.objects.filter(pk=organisation.pk).exists()
