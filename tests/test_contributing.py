"""CONTRIBUTING.md has the commands that CI runs, in their order."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[1]


def recipe(target: str) -> list[str]:
    """The commands of a target of the Makefile, as they are typed."""
    found = re.search(rf"^{target}:.*\n((?:\t.*\n)+)", (ROOT / "Makefile").read_text(encoding="utf8"), re.MULTILINE)
    assert found
    return [line.strip().replace("$(BIN)", ".venv/bin") for line in found[1].splitlines()]


def run_by_ci() -> list[str]:
    """The commands of `.ci/run`, `check-style` and `test` as what they stand for."""
    made: list[str] = []
    for line in (ROOT / ".ci/run").read_text(encoding="utf8").splitlines():
        if target := re.match(r'make VENV="\$venv" ([\w-]+)', line):
            made += recipe(target[1]) if target[1] in {"check-style", "test"} else [f"make {target[1]}"]
        elif line.startswith('"$venv/bin/'):
            made.append(line.replace('"$venv/bin/python"', ".venv/bin/python"))
    return made


def test_the_commands_are_those_of_ci():
    told = re.search(r"CI runs `\.ci/run`.*?```\n(.*?)```", (ROOT / "CONTRIBUTING.md").read_text(encoding="utf8"), re.DOTALL)
    assert told
    assert told[1].splitlines() == run_by_ci()


def test_every_target_that_is_told_is_there():
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf8")
    there = re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf8"), re.MULTILINE)
    assert [target for target in re.findall(r"`make ([a-z-]+)", text) if target not in there] == []
