"""The original of a text as it stands beside its translation: its words, what changed in them since, its terms."""

from dataclasses import dataclass
from uuid import UUID

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from peerlearn.editing.differences import difference
from peerlearn.editing.prose import clean_rich, plain

from ...document import Written
from ...models import digest
from ..drafts import Draft
from .glossary import Glossary, Term

FEW = 160
"""Characters that take about four lines on a phone: what is longer is folded there."""


@dataclass(frozen=True)
class Original:
    """`is_marked` says that `html` shows what changed since the translation was made, word by word.

    `speaker` is whose words they are: in many languages it decides how they are translated.
    """

    html: SafeString
    is_stale: bool
    is_marked: bool
    is_long: bool
    speaker: str
    terms: list[Term]


def original_beside(
    draft: Draft,
    uid: UUID,
    name: str,
    *,
    source: Written,
    translation: Written,
    typed: str,
    rich: bool,
    speaker: str,
    glossary: Glossary,
) -> Original:
    """The text `name` of the item `uid`; `typed` is what its field holds now."""
    made_from = translation.made_from
    is_stale = bool(made_from) and made_from != digest(source.value)
    former = draft.former_text(uid, name, made_from) if is_stale else None
    return Original(
        html=_shown(source.value, rich) if former is None else difference(former, source.value, rich=rich),
        is_stale=is_stale,
        is_marked=former is not None,
        is_long=not is_stale and len(plain(source.value)) > FEW,
        speaker=speaker,
        terms=glossary.terms_in(source.value, typed),
    )


def _shown(text: str, rich: bool) -> SafeString:
    """Links can be followed by hand and are passed by on the way from field to field."""
    if not rich:
        return SafeString(escape(text))
    return mark_safe(clean_rich(text).replace("<a ", '<a tabindex="-1" '))
