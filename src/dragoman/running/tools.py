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
from dragoman.running.brought import OtherReader, other_reader
from dragoman.running.setup import program_of


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
    language: str = "en"
    """The language that is coded; articles in others are kept and not coded."""
    dictionaries: tuple[tuple[str, str], ...] = ()
    """Name and digest of each of the user's verb dictionaries."""
    other: OtherReader | None = None
    """A reader of another package, which makes all claims."""

    @property
    def program(self) -> str:
        """What reads the articles, for the record."""
        found = self.actors.registers
        marks = [found.digest] if found is not None and found.names else []
        marks += [f"overrides@{self.overrides.digest}"] if self.overrides.rows else []
        return program_of(marks, self.dictionaries, self.language, self.other.label if self.other else None, only=self.dictionary_only)


def load_tools(
    reader: str | Path | None = None,
    dictionaries: Sequence[VerbDictionary] = (),
    *,
    dictionary_only: bool = False,
    registers: Path | None = None,
    overrides: Path | None = None,
    language: str = "en",
) -> Tools:
    """Load it all. `reader` is a model file, or the name of a reader that another package brings; None: the one in the package.

    `dictionaries` are the user's verb dictionaries (see `coding.dictionaries`), `registers` a file of imported actors,
    `overrides` one of the user's word on what words mean, `language` the ISO 639 code of one that the package or another one has a folder of.
    Raises `ReaderError` for the reader, `KnowledgeError` for a wrong data file, `PluginError` for another package and `TerminalError` for the
    registers' file.
    """
    other = other_reader(reader)
    ontology = load_ontology()
    return Tools(
        load_reader(None if isinstance(other, OtherReader) else other, language),
        mentions.load_tools(registers=Registers(registers) if registers is not None else None),
        load_reporting(language),
        load_terms(language),
        ontology,
        Coder(entries_of(dictionaries), ontology),
        dictionary_only,
        read_overrides(overrides, ontology) if overrides is not None else Overrides(),
        load_confidence(),
        load_relation_lexicon(),
        load_units(language),
        load_time_words(language),
        language,
        tuple((dictionary.name, dictionary.digest) for dictionary in dictionaries),
        other if isinstance(other, OtherReader) else None,
    )
