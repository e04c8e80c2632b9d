"""The road from end to end: a contributor writes, an editor publishes, the public finds and takes away."""

import io
import time
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader

from tests.serving import Site

pytestmark = pytest.mark.browser
TITLE = "A trial pair draws one map of two registers"


def test_case_travels_from_the_desk_to_the_printed_page(browser: Browser, site: Site, tmp_path: Path) -> None:
    desk = browser.new_page()
    said: list[str] = []
    desk.on("console", lambda message: said.append(message.text))
    site.log_in(desk, "contributor")
    start(desk)
    write(desk, tmp_path)
    expect(desk.get_by_text("100% complete").first).to_be_visible()
    desk.get_by_role("button", name="Submit for review").click()
    expect(desk.get_by_role("status")).to_contain_text("Submitted.")

    review(browser.new_context().new_page(), site)

    reader = browser.new_context().new_page()
    find(reader, site)
    headings = [heading.strip() for heading in reader.locator("article .part :is(h2, h3)").all_inner_texts()]
    text = take_away(reader)
    assert [heading for heading in headings if squeezed(heading) not in squeezed(text)] == []
    assert squeezed("Both cities kept their own keys.") in squeezed(text)
    assert [words for words in said if "Content Security Policy" in words] == []


def start(page: Page) -> None:
    page.get_by_role("link", name="New case").click()
    page.get_by_label("Title").fill(TITLE)
    page.get_by_label("City 1").select_option(label="Nampula")
    page.get_by_label("City 2").select_option(label="Dondo")
    page.get_by_label("Programme").select_option(index=1)
    page.get_by_role("button", name="Start writing").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)


def write(page: Page, folder: Path) -> None:
    """Every section in turn, each left by its button "Save, then ..."."""
    page.get_by_role("link", name="Title and summary", exact=True).click()
    rich(page, "Summary", "Two offices compare how they keep a register of plots.")
    tick(page, "Themes", "Cadastre")
    onward(page, "The cities")
    for place, words in enumerate(("A city in the north of its country.", "A smaller city by the river.")):
        rich(page, "Context", words, place)
    onward(page, "Objectives")
    rich(page, "Objective", "Learn how the other office numbers its plots.")
    onward(page, "Challenges")
    page.get_by_label("Challenge").fill("Two ways to number a plot")
    rich(page, "Description", "Each office had its own.")
    onward(page, "Outcomes")
    page.get_by_label("Outcome").fill("One list of keys")
    page.get_by_label("Figure", exact=True).fill("14")
    page.get_by_label("Unit of the figure").fill("streets")
    onward(page, "Lessons")
    page.get_by_label("Lesson", exact=True).fill("Agree on the keys before you draw")
    rich(page, "Explanation", "Both cities kept their own keys.")
    tick(page, "Themes", "Cadastre")
    page.get_by_label("Two ways to number a plot").check()
    page.get_by_label("One list of keys").check()
    onward(page, "Voices")
    rich(page, "Quote", "We had the same street under two names.")
    page.get_by_label("Name", exact=True).fill("A trial person")
    page.get_by_label("Consent given on").fill("2026-01-31")
    onward(page, "Side by side")
    page.get_by_label("Tool").fill("Register of plots")
    rich(page, "How it works", "On paper.")
    rich(page, "How it works", "In a table.", 1)
    onward(page, "Future collaboration")
    rich(page, "Future collaboration", "Meet again after the rains.")
    onward(page, "Sources")
    page.get_by_label("Title").fill("A trial source")
    page.get_by_role("textbox", name="Address").fill("https://example.org/source")
    onward(page, "Pictures")
    page.get_by_label("Add pictures").set_input_files(files=picture(folder))
    page.get_by_role("textbox", name="Text for those who").fill("A map on a table")
    page.get_by_role("textbox", name="Credit").fill("A trial photographer")
    onward(page, "overview")


def onward(page: Page, heading: str) -> None:
    page.get_by_role("button", name=f"Save, then {heading}").click()
    if heading != "overview":
        expect(page.get_by_role("heading", level=1)).to_have_text(heading)


def rich(page: Page, name: str, words: str, place: int = 0) -> None:
    """Types into an editor as a person does."""
    expect(page.locator(".prose-editor > textarea").last).to_be_attached()  # the editors stand
    page.get_by_role("textbox", name=name, exact=True).nth(place).click()
    page.keyboard.type(words)


def tick(page: Page, group: str, choice: str) -> None:
    boxes = page.get_by_role("group", name=group)
    boxes.locator("summary").click()
    boxes.get_by_label(choice, exact=True).check()


def picture(folder: Path) -> Path:
    out = io.BytesIO()
    Image.new("RGB", (1200, 800), "teal").save(out, "PNG")
    path = folder / "map.png"
    path.write_bytes(out.getvalue())
    return path


def review(page: Page, site: Site) -> None:
    site.log_in(page, "editor")
    page.get_by_role("link", name=TITLE).first.click()
    page.get_by_role("link", name="Read what was submitted").click()
    expect(page.get_by_text("Agree on the keys before you draw").first).to_be_visible()
    page.get_by_role("link", name="Back to the overview").click()
    page.get_by_role("button", name="Approve").click()
    expect(page.get_by_role("status")).to_contain_text("Approved.")
    page.get_by_role("button", name="Publish", exact=True).click()
    expect(page.get_by_role("status")).to_contain_text("edition 1 is on the public side")


def find(page: Page, site: Site) -> None:
    """From the home page by theme to the case, and to its lesson."""
    page.goto(f"{site.address}/en/")
    page.get_by_role("link", name="Themes").first.click()
    page.get_by_role("link", name="Cadastre", exact=False).last.click()
    page.get_by_role("link", name=TITLE).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)
    loaded = page.locator("figure.illustration img").evaluate(
        "async (img) => (img.loading = 'eager', await img.decode(), img.naturalWidth)"
    )
    assert loaded > 0


def take_away(page: Page) -> str:
    """The text of the case's PDF, which the worker makes meanwhile."""
    href = page.get_by_role("link", name="Download as PDF").get_attribute("href")
    address = f"{page.url.partition('/en/')[0]}{href}"
    for _try in range(60):
        answer = page.request.get(address)
        if answer.headers["content-type"] == "application/pdf":
            reader = PdfReader(io.BytesIO(answer.body()))
            return " ".join(sheet.extract_text() for sheet in reader.pages)
        time.sleep(1)
    raise AssertionError("The PDF was not made within a minute.")


def squeezed(text: str) -> str:
    """Without blanks and hyphens: where lines break is the page's own matter."""
    return "".join(text.split()).replace("-", "").replace("\u00ad", "").replace("‐", "")
