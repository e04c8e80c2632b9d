"""How PostgreSQL reads each language: the text search configuration that stems its words."""

CONFIGURATIONS = {
    "da": "danish",
    "de": "german",
    "en": "english",
    "es": "spanish",
    "fr": "french",
    "it": "italian",
    "nl": "dutch",
    "pt": "portuguese",
    "sv": "swedish",
    "tr": "turkish",
}


def regconfig(language: str) -> str:
    """The configuration for a content language; "simple" (no stemming) where none is known."""
    return CONFIGURATIONS.get(language, "simple")
