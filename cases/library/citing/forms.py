"""Citations as programs for references read them: plain text, BibTeX, RIS, CSL-JSON. One writer each."""

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from .citations import Citation

type Writer = Callable[[Sequence[Citation]], str]

_BLANKS = re.compile(r"[\x00-\x20\x7f-\xa0\u2028\u2029]+")
_SPECIAL = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\{",
        "}": r"\}",
        "&": r"\&",
        "%": r"\%",
        "$": r"\$",
        "#": r"\#",
        "_": r"\_",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
    }
)


@dataclass(frozen=True)
class Form:
    """A way to write citations: how its file ends, what it is called, its media type."""

    ending: str
    name: str
    content_type: str
    write: Writer

    @property
    def media_type(self) -> str:
        return self.content_type.partition(";")[0]


def as_text(citations: Sequence[Citation]) -> str:
    """One paragraph each, in the language being read."""
    return "\n\n".join(citation.text for citation in citations) + "\n"


def as_bibtex(citations: Sequence[Citation]) -> str:
    """UTF-8, with what TeX would take for commands escaped; addresses stay as they are, for `url` is verbatim."""
    return "\n\n".join(map(_bibtex_entry, citations)) + "\n"


def _bibtex_entry(citation: Citation) -> str:
    is_part = bool(citation.within)
    fields = {
        # a second pair of braces: an organisation is one name, and capitals stay in every language
        "author": " and ".join(f"{{{_tex(author)}}}" for author in citation.authors),
        "title": f"{{{_tex(citation.title)}}}",
        "booktitle": f"{{{_tex(citation.within)}}}" if is_part else "",
        "year": str(citation.published.year),
        "month": str(citation.published.month),
        "date": citation.published.isoformat(),
        "publisher" if is_part else "institution": _tex(citation.publisher),
        "type": "" if is_part else _tex(_("Case")),
        "edition" if is_part else "number": str(citation.edition),
        "series": f"{{{_tex(citation.series)}}}" if citation.series else "",
        "url": citation.address,
        "language": citation.language,
        "rights": _tex(citation.rights),
        "keywords": _tex(", ".join(citation.keywords)),
        "abstract": _tex(citation.abstract),
    }
    lines = [f"  {name} = {{{value}}}" for name, value in fields.items() if value]
    kind = "incollection" if is_part else "techreport"
    return f"@{kind}{{{citation.key},\n" + ",\n".join(lines) + "\n}"


def _tex(value: str) -> str:
    return _line(value).translate(_SPECIAL)


def as_ris(citations: Sequence[Citation]) -> str:
    """The tags as Zotero and EndNote read them; lines end as the format asks."""
    return "".join(f"{tag}  - {value}\r\n" for citation in citations for tag, value in _ris_lines(citation))


def _ris_lines(citation: Citation) -> list[tuple[str, str]]:
    is_part = bool(citation.within)
    lines = [
        ("TY", "CHAP" if is_part else "RPRT"),
        ("ID", citation.key),
        ("TI", citation.title),
        # a comma would part a name into that of a family and that of a person
        *(("AU", author.replace(",", " –")) for author in citation.authors),
        ("PY", str(citation.published.year)),
        ("DA", citation.published.strftime("%Y/%m/%d")),
        ("PB", citation.publisher),
        ("T2", citation.within if is_part else citation.series),
        ("T3", citation.series if is_part else ""),
        ("M3", "" if is_part else _("Case")),
        ("ET" if is_part else "SN", str(citation.edition)),
        ("LA", citation.language),
        ("AB", citation.abstract),
        *(("KW", keyword) for keyword in citation.keywords),
        ("UR", citation.address),
        ("CR", citation.rights),
    ]
    # the last line of a record is its end, and has nothing after the dash
    return [(tag, _line(value)) for tag, value in lines if value] + [("ER", "")]


def as_csl(citations: Sequence[Citation]) -> str:
    """The JSON that citation styles read (CSL 1.0.2)."""
    return json.dumps([_csl_item(citation) for citation in citations], ensure_ascii=False, indent=2) + "\n"


def _csl_item(citation: Citation) -> dict[str, Any]:
    published = citation.published
    item = {
        "id": citation.key,
        "type": "chapter" if citation.within else "report",
        "title": citation.title,
        "container-title": citation.within,
        "author": [{"literal": author} for author in citation.authors],
        "contributor": [{"literal": name} for name in citation.contributors],
        "issued": {"date-parts": [[published.year, published.month, published.day]]},
        "publisher": citation.publisher,
        "collection-title": citation.series,
        "genre": "" if citation.within else _("Case"),
        "edition" if citation.within else "number": str(citation.edition),
        "language": citation.language,
        "abstract": citation.abstract,
        "keyword": ", ".join(citation.keywords),
        "URL": citation.address,
        "note": citation.rights,
    }
    return {name: value for name, value in item.items() if value}


def _line(value: str) -> str:
    """The words on one line: a line of these formats is a field."""
    return _BLANKS.sub(" ", value).strip()


FORMS: dict[str, Form] = {
    form.ending: form
    for form in (
        Form("bib", "BibTeX", "application/x-bibtex; charset=utf-8", as_bibtex),
        Form("ris", "RIS", "application/x-research-info-systems; charset=utf-8", as_ris),
        Form("csl.json", "CSL-JSON", "application/vnd.citationstyles.csl+json", as_csl),
        Form("txt", "TXT", "text/plain; charset=utf-8", as_text),
    )
}
"""By the end of the address."""
