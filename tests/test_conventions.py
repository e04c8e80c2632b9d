"""Rules of the house that a machine can check."""

import re
from pathlib import Path

import pytest

from cases.completeness import SECTIONS
from cases.workflow import TRANSITIONS

PROJECT = Path(__file__).resolve().parent.parent
TEMPLATES = sorted((PROJECT / "templates").rglob("*.html"))
# homes of people and hosts of packages, written so that this file names none of them itself
MACHINES = "|".join((r"/[r]oot/", r"/[h]ome/\w+/", r"[p]ypi\.org", r"[r]egistry\.npmjs"))
OWN_APPS = ("cases", "partnerships", "peerlearn/accounts", "peerlearn/editing")


def test_every_setting_is_documented() -> None:
    source = (PROJECT / "peerlearn/environment.py").read_text()
    settings = set(re.findall(r'env\.\w+\(\s*"([A-Z_]+)"', source))
    documented = set(
        re.findall(r"^\| `([A-Z_]+)` \|", (PROJECT / "docs/administrators.md").read_text(), re.MULTILINE)
    )
    assert settings
    assert settings - documented == set()


def test_every_command_for_administrators_is_documented() -> None:
    documented = (PROJECT / "docs/administrators.md").read_text() + (
        PROJECT / "docs/architecture.md"
    ).read_text()
    commands = {
        path.stem for app in OWN_APPS for path in (PROJECT / app / "management/commands").glob("[a-z]*.py")
    }
    assert commands
    assert {command for command in commands if f"`{command}`" not in documented} == set()


def test_editing_guide_shows_the_sections_and_the_steps_as_they_are() -> None:
    guide = (PROJECT / "docs/editing.md").read_text()
    rows = [
        [cell.strip() for cell in line.split("|")[1:-1]]
        for line in guide.splitlines()
        if line.startswith("|")
    ]
    sections = [str(section.title) for section in SECTIONS]
    assert [row[0] for row in rows if row[0] in sections] == sections
    _head, _rule, *table = (row for row in rows if len(row) == 4)
    steps = {row[0]: row[1:] for row in table}
    assert list(steps) == [str(step.label) for step in TRANSITIONS.values()]
    for step in TRANSITIONS.values():
        came_from, leads_to, who = steps[str(step.label)]
        assert came_from == ", ".join(str(state.label) for state in step.sources)
        assert leads_to.startswith(str(step.target.label))
        assert who == ("editors" if step.by_reviewer else "writers and editors")


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: str(path.relative_to(PROJECT / "templates")))
def test_template_has_no_inline_script_or_style(template: Path) -> None:
    source = template.read_text()
    assert re.findall(r"\sstyle=|\son[a-z]+=|javascript:", source) == []
    assert [
        tag for tag in re.findall(r"<script[^>]*>", source) if "src=" not in tag and "json" not in tag
    ] == []


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: str(path.relative_to(PROJECT / "templates")))
def test_template_loads_nothing_from_another_host(template: Path) -> None:
    assert re.findall(r'(?:src|srcset|data)="(?:https?:)?//', template.read_text()) == []


def test_sources_name_no_machine() -> None:
    named = [
        str(path.relative_to(PROJECT))
        for folder in (*OWN_APPS, "peerlearn", "templates", "docs", "script", "sample", "bench")
        for path in (PROJECT / folder).rglob("*")
        if path.is_file() and path.suffix in {".py", ".html", ".md", ".yaml", ".sh", ""}
        if re.search(MACHINES, path.read_text(errors="ignore"))
    ]
    assert named == []
