"""The 17 Sustainable Development Goals by number, with their short names.

Names: open-sdg/sdg-translations (MIT); Portuguese as used in Brazil.
"""

import csv
from functools import cache
from pathlib import Path

from peerlearn.editing.translated import in_language

GOALS = range(1, 18)


@cache
def _names() -> dict[int, dict[str, str]]:
    with (Path(__file__).parent / "sdgs.csv").open(encoding="utf-8", newline="") as file:
        return {
            int(row["goal"]): {k: v for k, v in row.items() if k != "goal"} for row in csv.DictReader(file)
        }


def sdg_name(goal: int, language: str | None = None) -> str:
    """The short name of a goal, 1 to 17, in `language` (default: the one being shown)."""
    return in_language(_names()[goal], language)
