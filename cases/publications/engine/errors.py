"""What the engine can't do, as a value; light to import, for whoever watches it."""

from typing import Any


class EngineError(Exception):
    """The PDF can't be made; the message says why, for the log.

    `what` names the fault and `facts` say more: "letter" (`letter`) and "picture" (`picture`, its uid) and
    "length" (`pages`), which whoever writes can mend; "file" is one that may not be read, "fault" is ours.
    """

    def __init__(self, message: str, what: str = "fault", **facts: Any) -> None:
        super().__init__(message)
        self.what, self.facts = what, facts
