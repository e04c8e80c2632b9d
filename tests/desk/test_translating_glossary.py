"""The project's words beside a text: which are found in it, and how they are shown."""

import pytest
from django.test import Client

from cases.desk.translating.glossary import Glossary, bare_words
from cases.models import Case
from partnerships.models import GlossaryTerm

from .pages import Page
from .test_translating import add, lesson

pytestmark = pytest.mark.django_db


def term(en: str, pt: str, *, definition: str = "") -> None:
    slug = en.lower().replace(" ", "-").replace("(", "").replace(")", "")
    GlossaryTerm.objects.create(
        slug=slug, term={"en": en} | ({"pt": pt} if pt else {}), definition={"pt": definition}
    )


def found(source: str, translation: str = "", *, languages: tuple[str, str] = ("en", "pt")) -> list[str]:
    """What the terms of a text are called in the other language, those that it lacks with a mark."""
    terms = Glossary(*languages).terms_in(source, translation)
    return [each.target + ("?" if each.is_lacking else "") for each in terms]


@pytest.mark.parametrize(
    ("one", "many"),
    [
        ("city", "Cities"),
        ("cadastre", "cadastres"),
        ("process", "processes"),
        ("ciudad", "ciudades"),
        ("participación", "PARTICIPACIONES"),
        ("plan de trabajo", "planes de trabajo"),
        ("réseau local", "reseaux locaux"),
        ("quartier informel", "quartiers informels"),
        ("participação", "participações"),
        ("orçamento municipal", "Orcamentos municipais"),
        ("viagem", "viagens"),
        ("imóvel", "imóveis"),
    ],
)
def test_word_is_the_same_in_the_plural_and_without_accents(one: str, many: str) -> None:
    assert bare_words(one) == bare_words(many)


def test_other_words_are_not_the_same() -> None:
    words = [
        "plan",
        "place",
        "city",
        "citizen",
        "land",
        "island",
        "catastro",
        "catastrofe",
        "budget",
        "gestão",
        "gesto",
    ]
    assert len({bare_words(word) for word in words}) == len(words) - 1  # gestão is taken for gesto


def test_terms_come_in_the_order_of_the_text_each_once() -> None:
    term("cadastre", "cadastro")
    term("work plan", "plano de trabalho")
    source = "<p>Work <em>plans</em> come first, then a cadastre.</p><p>Cadastres last.</p>"
    assert found(source) == ["plano de trabalho", "cadastro"]


def test_term_inside_a_word_is_none() -> None:
    term("land", "terra")
    assert found("On the island of landlords") == []


def test_longer_term_stands_for_those_it_is_made_of() -> None:
    term("cadastre", "cadastro")
    term("inclusive cadastre", "cadastro inclusivo")
    assert found("An inclusive cadastre") == ["cadastro inclusivo"]
    assert found("An inclusive cadastre beside the old cadastre") == ["cadastro inclusivo", "cadastro"]


def test_what_stands_in_brackets_need_not_be_there() -> None:
    term("DUAT (land-use right)", "DUAT (direito de uso)")
    assert found("Who holds a DUAT", "Quem tem DUAT") == ["DUAT (direito de uso)"]


def test_glossary_without_a_word_in_the_language_is_silent() -> None:
    term("cadastre", "")
    assert found("A cadastre") == []


def test_term_is_lacking_only_where_there_is_a_translation() -> None:
    term("work plan", "plano de trabalho")
    texts = ["", "<p>Os planos de trabalho</p>", "<p>Os planos</p>"]
    assert [found("Work plans", text) for text in texts] == [
        ["plano de trabalho"],
        ["plano de trabalho"],
        ["plano de trabalho?"],
    ]


def test_glossary_shows_the_terms_of_the_text_alone(desk: Client, case: Case) -> None:
    term("participatory budgeting", "orçamento participativo", definition="Quem decide são os moradores.")
    term("cemetery", "cemitério")
    add(case, lesson("Participatory Budgeting needs time"))
    html = Page(desk, case, "lessons", language="pt").html
    assert "orçamento participativo" in html
    assert "Quem decide são os moradores." in html
    assert "cemitério" not in html
    assert "orçamento participativo" not in Page(desk, case, "start", language="pt").html
    assert "orçamento participativo" not in Page(desk, case, "lessons").html


def test_term_that_the_translation_does_not_use_is_hinted_at(desk: Client, case: Case) -> None:
    term("cadastre", "cadastro")
    one = lesson("Two cadastres")
    add(case, one)
    hidden = '<span class="glossary-lacking" hidden>'
    assert hidden in Page(desk, case, "lessons", language="pt").html
    Page(desk, case, "lessons", language="pt").fill(one.uid, title="Dois registros").send()
    assert hidden not in Page(desk, case, "lessons", language="pt").html
    Page(desk, case, "lessons", language="pt").fill(one.uid, title="Dois Cadastros").send()
    assert hidden in Page(desk, case, "lessons", language="pt").html
