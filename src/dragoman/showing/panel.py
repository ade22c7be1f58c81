"""Events counted by pairs of countries (or countries) and months or years: the table that regressions are run on, with its data dictionary."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from typing import Any

from dragoman import __version__
from dragoman.coding.accuracy import load_accuracy
from dragoman.coding.cameo import load_cameo
from dragoman.record.columns import name_key
from dragoman.showing.export.cells import Cell
from dragoman.showing.export.columns import QUADS, quad_of
from dragoman.showing.export.flows import state_names
from dragoman.showing.export.rows import WITHDRAWN, WRONG, Left, Row, stands, unreal

BY = ("dyad-month", "dyad-year", "country-month")
EVENT, PUBLICATION, BOTH = "event", "publication", "both"
#: How many letters of an ISO day first and last day must share to be so exact.
EXACT: Mapping[str, int] = {"day": 10, "month": 7, "year": 4}
Unit = tuple[str, str]
"""Two countries, or one and nothing."""


@dataclass(frozen=True, slots=True)
class Question:
    """What is counted: see `dragoman panel --help`. `min_precision` is as fine as the rows or finer; `filters` are only told."""

    by: str = "dyad-month"
    directed: bool = False
    unit: str = "finding"
    dates: str = BOTH
    min_precision: str = "month"
    at_least_sources: int = 1
    fill_zero: bool = False
    since: str | None = None
    until: str | None = None
    filters: Mapping[str, Any] | None = None

    @property
    def period(self) -> str:
        """`month` or `year`."""
        return self.by.partition("-")[2]

    @property
    def countries(self) -> frozenset[str]:
        """The countries that the filters name; empty where they name none, or somebody who is no country."""
        held = self.filters or {}
        named = [*(held.get("pair") or ()), *([held["actor"]] if held.get("actor") else [])]
        codes = [_code(name) for name in named]
        return frozenset(code for code in codes if code) if all(codes) else frozenset()


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the panel and its line of the data dictionary."""

    name: str
    kind: type
    unit: str
    meaning: str


@dataclass(slots=True)
class _Sum:
    n: int = 0
    independent: int = 0
    by_quad: Counter[int | None] | None = None
    scored: int = 0
    score: float = 0.0
    by_publication: int = 0

    def add(self, row: Row, *, published: bool) -> None:
        """Count an event."""
        self.by_quad = self.by_quad if self.by_quad is not None else Counter()
        self.n += 1
        self.independent += row.n_independent
        self.by_quad[quad_of(row.claim["type"])] += 1
        self.by_publication += published
        if row.claim["score"] is not None:
            self.scored += 1
            self.score += row.claim["score"]


@dataclass(frozen=True, slots=True)
class _Place:
    """Month or year, what dated it, and the countries or pairs."""

    period: str
    by: str
    units: frozenset[Unit]


@dataclass(frozen=True, slots=True)
class Panel:
    """The rows, in the order of `columns`, and how many events they count."""

    columns: tuple[Column, ...]
    rows: Sequence[list[Cell]]
    counted: int


def panel(rows: Iterable[Row], asked: Question, left: Left, wrong: Collection[str] = ()) -> Panel:
    """Count the events; `left` counts by reason those that have no place in the table. `wrong` are the claims that a user judged wrong.

    A finding is counted once, as the first of its claims that can be counted says it.
    """
    sums: dict[tuple[str, str, str], _Sum] = {}
    failed: dict[str, str] = {}
    done: set[str] = set()
    for row in rows:
        key = row.unit if asked.unit == "finding" else row.stored.id
        if key in done:
            continue
        placed = WRONG if row.stored.id in wrong else _placed(row, asked)
        if isinstance(placed, str):
            failed.setdefault(key, placed)
            continue
        done.add(key)
        for one, other in placed.units:
            sums.setdefault((one, other, placed.period), _Sum()).add(row, published=placed.by == PUBLICATION)
    left.update(reason for key, reason in failed.items() if key not in done)
    if asked.fill_zero and sums:
        _fill(sums, asked)
    columns = columns_of(asked)
    made = [_cells(key, total, columns) for key, total in sorted(sums.items(), key=lambda item: item[0])]
    return Panel(columns, made, len(done))


def _placed(row: Row, asked: Question) -> _Place | str:
    """Where an event is counted, or why it is not."""
    if reason := _unfit(row, asked):
        return reason
    period, by = _period(row, asked)
    if period is None:
        return by
    units, why = _units(row.claim, asked)
    return why or (_Place(period, by, units) if units else "between other countries than those asked for")


def _unfit(row: Row, asked: Question) -> str | None:
    """Why an event is not counted: it is not told as done, or by too few."""
    claim = row.claim
    if why := unreal(claim) or (None if stands(row) else WITHDRAWN):
        return why
    if claim["modality"] == "future":
        # What is ahead is told where the act is the telling (to agree, to threaten); CAMEO codes the rest as threats.
        coded = load_cameo().of(claim)
        meant = coded and load_cameo().meaning(coded.code)
        if not meant or meant.type != claim["type"]:
            return "announced, not done"
    return f"fewer than {asked.at_least_sources} independent sources" if row.n_independent < asked.at_least_sources else None


def _period(row: Row, asked: Question) -> tuple[str | None, str]:
    """Month or year with what dated it, or None and why not. A date that spans two of them is in neither."""
    date = row.claim["date"] or {}
    start, end, length = date.get("start"), date.get("end"), EXACT[asked.period]
    if asked.dates != PUBLICATION and (start or end):
        if not (start and end):
            return None, "a date with an open end"
        exact = EXACT[asked.min_precision]
        found, by = (start[:length], EVENT) if start[:exact] == end[:exact] else (None, f"a date that is not exact to the {asked.min_precision}")
    elif asked.dates == EVENT:
        return None, "no date in the words"
    else:
        published = row.stored.published
        found, by = (published[:length], PUBLICATION) if published and len(published) >= length else (None, "no date and no day of publication")
    outside = found and ((asked.since and found < asked.since[:length]) or (asked.until and found > asked.until[:length]))
    return (None, "outside of --since and --until") if outside else (found, by)


@cache
def _by_name() -> Mapping[str, str]:
    return {name_key(word): code for code, name in state_names().items() for word in (name, code)}


def _code(name: str) -> str | None:
    return _by_name().get(name_key(name))


def _units(claim: Mapping[str, Any], asked: Question) -> tuple[frozenset[Unit], str | None]:
    """The countries or pairs that an event counts for, each once; or why there is none. Who acts together is a pair in both directions."""
    actors, recipients = ({ref["country"] for ref in claim[side] if ref.get("country")} for side in ("actors", "recipients"))
    if asked.by.startswith("country"):
        units = frozenset((country, "") for country in (actors if asked.directed else actors | recipients))
        return _asked(units, asked.countries), None if units else "no country"
    pairs = {(one, other) for one in actors for other in (recipients if claim["recipients"] else actors)}
    units = frozenset(pair if asked.directed else (min(pair), max(pair)) for pair in pairs if pair[0] != pair[1])
    at_home = pairs and (claim["recipients"] or len(claim["actors"]) > 1)
    return _asked(units, asked.countries), None if units else "within one country" if at_home else "no country on one of the sides"


def _asked(units: frozenset[Unit], countries: frozenset[str]) -> frozenset[Unit]:
    """Those of the countries that are asked for: a pair has all of them (or is of them), a country is one of them."""
    return frozenset(unit for unit in units if not countries or countries.issuperset(c for c in unit if c) or (unit[1] and countries.issubset(unit)))


def _fill(sums: dict[tuple[str, str, str], _Sum], asked: Question) -> None:
    """Add rows of nothing for the units that there are, from the first to the last period of the question, else of the table."""
    length = EXACT[asked.period]
    told = sorted({period for *_, period in sums})
    first, last = asked.since or "", asked.until or ""
    periods = list(_between((first if len(first) >= length else told[0])[:length], (last if len(last) >= length else told[-1])[:length]))
    for one, other in {(one, other) for one, other, _ in sums}:
        for period in periods:
            sums.setdefault((one, other, period), _Sum())


def _between(first: str, last: str) -> Iterator[str]:
    """Months or years, both included."""
    if len(first) == EXACT["year"]:
        yield from (f"{year:04}" for year in range(int(first), int(last) + 1))
        return
    count = [int(text[:4]) * 12 + int(text[5:7]) - 1 for text in (first, last)]
    yield from (f"{month // 12:04}-{month % 12 + 1:02}" for month in range(count[0], count[1] + 1))


def _cells(key: tuple[str, str, str], total: _Sum, columns: tuple[Column, ...]) -> list[Cell]:
    one, other, period = key
    by_quad = total.by_quad or Counter[int | None]()
    known: dict[str, Cell] = {
        "one": one,
        "other": other,
        "month": period,
        "year": period,
        "n": total.n,
        "n_independent": total.independent,
        **{quad.replace("-", "_"): by_quad[number] for number, quad in enumerate(QUADS, 1)},
        "score_mean": round(total.score / total.scored, 4) if total.scored else None,
        "score_sum": round(total.score, 4),
        "share_by_publication": round(total.by_publication / total.n, 4) if total.n else None,
        "version": __version__,
    }
    return [known[column.name] for column in columns]


def columns_of(asked: Question) -> tuple[Column, ...]:
    """The columns of a panel, in order."""
    counted = "findings: a happening once, however many articles tell it" if asked.unit == "finding" else "claims: what articles say, each time"
    dyad = asked.by.startswith("dyad")
    one = "who acts" if asked.directed else "the first of the two by the alphabet" if dyad else "a country on any side"
    return (
        Column("one", str, "ISO 3166 alpha-3", f"country: {one}"),
        *([Column("other", str, "ISO 3166 alpha-3", "country: " + ("whom it is done to" if asked.directed else "the second"))] if dyad else []),
        Column(asked.period, str, "YYYY-MM" if asked.period == "month" else "YYYY", f"{asked.period} of the event; see share_by_publication"),
        Column("n", int, asked.unit, f"number of {counted}"),
        Column("n_independent", int, "sources", "independent sources of these, summed; reprints of one story are one source"),
        *(Column(quad.replace("-", "_"), int, asked.unit, f"of n, those of PLOVER's quad class {number}") for number, quad in enumerate(QUADS, 1)),
        Column(
            "score_mean",
            float,
            "-10 to 10",
            "mean of PLOVER's conflict-cooperation values; not Goldstein's; empty where none is known",
        ),
        Column("score_sum", float, "sum of values", "their sum"),
        Column("share_by_publication", float, "0 to 1", "share of n that the day of publication puts in this period, as the words give no date"),
        Column("version", str, "", "version of Dragoman that made the panel"),
    )


def dictionary(made: Panel, asked: Question, left: Mapping[str, int], record: str, fingerprint: str) -> dict[str, Any]:
    """The data dictionary, for JSON: columns, question, record with its `fingerprint`, what was left out, and how good the coder is by type."""
    return {
        "program": {"name": "dragoman", "version": __version__},
        "record": {"file": record, "sha256": fingerprint},
        "question": asdict(asked),
        "rows": len(made.rows),
        "events_counted": made.counted,
        "left_out": dict(sorted(left.items())),
        "columns": [{"name": c.name, "type": c.kind.__name__, "unit": c.unit or None, "meaning": c.meaning} for c in made.columns],
        "accuracy": [
            {"type": row.type, "gold": row.gold, "precision": row.precision, "recall": row.recall, "measured_on": row.text}
            for row in load_accuracy()
            if row.kind == "event"
        ],
        "notes": [
            "Events are what articles say, not what is known to have happened.",
            "Counts grow with the number of articles read: compare periods of one set of outlets.",
            "A person's or firm's country counts as the country. Of several actors each pair counts once.",
            "Goldstein values are left out: the program has no table of them. Join them by CAMEO code from `dragoman export events --to cameo`.",
        ],
    }
