"""The pages that teach: each command is run, in order, in a folder with the samples, and prints what the page says that it prints."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from typer.testing import CliRunner

from dragoman.cli import app

DOCS = Path(__file__).parents[1] / "docs"
PAGES = [DOCS / "tutorial.md", *sorted((DOCS / "howto").glob("*.md"))]
BLOCK = re.compile(r"^```console\n(.*?)^```", re.MULTILINE | re.DOTALL)


def steps(page: Path) -> list[tuple[str, list[str]]]:
    """The commands of a page, each with the lines that its output must hold."""
    found: list[tuple[str, list[str]]] = []
    for block in BLOCK.findall(page.read_text(encoding="utf-8")):
        for line in block.splitlines():
            if line.startswith("$ "):
                found.append((line[2:], []))
            elif line.strip():
                found[-1][1].append(line.strip())
    return found


@pytest.mark.parametrize("page", PAGES, ids=[page.stem for page in PAGES])
def test_every_command_does_what_the_page_says(page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "samples").symlink_to(DOCS.parent / "samples")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "118")
    assert steps(page)
    for command, wanted in steps(page):
        program, *arguments = shlex.split(command)
        assert program == "dragoman"
        done = CliRunner().invoke(app, arguments)
        assert done.exit_code == 0, (command, done.output, done.exception)
        said = " ".join(f"{done.stdout} {done.stderr}".split())
        for words in wanted:
            assert " ".join(words.split()) in said, (command, words, said[-2000:])
        if "--output" in arguments or "-o" in arguments:
            file = Path(arguments[arguments.index("--output" if "--output" in arguments else "-o") + 1])
            assert file.stat().st_size > 0, command
