"""Citations: every form says the same, whatever the words hold, and stays with its edition."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from html import unescape
from typing import Any

import pytest
from django.conf import settings as project
from django.test import Client
from django.utils.translation import override

from cases.document import Written, apply_document, case_document
from cases.library.citing.citations import Citation
from cases.library.citing.forms import FORMS, as_bibtex, as_csl, as_ris, as_text
from cases.library.citing.heads import linked_data
from cases.models import Edition
from cases.workflow import redact, withdraw
from tests.factories import make_administrator, make_case, publish_case

from .test_pages import Publish, retitle

HARD = r'50 % of {water} & "waste" #1_a ~ $5^2 \input{x} <b>São Tomé</b> — 東京'
CITATION = Citation(
    key="a-case-v2",
    title="Water & waste",
    authors=("Association of Cities, Towns",),
    contributors=("A network",),
    published=date(2026, 3, 9),
    series="Programme",
    within="",
    edition=2,
    language="pt",
    rights="CC BY-SA 4.0",
    abstract="What we did.",
    keywords=("Waste", "Water"),
    places=("Maputo, Mozambique",),
    address="https://test.example/pt/cases/a-case/v2/",
    page="https://test.example/pt/cases/a-case/",
    pdf="https://test.example/pt/cases/a-case/v2/publication.pdf",
)
LESSON = replace(CITATION, within="A case", address=f"{CITATION.address}#lesson-1")


def ris(text: str) -> Iterator[dict[str, list[str]]]:
    """The records of a file; every line must be a tag of two signs, two blanks, a dash and a blank."""
    record: dict[str, list[str]] = {}
    for line in text.removesuffix("\r\n").split("\r\n"):
        tag, value = re.fullmatch(r"([A-Z][A-Z0-9])  - ([^\r\n]*)", line).groups()  # type: ignore[union-attr]
        assert (tag == "TY") == (not record)
        if tag == "ER":
            yield record
            record = {}
        else:
            record.setdefault(tag, []).append(value)
    assert record == {}


def bibtex(text: str) -> Iterator[tuple[str, str, dict[str, str]]]:
    """Kind, key and fields of each entry; braces are counted as TeX counts them."""
    for entry in text.strip().split("\n\n"):
        kind, key, rest = re.fullmatch(r"@(\w+)\{([\w-]+),\n(.*)\n\}", entry, re.DOTALL).groups()  # type: ignore[union-attr]
        fields = {}
        for line in rest.split(",\n"):
            name, value = re.fullmatch(r"  (\w+) = \{(.*)\}", line).groups()  # type: ignore[union-attr]
            fields[name] = value
            assert balanced(value)
        yield kind, key, fields


def balanced(value: str) -> bool:
    depth = 0
    for sign in re.sub(r"\\.", "", value):
        depth += (sign == "{") - (sign == "}")
        if depth < 0:
            return False
    return depth == 0


def test_ris_fills_the_fields_of_a_report() -> None:
    [record] = ris(as_ris([CITATION]))
    assert record == {
        "TY": ["RPRT"],
        "ID": ["a-case-v2"],
        "TI": ["Water & waste"],
        "AU": ["Association of Cities – Towns"],
        "PY": ["2026"],
        "DA": ["2026/03/09"],
        "PB": ["Peerlearn"],
        "T2": ["Programme"],
        "M3": ["Case"],
        "SN": ["2"],
        "LA": ["pt"],
        "AB": ["What we did."],
        "KW": ["Waste", "Water"],
        "UR": [CITATION.address],
        "CR": ["CC BY-SA 4.0"],
    }


def test_ris_makes_a_lesson_a_part_of_its_case() -> None:
    [record] = ris(as_ris([LESSON]))
    assert {tag: record[tag] for tag in ("TY", "T2", "T3", "ET", "UR")} == {
        "TY": ["CHAP"],
        "T2": ["A case"],
        "T3": ["Programme"],
        "ET": ["2"],
        "UR": [LESSON.address],
    }


def test_bibtex_fills_the_fields_of_a_report() -> None:
    [(kind, key, fields)] = bibtex(as_bibtex([CITATION]))
    assert (kind, key) == ("techreport", "a-case-v2")
    assert fields == {
        "author": "{Association of Cities, Towns}",
        "title": r"{Water \& waste}",
        "year": "2026",
        "month": "3",
        "date": "2026-03-09",
        "institution": "Peerlearn",
        "type": "Case",
        "number": "2",
        "series": "{Programme}",
        "url": CITATION.address,
        "language": "pt",
        "rights": "CC BY-SA 4.0",
        "keywords": "Waste, Water",
        "abstract": "What we did.",
    }


def test_bibtex_escapes_what_tex_takes_for_commands_and_keeps_letters() -> None:
    [(_kind, _key, fields)] = bibtex(as_bibtex([replace(LESSON, title=HARD)]))
    assert fields["title"] == (
        r'{50 \% of \{water\} \& "waste" \#1\_a \textasciitilde{} \$5\textasciicircum{}2 '
        r"\textbackslash{}input\{x\} <b>São Tomé</b> — 東京}"
    )
    assert fields["url"] == LESSON.address


def test_no_words_begin_a_field_or_a_record_of_their_own() -> None:
    forged = replace(CITATION, title="Water\r\nER  - \nTY  - BOOK\x00", abstract="a\u2028AU  - Nobody")
    [record] = ris(as_ris([forged]))
    assert (record["TI"], record["AB"]) == (["Water ER - TY - BOOK"], ["a AU - Nobody"])
    [(_kind, _key, fields)] = bibtex(as_bibtex([replace(CITATION, abstract="a},\n  note = {forged")]))
    assert fields["abstract"] == r"a\}, note = \{forged"


def test_csl_says_what_ris_says() -> None:
    [item] = json.loads(as_csl([CITATION]))
    assert item == {
        "id": "a-case-v2",
        "type": "report",
        "title": "Water & waste",
        "author": [{"literal": "Association of Cities, Towns"}],
        "contributor": [{"literal": "A network"}],
        "issued": {"date-parts": [[2026, 3, 9]]},
        "publisher": "Peerlearn",
        "collection-title": "Programme",
        "genre": "Case",
        "number": "2",
        "language": "pt",
        "abstract": "What we did.",
        "keyword": "Waste, Water",
        "URL": CITATION.address,
        "note": "CC BY-SA 4.0",
    }
    [lesson] = json.loads(as_csl([LESSON]))
    assert (lesson["type"], lesson["container-title"], lesson["edition"]) == ("chapter", "A case", "2")


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("Water", "(2026). Water. Peerlearn,"),
        ("Water.", "(2026). Water. Peerlearn,"),
        ("Water?", "(2026). Water? Peerlearn,"),
        ("100 % of it", "(2026). 100 % of it. Peerlearn,"),
    ],
)
def test_a_title_ends_once(title: str, words: str) -> None:
    assert words in replace(CITATION, title=title).text


def test_text_names_the_case_of_a_lesson() -> None:
    assert LESSON.text == (
        "Association of Cities, Towns (2026). Water & waste. In: A case. "
        "Peerlearn, edition 2. https://test.example/pt/cases/a-case/v2/#lesson-1"
    )


def test_text_is_in_the_language_of_the_page() -> None:
    with override("pt"):
        assert "Peerlearn, edição 2." in CITATION.text


def test_many_citations_are_one_file() -> None:
    assert len(list(ris(as_ris([CITATION, LESSON])))) == 2
    assert len(list(bibtex(as_bibtex([CITATION, LESSON])))) == 2
    assert as_text([CITATION, LESSON]) == f"{CITATION.text}\n\n{LESSON.text}\n"


def test_what_is_not_known_is_no_empty_field() -> None:
    bare = replace(CITATION, series="", abstract="", keywords=(), contributors=(), rights="")
    [record] = ris(as_ris([bare]))
    [(_kind, _key, fields)] = bibtex(as_bibtex([bare]))
    [item] = json.loads(as_csl([bare]))
    assert {"T2", "AB", "KW", "CR"} & set(record) == set()
    assert {"series", "abstract", "keywords", "rights"} & set(fields) == set()
    assert {"collection-title", "abstract", "keyword", "contributor", "note"} & set(item) == set()


def test_linked_data_can_not_end_its_element() -> None:
    forged = linked_data(replace(CITATION, title="</script><script>alert(1)</script>"))
    assert set("<>&") & set(forged) == set()
    assert json.loads(forged)["name"] == "</script><script>alert(1)</script>"


# At their addresses


def file(client: Client, address: str) -> str:
    answer = client.get(address)
    assert (answer.status_code, answer.cookies.output()) == (200, "")
    assert answer["Vary"] == "Accept-Encoding"
    return answer.content.decode()


@pytest.mark.parametrize("ending", FORMS)
def test_each_form_has_its_type_and_name(client: Client, publish: Publish, ending: str) -> None:
    publish(1)
    answer = client.get(f"/en/cases/case-1/cite.{ending}")
    name = None if ending == "txt" else f'attachment; filename="case-1-v1.{ending}"'
    assert (answer.status_code, answer["Content-Type"]) == (200, FORMS[ending].content_type)
    assert answer.get("Content-Disposition") == name


def test_a_case_is_cited_by_the_address_of_its_edition(client: Client, publish: Publish) -> None:
    case = publish(1).case
    retitle(case, "A better title")
    publish_case(case)
    found = {path: next(ris(file(client, f"/en/cases/case-1/{path}cite.ris"))) for path in ("", "v1/", "v2/")}
    permanent = f"{project.PEERLEARN_ADDRESS}/en/cases/case-1/"
    assert {path: (record["TI"], record["UR"]) for path, record in found.items()} == {
        "": (["A better title"], [f"{permanent}v2/"]),
        "v1/": (["Case number 1"], [f"{permanent}v1/"]),
        "v2/": (["A better title"], [f"{permanent}v2/"]),
    }


def test_a_lesson_is_cited_as_part_of_the_edition(client: Client, publish: Publish) -> None:
    edition = publish(1)
    lesson = edition.listing.lessons.get().uid
    [record] = ris(file(client, f"/en/lessons/{lesson}/cite.ris"))
    permanent = f"{project.PEERLEARN_ADDRESS}/en/cases/case-1/v1/#lesson-{str(lesson)[:8]}"
    assert (record["TI"], record["T2"], record["UR"]) == (["Lesson 1"], ["Case number 1"], [permanent])
    assert f'id="lesson-{str(lesson)[:8]}"' in client.get("/en/cases/case-1/v1/").content.decode()


def test_a_citation_is_in_the_language_of_the_page_where_the_edition_has_it(client: Client, db: None) -> None:
    case = make_case(slug="both", title="Original")
    document = case_document(case).authored
    document.of_kind("narrative")[0].texts["title"]["pt"] = Written("Tradução")  # type: ignore[index]
    apply_document(case, document)
    publish_case(case, languages=("pt",))
    found = {code: next(ris(file(client, f"/{code}/cases/both/cite.ris"))) for code in ("en", "pt", "fr")}
    assert {code: (record["TI"], record["LA"]) for code, record in found.items()} == {
        "en": (["Original"], ["en"]),
        "pt": (["Tradução"], ["pt"]),
        "fr": (["Original"], ["en"]),
    }


def test_nothing_is_cited_that_can_not_be_read(client: Client, publish: Publish) -> None:
    edition = publish(1)
    lesson = edition.listing.lessons.get().uid
    assert "Lesson 1" in file(client, f"/en/lessons/{lesson}/cite.txt")
    redact(edition.case, lesson, reason="Consent was taken back.", by=make_administrator())
    assert client.get(f"/en/lessons/{lesson}/cite.txt").status_code == 404
    withdraw(edition.case, reason="It names somebody.", by=make_administrator())
    for path in ("cite.bib", "v1/cite.bib"):
        answer = client.get(f"/en/cases/case-1/{path}")
        assert (answer.status_code, "Case number 1" in answer.content.decode()) == (410, False)


@pytest.mark.parametrize(
    "path",
    ["cases/draft/cite.bib", "cases/case-1/v2/cite.bib", "cases/case-1/cite.doc", "cases/case-1/cite."],
)
def test_what_is_not_there_has_no_citation(client: Client, publish: Publish, path: str) -> None:
    publish(1)
    make_case(slug="draft")
    assert client.get(f"/en/{path}").status_code == 404


# In the page


def tags(page: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, content in re.findall(r'<meta name="([\w.]+)" content="([^"]*)">', page):
        found.setdefault(name, []).append(unescape(content))
    return found


@pytest.fixture
def edition(publish: Publish) -> Edition:
    return publish(1)


def test_head_of_a_case_fills_the_fields_of_a_report(client: Client, edition: Edition) -> None:
    found = tags(client.get("/en/cases/case-1/").content.decode())
    day = edition.published_at
    permanent = f"{project.PEERLEARN_ADDRESS}/en/cases/case-1/v1/"
    programme = edition.case.partnership.programme
    assert {name: content for name, content in found.items() if name.startswith(("citation_", "DC."))} == {
        "citation_title": ["Case number 1"],
        "citation_author": ["A network,"],
        "citation_publication_date": [f"{day:%Y/%m/%d}"],
        "citation_technical_report_institution": ["Peerlearn"],
        "citation_technical_report_number": ["1"],
        "citation_series_title": [str(programme)],
        "citation_language": ["en"],
        "citation_keywords": ["Waste"],
        "citation_public_url": [permanent],
        "citation_pdf_url": [f"{permanent}publication.pdf"],
        "DC.title": ["Case number 1"],
        "DC.creator": ["A network"],
        "DC.publisher": ["Peerlearn"],
        "DC.date": [f"{day:%Y-%m-%d}"],
        "DC.type": ["Text"],
        "DC.language": ["en"],
        "DC.identifier": [permanent],
        "DC.relation": [str(programme)],
        "DC.rights": ["CC BY 4.0"],
        "DC.subject": ["Waste"],
        "DC.coverage": ["Alpha 1, Mozambique", "Beta 1, Mozambique"],
    }


def test_head_of_a_lesson_names_its_case(client: Client, edition: Edition) -> None:
    lesson = edition.listing.lessons.get().uid
    found = tags(client.get(f"/en/lessons/{lesson}/").content.decode())
    assert (found["citation_title"], found["citation_book_title"]) == (["Lesson 1"], ["Case number 1"])


def test_page_holds_schema_org(client: Client, edition: Edition) -> None:
    page = client.get("/en/cases/case-1/").content.decode()
    [block] = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)
    thing: dict[str, Any] = json.loads(block)
    address = f"{project.PEERLEARN_ADDRESS}/en/cases/case-1/"
    assert (thing["@type"], thing["@id"], thing["url"]) == ("Report", f"{address}v1/", address)
    assert thing["license"] == "https://creativecommons.org/licenses/by/4.0/"


@pytest.mark.parametrize("path", ["cases/case-1/", "cases/case-1/v1/"])
def test_page_leads_to_every_form_and_to_its_edition(client: Client, edition: Edition, path: str) -> None:
    page = client.get(f"/en/{path}").content.decode()
    for ending in FORMS:
        assert f'<a href="cite.{ending}">' in page
        assert client.get(f"/en/{path}cite.{ending}").status_code == 200
    assert f'href="{project.PEERLEARN_ADDRESS}/en/cases/case-1/v1/"' in page
