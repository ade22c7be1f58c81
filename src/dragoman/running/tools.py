"""Everything the path needs, loaded once: the reader, the registry and the lexicons."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from dragoman.actors import mentions
from dragoman.actors.registers.matching import Registers
from dragoman.coding.dictionary import with_dictionaries
from dragoman.coding.events import Coder
from dragoman.coding.flow_lexicon import FlowLexicon, load_flow_lexicon
from dragoman.coding.framing import LoadedTerms, load_terms
from dragoman.coding.ontology import Ontology, load_ontology
from dragoman.coding.patterns import load_event_lexicon
from dragoman.coding.petrarch import VerbDictionary
from dragoman.coding.relations_lexicon import RelationLexicon, load_relation_lexicon
from dragoman.coding.statements_lexicon import ReportingLexicon, load_reporting
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
    """The event lexicon, with the user's verb dictionaries; they decide the verbs they have."""
    dictionary_verbs: frozenset[str]
    dictionary_only: bool
    flows: FlowLexicon
    relations: RelationLexicon
    units: Units
    times: TimeWords


def load_tools(
    reader: Path | None = None,
    dictionaries: Sequence[VerbDictionary] = (),
    *,
    dictionary_only: bool = False,
    registers: Path | None = None,
) -> Tools:
    """Load it all. `reader` is a model file; None: the one in the package.

    `dictionaries` are the user's verb dictionaries (see `coding.dictionary.with_dictionaries`), `registers` a file of imported actors.
    Raises `ReaderError` for the reader, `KnowledgeError` for a wrong data file and `TerminalError` for the registers' file.
    """
    lexicon = load_event_lexicon()
    if dictionaries:
        lexicon = with_dictionaries(lexicon, dictionaries, only=dictionary_only)
    return Tools(
        load_reader(reader),
        mentions.load_tools(registers=Registers(registers) if registers is not None else None),
        load_reporting(),
        load_terms(),
        load_ontology(),
        Coder(lexicon),
        frozenset(verb.word for one in dictionaries for block in one.blocks for _, verb in block.verbs),
        dictionary_only,
        load_flow_lexicon(),
        load_relation_lexicon(),
        load_units(),
        load_time_words(),
    )
