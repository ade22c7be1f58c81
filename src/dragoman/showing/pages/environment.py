"""Jinja as every page uses it: everything escaped, nothing undefined, no markup made in Python."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, get_args
from urllib.parse import quote, urlsplit

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from dragoman import __version__
from dragoman.domain import Modality, Polarity, Stance, Verdict
from dragoman.record.encoding import TYPES
from dragoman.record.filters import SORTS
from dragoman.showing.terminal import named

MARKDOWN = frozenset("\\`*_[]#!|~<>&")
"""What Markdown reads as marks."""
HIDDEN = frozenset({"Cc", "Cf", "Co", "Cn", "Cs"})
"""Categories of characters that are not seen, or that turn what follows: they are shown by their number."""


CHOICES = {
    "kind": tuple(TYPES),
    "sort": SORTS,
    "verdict": get_args(Verdict),
    "modality": get_args(Modality),
    "polarity": get_args(Polarity),
    "stance": get_args(Stance),
}
"""What may be chosen in a form, by the key of the filter."""


@dataclass(frozen=True, slots=True)
class Chrome:
    """What stands around a page. `live` is True on the server: links lead on and, unless `read_only`, forms judge; `token` goes with each form.

    `by` is the name of who judges, `asks` whether forms ask for it.
    """

    title: str
    record: str
    live: bool = False
    read_only: bool = True
    by: str = ""
    asks: bool = True
    token: str = ""
    version: str = __version__


def render(template: str, **values: Any) -> str:
    """Return a page as HTML; a value that the template wants and does not get is an error."""
    return environment().get_template(template).render(**values)


def style() -> str:
    """Return the style sheet of all pages."""
    return (resources.files(__package__) / "style.css").read_text(encoding="utf-8")


@cache
def environment() -> Environment:
    """Return the environment of all templates."""
    made = Environment(
        loader=PackageLoader("dragoman.showing.pages"),
        autoescape=select_autoescape(disabled_extensions=("md",), default=True),  # Markdown is escaped in its own way, by `inline`
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.globals["choices"] = CHOICES
    made.filters |= {"shown": shown, "link": link, "count": count, "path": path, "percent": percent, "inline": inline}
    return made


def shown(text: Any) -> str:
    """Return text in which every character is seen: control, bidirectional and zero-width ones as ⟨U+202E⟩; line breaks and tabs stay."""
    if text is None:
        return ""
    return "".join(named(c) if unicodedata.category(c) in HIDDEN and c not in "\n\t" else c for c in str(text))


def link(url: str | None) -> str:
    """Return an address that may be followed, http or https with a host, else nothing."""
    if not url or any(unicodedata.category(c) in HIDDEN or c.isspace() for c in url):
        return ""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return url if parts.scheme in {"http", "https"} and parts.hostname else ""


def path(text: str) -> str:
    """Return a piece of a path, as an address has it."""
    return quote(text, safe="")


def count(number: int, noun: str, several: str = "") -> str:
    """Return `1 claim`, `3 claims`, `2 entries`."""
    return f"{number:,} {noun if number == 1 else several or noun + 's'}"


def inline(text: str) -> str:
    """Return text on one line, with what Markdown would take for its own marks escaped, markup of HTML too."""
    return "".join(f"\\{letter}" if letter in MARKDOWN else letter for letter in " ".join(text.split(" ")).replace("\n", " "))


def percent(share: float) -> str:
    """Return `76 %`."""
    return f"{share:.0%}".replace("%", " %")
