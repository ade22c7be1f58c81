"""Are two claims about one thing? Named features, each with a level; the table of weights says what a level adds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from dragoman.reconciling.items import Days, Figure, Item, name_words
from dragoman.reconciling.model import KindModel, Limits, Model

BALANCE = "debt"
SUPPOSED = frozenset(["hypothetical", "possible"])
Levels = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Compared:
    """The sum of the weights, the level of each feature, and whether one of them keeps the two apart."""

    score: float
    levels: Levels
    veto: bool


def compare(a: Item, b: Item, model: Model) -> Compared:
    """Compare two claims of one kind; the order of the two does not matter."""
    if a.kind == "event":
        levels = event_levels(a, b, model)
    elif a.kind == "flow":
        levels = flow_levels(a, b, model)
    else:
        levels = relation_levels(a, b)
    return weigh(levels, model.of(a.kind))


def weigh(levels: Levels, kind: KindModel) -> Compared:
    """Add up the weights of the levels."""
    score, veto = 0.0, False
    for feature, level in levels:
        weight = kind.weights[feature][level]
        score += weight.weight
        veto = veto or weight.veto
    return Compared(round(score, 6), levels, veto)


def reasons(compared: Compared, kind: KindModel) -> tuple[str, ...]:
    """The features that decide, strongest first, each with its weight, in words."""
    found = [kind.weights[feature][level] for feature, level in compared.levels]
    telling = sorted((w for w in found if w.weight or w.veto), key=lambda w: (not w.veto, -abs(w.weight), w.why))
    return tuple(f"{w.why} (never)" if w.veto else f"{w.why} ({w.weight:+.1f})" for w in telling)


def contradictory(a: Item, b: Item, model: Model) -> bool:
    """True where sides or dates of two claims exclude that they tell of one thing: the features that can veto, and no others."""
    weights = model.of(a.kind).weights
    if a.kind == "relation":
        return compare(a, b, model).veto
    flow = a.kind == "flow"
    sides = sides_level(a, b)
    if sides == "parties" and flow:
        sides = "same"
    if weights["sides"][sides].veto:
        return True
    return not flow and weights["date"][event_date_level(a, b, model.limits)].veto


def event_levels(a: Item, b: Item, model: Model) -> Levels:
    """The features of two events."""
    limits, kind = model.limits, model.events
    sides = sides_level(a, b)
    return (
        ("type", _event_type(a, b, kind)),
        ("predicate", "unknown" if not a.rule or not b.rule else "same" if a.rule == b.rule else "differs"),
        ("sides", sides),
        ("names", _names(a, b)),
        ("date", event_date_level(a, b, limits)),
        ("denial", _denial(a, b, limits)),
        ("published", _published(a, b, limits)),
        ("words", words_level(a.words, b.words)),
        ("place", "unknown" if not a.where or not b.where else "same" if a.where == b.where else "differs"),
        ("setting", _setting(a, b, limits)),
    )


def flow_levels(a: Item, b: Item, model: Model) -> Levels:
    """The features of two flows."""
    limits = model.limits
    sides = sides_level(a, b)
    same_type = a.type == b.type
    alike = model.stages.get(a.status or "") == model.stages.get(b.status or "")
    setting = _setting(a, b, limits)
    if setting == "same" and abs(a.span[0] - b.span[0]) <= limits.sentence and not same_type:
        setting = "adjacent"
    return (
        ("type", "same" if same_type else "balance" if BALANCE in (a.type, b.type) else "family"),
        ("sides", "same" if sides == "parties" else sides),
        ("names", _names(a, b)),
        ("commodity", "unknown" if not a.goods or not b.goods else "same" if a.goods & b.goods else "differs"),
        ("unit", _unit(a.figure, b.figure)),
        ("amount", level if (level := figure_level(a.figure, b.figure, limits)) == "equal" or alike else "unknown"),
        ("part", "none" if not alike or not (a.part or b.part) else "both" if a.part and b.part else "one"),
        ("modality", "same" if (a.modality in SUPPOSED) == (b.modality in SUPPOSED) else "differs"),
        ("date", _flow_date(a, b, limits) if alike else _date_of_stages(a, b, limits)),
        ("published", _published(a, b, limits)),
        ("words", words_level(a.words, b.words)),
        ("setting", setting),
    )


def relation_levels(a: Item, b: Item) -> Levels:
    """The features of two relations."""
    subject, object_ = a.claim["subject"], b.claim["subject"]
    same_subject = _same_actor(subject, object_)
    one, other = a.claim.get("object"), b.claim.get("object")
    held = "unknown" if not one or not other else "same" if _same_actor(one, other) else "different"
    role = "unknown" if not a.goods or not b.goods else "same" if a.goods & b.goods else "differs"
    return (("subject", "same" if same_subject else "different"), ("object", held), ("role", role))


def _same_actor(a: Mapping[str, Any], b: Mapping[str, Any]) -> bool:
    """Same id, else one name's words within the other's (`Said al-Harthy`, `Said bin Salim al-Harthy`)."""
    if a.get("id") and b.get("id"):
        return str(a["id"]) == str(b["id"])
    one, other = name_words(a), name_words(b)
    return bool(one and other and (one <= other or other <= one))


def _event_type(a: Item, b: Item, kind: KindModel) -> str:
    if a.type != b.type:
        return "related"
    if a.mode and b.mode:
        if a.mode != b.mode:
            return "modes-differ"
        return "telling" if a.mode in kind.telling else "mode"
    return "same"


def sides_level(a: Item, b: Item) -> str:
    """How the parties of two claims lie to each other."""
    if not a.parties or not b.parties:
        return "unknown"
    if a.acting == b.acting and a.receiving == b.receiving:
        return "same"
    if a.parties == b.parties:
        crossed = a.acting == b.receiving and a.receiving == b.acting and a.acting != a.receiving
        return "swapped" if crossed and a.acting and a.receiving else "parties"
    reciprocal = (not a.receiving and len(a.acting) > 1) or (not b.receiving and len(b.acting) > 1)
    if reciprocal:
        if a.parties <= b.parties or b.parties <= a.parties:
            return "part"
        return "overlap" if len(a.parties & b.parties) > 1 else "different"
    if _clash(a.acting, b.acting) or _clash(a.receiving, b.receiving):
        return "different"
    if (a.acting <= b.acting and a.receiving <= b.receiving) or (b.acting <= a.acting and b.receiving <= a.receiving):
        return "part"
    return "overlap" if a.parties & b.parties else "different"


def _clash(one: frozenset[str], other: frozenset[str]) -> bool:
    return bool(one and other and not one & other)


def _names(a: Item, b: Item) -> str:
    if a.names & b.names:
        return "same"
    domestic = len(a.parties | b.parties) < 2
    if a.names and b.names:
        return "domestic" if domestic else "differ"
    return "unknown"


def _denial(a: Item, b: Item, limits: Limits) -> str:
    if a.type != b.type or (a.mode and b.mode and a.mode != b.mode):
        return "none"
    if a.denied and b.denied:
        return "both"
    if a.denied == b.denied:
        return "none"
    return "here" if a.article == b.article and abs(a.span[0] - b.span[0]) <= limits.sentence else "one"


def event_date_level(a: Item, b: Item, limits: Limits) -> str:
    """How the dates of two events lie to each other, and to the other's day of publication."""
    if a.days and b.days:
        gap = max(a.days[0] - b.days[1], b.days[0] - a.days[1])
        if gap > limits.near_days:
            return "apart"
        if gap > 0:
            return "near"
        if min(_length(a.days), _length(b.days)) > limits.wide_days and not same_period(a.days, b.days):
            return "spans"
        return "same-day" if max(_length(a.days), _length(b.days)) <= 7 else "overlap"
    for dated, other in ((a, b), (b, a)):
        if dated.days and other.published is not None and other.modality == "actual" and dated.days[0] > other.published + 1:
            return "later"
    return "unknown"


def _length(days: Days) -> int:
    return days[1] - days[0]


def _date_of_stages(a: Item, b: Item, limits: Limits) -> str:
    """Stages of one thing have each their own date."""
    level = _flow_date(a, b, limits)
    return "stages" if level in {"apart", "balance"} else level


def _flow_date(a: Item, b: Item, limits: Limits) -> str:
    one, other = a.days, b.days
    if not one or not other:
        return "unknown"
    if same_period(one, other):
        return "same"
    gap = max(one[0] - other[1], other[0] - one[1])
    if gap <= 0:
        return "overlap"
    if gap <= limits.month_days:
        return "near"
    return "balance" if a.type == b.type == BALANCE else "apart"


def same_period(one: Days, other: Days) -> bool:
    """True where both ends lie within a day, or within a tenth of the longer period."""
    slack = max(1, max(_length(one), _length(other)) // 10)
    return abs(one[0] - other[0]) <= slack and abs(one[1] - other[1]) <= slack


def _published(a: Item, b: Item, limits: Limits) -> str:
    if a.published is None or b.published is None:
        return "unknown"
    gap = abs(a.published - b.published)
    if gap <= limits.close_days:
        return "close"
    return "week" if gap <= limits.week_days else "month" if gap <= limits.month_days else "far"


def words_level(one: frozenset[str], other: frozenset[str]) -> str:
    """How much of the evidence two claims share. One word in common of one is less than five of five."""
    if not one or not other:
        return "unknown"
    shared = len(one & other)
    if not shared:
        return "none"
    if shared >= 3 and shared / len(one | other) >= 0.7:
        return "copy"
    part = shared / (min(len(one), len(other)) + 1)
    return "many" if part >= 0.6 else "some" if part >= 0.35 else "few"


def _setting(a: Item, b: Item, limits: Limits) -> str:
    if a.article != b.article:
        return "other"
    if a.span[0] < b.span[1] and b.span[0] < a.span[1]:
        return "nested"
    early, late = sorted((a.span[0], b.span[0]))
    return "headline" if early == 0 and late > 0 else "same"


def _unit(one: Figure | None, other: Figure | None) -> str:
    if not one or not other:
        return "unknown"
    if one.unit == other.unit:
        return "same"
    if one.money != other.money:
        return "differs"
    return "kind" if one.money else "measure"


def figure_level(one: Figure | None, other: Figure | None, limits: Limits) -> str:
    """How two figures of one unit lie to each other."""
    if not one or not other or one.unit != other.unit:
        return "unknown"
    if one == other:
        return "equal"
    low, high = bounds(one), bounds(other)
    if low[0] <= high[1] and high[0] <= low[1]:
        return "overlap"
    below, above = (low[1], high[0]) if low[1] < high[0] else (high[1], low[0])
    return "near" if below > 0 and above / below <= limits.far_ratio else "far"


def bounds(figure: Figure) -> tuple[float, float]:
    """Both ends as numbers, an open end as infinity."""
    return (float("-inf") if figure.low is None else figure.low, float("inf") if figure.high is None else figure.high)
