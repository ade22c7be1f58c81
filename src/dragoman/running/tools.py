"""Everything the path needs, loaded once: the parsing pipeline, the registry and the lexicons."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.actors import mentions
from dragoman.coding.events import Coder
from dragoman.coding.flow_lexicon import FlowLexicon, load_flow_lexicon
from dragoman.coding.framing import LoadedTerms, load_terms
from dragoman.coding.patterns import load_event_lexicon
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


def load_tools(pipeline: str = SHIPPED) -> Tools:
    """Load it all. Raises `PipelineError` for the pipeline and `KnowledgeError` for a wrong data file."""
    return Tools(
        load_pipeline(pipeline),
        mentions.load_tools(),
        load_reporting(),
        load_terms(),
        Coder(load_event_lexicon()),
        load_flow_lexicon(),
        load_relation_lexicon(),
        load_units(),
        load_time_words(),
    )
