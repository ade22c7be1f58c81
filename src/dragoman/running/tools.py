"""Everything the path needs, loaded once: the parsing pipeline, the registry and the lexicons."""

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
from dragoman.coding.patterns import load_event_lexicon
from dragoman.coding.petrarch import VerbDictionary
from dragoman.coding.relations_lexicon import RelationLexicon, load_relation_lexicon
from dragoman.coding.statements_lexicon import ReportingLexicon, load_reporting
from dragoman.parsing.annotate import SHIPPED, Pipeline, load_pipeline
from dragoman.parsing.quantity_units import Units, load_units
from dragoman.parsing.timex_words import TimeWords, load_time_words


@dataclass(frozen=True)
class Tools:
    """What `running.path` hands to the stages."""

    nlp: Pipeline
    actors: mentions.Tools
    reporting: ReportingLexicon
    framing: LoadedTerms
    coder: Coder
    flows: FlowLexicon
    relations: RelationLexicon
    units: Units
    times: TimeWords


def load_tools(
    pipeline: str = SHIPPED,
    dictionaries: Sequence[VerbDictionary] = (),
    *,
    dictionary_only: bool = False,
    registers: Path | None = None,
) -> Tools:
    """Load it all.

    `dictionaries` are the user's verb dictionaries (see `coding.dictionary.with_dictionaries`), `registers` a file of imported actors.
    Raises `PipelineError` for the pipeline, `KnowledgeError` for a wrong data file and `TerminalError` for the registers' file.
    """
    lexicon = load_event_lexicon()
    if dictionaries:
        lexicon = with_dictionaries(lexicon, dictionaries, only=dictionary_only)
    return Tools(
        load_pipeline(pipeline),
        mentions.load_tools(registers=Registers(registers) if registers is not None else None),
        load_reporting(),
        load_terms(),
        Coder(lexicon),
        load_flow_lexicon(),
        load_relation_lexicon(),
        load_units(),
        load_time_words(),
    )
