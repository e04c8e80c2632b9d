"""The codes by which IATI knows what is kept here.

Codelists: OrganisationRole, OrganisationType, ActivityStatus, ActivityDateType, DescriptionType, DocumentCategory,
RelatedActivityType, ResultType, IndicatorMeasure and the geographic ones of version 2.03; sectors: OECD DAC purpose
codes (Sector), five digits.
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from urllib.parse import urlsplit

from partnerships.models import Document, Organisation, ProgrammePartner

from .shares import shares

FUNDING, ACCOUNTABLE, IMPLEMENTING = "1", "2", "4"
ROLES = {
    # 3 is who manages a funder's money for it: nobody says so here
    ProgrammePartner.Role.FUNDER: FUNDING,
    ProgrammePartner.Role.COORDINATOR: ACCOUNTABLE,
    ProgrammePartner.Role.IMPLEMENTING: IMPLEMENTING,
    ProgrammePartner.Role.TECHNICAL: IMPLEMENTING,
    ProgrammePartner.Role.SUPPORTING: IMPLEMENTING,
}
LOCAL_GOVERNMENT = "11"
_ORGANISATION_TYPES = {
    Organisation.Kind.LOCAL_GOVERNMENT: LOCAL_GOVERNMENT,
    Organisation.Kind.ASSOCIATION: "15",
    Organisation.Kind.NETWORK: "15",
    Organisation.Kind.NATIONAL_GOVERNMENT: "10",
    Organisation.Kind.INTERNATIONAL: "40",
    Organisation.Kind.UNIVERSITY: "80",
}
PLANNED_START, START, PLANNED_END, END = "1", "2", "3", "4"
PIPELINE, IMPLEMENTATION, CLOSED = "1", "2", "4"
GENERAL, OBJECTIVES = "1", "2"
PARENT, CHILD, SIBLING = "1", "2", "3"
SUSTAINABLE_DEVELOPMENT_GOALS = "2"
WEB_PAGE = "A12"
CATEGORIES = {
    Document.Kind.PUBLICATION: "A08",
    Document.Kind.NOTE: "A08",
    Document.Kind.STUDY: "A08",
    Document.Kind.OTHER: "A08",
    Document.Kind.AGREEMENT: "A09",
    Document.Kind.REPORT: "A07",
}
ACTIVITY_TAKES_PLACE, EXACT, POPULATED_PLACE = "1", "1", "2"
COORDINATES = "http://www.opengis.net/def/crs/EPSG/0/4326"
ORIGINAL, INDICATIVE = "1", "1"
UNSPECIFIED_RESULT = "9"  # a plan doesn't say whether it counts outputs or outcomes
UNIT, PERCENTAGE = "1", "2"
_PERCENT = ("%", "percent", "per cent", "por ciento", "por cento", "pour cent", "prozent")

URBAN_DEVELOPMENT = "43030"
SECTORS = {
    "land-and-cadastre": "43031",
    "cadastre": "43031",
    "land-rights": "43031",
    "land-value": "43031",
    "urban-planning": URBAN_DEVELOPMENT,
    "strategic-planning": URBAN_DEVELOPMENT,
    "participatory-planning": URBAN_DEVELOPMENT,
    "territorial-planning": "43031",
    "informal-settlements": "43032",
    "participation-and-budgets": "15150",
    "waste-and-environment": "41010",
    "household-waste": "14050",
    "composting": "14050",
    "climate-and-energy": "23110",
    "green-spaces-and-air": "41020",
    "public-services": "43032",
    "water-and-sanitation": "14030",
    "safety-and-resilience": "43060",
    "citizen-security": "15130",
    "municipal-administration": "15185",
    "finance-and-revenue": "15114",
    "staff-and-training": "15110",
    "digital-government": "15110",
    "archives": "15126",
    "inclusion-and-education": "16010",
    "education": "11110",
    "women-and-work": "16020",
    "mobility": "21010",
    "roads-and-traffic": "21020",
    "culture-and-public-space": "16061",
    "public-space": "43032",
    "local-economy": "43032",
    "urban-rural-links": "43042",
}
"""By theme; a narrower one that is not named goes with its broader one, any other one is urban development."""

_FORMATS = {
    "pdf": "application/pdf",
    "doc": "application/msword",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "odt": "application/vnd.oasis.opendocument.text",
    "xls": "application/vnd.ms-excel",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ppt": "application/vnd.ms-powerpoint",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "csv": "text/csv",
    "txt": "text/plain",
    "zip": "application/zip",
    "jpg": "image/jpeg",
    "png": "image/png",
    "mp4": "video/mp4",
}
PAGE = "text/html"


def organisation_type(organisation: Organisation) -> str:
    """The OrganisationType of an organisation; one without a country works across them."""
    kind = Organisation.Kind(organisation.kind)
    if kind == Organisation.Kind.NGO:
        return "22" if organisation.country else "21"
    if kind == Organisation.Kind.BANK:
        return "15" if organisation.country else "40"
    return _ORGANISATION_TYPES.get(kind, "90")


def status(first: date, last: date | None, *, today: date) -> str:
    """The ActivityStatus of what runs from a day to another; None while no end is known."""
    if first > today:
        return PIPELINE
    return CLOSED if last and last < today else IMPLEMENTATION


def sectors(themes: Mapping[str, int], broader: Mapping[str, str]) -> dict[str, Decimal]:
    """The share of each sector, in percent, of what has so many cases on each theme; `broader` names the broader
    theme of a narrower one. A broad theme that stands for its narrower ones alone doesn't count once more."""
    narrowed = {broader.get(theme, "") for theme in themes}
    found: dict[str, int] = {}
    for theme, number in themes.items():
        if theme not in narrowed:
            code = SECTORS.get(theme) or SECTORS.get(broader.get(theme, ""), URBAN_DEVELOPMENT)
            found[code] = found.get(code, 0) + number
    return shares(found or {URBAN_DEVELOPMENT: 1})


def measure(unit: str) -> str:
    """The IndicatorMeasure of a unit in words."""
    return PERCENTAGE if any(sign in unit.casefold() for sign in _PERCENT) else UNIT


def media_type(address: str) -> str:
    """The media type of what an address leads to, as far as its ending says so; else that of a page."""
    name = urlsplit(address).path.rpartition("/")[2]
    return _FORMATS.get(name.rpartition(".")[2].lower(), PAGE) if "." in name else PAGE
