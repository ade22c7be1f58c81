"""The fields of a finding: how a claim's value is read, and what the values of two claims say of each other."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping

from dragoman.domain import Verdict
from dragoman.reconciling.counts import compare_counts, count_of
from dragoman.reconciling.items import Item
from dragoman.reconciling.model import Model
from dragoman.reconciling.quantities import compare_quantities, quantity_of, show, show_amount, show_days

Outcome = tuple[Verdict, str]
Reader = Callable[[Item, Model], tuple[Hashable, str] | None]
Comparer = Callable[[Item, Item, Model], Outcome]

# Readers: a claim's value for a field, or None where it gives none.


def read_amount(item: Item, model: Model) -> tuple[Hashable, str] | None:
    """A flow's figure; what makes it comparable belongs to the value."""
    quantity = quantity_of(item, model)
    if quantity is None or item.figure is None:
        return None
    day = None if quantity.days else quantity.day
    return (quantity.figure, quantity.stage, quantity.days, day, quantity.denied), _marked(item, show_amount(item.claim, item.figure))


def _counted(what: str) -> tuple[Reader, Comparer]:
    def read(item: Item, model: Model) -> tuple[Hashable, str] | None:
        count = count_of(str(item.claim["evidence"]["text"]), what)
        return ((count.figure, count.nouns, item.denied), _marked(item, f"{show(count.figure)} (“{count.text}”)")) if count else None

    def comparer(a: Item, b: Item, model: Model) -> Outcome:
        texts = (str(item.claim["evidence"]["text"]) for item in (a, b))
        one, other = (count_of(text, what) for text in texts)
        return compare_counts(one, other, model) if one and other else ("not comparable", "one gives no number")

    return read, comparer


def read_date(item: Item, model: Model) -> tuple[Hashable, str] | None:
    """When it happened, or the period of an office."""
    return ((item.days, _open(item)), show_days(item.days)) if item.days else None


def read_polarity(item: Item, model: Model) -> tuple[Hashable, str] | None:
    """Told or denied, of what stage."""
    stage = model.stages.get(item.status or "", item.status or "")
    word = "denied" if item.denied else "told"
    shown = word if item.modality == "actual" else f"{word} ({item.modality})"
    return (item.denied, _open(item), stage, item.type), shown


def read_type(item: Item, model: Model) -> tuple[Hashable, str] | None:
    """The type and, of an event, the mode."""
    return (item.type, item.mode), f"{item.type} {item.mode}" if item.mode else item.type


def read_status(item: Item, model: Model) -> tuple[Hashable, str] | None:
    """How far it has come: a flow's status, an event's modality."""
    status = item.status or ("done" if item.modality == "actual" else item.modality)
    return (status, item.denied), _marked(item, status)


def read_place(item: Item, model: Model) -> tuple[Hashable, str] | None:
    """Where."""
    return (item.where, item.where) if item.where else None


def read_goods(item: Item, model: Model) -> tuple[Hashable, str] | None:
    """The goods of a flow."""
    return (item.goods, str(item.claim["commodity"])) if item.goods else None


def read_role(item: Item, model: Model) -> tuple[Hashable, str] | None:
    """The role of an office or another relation."""
    return (item.goods, str(item.claim["role"])) if item.goods else None


def _side(acting: bool) -> Reader:
    def read(item: Item, model: Model) -> tuple[Hashable, str] | None:
        codes = item.acting if acting else item.receiving
        return (codes, " + ".join(sorted(codes))) if codes else None

    return read


def _marked(item: Item, shown: str) -> str:
    return f"{shown}, denied" if item.denied else shown


def _open(item: Item) -> bool:
    """True for what is not said to have happened."""
    return item.modality in {"future", "requested", "hypothetical"}


# Comparers: the verdict on two claims' values for a field, with the reason.


def compare_amounts(a: Item, b: Item, model: Model) -> Outcome:
    """Figures as intervals, within one unit, stage and period."""
    one, other = quantity_of(a, model), quantity_of(b, model)
    if one is None or other is None:
        return "not comparable", "one gives no figure"
    verdict, why = compare_quantities(one, other, model)
    if verdict == "contradict" and a.denied == b.denied:
        shown = f"{show(one.figure)} and {show(other.figure)}"
        if a.acting != b.acting or a.receiving != b.receiving:
            return "not comparable", f"{shown}: not both name the same provider and recipient"
        if a.goods and b.goods and not a.goods & b.goods:
            return "not comparable", f"{shown}: other goods are named"
    return verdict, why


def compare_dates(a: Item, b: Item, model: Model) -> Outcome:
    """Days as intervals; what is announced and what was done have each their own."""
    if a.days is None or b.days is None:
        return "not comparable", "one gives no date"
    one, other = show_days(a.days), show_days(b.days)
    if a.days == b.days:
        return "agree", f"both give {one}"
    if a.days[0] <= b.days[1] and b.days[0] <= a.days[1]:
        return "agree", f"{one} and {other} overlap"
    if _open(a) != _open(b):
        return "not comparable", f"{one} and {other}: one is announced, the other done"
    return "contradict", f"{one} and {other} exclude each other"


def compare_polarity(a: Item, b: Item, model: Model) -> Outcome:
    """Told and denied contradict each other where they are of one stage."""
    if a.denied == b.denied:
        return "agree", "both deny it" if a.denied else "both tell it"
    told, refused = (b, a) if a.denied else (a, b)
    if _open(told) and not _open(refused) and told.modality == "future":
        return "not comparable", "announced, and not done when the other was told"
    one, other = (model.stages.get(i.status or "", i.status or "") for i in (told, refused))
    if one != other:
        names = model.stage_names
        return "not comparable", f"told of what is {names.get(one, one)}, denied of what is {names.get(other, other)}"
    return "contradict", f"told {_by(told)}, denied {_by(refused)}"


def _by(item: Item) -> str:
    links = item.claim.get("attribution") or ()
    return f"by {links[-1]['name']}" if links else f"in {item.article}"


def compare_types(a: Item, b: Item, model: Model) -> Outcome:
    """The same type agrees; types of one group are two views or stages of one happening."""
    if a.type != b.type:
        return "not comparable", f"{a.type} and {b.type}: two views or stages of one thing"
    if a.mode and b.mode and a.mode != b.mode:
        return "not comparable", f"{a.type} in two modes, {a.mode} and {b.mode}"
    return "agree", f"both {a.type}"


def compare_status(a: Item, b: Item, model: Model) -> Outcome:
    """What was announced and then done agrees; stages of a flow are only laid side by side."""
    if a.kind == "event":
        if a.denied != b.denied:
            return "not comparable", "one is denied"
        if _open(a) == _open(b):
            return "agree", "same stage"
        early, late = (a, b) if _open(a) else (b, a)
        if (early.published or 0) <= (late.published or 0):
            return "agree", "announced, then done"
        return "not comparable", "done, and announced by a later article"
    one, other = (model.stages.get(i.status or "", i.status or "") for i in (a, b))
    if one == other and a.denied == b.denied:
        return "agree", f"both {model.stage_names.get(one, one)}"
    return "not comparable", f"{a.status} and {b.status}: stages do not exclude each other"


def compare_places(a: Item, b: Item, model: Model) -> Outcome:
    """Places by name; one may lie within the other, so different names do not contradict."""
    return ("agree", f"both {a.where}") if a.where == b.where else ("not comparable", f"{a.where} and {b.where}: one may lie in the other")


def compare_goods(a: Item, b: Item, model: Model) -> Outcome:
    """Goods and roles by the words shared."""
    return ("agree", "told in like words") if a.goods & b.goods else ("not comparable", "told in different words")


def _compare_sides(acting: bool) -> Comparer:
    def comparer(a: Item, b: Item, model: Model) -> Outcome:
        one, other = (a.acting, b.acting) if acting else (a.receiving, b.receiving)
        shown = f"{' + '.join(sorted(one))} and {' + '.join(sorted(other))}"
        if one == other:
            return "agree", f"both {' + '.join(sorted(one))}"
        if one <= other or other <= one:
            return "agree", f"{shown}: one names fewer"
        if a.parties == b.parties:
            return ("contradict", f"{shown}: the sides change places") if not one & other else ("agree", f"{shown}: sides told differently")
        return "not comparable", f"{shown}: not the same parties"

    return comparer


def _named(side: str) -> Reader:
    def read(item: Item, model: Model) -> tuple[Hashable, str] | None:
        name = (item.claim.get(side) or {}).get("name")
        return (name, str(name)) if name else None

    return read


def compare_names(a: Item, b: Item, model: Model) -> Outcome:
    """Names that brought two relations together are of one actor, however they are spelt."""
    return "agree", "one actor, named differently"


FIELDS: Mapping[str, tuple[tuple[str, Reader, Comparer], ...]] = {
    "event": (
        ("type", read_type, compare_types),
        ("actors", _side(acting=True), _compare_sides(acting=True)),
        ("recipients", _side(acting=False), _compare_sides(acting=False)),
        ("date", read_date, compare_dates),
        ("persons", *_counted("persons")),
        ("deaths", *_counted("deaths")),
        ("place", read_place, compare_places),
        ("polarity", read_polarity, compare_polarity),
        ("status", read_status, compare_status),
    ),
    "flow": (
        ("type", read_type, compare_types),
        ("provider", _side(acting=True), _compare_sides(acting=True)),
        ("recipient", _side(acting=False), _compare_sides(acting=False)),
        ("amount", read_amount, compare_amounts),
        ("commodity", read_goods, compare_goods),
        ("polarity", read_polarity, compare_polarity),
        ("status", read_status, compare_status),
    ),
    "relation": (
        ("type", read_type, compare_types),
        ("subject", _named("subject"), compare_names),
        ("object", _named("object"), compare_names),
        ("role", read_role, compare_goods),
        ("date", read_date, compare_dates),
        ("polarity", read_polarity, compare_polarity),
    ),
}
