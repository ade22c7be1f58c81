"""The linter of the data files: everything that is wrong with them, each with file, line, cause and repair.

The loaders stop at the first fault they meet; this collects all of them, and looks at what no loader can see: a name of two actors,
two presidents at once. It is pure; the command line prints what it returns.
"""

from __future__ import annotations

from importlib.resources.abc import Traversable

from dragoman.knowledge.linting_actors import OFFICES, STATES, check_actors
from dragoman.knowledge.linting_actors import SCHEMAS as ACTORS
from dragoman.knowledge.linting_cameo import SCHEMAS as CAMEO
from dragoman.knowledge.linting_cameo import check_cameo
from dragoman.knowledge.linting_measures import check_measures
from dragoman.knowledge.linting_ontology import check_ontology
from dragoman.knowledge.linting_reconciling import check_reconciling
from dragoman.knowledge.linting_registers import check_registers
from dragoman.knowledge.linting_sources import Finding, Table, read_table
from dragoman.knowledge.linting_words import SCHEMAS as WORDS
from dragoman.knowledge.linting_words import SECTORS, check_word_lists, check_words
from dragoman.knowledge.tables import knowledge_root

__all__ = ["Finding", "lint"]


def lint(root: Traversable | None = None) -> tuple[Finding, ...]:
    """Check every data file below `root`, by default the package's own, and return the findings by file and line, each once."""
    source = knowledge_root() if root is None else root
    tables: dict[str, Table] = {}
    findings: list[Finding] = []
    for schema in (*ACTORS, *WORDS, *CAMEO):
        tables[schema.name], faults = read_table(source, schema)
        findings += faults
    findings += check_actors(tables)
    findings += check_words(tables)
    findings += check_word_lists(source)
    findings += check_ontology(source)
    findings += check_cameo(source, tables)
    findings += check_measures(source, _column(tables[STATES.name], "id"), _column(tables[OFFICES.name], "office"))
    findings += check_reconciling(source)
    findings += check_registers(source, _column(tables[SECTORS.name], "sector"), _column(tables[STATES.name], "id"))
    return tuple(sorted(dict.fromkeys(findings), key=lambda finding: (finding.file, finding.line or 0)))


def _column(table: Table, column: str) -> frozenset[str]:
    return frozenset(row.cells[column] for row in table.rows)
