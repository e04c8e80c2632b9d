"""The working copy, its history, and the catalogue of what is published."""

from .addresses import SourceAddress
from .case import Case, Translation
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
    CatalogueVersion,
    Listing,
    ListingChallenge,
    ListingLesson,
    ListingLessonText,
    ListingText,
)
from .publications import Adoption, Compendium, CompendiumChapter, CompendiumEdition, Publication
from .texts import Comment, Text, digest

__all__ = [
    "KINDS",
    "Adoption",
    "Case",
    "CatalogueVersion",
    "Challenge",
    "Comment",
    "Comparison",
    "ComparisonSide",
    "Compendium",
    "CompendiumChapter",
    "CompendiumEdition",
    "Context",
    "Edition",
    "Group",
    "Illustration",
    "Item",
    "Lesson",
    "Link",
    "Listing",
    "ListingChallenge",
    "ListingLesson",
    "ListingLessonText",
    "ListingText",
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
