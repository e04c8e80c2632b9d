"""Parts of the world: each country's region and continent, as the United Nations group them for statistics.

Source: UN Statistics Division, Standard country or area codes for statistical use (M49).
"""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

CONTINENTS: dict[str, Promise | str] = {
    "africa": _("Africa"),
    "asia": _("Asia"),
    "europe": _("Europe"),
    "latin-america": _("Latin America and the Caribbean"),
    "northern-america": _("Northern America"),
    "oceania": _("Oceania"),
}
"""Names of the parts that a map can show."""

_REGIONS: tuple[tuple[str, str, Promise | str, str], ...] = (
    ("northern-africa", "africa", _("Northern Africa"), "DZ EG EH LY MA SD TN"),
    (
        "eastern-africa",
        "africa",
        _("Eastern Africa"),
        "BI DJ ER ET IO KE KM MG MU MW MZ RE RW SC SO SS TF TZ UG YT ZM ZW",
    ),
    ("middle-africa", "africa", _("Middle Africa"), "AO CD CF CG CM GA GQ ST TD"),
    ("southern-africa", "africa", _("Southern Africa"), "BW LS NA SZ ZA"),
    (
        "western-africa",
        "africa",
        _("Western Africa"),
        "BF BJ CI CV GH GM GN GW LR ML MR NE NG SH SL SN TG",
    ),
    (
        "caribbean",
        "latin-america",
        _("the Caribbean"),
        "AG AI AW BB BL BQ BS CU CW DM DO GD GP HT JM KN KY LC MF MQ MS PR SX TC TT VC VG VI",
    ),
    ("central-america", "latin-america", _("Central America"), "BZ CR GT HN MX NI PA SV"),
    ("south-america", "latin-america", _("South America"), "AR BO BR BV CL CO EC FK GF GS GY PE PY SR UY VE"),
    ("northern-america", "northern-america", _("Northern America"), "BM CA GL PM US"),
    ("central-asia", "asia", _("Central Asia"), "KG KZ TJ TM UZ"),
    ("eastern-asia", "asia", _("Eastern Asia"), "CN HK JP KP KR MN MO TW"),
    ("south-eastern-asia", "asia", _("South-eastern Asia"), "BN ID KH LA MM MY PH SG TH TL VN"),
    ("southern-asia", "asia", _("Southern Asia"), "AF BD BT IN IR LK MV NP PK"),
    ("western-asia", "asia", _("Western Asia"), "AE AM AZ BH CY GE IL IQ JO KW LB OM PS QA SA SY TR YE"),
    ("eastern-europe", "europe", _("Eastern Europe"), "BG BY CZ HU MD PL RO RU SK UA"),
    ("northern-europe", "europe", _("Northern Europe"), "AX DK EE FI FO GB GG IE IM IS JE LT LV NO SE SJ"),
    ("southern-europe", "europe", _("Southern Europe"), "AD AL BA ES GI GR HR IT ME MK MT PT RS SI SM VA XK"),
    ("western-europe", "europe", _("Western Europe"), "AT BE CH DE FR LI LU MC NL"),
    ("australia-new-zealand", "oceania", _("Australia and New Zealand"), "AU CC CX HM NF NZ"),
    ("melanesia", "oceania", _("Melanesia"), "FJ NC PG SB VU"),
    ("micronesia", "oceania", _("Micronesia"), "FM GU KI MH MP NR PW UM"),
    ("polynesia", "oceania", _("Polynesia"), "AS CK NU PF PN TK TO TV WF WS"),
)

_REGION_OF = {country: name for name, _continent, _words, codes in _REGIONS for country in codes.split()}
_COUNTRIES_OF = {name: tuple(codes.split()) for name, _continent, _words, codes in _REGIONS}
_NAMES = {name: words for name, _continent, words, _codes in _REGIONS}


def region_name(country: str) -> str:
    """The region of a country (ISO 3166-1 alpha-2) in words; "" for one that is in none."""
    return str(_NAMES.get(_REGION_OF.get(country, ""), ""))


def neighbours(country: str) -> tuple[str, ...]:
    """The countries of the same region, this one included."""
    return _COUNTRIES_OF.get(_REGION_OF.get(country, ""), ())


def countries_of(continent: str) -> frozenset[str]:
    """The countries of a continent; none when there is no such one."""
    return frozenset(
        country for _name, part, _words, codes in _REGIONS if part == continent for country in codes.split()
    )
