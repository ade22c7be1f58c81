"""The filters of every listing as options, each told once: a command names the keys that mean something for it and gets a `Selection`."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import typer

from dragoman.cli.completing import complete_actor, words_of
from dragoman.errors import InputError
from dragoman.settings import load_settings

if TYPE_CHECKING:
    from dragoman.record.selecting import Selection

Command = TypeVar("Command", bound=Callable[..., None])
PANEL = "Which"
ACTORS = ("actor", "pair", "from", "to", "by")
"""Filters that name somebody. What `--about` names may also be words."""
COMMON = ("actor", "pair", "from", "to", "type", "stance", "polarity", "modality", "verdict", "precision", "since", "until", "outlet", "text", "how!")
"""What may be asked of claims of any kind."""
ORDER = ("sort", "newest", "limit")


@dataclass(frozen=True, slots=True)
class Asked:
    """What a command was asked for; `limit` None: all of it."""

    selection: Selection
    limit: int | None = None

    @property
    def names(self) -> Iterator[tuple[str, str]]:
        """The option and the name of each actor that is asked for."""
        for key in ACTORS:
            value = getattr(self.selection, "giver" if key == "from" else key)
            for name in value if isinstance(value, tuple) else [value] if value else []:
                yield f"--{key}", name


def _words(option: str, help_: str, metavar: str, completed: Callable[..., Any] | None = None) -> Any:
    return Annotated[str | None, typer.Option(option, help=help_, metavar=metavar, autocompletion=completed, rich_help_panel=PANEL)]


def _one_of(option: str, help_: str, metavar: str, *values: str) -> Any:
    return _words(option, f"{help_}{', '.join(values[:-1])} or {values[-1]}.", metavar, lambda: list(values))


OPTIONS: Mapping[str, Any] = {
    "kind": _one_of("--kind", "Only claims of this kind: ", "KIND", "event", "flow", "relation"),
    "actor": _words("--actor", "Id, country code or name, on any side.", "NAME", complete_actor),
    "pair": Annotated[
        tuple[str, str] | None,
        typer.Option(
            "--pair",
            help="Two actors, one on each side, in any direction.",
            metavar="ONE OTHER",
            autocompletion=complete_actor,
            rich_help_panel=PANEL,
        ),
    ],
    "from": _words("--from", "Who acts; of flows who gives, lends, sells or is owed. A part of a name will do.", "NAME", complete_actor),
    "to": _words("--to", "Who is acted upon or told; of flows who receives, borrows, buys or owes.", "NAME", complete_actor),
    "by": _words("--by", "Who speaks: id, country code, name or a part of the name.", "NAME", complete_actor),
    "about": _words("--about", "Whom the words name (as for --by), or words in them.", "NAME", complete_actor),
    "type": Annotated[
        list[str] | None, typer.Option("--type", help="Only this type (AID, loan, office …); repeatable.", metavar="TYPE", rich_help_panel=PANEL)
    ],
    "mode": _words("--mode", "Only events of this mode (military, visit …).", "MODE"),
    "stance": _words("--stance", "How who speaks or vouches puts it: says, denies, alleges, warns …", "STANCE", words_of("Stance")),
    "polarity": _one_of("--polarity", "Told as so or as not so: ", "POLARITY", "positive", "negative"),
    "modality": _words("--modality", "actual, future, possible, hypothetical or requested.", "MODALITY", words_of("Modality")),
    "verdict": _words("--verdict", "Told more than once, and so: agree, contradict or “not comparable”.", "VERDICT", words_of("Verdict")),
    "precision": _words("--precision", "How exactly the date is told: day, week, month, year …", "PRECISION", words_of("Precision")),
    "since": _words("--since", "First day, month or year (2024, 2024-03, 2024-03-01).", "DAY"),
    "until": _words("--until", "Last day, month or year, included.", "DAY"),
    "outlet": _words("--outlet", "Only articles of this outlet; a part of its name will do.", "NAME"),
    "text": _words("--text", "Words or “phrases” that the claim's words hold.", "WORDS"),
    "min-confidence": _words("--min-confidence", "Only events and flows that are at least so sure (0 to 1).", "SHARE"),
    "how!": _one_of("--how-not", "Leave out claims with an actor that was found by ", "HOW", "context", "default", "coreference", "metonym"),
    "sort": _one_of("--sort", "Which day goes first: ", "ORDER", "oldest", "newest"),
    "newest": Annotated[bool, typer.Option("--newest", help="The same as --sort newest.", rich_help_panel=PANEL)],
    "limit": Annotated[int | None, typer.Option("--limit", min=1, help="At most so many.", metavar="N", rich_help_panel=PANEL)],
}
"""Key of `record.filters.KEYS`, or one of `newest` and `limit` -> its option. A new filter is a line here and the key in the commands it is for."""


def filtered(*keys: str, kind: str | None = None) -> Callable[[Command], Command]:
    """Give a command the options of these keys; it takes what was asked for, of claims of a kind or of any, as `asked`, an `Asked`."""
    options = {_parameter(key): OPTIONS[key] for key in keys}
    named = {_parameter(key): key for key in keys}
    return with_options("asked", options, lambda given: asked_for({named[name]: value for name, value in given.items()}, kind))


def with_options(name: str, options: Mapping[str, Any], made: Callable[[dict[str, Any]], Any]) -> Callable[[Command], Command]:
    """Put options in the place of a command's parameter `name`, which is then made of what they were given."""

    def decorate(command: Command) -> Command:
        @functools.wraps(command)
        def run(**given: Any) -> None:
            chosen = {option: given.pop(option) for option in options}
            command(**given, **{name: made(chosen)})

        signature = inspect.signature(command, eval_str=not hasattr(command, "__signature__"))
        own = [parameter for parameter in signature.parameters.values() if parameter.name != name]
        added = [
            inspect.Parameter(option, inspect.Parameter.KEYWORD_ONLY, default=False if hint.__origin__ is bool else None, annotation=hint)
            for option, hint in options.items()
        ]
        kept = [parameter.replace(kind=inspect.Parameter.KEYWORD_ONLY) for parameter in own]
        first = [parameter for parameter in kept if parameter.default is inspect.Parameter.empty]
        run.__signature__ = signature.replace(parameters=[*first, *added, *(p for p in kept if p not in first)])  # type: ignore[attr-defined]
        run.__annotations__ = {parameter.name: parameter.annotation for parameter in (*own, *added)}
        return run  # type: ignore[return-value]

    return decorate


def asked_for(given: Mapping[str, Any], kind: str | None = None) -> Asked:
    """Return what is asked for by key. What cannot be asked is an `InputError` that names the option."""
    from dragoman.record import filters

    words = {key: value for key, value in given.items() if key != "limit"} | ({"kind": kind} if kind else {})
    try:
        return Asked(_with_same(filters.asked_for(words, _types(kind) if given.get("type") else None)), given.get("limit"))
    except InputError as error:
        raise InputError(_option(error.where), error.cause, error.repair) from None


def _with_same(selection: Selection) -> Selection:
    """An actor that is asked for by an id is found under its other ids too; names and codes need no register."""
    if not any(":" in name for _, name in Asked(selection).names) and ":" not in (selection.about or ""):
        return selection
    from dragoman.running.same import with_same

    return with_same(selection, load_settings().registers_file())


def _types(kind: str | None) -> Mapping[str, frozenset[str]]:
    from dragoman.coding.types import types_by_kind

    known = types_by_kind()
    return {kind: known[kind]} if kind else known


def _parameter(key: str) -> str:
    return "how_not" if key == "how!" else f"{key.replace('-', '_')}_" if key in {"from", "type"} else key.replace("-", "_")


def _option(key: str) -> str:
    return "--how-not" if key == "how!" else f"--{key.removeprefix('--')}"
