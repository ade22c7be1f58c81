"""The formats of `dragoman export`: a row for each, with what it takes and the function that writes it.

A new format is a module with a `Writer` and a row here; the writer's module is loaded only when its format is asked for. Another package brings a
`Format` as an entry point of the group `dragoman.exporters`, whose name is the format's.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path
from typing import cast

from dragoman.errors import DragomanError
from dragoman.plugins import Plugin, plugins
from dragoman.showing.export.rows import Job, Row, Writer

GROUP = "dragoman.exporters"
SINGLE = ("events", "statements", "flows", "relations")
EVERY = (*SINGLE, "all")


@dataclass(frozen=True, slots=True)
class Format:
    """`kinds` are what it takes; the first of `endings` is its own, by which a file is known, the others it takes too.

    `writer` is `module:function` of this folder, or the function; a format that is not `text` needs a file.
    """

    name: str
    what: str
    kinds: tuple[str, ...]
    endings: tuple[str, ...]
    writer: str | Writer
    text: bool = True

    def load(self) -> Writer:
        """The function that writes it."""
        if not isinstance(self.writer, str):
            return self.writer
        module, name = self.writer.split(":")
        return cast("Writer", getattr(import_module(f"dragoman.showing.export.{module}"), name))


_ROWS = (
    Format("csv", "a table, a claim a row", SINGLE, (".csv",), "csv_table:csv_lines"),
    Format("parquet", "the same table with types", SINGLE, (".parquet",), "parquet_table:parquet_bytes", text=False),
    Format("jsonl", "a claim a line", EVERY, (".jsonl", ".json"), "jsonl_file:jsonl_lines"),
    Format("cameo", "pairs with CAMEO codes", ("events",), (".tsv", ".txt"), "cameo_file:cameo_lines"),
    Format("gdelt", "GDELT's 61 columns", ("events",), (".gdelt.tsv", ".tsv", ".txt", ".export.csv"), "gdelt:gdelt_lines"),
    Format("gexf", "a network, for Gephi", EVERY, (".gexf", ".xml"), "gexf:gexf_bytes"),
    Format("graphml", "a network, for networkx, igraph", EVERY, (".graphml", ".xml"), "graphml:graphml_bytes"),
    Format("ftm", "FollowTheMoney entities", ("events", "flows", "relations", "all"), (".ftm.json", ".jsonl", ".json", ".ijson"), "ftm:ftm_lines"),
    Format("webannotation", "W3C Web Annotations", EVERY, (".jsonld", ".json"), "webannotation:webannotation_bytes"),
    Format("ical", "a calendar", EVERY, (".ics",), "ical:ical_bytes"),
    Format("factcheck", "a line file to sign off, HTML", EVERY, (".html", ".htm"), "factcheck:factcheck_html"),
    Format("factcheck-md", "the same in Markdown", EVERY, (".md", ".markdown"), "factcheck:factcheck_markdown"),
)
FORMATS: Mapping[str, Format] = {row.name: row for row in _ROWS}


def names() -> tuple[str, ...]:
    """The names of all formats, those of other packages last."""
    return (*FORMATS, *(name for name in plugins(GROUP) if name not in FORMATS))


def format_named(name: str) -> Format:
    """The format of that name, ours before others'. Raises `KeyError` where there is none, `PluginError` where its package fails."""
    return FORMATS[name] if name in FORMATS else format_of(plugins(GROUP)[name])


def format_of(plugin: Plugin) -> Format:
    """The format of another package, whose failures while it writes name the package."""
    found = plugin.load()
    if not isinstance(found, Format):
        raise plugin.failed(f"it is a {type(found).__name__}, where a Format belongs")

    def write(rows: Iterable[Row], job: Job) -> Iterator[bytes]:
        try:
            yield from found.load()(rows, job)
        except DragomanError:
            raise
        except Exception as error:  # the package's own code runs here
            raise plugin.failed(error) from error

    return replace(found, name=plugin.name, writer=write)


def by_ending(path: Path) -> Format | None:
    """The format whose own ending the file has, the longest first; those of other packages are asked where none of ours has it."""
    return _ending(FORMATS.values(), path) or _ending((format_named(name) for name in names()[len(FORMATS) :]), path)


def _ending(known: Iterable[Format], path: Path) -> Format | None:
    return next((row for row in sorted(known, key=lambda row: -len(row.endings[0])) if path.name.lower().endswith(row.endings[0])), None)


def contradicts(path: Path, wanted: Format) -> bool:
    """True where the file's ending is another format's and not one that `wanted` takes."""
    return not path.name.lower().endswith(wanted.endings) and by_ending(path) is not None
