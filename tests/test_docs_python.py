"""What `docs/python.md` and the public face's own docstrings show is what Python prints."""

from __future__ import annotations

import doctest
import re
import subprocess
import sys
from pathlib import Path

import pytest

import dragoman
from dragoman.api import reader, record

ROOT = Path(__file__).parents[1]
BLOCK = re.compile(r"^```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    (tmp_path / "samples").symlink_to(ROOT / "samples")
    monkeypatch.chdir(tmp_path)


def test_the_page_is_true(folder):
    text = "\n".join(BLOCK.findall((ROOT / "docs/python.md").read_text(encoding="utf8")))
    page = doctest.DocTestParser().get_doctest(text, {}, "python.md", "docs/python.md", 0)
    assert len(page.examples) > 10
    assert doctest.DocTestRunner(optionflags=doctest.ELLIPSIS).run(page).failed == 0


@pytest.mark.parametrize("module", [reader, record], ids=lambda module: module.__name__)
def test_docstrings_are_true(folder, module):
    assert doctest.testmod(module).failed == 0


@pytest.mark.parametrize("name", dragoman.__all__)
def test_every_public_name_is_there_and_told_of(name):
    found = getattr(dragoman, name)
    assert found.__name__ == name
    assert found.__doc__


def test_an_unknown_name_lists_the_known_ones():
    with pytest.raises(AttributeError, match="it has Added, Article"):
        dragoman.Raeder  # noqa: B018


def test_importing_the_package_loads_nothing_of_it():
    code = "import sys, dragoman; print([m for m in sys.modules if m.startswith('dragoman.') or m in ('numpy', 'onnxruntime', 'msgspec')])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"  # noqa: S603
