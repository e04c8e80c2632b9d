"""The values a case document is made of, and their JSON form."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Self
from uuid import UUID

SCHEMA = 1

type Facts = Mapping[str, Any]
"""A part's language-free columns as JSON values: a reference is a slug or a UUID, a figure a string."""


class DocumentError(ValueError):
    """The document can't be read or applied; the message says where and why."""


@dataclass(frozen=True)
class Written:
    """A text in one language; `made_from` is the digest of the source text it was translated from."""

    value: str
    made_from: str = ""


@dataclass(frozen=True)
class Part:
    """An item as a value. `texts` maps field to language to text; empty texts are not in it."""

    uid: UUID
    kind: str
    facts: Facts = field(default_factory=dict)
    texts: Mapping[str, Mapping[str, Written]] = field(default_factory=dict)

    def text(self, name: str, language: str) -> Written | None:
        return self.texts.get(name, {}).get(language)


@dataclass(frozen=True)
class Thread:
    """A link between two parts: the lesson `item` answers the challenge `to`."""

    item: UUID
    to: UUID
    kind: str


@dataclass(frozen=True)
class Authored:
    """What people wrote; the part of a document that can be applied back to rows.

    Parts stand in the order of `KINDS` and, within a kind, as the writer ordered them.
    """

    language: str
    licence: str = "CC BY 4.0"
    themes: tuple[str, ...] = ()
    sdgs: tuple[int, ...] = ()
    parts: tuple[Part, ...] = ()
    threads: tuple[Thread, ...] = ()

    def of_kind(self, kind: str) -> tuple[Part, ...]:
        return tuple(part for part in self.parts if part.kind == kind)

    def without(self, uids: frozenset[UUID]) -> Self:
        """This document without the parts named, what belongs to them, and their threads."""
        parts = tuple(
            part
            for part in self.parts
            if part.uid not in uids and UUID(part.facts.get("tool", str(part.uid))) not in uids
        )
        kept = {part.uid for part in parts}
        threads = tuple(t for t in self.threads if t.item in kept and t.to in kept)
        return replace(self, parts=parts, threads=threads)

    def languages(self) -> set[str]:
        return {code for part in self.parts for by_language in part.texts.values() for code in by_language}

    def to_json(self) -> dict[str, Any]:
        return {
            "schema": SCHEMA,
            "language": self.language,
            "licence": self.licence,
            "themes": list(self.themes),
            "sdgs": list(self.sdgs),
            "parts": [_part_to_json(part) for part in self.parts],
            "threads": [{"item": str(t.item), "to": str(t.to), "kind": t.kind} for t in self.threads],
        }

    @classmethod
    def from_json(cls, source: Mapping[str, Any]) -> Self:
        """Reads the JSON form; raises DocumentError when it is another schema or not well formed."""
        if source.get("schema") != SCHEMA:
            raise DocumentError(f"Schema {source.get('schema')!r} is not known; this site reads {SCHEMA}.")
        try:
            return cls(
                language=str(source["language"]),
                licence=str(source["licence"]),
                themes=tuple(map(str, source["themes"])),
                sdgs=tuple(map(int, source["sdgs"])),
                parts=tuple(map(_part_from_json, source["parts"])),
                threads=tuple(
                    Thread(UUID(t["item"]), UUID(t["to"]), str(t["kind"])) for t in source["threads"]
                ),
            )
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise DocumentError(f"The document is not well formed: {error}") from error

    def digest(self) -> str:
        """SHA-256 of the canonical JSON form, in hex."""
        return hashlib.sha256(json.dumps(self.to_json(), sort_keys=True).encode()).hexdigest()


@dataclass(frozen=True)
class CaseDocument:
    """A whole case: what was authored, and a snapshot of what it is about (never applied back)."""

    authored: Authored
    about: Mapping[str, Any]

    def without(self, uids: frozenset[UUID]) -> Self:
        return replace(self, authored=self.authored.without(uids))


def _part_to_json(part: Part) -> dict[str, Any]:
    texts = {
        name: {
            code: {"value": text.value} | ({"made_from": text.made_from} if text.made_from else {})
            for code, text in by_language.items()
        }
        for name, by_language in part.texts.items()
    }
    facts = {name: list(value) if isinstance(value, tuple) else value for name, value in part.facts.items()}
    return {"uid": str(part.uid), "kind": part.kind, "facts": facts, "texts": texts}


def _part_from_json(source: Mapping[str, Any]) -> Part:
    texts = {
        str(name): {
            str(code): Written(str(text["value"]), str(text.get("made_from", "")))
            for code, text in by_language.items()
        }
        for name, by_language in source["texts"].items()
    }
    facts = {
        str(name): tuple(value) if isinstance(value, list) else value
        for name, value in source["facts"].items()
    }
    return Part(UUID(source["uid"]), str(source["kind"]), facts, texts)
