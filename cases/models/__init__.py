"""The working copy, its history, and the catalogue of what is published."""

from .addresses import SourceAddress
from .case import Case, Translation
from .compendia import Compendium, CompendiumChapter, CompendiumEdition, GatheredCase
from .designs import Design
from .history import Edition, Redaction, Revision, Withdrawal
from .items import (
    KINDS,
    Challenge,
    Comparison,
    ComparisonSide,
    Context,
    Group,
    Illustration,
    Item,
    Lesson,
    Link,
    Narrative,
    Objective,
    Outcome,
    Prose,
    Source,
    Voice,
)
from .listings import (
    CatalogueChange,
    CatalogueVersion,
    CatalogueWord,
    Listing,
    ListingChallenge,
    ListingLesson,
    ListingLessonText,
    ListingLessonWords,
    ListingText,
    ListingWords,
)
from .live import LiveRecords
from .publications import Adoption, Publication
from .texts import Comment, Text, digest

__all__ = [
    "KINDS",
    "Adoption",
    "Case",
    "CatalogueChange",
    "CatalogueVersion",
    "CatalogueWord",
    "Challenge",
    "Comment",
    "Comparison",
    "ComparisonSide",
    "Compendium",
    "CompendiumChapter",
    "CompendiumEdition",
    "Context",
    "Design",
    "Edition",
    "GatheredCase",
    "Group",
    "Illustration",
    "Item",
    "Lesson",
    "Link",
    "Listing",
    "ListingChallenge",
    "ListingLesson",
    "ListingLessonText",
    "ListingLessonWords",
    "ListingText",
    "ListingWords",
    "LiveRecords",
    "Narrative",
    "Objective",
    "Outcome",
    "Prose",
    "Publication",
    "Redaction",
    "Revision",
    "Source",
    "SourceAddress",
    "Text",
    "Translation",
    "Voice",
    "Withdrawal",
    "digest",
]
