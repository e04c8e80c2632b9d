"""A case that nobody wrote, to show a design on where nothing is published yet."""

from typing import Any
from uuid import UUID

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from ...document import Authored, CaseDocument, Part, Written

PLACES = (("first", "PT", 38.7, -9.1, 1), ("second", "MZ", -19.8, 34.8, 2))


def made_up() -> CaseDocument:
    """Two cities, a title, a summary and what is told of each; in the language being shown."""
    language = get_language() or "en"
    names = {"first": _("First city"), "second": _("Second city")}
    told = _(
        "Here stands what the city tells of itself: where it lies, who lives there, what it set out to change."
    )
    words = {"title": _("What two cities learnt from each other"), "summary": f"<p>{told}</p>"}
    parts = [
        Part(UUID(int=1), "narrative", {}, {name: {language: Written(text)} for name, text in words.items()}),
        *(
            Part(UUID(int=number + 1), "context", {"city": slug}, {"text": {language: Written(f"<p>{told}</p>")}})
            for slug, _country, _latitude, _longitude, number in PLACES
        ),
    ]  # fmt: skip
    about: dict[str, Any] = {
        "slug": "example",
        "owner": "example",
        "partnership": {"slug": "example", "starts": "", "ends": ""},
        "cities": [
            {
                "slug": slug,
                "name": {language: names[slug]},
                "position": number,
                "country": country,
                "latitude": latitude,
                "longitude": longitude,
                "population": None,
                "population_year": None,
                "population_source": "",
            }
            for slug, country, latitude, longitude, number in PLACES
        ],
        "themes": [],
        "programme": None,
        "organisations": {"example": {"name": {language: _("Publisher")}}},
        "plan": {},
        "pictures": {},
    }
    return CaseDocument(authored=Authored(language=language, parts=tuple(parts)), about=about)
