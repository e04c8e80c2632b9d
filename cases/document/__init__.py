"""The case document: a whole case as one value, in all its languages.

Rows become a value with `case_document`, a value becomes rows with `apply_document`; preview,
history, restore, import, export and the public side all use these two and nothing else.
`published_document` is how anyone reads an edition: through the redactions.
"""

from .about import about
from .applying import apply_document
from .covers import Cover, cover_of, focus_of
from .plans import PlanRecords, plan_as_it_is, plan_records, plan_values
from .reading import case_document, kept_document, published_document, published_documents, redacted
from .values import Authored, CaseDocument, DocumentError, Facts, Part, Thread, Written

__all__ = [
    "Authored",
    "CaseDocument",
    "Cover",
    "DocumentError",
    "Facts",
    "Part",
    "PlanRecords",
    "Thread",
    "Written",
    "about",
    "apply_document",
    "case_document",
    "cover_of",
    "focus_of",
    "kept_document",
    "plan_as_it_is",
    "plan_records",
    "plan_values",
    "published_document",
    "published_documents",
    "redacted",
]
