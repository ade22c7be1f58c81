"""The formats of `dragoman export`: a row for each, with what it takes and the function that writes it.

A new format is a module with a `Writer` and a row here; the writer's module is loaded only when its format is asked for.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import cast

from dragoman.showing.export.rows import Writer

SINGLE = ("events", "statements", "flows", "relations")
EVERY = (*SINGLE, "all")


@dataclass(frozen=True, slots=True)
class Format:
    """`kinds` are what it takes; the first of `endings` is its own, by which a file is known, the others it takes too.

    `writer` is `module:function`; a format that is not `text` needs a file.
    """

    name: str
    what: str
    kinds: tuple[str, ...]
    endings: tuple[str, ...]
    writer: str
    text: bool = True

    def load(self) -> Writer:
        """The function that writes it."""
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


def by_ending(path: Path) -> Format | None:
    """The format whose own ending the file has, the longest first."""
    known = sorted(FORMATS.values(), key=lambda row: -len(row.endings[0]))
    return next((row for row in known if path.name.lower().endswith(row.endings[0])), None)


def contradicts(path: Path, wanted: Format) -> bool:
    """True where the file's ending is another format's and not one that `wanted` takes."""
    return not path.name.lower().endswith(wanted.endings) and by_ending(path) is not None
