"""The one script of the pages: keys, and where a selection stands in the text. Everything else works without it."""

from importlib import resources


def script() -> str:
    """Return the script."""
    return (resources.files(__package__) / "keys.js").read_text(encoding="utf-8")
