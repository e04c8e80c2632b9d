"""Licences in words: what a code such as "CC BY-SA 4.0" lets readers do, and where it can be read."""

import re
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

_CREATIVE_COMMONS = re.compile(r"CC (BY(?:-(?:SA|NC|ND))*) (\d\.\d)")
_WORDS: dict[str, Promise | str] = {
    "BY": _("You may share and adapt it for any purpose if you name who made it."),
    "BY-SA": _(
        "You may share and adapt it for any purpose if you name who made it and give what you make of it "
        "the same licence."
    ),
    "BY-ND": _("You may share it unchanged for any purpose if you name who made it."),
    "BY-NC": _("You may share and adapt it, but not sell it, if you name who made it."),
    "BY-NC-SA": _(
        "You may share and adapt it, but not sell it, if you name who made it and give what you make of it "
        "the same licence."
    ),
    "BY-NC-ND": _("You may share it unchanged, but not sell it, if you name who made it."),
}


@dataclass(frozen=True)
class Licence:
    """A licence by its code; `words` and `address` are empty where we don't know it."""

    code: str
    words: Promise | str = ""
    address: str = ""


def licence_of(code: str) -> Licence:
    found = _CREATIVE_COMMONS.fullmatch(code)
    if found is None:
        return Licence(code)
    address = f"https://creativecommons.org/licenses/{found[1].lower()}/{found[2]}/"
    return Licence(code, _WORDS.get(found[1], ""), address)
