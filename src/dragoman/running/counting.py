"""How many articles inputs have, where that is cheap to say."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from dragoman.reading.sources import walk
from dragoman.reading.streams import suffix_form

MOST_BYTES = 2_000_000_000
"""Lines are counted at about a second a gigabyte."""


def count_articles(paths: Sequence[str]) -> int | None:
    """Count the texts, pages and lines of JSON that files and folders have; None where an input has to be read for that.

    It is a guess to show progress by: lines that turn out to be no article are counted.
    """
    total = size = 0
    try:
        for path in _files(paths):
            form = suffix_form(path.name)
            size += path.stat().st_size
            if form in {"text", "html"}:
                total += 1
            elif form == "jsonl" and path.suffix != ".gz" and size <= MOST_BYTES:
                with path.open("rb") as lines:
                    total += sum(1 for line in lines if not line.isspace())
            else:
                return None
    except (OSError, ValueError):
        return None
    return total


def _files(paths: Sequence[str]) -> Iterable[Path]:
    for path in map(Path, paths):
        yield from (found for found in walk(path) if isinstance(found, Path)) if path.is_dir() else [path]
