"""`dragoman override`."""

from __future__ import annotations

from typing import Annotated

import typer

from dragoman.cli.common import app, say
from dragoman.cli.printing import Out, printed
from dragoman.settings import load_settings


@app.command()
@printed()
def override(
    out: Out,
    words: Annotated[str | None, typer.Argument(help='The words, as lemmas or as printed: "call in for consultations". None: list all.')] = None,
    code: Annotated[str | None, typer.Argument(help="TYPE, TYPE/mode or none (no event).")] = None,
    undo: Annotated[bool, typer.Option("--undo", help="Take the override of these words back.")] = False,
) -> None:
    """Say for good what words mean, or that they tell no event. Kept in overrides.csv beside the record; articles are then read anew."""
    from dragoman.coding.dictionaries.overrides import Overrides, parse_override, read_overrides, write_overrides
    from dragoman.coding.ontology import load_ontology

    ontology, path = load_ontology(), load_settings().overrides_file()
    known = read_overrides(path, ontology)
    if words is None:
        from dragoman.showing.known import OVERRIDES

        if not out.show(known.rows, OVERRIDES, "override"):
            say(f"There are no overrides in {path}.")
        return
    if (code is None) != undo:
        raise typer.BadParameter("name a code (TYPE, TYPE/mode or none), or --undo, not both", param_hint="CODE")
    phrase = " ".join(words.lower().split())
    others = tuple(row for row in known.rows if row.phrase != phrase)
    if code is None:
        if len(others) == len(known.rows):
            told = ", ".join(repr(row.phrase) for row in known.rows) or "none"
            raise typer.BadParameter(f"there is no override of {phrase!r}; there are: {told}", param_hint="WORDS")
        write_overrides(path, Overrides(others))
        say(f"taken back: {phrase}")
        return
    write_overrides(path, Overrides((*others, parse_override(words, code, ontology))))
    say(f"{phrase}: {code} from now on; `dragoman read` reads articles of this record anew")
