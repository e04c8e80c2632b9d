"""Sample compendia from their readable file: the road that every compendium takes, up to its first edition."""

from partnerships.models import Organisation, Programme
from peerlearn.accounts.models import User
from peerlearn.editing.prose import clean_plain

from ..gathering import begin_compendium, publish_compendium
from ..models import Case, CompendiumEdition
from .plans import Row


def load_compendium(row: Row, *, editor: User) -> CompendiumEdition:
    """Gathers the cases of one row in its order, and publishes them."""
    cases = dict(Case.objects.filter(slug__in=row["cases"]).values_list("slug", "pk"))
    compendium = begin_compendium(
        slug=row["slug"],
        title=row["title"],
        foreword={code: _paragraphs(text) for code, text in row["foreword"].items()},
        owner=Organisation.objects.get(slug=row["owner"]),
        programme=Programme.objects.get(slug=row["programme"]) if "programme" in row else None,
        cases=[cases[slug] for slug in row["cases"]],
    )
    return publish_compendium(compendium, by=editor)


def _paragraphs(text: str) -> str:
    return "\n\n".join(clean_plain(paragraph) for paragraph in text.strip().split("\n\n"))
