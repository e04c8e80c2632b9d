"""What stands round a case in print: the imprint page with logos by role, portraits of voices, the back cover."""

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import override_settings
from django.utils import translation
from PIL import Image

from cases.models import Edition, Narrative, Text
from cases.presenting import Mark, licence_of, present
from cases.publications.asking import Kind, publication_key
from cases.publications.compendia.chapters import chapter_of
from cases.publications.single.brochures import brochure_html
from cases.publications.single.rendering import full_html
from partnerships.models import Organisation, ProgrammePartner
from peerlearn.editing.models import Picture
from peerlearn.editing.pictures import keep_picture
from tests.factories import (
    make_case,
    make_city,
    make_organisation,
    make_partnership,
    make_programme,
    publish_case,
)

from .reading import squeezed
from .test_layout import part, printed

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media_folder(tmp_path: Path) -> Iterator[None]:
    with override_settings(MEDIA_ROOT=tmp_path):
        yield


def picture(width: int, height: int, colour: str = "teal") -> Picture:
    file = io.BytesIO()
    Image.new("RGB", (width, height), colour).save(file, "PNG")
    return keep_picture(SimpleUploadedFile("picture.png", file.getvalue()))


def spoken(portrait: Picture | None, uid: UUID | None = None) -> Any:
    facts = {"group": "leader", "person": "Amina Juma", "city": None}
    facts |= {"consent_on": "2024-05-01", "consent_note": ""}
    facts |= {"portrait": str(portrait.uid)} if portrait else {}
    return part("voice", facts, uid, quote="<p>We went home with a question</p>", role="Councillor")


def published(*roles: tuple[Organisation, str], parts: tuple[Any, ...] = (), summary: str = "") -> Edition:
    """An edition of a case whose programme has these organisations in these roles."""
    programme = make_programme()
    for organisation, role in roles:
        ProgrammePartner.objects.create(programme=programme, organisation=organisation, role=role)
    cities = (make_city(name="Alpha"), make_city(name="Beta"))
    case = make_case(partnership=make_partnership(cities=cities, programme=programme), parts=parts)
    if summary:
        narrative = Narrative.objects.get(case=case)
        Text.objects.create(item=narrative, field="summary", language="en", value=summary)
    return publish_case(case)


def test_logo_stands_under_its_role_and_names_of_others_beside_it() -> None:
    union = make_organisation(name="Cities United", logo=picture(600, 300))
    fund = make_organisation(name="A Fund")
    made = printed(published((union, "coordinator"), (fund, "coordinator")))
    figures = [str(element.get("/Alt", "")) for element in made.elements if str(element.S) == "/Figure"]
    assert figures.count("Cities United") == 1
    assert ("CitiesUnited" in made.pages[1], "AFund" in made.pages[1]) == (False, True)
    assert made.warnings == ()


@pytest.mark.parametrize(
    ("width", "height", "shape"), [(900, 200, "wide"), (600, 300, "broad"), (300, 300, "tall")]
)
def test_wide_logos_are_set_lower_than_tall_ones(width: int, height: int, shape: str) -> None:
    assert Mark("uid", "sha256", width, height).shape == shape


def test_edition_keeps_the_logo_that_it_appeared_with() -> None:
    first, second = picture(600, 300), picture(600, 300, "red")
    union = make_organisation(logo=first)
    edition = published((union, "coordinator"))
    Organisation.objects.filter(pk=union.pk).update(logo=second)
    assert str(first.uid) in full_html(Edition.objects.with_document().get(pk=edition.pk), "en")


def test_another_logo_makes_another_publication() -> None:
    union = make_organisation()
    edition = published((union, ProgrammePartner.Role.COORDINATOR))
    before = publication_key(edition, Kind("en"))
    assert publication_key(edition, Kind("en")) == before
    about: Any = edition.revision.about
    about["organisations"][union.slug]["logo"] = {"uid": "a", "sha256": "b", "width": 2, "height": 1}
    with_one = publication_key(edition, Kind("en"))
    about["organisations"][union.slug]["logo"]["sha256"] = "c"
    assert len({before, with_one, publication_key(edition, Kind("en"))}) == 3


def test_imprint_page_says_what_is_needed_to_find_and_use_it_again() -> None:
    edition = published(parts=(spoken(None),))
    page = printed(edition).pages[1]
    slug = edition.case.slug
    words = [
        *(f"{slug}-v1", f"/en/cases/{slug}/v1/", "CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/"),
        *("You may share and adapt it", present(edition, "en").owner.name, "Alpha", "Beta", "Amina Juma"),
    ]
    assert [one for one in words if squeezed(one) not in page] == []


def test_back_cover_has_the_summary_the_address_and_other_languages() -> None:
    edition = published(summary="<p>They learnt. " + "And more. " * 90 + "</p>")
    edition.languages = ["en", "fr"]
    html = full_html(edition, "en").partition('<section class="outside"')[2]
    slug = edition.case.slug
    assert html.count("And more.") == 41  # whole sentences, as many as the brochure has room for
    assert f'/en/cases/{slug}/"' in html
    assert f'/fr/cases/{slug}/v1/" lang="fr">Français</a>' in html
    assert html.count('<div class="outside-code"><svg') == 1


def test_back_cover_is_the_last_page_and_has_no_running_head() -> None:
    made = printed(published())
    assert "Alpha–Beta" not in made.pages[-1]
    assert "Edition1" not in made.pages[-1]
    assert squeezed("The newest edition of this case") in made.pages[-1]


def test_portrait_is_printed_and_named() -> None:
    made = printed(published(parts=(spoken(picture(700, 900)),)))
    figures = [str(element.get("/Alt", "")) for element in made.elements if str(element.S) == "/Figure"]
    assert figures.count("Amina Juma") == 1
    assert made.warnings == ()


def test_brochure_takes_the_portrait_from_the_storage_alone() -> None:
    portrait = picture(700, 900)
    edition = published(parts=(spoken(portrait),))
    html = brochure_html(edition, "en")
    assert f"peerlearn://media/renditions/{portrait.uid}/square-50-50-320.jpeg" in html
    assert '"/media/' not in html


def test_chapter_of_a_compendium_names_organisations_without_regard_to_logos() -> None:
    union = make_organisation(name="Cities United", logo=picture(600, 300))
    chapter = chapter_of(published((union, "coordinator")), 1, "en")
    assert [[each.name for each in found] for _role, found in chapter.partners] == [["Cities United"]]


@pytest.mark.parametrize(
    ("code", "words", "address"),
    [
        ("CC BY-SA 4.0", "the same licence", "https://creativecommons.org/licenses/by-sa/4.0/"),
        (
            "CC BY-NC-ND 3.0",
            "unchanged, but not sell it",
            "https://creativecommons.org/licenses/by-nc-nd/3.0/",
        ),
        ("All rights reserved", "", ""),
    ],
)
def test_licence_is_said_in_words(code: str, words: str, address: str) -> None:
    with translation.override("en"):
        licence = licence_of(code)
        assert (licence.code, licence.address) == (code, address)
        assert (words in str(licence.words), bool(licence.words)) == (True, bool(words))
