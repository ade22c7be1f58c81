"""`dragoman plugins`: what installed packages bring, and whether it can be used."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from dragoman.cli.common import app, say
from dragoman.errors import DragomanError

if TYPE_CHECKING:
    from dragoman.plugins import Plugin


@app.command()
def plugins() -> None:
    """List the source formats, exporters, languages and readers of installed packages; load each, and say what is wrong."""
    from dragoman.plugins import GROUPS
    from dragoman.plugins import plugins as brought

    found = [plugin for group in GROUPS for plugin in brought(group).values()]
    failed = 0
    for plugin in found:
        try:
            state = "hidden by our own of that name" if _own(plugin) else "ready"
        except DragomanError as error:
            state, failed = str(error), failed + 1
        typer.echo(f"{plugin.group} {plugin.name}: {plugin.package}: {state}")
    if not found:
        say("No installed package brings anything; docs/extending.md says how one does.")
    if failed:
        raise typer.Exit(1)


def _own(plugin: Plugin) -> bool:
    """Load it, and tell whether a name of ours comes before it. Raises `DragomanError` where it cannot be used."""
    from dragoman.knowledge.tables import knowledge_root, language_folder
    from dragoman.reading.streams import suffix_form
    from dragoman.running.brought import other_reader
    from dragoman.showing.export.formats import FORMATS, format_of

    if plugin.group == "dragoman.exporters":
        format_of(plugin)
        return plugin.name in FORMATS
    if plugin.group == "dragoman.languages":
        language_folder(plugin.name)
        return knowledge_root().joinpath("lexicon", plugin.name).is_dir()
    if plugin.group == "dragoman.readers":
        other_reader(plugin.name)
        return False
    if not callable(plugin.load()):
        raise plugin.failed("it is no function of a file's bytes")
    return suffix_form(f"a.{plugin.name}") is not None
