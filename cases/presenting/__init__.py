"""A document made ready to show: one language, every reference resolved, every text marked up.

Page and PDF read the same `PresentedCase`; templates hold no logic beyond `if` and `for`.
"""

from django.utils.translation import gettext_lazy as _

from .brochure import RICHEST, Brochure, Room
from .case import PresentedCase, present, present_all, present_draft
from .licences import Licence, licence_of
from .measured import Measured, Result
from .planned import Aim, Entry, Exchange, PresentedPlan
from .translated import in_paragraphs, words_in
from .values import COLOURS, NOTHING, Mark, Named, PresentedCity, PresentedItem, Words

UNTITLED = _("Untitled case")

__all__ = [
    "COLOURS",
    "NOTHING",
    "RICHEST",
    "UNTITLED",
    "Aim",
    "Brochure",
    "Entry",
    "Exchange",
    "Licence",
    "Mark",
    "Measured",
    "Named",
    "PresentedCase",
    "PresentedCity",
    "PresentedItem",
    "PresentedPlan",
    "Result",
    "Room",
    "Words",
    "in_paragraphs",
    "licence_of",
    "present",
    "present_all",
    "present_draft",
    "words_in",
]
