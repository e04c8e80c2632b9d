"""The sample library: real cases, loaded once into an empty database."""

import stat
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.core.management.base import SystemCheckError

from cases.document import case_document
from cases.models import Case, Edition, Listing, Outcome
from cases.presenting import present
from partnerships.models import City, Contribution, Document, Measurement, Programme
from peerlearn.accounts.models import User

pytestmark = pytest.mark.django_db


def test_sample_holds_every_documented_case_published(sample: Path) -> None:
    slugs = {path.stem for path in (settings.BASE_DIR / "sample" / "cases").glob("*.yaml")}
    assert len(slugs) >= 14
    assert set(Listing.objects.values_list("slug", flat=True)) == slugs


def test_brazil_mozambique_cases_are_in_four_languages(sample: Path) -> None:
    listings = Listing.objects.filter(programme="brazil-mozambique")
    assert {slug: sorted(languages) for slug, languages in listings.values_list("slug", "languages")} == {
        slug: ["en", "es", "fr", "pt"]
        for slug in ("belo-horizonte-maputo", "guarulhos-nampula", "guarulhos-dondo-manhica", "canoas-matola")
    }


def test_programme_has_its_fourteen_cities_and_its_predecessor(sample: Path) -> None:
    programme = Programme.objects.get(slug="brazil-mozambique")
    assert (programme.cities.count(), str(programme.predecessor.slug)) == (14, "city-future")  # type: ignore[union-attr]


def test_every_case_names_its_sources(sample: Path) -> None:
    for edition in Edition.objects.with_document():
        sources = present(edition, "en").sources
        assert sources and all(source.facts["address"].startswith("http") for source in sources), edition


def test_every_translation_of_the_sample_is_fresh_and_whole(sample: Path) -> None:
    for edition in Edition.objects.with_document():
        for language in edition.languages:
            presented = present(edition, language)
            foreign = [
                item for item in presented.items.values() for words in item.texts.values() if words.foreign
            ]
            assert (presented.is_stale, foreign) == (False, []), (edition, language)


def test_negative_result_is_kept(sample: Path) -> None:
    assert "did_not_work" in Listing.objects.get(slug="nantes-dschang").lesson_kinds


def test_sample_library_publishes_its_cases_itself(sample: Path) -> None:
    assert set(Case.objects.values_list("owner__slug", flat=True)) == {"peerlearn-sample"}


def test_demo_people_reach_the_cases_of_the_sample(sample: Path) -> None:
    of_programme = set(Case.objects.filter(partnership__programme__slug="brazil-mozambique"))
    for name in ("contributor", "colleague"):
        assert set(Case.objects.writable_by(_demo(name))) == of_programme
    assert Case.objects.reviewable_by(_demo("editor")).count() == Case.objects.count()


def test_cases_in_most_languages_are_published_last(sample: Path) -> None:
    newest = Edition.objects.order_by("-published_at").values_list("languages", flat=True)
    counts = [len(languages) for languages in newest]
    assert counts == sorted(counts, reverse=True)


def _demo(name: str) -> User:
    return User.objects.get(email=f"{name}@demo.peerlearn.example")


def test_nobody_is_quoted_in_the_sample(sample: Path) -> None:
    assert not any(case_document(case).authored.of_kind("voice") for case in Case.objects.all())


def test_existing_publications_are_linked(sample: Path) -> None:
    documents = Document.objects.filter(programme__slug="brazil-mozambique")
    assert documents.count() >= 5
    assert not documents.filter(link="").exists()


def test_programme_of_the_sample_has_its_plan_its_money_and_its_documents(sample: Path) -> None:
    programme = Programme.objects.get(slug="brazil-mozambique")
    (plan,) = programme.work_plans.all()
    assert [stage.starts for stage in programme.stages.all()] == ["2013-01", "2013-08", "2015-02-25"]
    assert (plan.planobjectives.count(), plan.activitys.count(), plan.milestones.count()) == (2, 8, 3)
    assert Contribution.objects.filter(partner__programme=programme).count() == 6
    assert (str(programme.amount), programme.currency) == ("830205.00", "EUR")
    assert programme.documents.public().count() == 9


def test_figures_of_the_sample_are_approved_by_its_editor(sample: Path) -> None:
    states = set(Measurement.objects.values_list("state", "decided_by__email"))
    assert states == {("approved", "editor@demo.peerlearn.example")}
    assert not Measurement.objects.filter(source="").exists()


def test_money_given_to_a_partnership_is_told_with_its_source(sample: Path) -> None:
    given = Contribution.objects.filter(partnership__slug="nantes-dschang").exclude(source="")
    amounts = given.values_list("organisation__slug", "currency", "amount")
    assert {slug: f"{amount:.0f} {currency}" for slug, currency, amount in amounts} == {
        "european-union": "357000 EUR",
        "africompost": "70000 EUR",
        "commune-of-dschang": "30000 EUR",
        "city-of-nantes": "22500 EUR",
        "syctom": "178450 EUR",
    }


def test_outcome_of_the_sample_names_what_was_measured(sample: Path) -> None:
    (outcome,) = Outcome.objects.filter(case__slug="nantes-dschang", indicator__isnull=False)
    assert str(outcome.indicator) == "Responsables formés"


def test_cities_without_coordinates_stay_without(sample: Path) -> None:
    assert City.objects.get(slug="manhica").latitude is None


def test_demo_accounts_are_readable_by_their_owner_only(sample: Path) -> None:
    path = sample / "demo-accounts.txt"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [line.split()[-2] for line in path.read_text().splitlines()] == list(
        User.objects.order_by("pk").values_list("email", flat=True)
    )


def test_demo_passwords_open_the_accounts(sample: Path) -> None:
    for line in (sample / "demo-accounts.txt").read_text().splitlines():
        *_name, email, password = line.split()
        assert User.objects.get(email=email).check_password(password)


def test_sample_is_not_loaded_twice(sample: Path) -> None:
    with pytest.raises(CommandError, match="not empty"):
        call_command("load_sample")
    call_command("load_sample", "--if-empty")
    assert Edition.objects.exclude(number=1).count() == 0


def test_deployment_is_refused_while_demo_accounts_can_log_in(sample: Path) -> None:
    with pytest.raises(SystemCheckError, match="Demo accounts can log in"):
        call_command("check", deploy=True, tags=["security"], databases=["default"])
    User.objects.update(is_active=False)
    call_command("check", deploy=True, tags=["security"], databases=["default"])
