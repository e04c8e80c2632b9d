"""Publications of one case by their format."""

from ...models import Edition, Publication
from ..engine.errors import EngineError
from ..engine.papers import Print
from ..engine.writing import Made
from .brochures import render_brochure
from .rendering import render_full

RENDER = {"full": render_full, "brochure": render_brochure}


def render(publication: Publication) -> Made:
    """The PDF of a publication of one edition; raises EngineError."""
    if publication.edition is None:
        raise EngineError("This is no publication of one case.")
    edition = Edition.objects.with_document().get(pk=publication.edition.pk)
    printed = Print(publication.paper, publication.purpose)
    render_format = RENDER[publication.format]
    return render_format(edition, publication.language, identifier=publication.key, printed=printed)
