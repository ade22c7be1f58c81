"""What the commands that ask the record have in common: a selection that can be answered, ids by their beginnings, names that nobody bears."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import typer

from dragoman.cli.common import say
from dragoman.cli.filtering import Asked

if TYPE_CHECKING:
    from dragoman.record.selecting import Selection
    from dragoman.record.view import RecordView

WHOLE = frozenset({"--actor", "--pair"})
"""Options that want all of a name; the others take a part of it."""
MOST = 10
"""So many ids are named where several begin as the one that was given."""


def selected(view: RecordView, asked: Asked) -> Selection:
    """Return what is asked for. Where it is a verdict the findings are brought up to date first, as far as the record may be written."""
    if asked.selection.verdict is not None:
        from dragoman.running.reconcile import bring_up_to_date

        bring_up_to_date(view)
    return asked.selection


def total_of(view: RecordView, selection: Selection, asked: Asked) -> Callable[[], int] | None:
    """How to count all that fits, where only some of it was wanted."""
    return (lambda: view.counted(selection)) if asked.limit is not None else None


def none_named(view: RecordView, asked: Asked) -> bool:
    """Name each actor asked for that nothing in the record bears, with names that are written much like it; tell whether there was one."""
    from dragoman.record.naming import is_named

    unknown = [(option, name) for option, name in asked.names if not is_named(view, name, in_part=option not in WHOLE)]
    for option, name in unknown:
        from dragoman.running.near_names import near_names

        here, elsewhere = near_names(view, name)
        near = [f"near it: {', '.join(here)}"] if here else []
        near += [f"the registry knows {', '.join(elsewhere)}, of whom the record tells nothing"] if elsewhere else []
        say(f"{option}: nothing in the record bears the id, country or name {name!r}" + "".join(f"; {words}" for words in near) + ".")
    return bool(unknown)


def whole_id(view: RecordView, given: str, argument: str, *, findings: bool = False) -> str:
    """Return the id of a claim (or of a finding) that is given whole or by its beginning; raise an error of usage where it is none or several."""
    from dragoman.record.browsing import ids_like

    found = [id_ for id_ in ids_like(view, given.strip(), 500) if findings or not id_.startswith("fi-")] if given.strip() else []
    if given in found or len(found) == 1:
        return given if given in found else found[0]
    of = "claim or finding" if findings else "claim"
    if not found:
        raise typer.BadParameter(f"the record {view.path} has no {of} {given!r}; the listings print the ids", param_hint=argument)
    several = ", ".join(found[:MOST]) + (" …" if len(found) > MOST else "")
    raise typer.BadParameter(f"{given!r} begins the ids of several: {several}", param_hint=argument)
