"""The form of one section: its items in their order, with the buttons that add, move and remove."""

from functools import cached_property
from typing import Any
from uuid import UUID, uuid4

from django.forms import Media
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from peerlearn.editing.arranging import as_arranged
from peerlearn.editing.forms import MergingForm
from peerlearn.editing.rows import Row
from peerlearn.editing.uids import uids_of

from ...completeness import SECTIONS, Section
from ...document import Part
from ..choices import Choices
from ..drafts import Draft, open_bin
from ..translating.glossary import Glossary
from .fields import case_fields
from .illustrations import IllustrationForm
from .items import ItemForm, all_forms, uid_for
from .picture_adding import Refused
from .portraits import VoiceForm

ADD: dict[str, Promise | str] = {
    "objective": _("Add an objective"),
    "challenge": _("Add a challenge"),
    "outcome": _("Add an outcome"),
    "lesson": _("Add a lesson"),
    "voice": _("Add a voice"),
    "comparison": _("Compare another tool"),
    "source": _("Add a source"),
    "illustration": _("Add a picture"),
}
"""The kinds of which a case can have any number, with the words on the button."""

FORMS: dict[str, type[ItemForm]] = {"illustration": IllustrationForm, "voice": VoiceForm}
"""The forms of kinds that have a picture."""

NOBODY = UUID(int=0)
"""The identifier in an item that is there to be copied."""


def section_named(name: str) -> Section | None:
    return next((section for section in SECTIONS if section.name == name), None)


class SectionForm:
    """All forms of a section in one language.

    `blank` is the UUID of a new item to show at the end, `opened` that of an item to show unfolded.
    """

    def __init__(
        self,
        draft: Draft,
        section: Section,
        language: str,
        *,
        blank: UUID | None = None,
        opened: UUID | None = None,
        data: Any = None,
        files: Any = None,
    ) -> None:
        self.draft, self.section, self.language = draft, section, language
        self.blank, self.opened = blank, opened
        self.refused: list[Refused] = []
        self.data, self.files = data, files
        self.kind = section.kinds[0]
        self.choices = Choices(draft)
        self.glossary = Glossary(draft.case.language, language)
        self.is_translation = language != draft.case.language
        self.is_repeated = self.kind in ADD and not self.is_translation

    @property
    def written_in(self) -> str:
        """The language of what items are called."""
        return self.draft.case.language

    @property
    def takes_pictures(self) -> bool:
        """Several files at once, each an item."""
        return self.kind == "illustration" and self.is_repeated

    @property
    def batch(self) -> UUID:
        """Names this very page, so that sending it twice adds its pictures once."""
        return uuid4()

    @property
    def add_label(self) -> Promise | str:
        return ADD.get(self.kind, "")

    @cached_property
    def parts(self) -> dict[UUID, Part]:
        """The items of the section as they are stored, those in the bin only when they were posted."""
        parts = {part.uid: part for kind in self.section.kinds for part in self.draft.authored.of_kind(kind)}
        unknown = [uid for uid in self.posted if uid not in parts]
        return parts | {part.uid: part for part in (open_bin(self.draft.case, unknown) if unknown else ())}

    @cached_property
    def posted(self) -> list[UUID]:
        """The items as they stood on the page that was sent, in its order, each once."""
        return list(dict.fromkeys(uids_of(self.data.getlist("item")))) if self.data is not None else []

    @cached_property
    def items(self) -> list[ItemForm]:
        match self.kind:
            case "narrative":
                return [self._item(uid) for uid in self._one()]
            case "context":
                return [
                    self._item(uid, city=city)
                    for uid, city in self._of_cities(self.draft.case.uid, "context")
                ]
        return [self._item(uid) for uid in self._order()]

    @property
    def blank_item(self) -> ItemForm | None:
        """An empty item for the script to copy, where nothing in it follows from its identifier."""
        if not self.is_repeated or self.kind in ("comparison", "illustration"):
            return None
        form = self._form(NOBODY, self.kind)
        form.is_open = True
        return form

    def begin_at(self, uid: UUID) -> None:
        """The page opens with the caret in the first field of this new item."""
        for item in self.items:
            if item.uid == uid and item.is_new:
                next(iter(item.fields.values())).widget.attrs["autofocus"] = True

    def _one(self) -> list[UUID]:
        return list(self.parts)[:1] or [uid_for(self.draft.case.uid, "narrative")]

    def _of_cities(self, owner: UUID, kind: str) -> list[tuple[UUID, str]]:
        """An item for every city that takes part; of a city that left, as long as it has one."""
        own = [part for part in self.parts.values() if part.kind == kind]
        told = {
            part.facts["city"]: part.uid for part in own if part.facts.get("tool", str(owner)) == str(owner)
        }
        cities = [city.slug for city in self.choices.taking_part] + list(told)
        return [(told.get(slug) or uid_for(owner, kind, slug), slug) for slug in dict.fromkeys(cities)]

    def _order(self) -> list[UUID]:
        """As posted, with what was added or taken from the bin meanwhile in its place, the new one at the end."""
        stored = [uid for uid, part in self.parts.items() if part.kind == self.kind]
        posted = [uid for uid in self.posted if uid not in self.parts or self.parts[uid].kind == self.kind]
        order = as_arranged(posted, stored)
        return [
            *order,
            *([self.blank] if self.blank and self.is_repeated and self.blank not in order else []),
        ]

    def _item(self, uid: UUID, city: str = "") -> ItemForm:
        form = self._form(uid, self.kind, names=self.section.fields, given={"city": city} if city else {})
        form.is_open = form.is_new or uid == self.opened
        if self.kind == "comparison":
            for side, slug in self._of_cities(uid, "side"):
                form.sides.append(self._form(side, "side", given={"city": slug, "tool": str(uid)}))
        return form

    def _form(self, uid: UUID, kind: str, **options: Any) -> ItemForm:
        """Bound to what was posted for it; an item that was not on the page that was sent is shown as stored."""
        was_there = self.data is not None and f"{uid}-loaded" in self.data
        form = FORMS.get(kind, ItemForm)(
            uid,
            kind,
            self.draft,
            self.choices,
            language=self.language,
            part=self.parts.get(uid),
            data=self.data if was_there else None,
            files=self.files if was_there else None,
            **options,
        )
        form.place = self.choices.places.get(form.given.get("city", ""))
        form.glossary = self.glossary
        return form

    @cached_property
    def of_case(self) -> MergingForm | None:
        """What is said of the case as a whole, at its start."""
        if self.section.name != "start" or self.is_translation:
            return None
        stored = {
            "themes": self.draft.authored.themes,
            "sdgs": tuple(sorted(map(str, self.draft.authored.sdgs))),
        }
        was_there = self.data is not None and "case-loaded" in self.data
        return MergingForm(
            case_fields(self.choices), stored, prefix="case", data=self.data if was_there else None
        )

    @property
    def case_rows(self) -> list[Row]:
        form = self.of_case
        return [Row(bound, form.conflict_of(bound)) for bound in form] if form else []

    @property
    def media(self) -> Media:
        """The scripts and styles of the editor, where there is something to edit."""
        return sum((form.media for form in self.all_forms()), Media())

    @property
    def has_fields(self) -> bool:
        return any(form.fields for form in self.all_forms())

    # What came of it

    def all_forms(self) -> list[MergingForm]:
        return [*all_forms(self.items), *([self.of_case] if self.of_case else [])]

    @property
    def has_errors(self) -> bool:
        return bool(self.refused) or any(form.is_bound and form.errors for form in self.all_forms())

    @property
    def has_conflicts(self) -> bool:
        return any(form.is_bound and (form.errors, form.conflicts)[1] for form in self.all_forms())

    @property
    def is_settled(self) -> bool:
        """Everything that was posted could be saved."""
        return not self.has_errors and not self.has_conflicts
