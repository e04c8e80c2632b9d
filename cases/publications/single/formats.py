"""Publications of one case by their format."""

from ...models import Edition, Publication
from ..asking import Kind
from ..engine.errors import EngineError
from ..engine.writing import Made
from .brochures import render_brochure
from .rendering import render_full

RENDER = {"full": render_full, "brochure": render_brochure}


def render(publication: Publication) -> Made:
    """The PDF of a publication of one edition; raises EngineError."""
    if publication.edition is None:
        raise EngineError("This is no publication of one case.")
    edition = Edition.objects.with_document().get(pk=publication.edition.pk)
    kind = Kind.of(publication)
    render_format = RENDER[kind.format]
    return render_format(edition, kind.language, identifier=publication.key, printed=kind.printed)
