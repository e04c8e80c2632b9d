"""What a search looked for besides the words, said: a theme, a country, a kind of lesson, other words for the same."""

from django.utils.translation import gettext as _

from ...catalogue.facets import COUNTRY, KIND, THEME
from ...catalogue.finding import Found
from ..saying import listed


def also_said(found: Found) -> list[str]:
    """A sentence for each way in which more was found than the words alone."""
    if not found.search:
        return []
    also = found.search.also
    said = {
        THEME.name: _("Also what is under the theme %(names)s."),
        COUNTRY.name: _("Also what comes from cities in %(names)s."),
        KIND.name: _("Taken as a kind of lesson: %(names)s."),
    }
    sentences = []
    for facet, sentence in said.items():
        if labels := [label for name, label in also.values if name == facet]:
            sentences.append(sentence % {"names": listed(labels, every=True)})
    if also.names:
        sentences.append(
            _("Also with the words %(names)s.") % {"names": listed(list(also.names), every=True)}
        )
    return sentences
