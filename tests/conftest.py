"""What is slow to load is loaded once a run."""

import pytest

from dragoman.domain import Article
from dragoman.parsing.annotate import load_pipeline, parse_articles
from dragoman.running.tools import load_tools


@pytest.fixture(scope="session")
def tools():
    """Pipeline, registry and lexicons, as the program loads them."""
    return load_tools()


@pytest.fixture(scope="session")
def nlp():
    """The shipped pipeline by itself, for tests of `parsing/` that need nothing else."""
    return load_pipeline()


@pytest.fixture(scope="session")
def parse(nlp):
    """`parse(text, title=…)` is the parse of a text by the shipped pipeline."""

    def run(text, **fields):
        [(_, found)] = parse_articles(nlp, [Article("a", text, **fields)])
        return found

    return run
