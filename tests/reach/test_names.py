"""What a screen reader says of the main pages: their landmarks and headings, in order, by their names."""

import re

import pytest
from playwright.sync_api import Page

pytestmark = pytest.mark.browser

HEAD = ["banner", "navigation Main", "navigation Language", "main"]
FOOT = ["contentinfo"]
MAIN_PARTS = {
    "home": [
        "1 What cities learn from each other",
        "search",
        "region Newest cases",
        "2 Newest cases",
        "region By theme",
        "2 By theme",
    ],
    "list": ["1 Cases", "search", "2 19 cases"],
    "case": [
        "1 A cadastre that tells more than where the plots are",
        "region Summary",
        "2 Summary",
        "navigation On this page",
        *(
            f"{level} {part}"
            for part in (
                "The cities",
                "Objectives",
                "What they did together",
                "Challenges",
                "Outcomes",
                "Lessons",
                "Sources",
                "How to cite",
                "On the same themes",
            )
            for level in ("region", 2)
        ),
    ],
    "lesson": [
        "1 Change the approach of the cadastre you already have",
        "2 A cadastre that tells more than where the plots are",
        "region How to cite",
        "2 How to cite",
        "region Tried elsewhere",
        "2 Tried elsewhere",
    ],
}
PART = re.compile(
    r"^ *- '?(?:(banner|main|search(?=:)|contentinfo|(?:region|navigation) \"[^\"]*\")"
    r"|heading \"([^\"]*)\" \[level=([12])\])'?:?",
    re.MULTILINE,
)


@pytest.mark.parametrize("kind", MAIN_PARTS)
def test_landmarks_and_headings_say_how_a_page_is_built(
    page: Page, addresses: dict[str, str], kind: str
) -> None:
    page.goto(addresses[kind])
    found = PART.findall(page.locator("html").aria_snapshot())
    parts = [landmark.replace('"', "") or f"{level} {words}" for landmark, words, level in found]
    # the journey may have published a case on the same site, with a lesson on the same theme
    parts = [part for part in parts if not part.endswith("Other cities on this")]
    assert [re.sub(r"^2 \d+ cases$", "2 19 cases", part) for part in parts] == [
        *HEAD,
        *MAIN_PARTS[kind],
        *FOOT,
    ]


def test_what_is_operated_says_what_it_does(page: Page, addresses: dict[str, str]) -> None:
    page.goto(addresses["found"])
    assert page.get_by_role("main").get_by_label("Search words", exact=True).count() == 1
    chips = page.get_by_role("group", name=re.compile("^Chosen")).get_by_role("link").all()
    assert {re.split(r"\W+", chip.inner_text())[0] for chip in chips} == {"Drop"}
    page.goto(addresses["case"])
    assert page.get_by_role("img", name="Map: Guarulhos – Nampula").count() == 1
