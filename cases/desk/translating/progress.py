"""The languages of a case beside the one it is written in: how far each is, and which are ready."""

from dataclasses import dataclass

from django.conf import settings

from peerlearn.accounts.models import User
from peerlearn.editing.languages import own_name

from ...models import Case, Translation, digest
from ..drafts import Draft


@dataclass(frozen=True)
class Progress:
    """One language: of `wanted` texts of the original, `written` exist, `stale` of them from older words."""

    language: str
    wanted: int
    written: int
    stale: int
    is_ready: bool

    @property
    def name(self) -> str:
        return own_name(self.language)


def progress_of(draft: Draft) -> list[Progress]:
    """Every content language but the original."""
    original = draft.case.language
    ready = set(Translation.objects.filter(case=draft.case).values_list("language", flat=True))
    texts = [by_language for part in draft.authored.parts for by_language in part.texts.values()]
    wanted = [by_language for by_language in texts if original in by_language]
    found = []
    for language in settings.CONTENT_LANGUAGES:
        if language != original:
            made = [
                (each[language].made_from, digest(each[original].value))
                for each in wanted
                if language in each
            ]
            stale = sum(bool(made_from) and made_from != now for made_from, now in made)
            found.append(Progress(language, len(wanted), len(made), stale, language in ready))
    return found


def set_ready(case: Case, language: str, *, ready: bool, by: User) -> None:
    """Marks a translation ready for the next edition, or takes the mark back."""
    if not ready:
        Translation.objects.filter(case=case, language=language).delete()
    elif language != case.language:
        Translation.objects.get_or_create(case=case, language=language, defaults={"ready_by": by})
