"""What a search looked for besides the words, said: themes, countries, kinds of lesson, other words for the same."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ...catalogue.facets import COUNTRY, KIND, THEME
from ...catalogue.finding import Found
from ..saying import listed


def also_said(found: Found) -> list[str]:
    """A sentence for each way in which more was found than the words alone."""
    if not found.search:
        return []
    also = found.search.also
    by_facet: dict[str, list[str]] = {}
    for facet, label in also.values:
        by_facet.setdefault(facet, []).append(label)
    sentences = []
    if themes := by_facet.get(THEME.name):
        said = ngettext(
            "Also what is under the theme %(names)s.", "Also what is under the themes %(names)s.", len(themes)
        )
        sentences.append(said % {"names": listed(themes, every=True)})
    if countries := by_facet.get(COUNTRY.name):
        sentences.append(
            _("Also what cities in %(names)s learnt.") % {"names": listed(countries, every=True)}
        )
    if kinds := by_facet.get(KIND.name):
        sentences.append(_("Taken as a kind of lesson: %(names)s.") % {"names": listed(kinds)})
    if also.names:
        names = [_("“%(words)s”") % {"words": name} for name in also.names]
        sentences.append(_("Also with the words %(names)s.") % {"names": listed(names, every=True)})
    return sentences
