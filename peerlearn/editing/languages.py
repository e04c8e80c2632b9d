"""Languages as they are called."""

from django.conf import settings
from django.conf.locale import LANG_INFO


def own_name(code: str) -> str:
    """A language by its own name, as it is known to those who speak it: "Português"."""
    name: str = LANG_INFO.get(code, {}).get("name_local", code)
    return name[:1].upper() + name[1:]


def content_languages() -> list[tuple[str, str]]:
    """The languages that people write in here, by their own names."""
    return [(code, own_name(code)) for code in settings.CONTENT_LANGUAGES]
