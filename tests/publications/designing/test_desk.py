"""The desk of designs as a browser without scripts uses it: what is kept, what is refused and why, what is shown."""

import base64
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.html import escape

from cases.models import Design, Edition
from cases.publications.designing.preview import sample_of
from cases.publications.designs import STANDARD, look_for
from cases.workflow import withdraw
from partnerships.models import Organisation
from peerlearn.accounts.models import User
from peerlearn.editing.models import Picture
from peerlearn.editing.pictures import keep_picture
from tests.factories import (
    make_administrator,
    make_case,
    make_organisation,
    make_partnership,
    make_programme,
    publish_case,
)

pytestmark = pytest.mark.django_db
BLUE, OCHRE = "#25356b", "#8a5a00"
EVIL = "</style><script>alert(1)</script>"
type File = Callable[[], SimpleUploadedFile]


def address(organisation: Organisation, name: str = "design") -> str:
    return reverse(f"designs:{name}", args=[organisation.slug])


def logo_address(organisation: Organisation, picture: Picture) -> str:
    return reverse("designs:logo", args=[organisation.slug, picture.uid, 320, "webp"])


def text(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def form_of(client: Client, organisation: Organisation) -> dict[str, Any]:
    """What the page would send if nobody touched it."""
    form = client.get(address(organisation)).context["form"]
    fields = {name: form[name].value() or "" for name in form.fields if name != "logo"}
    return {f"design-{name}": value for name, value in {**fields, "loaded": form.loaded}.items()}


def send(client: Client, organisation: Organisation, **fields: Any) -> Any:
    """Loads the page, changes these fields, saves."""
    changed = {f"design-{name}": value for name, value in fields.items()}
    return client.post(address(organisation), form_of(client, organisation) | changed)


# -- what is kept


def test_what_is_written_is_kept(client: Client, owner: Organisation) -> None:
    answer = send(
        client, owner, first="25356B", headings=" #123 ", series_pt="Cadernos", imprint_en="One\r\nTwo "
    )
    assert answer["Location"] == address(owner)
    kept = Design.objects.get()
    assert (kept.organisation, kept.first, kept.second, kept.headings) == (owner, BLUE, "", "#112233")
    assert (kept.series, kept.imprint) == ({"pt": "Cadernos"}, {"en": "One\nTwo"})


def test_what_is_emptied_is_as_on_the_site_again(client: Client, owner: Organisation) -> None:
    Design.objects.create(organisation=owner, first=BLUE, series={"en": "Notebooks"})
    send(client, owner, first="", series_en="")
    assert look_for([owner.slug], "en") == STANDARD


def test_logo_is_kept_as_that_of_the_organisation(
    client: Client, owner: Organisation, logo_file: File
) -> None:
    send(client, owner, logo=logo_file())
    owner.refresh_from_db()
    assert owner.logo is not None
    assert (owner.logo.width, owner.logo.height) == (300, 100)
    shown = look_for([owner.slug], "en").logo
    assert shown is not None
    assert (shown.uid, shown.name) == (str(owner.logo.uid), "The owner")
    answer = client.get(logo_address(owner, owner.logo))
    assert answer["Content-Type"] == "image/webp"


def test_logo_can_be_taken_away(client: Client, owner: Organisation, logo_file: File) -> None:
    send(client, owner, logo=logo_file(), first=BLUE)
    picture = Picture.objects.get()
    client.post(address(owner), {"do": "no_logo"})
    assert look_for([owner.slug], "en").logo is None
    assert look_for([owner.slug], "en").first == BLUE
    assert client.get(logo_address(owner, picture)).status_code == 404


def test_going_back_leaves_the_logo_to_the_organisation(
    client: Client, owner: Organisation, logo_file: File
) -> None:
    send(client, owner, logo=logo_file(), first=BLUE)
    client.post(address(owner), {"do": "standard"})
    owner.refresh_from_db()
    assert owner.logo is not None
    assert look_for([owner.slug], "en") == STANDARD


# -- what is refused


@pytest.mark.parametrize(
    ("name", "written", "why"),
    [
        ("first", "#e07a1f", "contrast on the pale blue of the map is 2.5, and at least 4.5 is needed"),
        ("second", "#737373", "contrast on the pale blue of the map is 3.9, and at least 4.5 is needed"),
        ("headings", "#777777", "contrast on white paper is 4.4, and at least 4.5 is needed"),
        ("second", "#0b5466", "the contrast of their colours is 1.0, and at least 1.4 is needed"),
        ("first", "red", "Write a colour as # and six digits"),
        ("first", "#0b5468;}*{color:red", "Write a colour as # and six digits"),
        ("series_en", "x" * 61, "at most 60 characters, now 61"),
        ("imprint_en", "x" * 901, "at most 900 characters, now 901"),
    ],
)
def test_what_would_not_do_is_refused_in_words(
    client: Client, owner: Organisation, name: str, written: str, why: str
) -> None:
    answer = send(client, owner, **{name: written, "imprint_pt": "Rua do Teste"})
    assert answer.status_code == 422
    assert why in text(answer)
    assert escape(written) in text(answer)
    assert not Design.objects.exists()


def test_colour_that_only_white_paper_bears_is_for_headings(client: Client, owner: Organisation) -> None:
    assert send(client, owner, headings="#737373").status_code == 302
    assert Design.objects.get().headings == "#737373"


def test_colour_is_compared_with_the_other_one_of_the_site(client: Client, owner: Organisation) -> None:
    assert send(client, owner, first="#a8431b").status_code == 422
    assert send(client, owner, first="#a8431b", second="#0b5468").status_code == 302


def test_what_is_no_picture_is_refused(client: Client, owner: Organisation) -> None:
    file = SimpleUploadedFile("logo.svg", b"<svg onload='alert(1)'/>", "image/svg+xml")
    answer = send(client, owner, logo=file)
    assert answer.status_code == 422
    assert "not a picture that can be read" in text(answer)


def test_what_was_mended_beside_an_error_is_kept_with_it(client: Client, owner: Organisation) -> None:
    refused = send(client, owner, first="#e07a1f", series_en="Notebooks")
    form = refused.context["form"]
    again = form_of(client, owner) | {
        "design-loaded": form.loaded,
        "design-first": BLUE,
        "design-series_en": "Notebooks",
    }
    client.post(address(owner), again)
    assert (Design.objects.get().first, Design.objects.get().series) == (BLUE, {"en": "Notebooks"})


def test_what_somebody_else_wrote_meanwhile_is_not_overwritten(client: Client, owner: Organisation) -> None:
    loaded = form_of(client, owner)
    send(client, owner, series_en="Theirs", first=BLUE)
    answer = client.post(address(owner), loaded | {"design-series_en": "Mine", "design-second": OCHRE})
    assert answer.status_code == 422
    assert "somebody else changed what is marked below" in text(answer)
    assert "What they saved" in text(answer)
    kept = Design.objects.get()
    assert (kept.series, kept.first, kept.second) == ({"en": "Theirs"}, BLUE, "")
    choice = answer.context["form"].conflicts["series_en"].mark
    mine = loaded | {"design-series_en": "Mine", "design-second": OCHRE, "design-series_en-choice": choice}
    assert client.post(address(owner), mine).status_code == 302
    kept.refresh_from_db()
    assert (kept.series, kept.first, kept.second) == ({"en": "Mine"}, BLUE, OCHRE)


# -- what is shown before it is saved


@pytest.fixture
def edition(owner: Organisation) -> Edition:
    return publish_case(make_case(owner=owner, title="A case to show"))


def shown(client: Client, organisation: Organisation, **fields: Any) -> str:
    """The preview of what is posted."""
    return text(client.post(address(organisation, "preview"), form_of(client, organisation) | fields))


def test_preview_shows_what_is_stored(client: Client, owner: Organisation, edition: Edition) -> None:
    Design.objects.create(organisation=owner, first=BLUE, imprint={"en": "1 Test Street"})
    page = text(client.get(address(owner, "preview")))
    assert "A case to show" in page
    assert f"--pair-1: {BLUE};" in page
    assert "1 Test Street" in page


def test_preview_shows_what_is_typed_and_keeps_nothing(
    client: Client, owner: Organisation, edition: Edition, logo_file: File
) -> None:
    file = logo_file()
    typed = {"design-first": BLUE, "design-series_en": "Notebooks", "design-logo": file}
    page = shown(client, owner, **typed)
    assert f'data-first="{BLUE}"' in page
    assert "<p>Notebooks</p>" in page
    file.seek(0)
    assert f'src="data:image/png;base64,{base64.b64encode(file.read()).decode()}"' in page
    assert not Design.objects.exists()
    owner.refresh_from_db()
    assert owner.logo is None


def test_preview_says_why_a_colour_would_be_refused_and_shows_it(
    client: Client, owner: Organisation, edition: Edition
) -> None:
    page = shown(client, owner, **{"design-first": "#e07a1f"})
    assert '<li data-of="first">Names in this colour would be hard to read' in page
    assert "--pair-1: #e07a1f;" in page


def test_preview_leaves_out_what_is_no_colour(client: Client, owner: Organisation, edition: Edition) -> None:
    page = shown(client, owner, **{"design-first": "#0b5468;}*{color:red"})
    assert f"--pair-1: {STANDARD.first};" in page
    assert "color:red" not in page


def test_preview_shows_words_as_words(client: Client, owner: Organisation, edition: Edition) -> None:
    page = shown(client, owner, **{"design-series_en": EVIL, "design-imprint_en": EVIL})
    assert escape(EVIL) in page
    assert "<script" not in page
    assert page.count("</style>") == 1


def test_preview_speaks_the_language_asked_for(client: Client, owner: Organisation, edition: Edition) -> None:
    page = shown(client, owner, **{"design-series_pt": "Cadernos", "language": "pt"})
    assert '<html lang="pt">' in page
    assert "Como citar" in page
    assert "<p>Cadernos</p>" in page


def test_preview_of_a_library_without_cases_is_made_up(client: Client, owner: Organisation) -> None:
    page = text(client.get(address(owner, "preview")))
    assert "What two cities learnt from each other" in page
    assert STANDARD.first in page


def test_preview_shows_a_case_of_the_organisation_before_any_other(owner: Organisation) -> None:
    programme = make_programme(coordinator=owner)
    foreign = publish_case(make_case())
    assert sample_of(owner) == foreign
    coordinated = publish_case(make_case(partnership=make_partnership(programme=programme)))
    publish_case(make_case())
    assert sample_of(owner) == coordinated
    own = publish_case(make_case(owner=owner))
    publish_case(make_case(partnership=make_partnership(programme=programme)))
    assert sample_of(owner) == own


def test_preview_shows_logos_by_role_and_gives_no_others(
    client: Client, owner: Organisation, logo_file: File
) -> None:
    partner = make_organisation(name="The partner", logo=keep_picture(logo_file()))
    programme = make_programme(coordinator=partner)
    publish_case(make_case(owner=owner, partnership=make_partnership(programme=programme)))
    other = Picture.objects.create(sha256="0" * 64, type="png", width=1, height=1)
    page = text(client.get(address(owner, "preview")))
    assert partner.logo is not None
    assert f'src="/en/desk/designs/{owner.slug}/logos/{partner.logo.uid}/960.jpeg"' in page
    assert client.get(logo_address(owner, partner.logo)).status_code == 200
    assert client.get(logo_address(owner, other)).status_code == 404


def test_preview_shows_no_case_that_was_withdrawn(
    client: Client, owner: Organisation, edition: Edition
) -> None:
    withdraw(edition.case, by=make_administrator(), reason="A mistake")
    assert "A case to show" not in text(client.get(address(owner, "preview")))


@pytest.mark.parametrize("name", ["design", "preview"])
def test_number_of_queries_does_not_grow_with_cases(client: Client, owner: Organisation, name: str) -> None:
    counts = []
    for number in (1, 2):
        for _number in range(number):
            publish_case(make_case(owner=owner))
        client.get(address(owner, name))
        with CaptureQueriesContext(connection) as queries:
            client.get(address(owner, name))
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_only_the_preview_may_be_framed_and_only_by_this_site(client: Client, owner: Organisation) -> None:
    page, frame = client.get(address(owner)), client.get(address(owner, "preview"))
    policy = "Content-Security-Policy"
    assert "frame-src 'self'" in page[policy]
    assert "frame-ancestors 'none'" in page[policy]
    assert page["X-Frame-Options"] == "DENY"
    assert "frame-src" not in frame[policy]
    assert "frame-ancestors 'self'" in frame[policy]
    assert frame["X-Frame-Options"] == "SAMEORIGIN"
    assert "unsafe-inline" not in page[policy] + frame[policy]


def test_page_of_people_leads_to_the_design(client: Client, owner: Organisation) -> None:
    answer = client.get(reverse("people:organisation", args=[owner.slug]))
    assert f'href="{address(owner)}"' in text(answer)


def test_stranger_who_runs_another_organisation_finds_nothing(
    client: Client, owner: Organisation, editor: User
) -> None:
    other = make_organisation()
    for name in ("design", "preview"):
        assert client.get(address(other, name)).status_code == 404
        assert client.post(address(other, name), {"design-first": BLUE}).status_code == 404
    assert not Design.objects.exists()
