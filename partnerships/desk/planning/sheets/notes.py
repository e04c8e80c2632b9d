"""What is said of a file as a whole, above its rows."""

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from peerlearn.editing.translated_forms import language_name
from peerlearn.editing.writing_fields import plain_figure

from .trying import Trial


def notes_of(trial: Trial) -> list[str]:
    return [*trial.opened.notes, *_figures(trial)]


def _figures(trial: Trial) -> list[str]:
    """How figures were read that are others in another language."""
    if not trial.ambiguous:
        return []
    written = trial.ambiguous[0]
    read = plain_figure(written)
    how = _("with three decimals") if "." in read else _("as thousands")
    said = ngettext(
        "One figure could be read in two ways. It was read as it is written in %(language)s: “%(written)s” %(how)s.",
        "%(number)d figures could be read in two ways. They were read as they are written in %(language)s: “%(written)s” %(how)s.",
        len(trial.ambiguous),
    )
    return [
        said
        % {
            "number": len(trial.ambiguous),
            "language": language_name(get_language() or "en"),
            "written": written,
            "how": how,
        }
    ]
