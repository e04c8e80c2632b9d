"""Makes docs/publications.md and its pictures from the sample library; `script/gallery` starts its database.

Every publication is asked for and made as a reader's is, by the same job, so that the gallery shows
what is and not what was meant.
"""

import io
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import django
from PIL import Image

django.setup()

from django.core.files.storage import storages  # noqa: E402
from django.utils.translation import override  # noqa: E402

from cases.models import Edition, Publication  # noqa: E402
from cases.publications.asking import Kind, ask  # noqa: E402
from cases.publications.compendia.asking import ask_for_gathered  # noqa: E402
from cases.publications.running.making import make  # noqa: E402
from cases.templatetags.presenting import language_name  # noqa: E402

DOCS = Path(__file__).resolve().parent.parent / "docs"
PICTURES = DOCS / "pictures" / "publications"
GROUND, GAP, DPI = "#d9dedd", 14, 50
MANY = 12
"""More pages than this lie seven beside each other, else four."""
SHOWN = (
    ("guarulhos-nampula", "pt"),
    ("nantes-dschang", "fr"),
    ("barcelona-medellin", "es"),
    ("kitakyushu-surabaya", "en"),
)
HEAD = """# Publications

What readers take away, made from the sample library. `script/gallery` makes this page and its pictures; don't edit it.
"""
COMPENDIUM = (
    "Several cases in one book: a map of all pairs, chapters, lessons across cases, indexes, shared sources."
)
GATHERED = ("guarulhos-nampula", "nantes-dschang", "kitakyushu-surabaya", "montreal-port-au-prince")
FORMATS = {
    "full": "The whole case as a book: cover in the colours of the pair, imprint, contents, sections, sources.",
    "brochure": "The essence on one sheet, or on four pages that fold.",
}


def main() -> None:
    PICTURES.mkdir(parents=True, exist_ok=True)
    for old in PICTURES.glob("*.webp"):
        old.unlink()
    (DOCS / "publications.md").write_text("\n".join([HEAD, *of_cases(), *of_a_compendium()]) + "\n")


def of_cases() -> Iterator[str]:
    for format, words in FORMATS.items():
        yield f"## {format.capitalize()}\n\n{words}\n"
        for slug, language in SHOWN:
            edition = Edition.objects.with_document().get(case__slug=slug)
            yield shown(ask(edition, Kind(language, format)), f"{slug}-{format}-{language}")


def of_a_compendium() -> Iterator[str]:
    yield f"## Compendium\n\n{COMPENDIUM}\n"
    editions = list(Edition.objects.filter(case__slug__in=GATHERED).values_list("pk", flat=True))
    yield shown(ask_for_gathered(editions, Kind("en")), "compendium-en")


def shown(asked: Publication, name: str) -> str:
    """A publication, made, as a picture of all its pages and the line about it."""
    make(asked.pk)
    asked.refresh_from_db()
    if asked.state != Publication.State.READY:
        raise SystemExit(f"{name} could not be made: {asked.failure}")
    with storages["publications"].open(asked.file.name) as file:
        pdf = file.read()
    sheet(pages(pdf)).save(PICTURES / f"{name}.webp", quality=70, method=6)
    with override("en"):
        said = f"{name}: {language_name(asked.language)}, {asked.pages} pages, {len(pdf) // 1024} KB"
    print(said)
    return f"![All pages of {name}](pictures/publications/{name}.webp)\n\n{said}\n"


def pages(pdf: bytes) -> list[Image.Image]:
    with tempfile.TemporaryDirectory() as folder:
        command = ["pdftoppm", "-r", str(DPI), "-png", "-", f"{folder}/page"]
        subprocess.run(command, input=pdf, check=True)
        return [Image.open(io.BytesIO(path.read_bytes())) for path in sorted(Path(folder).iterdir())]


def sheet(pages: list[Image.Image]) -> Image.Image:
    """The pages side by side, in rows, as they lie on a table."""
    width, height = pages[0].size
    columns = min(4 if len(pages) <= MANY else 7, len(pages))
    rows = -(-len(pages) // columns)
    size = (columns * (width + GAP) + GAP, rows * (height + GAP) + GAP)
    picture = Image.new("RGB", size, GROUND)
    for place, page in enumerate(pages):
        row, column = divmod(place, columns)
        picture.paste(page, (GAP + column * (width + GAP), GAP + row * (height + GAP)))
    return picture


if __name__ == "__main__":
    main()
