"""Two people in one field: what to do with a value that changed under the writer's hands."""

import hashlib
import json
from enum import Enum
from typing import Any

THEIRS = "theirs"


class Decision(Enum):
    """What becomes of one posted value."""

    KEEP = "keep"
    WRITE = "write"
    ASK = "ask"


def mark(value: Any) -> str:
    """What names a value in a form that was loaded with it: 16 hex digits of a SHA-256."""
    text = value if isinstance(value, str) else json.dumps(value, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def decide(*, posted: Any, stored: Any, loaded: str, choice: str = "") -> Decision:
    """Whether `posted` is written over `stored`, given the mark of the value that the form was loaded with.

    `choice` is what the person answered when asked before: `theirs`, or the mark of the other value
    that they saw and decided to replace.
    """
    if posted == stored or choice == THEIRS:
        return Decision.KEEP
    if choice:
        return Decision.WRITE if choice == mark(stored) else Decision.ASK
    if mark(posted) == loaded:
        return Decision.KEEP
    return Decision.WRITE if mark(stored) == loaded else Decision.ASK
