"""Languages as they are called."""

from django.conf.locale import LANG_INFO


def own_name(code: str) -> str:
    """A language by its own name, as it is known to those who speak it: "Português"."""
    name: str = LANG_INFO.get(code, {}).get("name_local", code)
    return name[:1].upper() + name[1:]
