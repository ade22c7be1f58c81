"""Checks of the word tables: titles, roles, collectives, media, reporting predicates, loaded terms, sectors, coreference, the cutting into words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from importlib.resources.abc import Traversable
from typing import get_args

from dragoman.domain import Stance
from dragoman.knowledge.linting_actors import ORGANISATIONS
from dragoman.knowledge.linting_sources import Finding, Schema, Table, at, read_toml, strings
from dragoman.knowledge.vocabulary import FRAMES
from dragoman.knowledge.wordrules import LISTS, file_of, wrong_lists

RANKS = frozenset(
    {
        *("head-of-state", "head-of-government", "foreign-minister", "minister", "ambassador", "legislator", "officer", "spokesperson"),
        *("royal", "party", "other"),
    }
)

SECTORS = Schema("lexicon/en/sectors.csv", ("sector", "name", "note"), ("sector", "name"), unique=("sector",))
TITLES = Schema(
    "lexicon/en/titles.csv",
    ("title", "sector", "rank", "kind", "note"),
    ("title", "rank", "kind"),
    unique=("title",),
    values={
        "rank": RANKS,
        "kind": frozenset({"office", "rank", "address", "loaded"}),
    },
)
ROLES = Schema(
    "lexicon/en/roles.csv",
    ("noun", "plural", "sector", "kind", "country_from", "note"),
    ("noun", "kind", "country_from"),
    unique=("noun",),
    values={"kind": frozenset({"organisation", "person", "group"}), "country_from": frozenset({"modifier", "context"})},
)
COLLECTIVES = Schema("lexicon/en/collectives.csv", ("phrase", "members", "note"), ("phrase", "members"), unique=("phrase",))
MEDIA = Schema("lexicon/en/media.csv", ("noun", "medium"), ("noun", "medium"), unique=("noun",), cased=True)
REPORTING = Schema(
    "lexicon/en/reporting.csv",
    ("lemma", "stance", "frames", "addressee", "kind", "note"),
    ("lemma", "stance", "frames", "kind"),
    unique=("lemma", "kind"),
    values={
        "stance": frozenset(get_args(Stance)),
        "kind": frozenset({"verb", "noun", "adverbial"}),
        # of the mind, evidence rather than speech, handed on from another source, heard by the subject, before a name only
        "note": frozenset({"", "mind", "evidence", "layer", "heard", "name"}),
    },
)
FRAMING = Schema(
    "lexicon/en/framing.csv",
    ("term", "kind", "neutral", "polarity", "of", "note"),
    ("term",),
    unique=("term", "kind"),
    values={
        "kind": frozenset({"noun", "adjective", "verb"}),
        "polarity": frozenset({"pejorative", "laudatory"}),
        "of": frozenset({"actor", "act", "outlet"}),
    },
)
NOUNS = Schema(
    "lexicon/en/nouns.csv",
    ("noun", "kind", "gender"),
    ("noun", "kind"),
    unique=("noun",),
    values={"kind": frozenset({"person", "organisation", "place"}), "gender": frozenset({"", "m", "f", "n"})},
)
GIVEN_NAMES = Schema(
    "lexicon/en/given_names.csv", ("name", "gender"), ("name", "gender"), unique=("name",), values={"gender": frozenset({"m", "f"})}, cased=True
)
LINKS = Schema("coreference/links.csv", ("feature", "weight"), ("feature", "weight"), unique=("feature",), cased=True)
KINDS = Schema(
    "coreference/kinds.csv",
    ("feature", "kind", "weight"),
    ("feature", "kind", "weight"),
    unique=("feature", "kind"),
    values={"kind": frozenset({"person", "organisation", "place", "other"})},
    cased=True,
)
WORD_LISTS = file_of("en")
_STOPPED = ("titles", "abbreviations", "numbered", "dotted")
"""The lists whose entries stand without their last full stop."""
EXAMPLES = Schema("examples.csv", ("type", "trigger", "sentence"), ("type", "trigger", "sentence"), cased=True)
SCHEMAS = (EXAMPLES, SECTORS, TITLES, ROLES, COLLECTIVES, MEDIA, REPORTING, FRAMING, NOUNS, GIVEN_NAMES, LINKS, KINDS)


def check_words(tables: Mapping[str, Table]) -> Iterator[Finding]:
    """Check the tables against each other. `tables` are keyed by name and may lack rows."""
    sectors = {row.cells["sector"] for row in tables[SECTORS.name].rows}
    for name in (TITLES.name, ROLES.name, ORGANISATIONS.name) if sectors else ():
        for row in tables[name].rows:
            for sector in row.items("sector"):
                if sector not in sectors:
                    yield at(row, f"column 'sector' has {sector!r}, which is not in {SECTORS.name}", "use one of its codes, or add it there")
    for row in tables[REPORTING.name].rows:
        for frame in row.items("frames"):
            if frame not in FRAMES:
                yield at(row, f"the frame {frame!r} is not known", f"use {'|'.join(sorted(FRAMES))}")
        if not re.fullmatch("[a-z]*", row.cells["addressee"]):
            yield at(row, f"the addressee {row.cells['addressee']!r} is no slot", "write object or one preposition, or leave it empty")
    for row in tables[FRAMING.name].rows:
        if not row.cells["neutral"] and row.cells["kind"] != "adjective":
            yield at(row, f"{row.cells['term']!r} has no neutral word", "fill in neutral; only adjectives may leave it empty")
    for name in (LINKS.name, KINDS.name):
        for row in tables[name].rows:
            if not re.fullmatch(r"-?\d+\.\d+", row.cells["weight"]):
                yield at(row, f"{row.cells['weight']!r} is no weight", "write a decimal number, or make the table anew with training.coreference")
    for row in tables[COLLECTIVES.name].rows:
        if not re.fullmatch(r"any|[2-9]|[A-Z]{3}(\|[A-Z]{3})+", row.cells["members"]):
            yield at(row, f"column 'members' has {row.cells['members']!r}", "write how many they are, any, or the codes of the states")


def check_word_lists(root: Traversable) -> Iterator[Finding]:
    """Check the lists that texts are cut into words by: what no loader takes, and entries that no word can meet."""
    data, faults = read_toml(root, WORD_LISTS)
    yield from faults
    if faults:
        return
    wrong = [Finding(WORD_LISTS, None, cause, repair) for cause, repair in wrong_lists(data)]
    yield from wrong
    for name in LISTS if not wrong else ():
        entries, faults = strings(WORD_LISTS, "the file", data, name)
        yield from faults
        for entry in entries:
            if "’" in entry:
                yield Finding(WORD_LISTS, None, f"{name} has {entry!r} with a curly apostrophe", "write ' for all apostrophes")
            if name in _STOPPED and entry.endswith("."):
                yield Finding(WORD_LISTS, None, f"{name} has {entry!r} with its last full stop", "leave the full stop out")
            if name == "clitics" and not (entry.islower() and len(entry) < 3):
                yield Finding(WORD_LISTS, None, f"{name} has {entry!r}, which no word can end with", "write one or two small letters")
            if name == "elisions" and not entry.startswith("'"):
                yield Finding(
                    WORD_LISTS, None, f"{name} has {entry!r} without an apostrophe before it", "begin it with ', or move it to contractions"
                )
