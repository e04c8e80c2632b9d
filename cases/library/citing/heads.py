"""What the head of a page tells machines about what it shows: Dublin Core, Highwire tags, schema.org."""

import json
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from .citations import Citation

_ESCAPES = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}


def meta(citation: Citation) -> list[tuple[str, str]]:
    """Names and contents of meta elements; what the citation doesn't know is left out."""
    is_part = bool(citation.within)
    day = citation.published
    tags = [
        ("citation_title", citation.title),
        # the comma at the end keeps Zotero from taking the last word of an organisation for a family's name
        *(("citation_author", f"{author},") for author in citation.authors),
        ("citation_publication_date", day.strftime("%Y/%m/%d")),
        ("citation_publisher" if is_part else "citation_technical_report_institution", citation.publisher),
        ("citation_book_title", citation.within),
        ("citation_technical_report_number", "" if is_part else str(citation.edition)),
        ("citation_series_title", citation.series),
        ("citation_language", citation.language),
        ("citation_keywords", "; ".join(citation.keywords)),
        ("citation_abstract", citation.abstract),
        ("citation_public_url", citation.address),
        ("citation_pdf_url", "" if is_part else citation.pdf),
        ("DC.title", citation.title),
        *(("DC.creator", author) for author in citation.authors),
        *(("DC.contributor", name) for name in citation.contributors),
        ("DC.publisher", citation.publisher),
        ("DC.date", day.isoformat()),
        ("DC.type", "Text"),
        ("DC.language", citation.language),
        ("DC.identifier", citation.address),
        ("DC.relation", citation.series),
        ("DC.rights", citation.rights),
        *(("DC.subject", keyword) for keyword in citation.keywords),
        *(("DC.coverage", place) for place in citation.places),
        ("DC.description", citation.abstract),
    ]
    return [(name, content) for name, content in tags if content]


def linked_data(citation: Citation) -> SafeString:
    """schema.org as JSON that may stand in a page: nothing in it can end the element around it."""
    text = json.dumps(_thing(citation), ensure_ascii=False)
    return mark_safe(text.translate(_ESCAPES))


def _thing(citation: Citation) -> dict[str, Any]:
    whole = {"@type": "Report", "name": citation.within} if citation.within else None
    series = {"@type": "CreativeWorkSeries", "name": citation.series} if citation.series else None
    thing = {
        "@context": "https://schema.org",
        "@type": "CreativeWork" if citation.within else "Report",
        "@id": citation.address,
        "url": citation.page,
        "name": citation.title,
        "headline": citation.title,
        "abstract": citation.abstract,
        "author": _organisations(citation.authors),
        "contributor": _organisations(citation.contributors),
        "publisher": {"@type": "Organization", "name": citation.publisher},
        "datePublished": citation.published.isoformat(),
        "version": citation.edition,
        "inLanguage": citation.language,
        "license": citation.licence_address or citation.rights,
        "isPartOf": [part for part in (whole, series) if part],
        "about": list(citation.keywords),
        "spatialCoverage": [{"@type": "Place", "name": place} for place in citation.places],
        "isAccessibleForFree": True,
    }
    return {name: value for name, value in thing.items() if value}


def _organisations(names: tuple[str, ...]) -> list[dict[str, str]]:
    return [{"@type": "Organization", "name": name} for name in names]
