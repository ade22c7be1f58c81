"""Everything the path needs, loaded once: the reader, the registry and the lexicons."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from dragoman.actors import mentions
from dragoman.actors.registers.matching import Registers
from dragoman.coding.confidence import Confidence, load_confidence
from dragoman.coding.dictionaries.coder import Coder
from dragoman.coding.dictionaries.entries import entries_of
from dragoman.coding.dictionaries.overrides import Overrides, read_overrides
from dragoman.coding.dictionaries.petrarch import VerbDictionary
from dragoman.coding.framing import LoadedTerms, load_terms
from dragoman.coding.ontology import Ontology, load_ontology
from dragoman.coding.relations.lexicon import RelationLexicon, load_relation_lexicon
from dragoman.coding.statements.lexicon import ReportingLexicon, load_reporting
from dragoman.parsing.annotate import Reader, load_reader
from dragoman.parsing.quantity_units import Units, load_units
from dragoman.parsing.timex_words import TimeWords, load_time_words


@dataclass(frozen=True)
class Tools:
    """What `running.path` hands to the stages."""

    reader: Reader
    actors: mentions.Tools
    reporting: ReportingLexicon
    framing: LoadedTerms
    ontology: Ontology
    coder: Coder
    """The user's verb dictionaries; they decide the verbs they have."""
    dictionary_only: bool
    overrides: Overrides
    confidence: Confidence
    relations: RelationLexicon
    units: Units
    times: TimeWords


def load_tools(
    reader: Path | None = None,
    dictionaries: Sequence[VerbDictionary] = (),
    *,
    dictionary_only: bool = False,
    registers: Path | None = None,
    overrides: Path | None = None,
) -> Tools:
    """Load it all. `reader` is a model file; None: the one in the package.

    `dictionaries` are the user's verb dictionaries (see `coding.dictionaries`), `registers` a file of imported actors,
    `overrides` one of the user's word on what words mean.
    Raises `ReaderError` for the reader, `KnowledgeError` for a wrong data file and `TerminalError` for the registers' file.
    """
    ontology = load_ontology()
    return Tools(
        load_reader(reader),
        mentions.load_tools(registers=Registers(registers) if registers is not None else None),
        load_reporting(),
        load_terms(),
        ontology,
        Coder(entries_of(dictionaries), ontology),
        dictionary_only,
        read_overrides(overrides, ontology) if overrides is not None else Overrides(),
        load_confidence(),
        load_relation_lexicon(),
        load_units(),
        load_time_words(),
    )
