"""What is slow to load is loaded once a run."""

import pytest

from dragoman.domain import Article
from dragoman.parsing.annotate import load_reader
from dragoman.parsing.annotate import parse as parse_article
from dragoman.running.tools import load_tools


@pytest.fixture(scope="session", autouse=True)
def in_this_process():
    """Read in the process of the tests, where what is slow to load is loaded already, unless a test asks for workers."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DRAGOMAN_WORKERS", "0")
        yield


@pytest.fixture(scope="session")
def tools():
    """Reader, registry and lexicons, as the program loads them."""
    return load_tools()


@pytest.fixture(scope="session")
def reader():
    """The shipped reader by itself, for tests of `parsing/` that need nothing else."""
    return load_reader()


@pytest.fixture(scope="session")
def parse(reader):
    """`parse(text, title=…)` is the parse of a text by the shipped reader."""

    def run(text, **fields):
        return parse_article(reader, Article("a", text, **fields))

    return run
