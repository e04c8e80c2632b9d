"""The form of one item: its words in one language, its facts, and the threads to other items."""

from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import parse_qsl, urlencode
from uuid import UUID, uuid5

from django import forms
from django.utils.text import Truncator

from partnerships.models import Participation
from peerlearn.editing.forms import MergingForm
from peerlearn.editing.prose import plain
from peerlearn.editing.rows import Row
from peerlearn.editing.writing_fields import RichText

from ...document import Part, Written
from ...models import KINDS, digest
from ..choices import Choices
from ..drafts import Draft
from ..translating.glossary import Glossary
from ..translating.originals import Original, original_beside
from .fields import LINKS, fact_fields, prose_fields


class ItemForm(MergingForm):
    """One item, existing (`part`) or new. Its prefix is its UUID, so that a form posted twice is one item."""

    place: Participation | None = None
    glossary: Glossary | None = None
    is_open = False
    picture_name = ""
    """The fact that is a picture, in a kind that can have one: it comes as a file, never as a value."""

    def __init__(
        self,
        uid: UUID,
        kind: str,
        draft: Draft,
        choices: Choices,
        *,
        language: str,
        part: Part | None = None,
        names: tuple[str, ...] = (),
        given: Mapping[str, str] | None = None,
        data: Any = None,
        files: Any = None,
    ) -> None:
        self.uid, self.kind, self.part, self.language, self.draft = uid, kind, part, language, draft
        self.given = dict(given or {})
        self.is_translation = language != draft.case.language
        self.sides: list[ItemForm] = []
        fields = prose_fields(kind, names)
        if self.is_translation:
            fields = {name: _bare(field) for name, field in fields.items() if self.source(name).value}
        self.prose_names = tuple(fields)
        if not self.is_translation and not names:
            fields |= self._fact_fields(choices)
        super().__init__(fields, self._stored(fields), prefix=str(uid), data=data, files=files)
        sources = {name: digest(self.source(name).value) for name in self.prose_names}
        self.made_from = sources if data is None else dict(parse_qsl(data.get(f"{uid}-sources", "")))

    def source(self, name: str) -> Written:
        """The original of a text, in the language the case is written in."""
        return (self.part and self.part.text(name, self.draft.case.language)) or Written("")

    def written(self, name: str) -> Written:
        return (self.part and self.part.text(name, self.language)) or Written("")

    def _stored(self, fields: Mapping[str, forms.Field]) -> dict[str, Any]:
        stored: dict[str, Any] = {name: self.written(name).value for name in self.prose_names}
        facts = self.part.facts if self.part else defaults(self.kind)
        stored |= {name: facts[name] for name in fields if name in facts and name != self.picture_name}
        for link, _other in LINKS.get(self.kind, ()):
            threads = self.draft.authored.threads
            stored[link] = tuple(sorted(str(t.to) for t in threads if t.item == self.uid and t.kind == link))
        return stored

    def _fact_fields(self, choices: Choices) -> dict[str, forms.Field]:
        return fact_fields(self.kind, choices)

    @property
    def kept_picture(self) -> Any:
        """The picture of an item that has one."""
        return None

    # What is written

    @property
    def texts(self) -> dict[str, Written]:
        """The texts that changed, each naming the original it was made from."""
        names = [name for name in self.prose_names if name in self.changes or self._confirmed(name)]
        return {
            name: Written(self.changes.get(name, self.written(name).value), self._source_mark(name))
            for name in names
        }

    def _source_mark(self, name: str) -> str:
        return self.made_from.get(name, "") if self.is_translation else ""

    def _confirmed(self, name: str) -> bool:
        """The translator says that a text still fits its changed original."""
        return (
            self.is_translation
            and bool(self.data.get(f"{self.uid}-{name}-fits"))
            and name not in self.conflicts
        )

    @property
    def facts(self) -> dict[str, Any]:
        own = KINDS[self.kind].facts
        return {
            name: value for name, value in self.changes.items() if name in own and name != self.picture_name
        }

    @property
    def links(self) -> dict[str, tuple[str, ...]]:
        names = [name for name, _other in LINKS.get(self.kind, ())]
        return {name: self.changes[name] for name in names if name in self.changes}

    @property
    def says_something(self) -> bool:
        return bool(self.changes) or any(side.says_something for side in self.sides)

    @property
    def is_emptied(self) -> bool:
        """Nothing is left of an item that was there: no word in any language, no fact, thread or picture."""
        if self.part is None:
            return not self.says_something
        if not self.is_bound or self.needs_attention or self.kept_picture:
            return False
        facts, untouched = (
            {**self.part.facts, **self.facts, **self.given},
            {**defaults(self.kind), **self.given},
        )
        shown = {**self.stored, **self.changes}
        words = [
            text.value
            for name, texts in self.part.texts.items()
            for language, text in texts.items()
            if name not in self.fields or language != self.language
        ]
        return (
            all(value in (untouched[name], "", None, ()) for name, value in facts.items())
            and not any(value for name, value in shown.items() if name not in facts)
            and not any(words)
            and all(side.is_emptied for side in self.sides)
        )

    @property
    def needs_attention(self) -> bool:
        """Something in it could not be saved as it stands."""
        own = bool(self.is_bound and (self.errors or self.conflicts))
        return own or any(side.needs_attention for side in self.sides)

    # What is shown

    @property
    def sources(self) -> str:
        return urlencode(self.made_from)

    @property
    def rows(self) -> list[Row]:
        """The texts, then the facts; a text that belongs to a fact comes after it."""
        after = {prose.after: prose.name for prose in KINDS[self.kind].prose if prose.after in self.fields}
        names = [name for name in self.fields if name not in after.values()]
        return [self._row(each) for name in names for each in (name, after.get(name)) if each]

    def _row(self, name: str) -> Row:
        original = self._original(name) if self.is_translation and name in self.prose_names else None
        return Row(self[name], self.conflicts.get(name), original, f"text-{self.uid}-{name}")

    def _original(self, name: str) -> Original:
        return original_beside(
            self.draft,
            self.uid,
            name,
            source=self.source(name),
            translation=self.written(name),
            typed=str(self[name].value() or ""),
            rich=isinstance(self.fields[name], RichText),
            speaker=str(self.part.facts.get("person", "")) if self.part else "",
            glossary=self.glossary or Glossary(self.draft.case.language, self.language),
        )

    @property
    def heading(self) -> str:
        """What the item is called in a list: its first words, in the language the case is written in."""
        for prose in KINDS[self.kind].prose:
            words = plain(self.source(prose.name).value)
            if words:
                return Truncator(words).chars(90)
        return str(self.part.facts.get("title", "")) if self.part else ""

    @property
    def is_new(self) -> bool:
        return self.part is None


def _bare(field: forms.Field) -> forms.Field:
    """Beside the original nobody needs to be told what belongs in a field; a long line is seen whole."""
    field.help_text = ""
    field.words = 0  # type: ignore[attr-defined]
    if not isinstance(field, RichText):
        field.widget = forms.Textarea(attrs={"rows": "2", "cols": False})
    return field


def defaults(kind: str) -> dict[str, Any]:
    """The facts of an item that nobody has touched yet."""
    columns: list[Any] = [KINDS[kind]._meta.get_field(name) for name in KINDS[kind].facts]
    return {
        c.name: () if c.many_to_many else None if c.is_relation or c.null else c.get_default()
        for c in columns
    }


def uid_for(owner: UUID, *names: str) -> UUID:
    """The identifier of an item of which there is one for each city: two writers at once make one, not two."""
    return uuid5(owner, "/".join(names))


def all_forms(forms_: Iterable[ItemForm]) -> list[ItemForm]:
    """The forms with those inside them."""
    return [each for form in forms_ for each in (form, *form.sides)]
