"""Reading and sending the forms of the desk as a browser without scripts does."""

from html.parser import HTMLParser
from typing import Any, Self
from uuid import UUID

from django.test import Client
from django.urls import reverse

from cases.models import Case


def is_sent(field: dict[str, str | None]) -> bool:
    """Whether a browser would send an input as it stands: files and radios here are empty at first."""
    return field.get("type") not in ("file", "radio", "checkbox") or "checked" in field


class _Form(HTMLParser):
    """Collects what the form named "writing" would send, in its order."""

    def __init__(self) -> None:
        super().__init__()
        self.values: list[tuple[str, str]] = []
        self.inside = False
        self.textarea: str | None = None
        self.select: str | None = None
        self.first: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        own = dict(attrs)
        name, value = own.get("name") or "", own.get("value") or ""
        if tag == "form":
            self.inside = own.get("id") == "writing"
        elif not self.inside:
            return
        elif tag == "textarea":
            self.textarea = name
            self.values.append((name, ""))
        elif tag == "select":
            self.select, self.first = name, None
        elif tag == "option" and self.select:
            self.first = value if self.first is None or "selected" in own else self.first
        elif tag == "input" and is_sent(own):
            self.values.append((name, value))

    def handle_data(self, data: str) -> None:
        if self.textarea is not None:
            self.values[-1] = (self.textarea, self.values[-1][1] + data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea" and self.textarea is not None:
            name, value = self.values[-1]
            self.values[-1] = (name, value.removeprefix("\n"))
            self.textarea = None
        elif tag == "select" and self.select:
            self.values.append((self.select, self.first or ""))
            self.select = None
        elif tag == "form":
            self.inside = False


class Sheet:
    """A form as it was shown, to be filled and sent, possibly long after."""

    answer: Any
    """What came back when it was sent, where a test keeps it."""

    def __init__(self, client: Client, address: str, shown: Any = None) -> None:
        self.client, self.address = client, address
        answer = shown or client.get(self.address)
        assert shown or answer.status_code == 200, answer.status_code
        self.html = answer.content.decode()
        form = _Form()
        form.feed(self.html)
        self.values: dict[str, list[str]] = {}
        for key, value in form.values:
            self.values.setdefault(key, []).append(value)

    @property
    def items(self) -> list[UUID]:
        return [UUID(value) for value in self.values.get("item", [])]

    def fill(self, item: UUID | str, **values: Any) -> Self:
        """Writes into the fields of an item; a list is what is ticked."""
        for name, value in values.items():
            self.values[f"{item}-{name}"] = value if isinstance(value, list) else [value]
        return self

    def send(self, do: str = "save", /, **more: Any) -> Any:
        return self.client.post(self.address, {**self.values, "do": [do], **more})


class Page(Sheet):
    """The form of a section of a case."""

    def __init__(self, client: Client, case: Case, name: str, **query: str) -> None:
        super().__init__(client, reverse("desk:section", args=[case.uid, name], query=query or None))
