"""Finds figures in plain text: money, goods, rates, percentages and counted nouns, each with bounds, unit and exact surface.

What is read as printed and never more: a shared sign is marked `assumed`, a noun that several currencies have and no country adjective
keeps the noun as its unit ("500 million pesos" is `peso`), nothing is converted but SI prefixes, and a number without a unit or a
counted noun is no quantity. Bounds are inclusive; None is open.

- "more than", "over", "at least": min; "up to", "less than": max; "about": ±10 %; "nearly" 0.9–1; "just over" 1–1.1.
- "two-thirds of its debt", "half the oil": a share, in percent, whose surface is the fraction.
- "billions of dollars": at least two of them, qualifier `plural`; "several hundred million": at least three.
- A rate of goods has a compound unit ("62,000 barrels per day": `bbl/d`); money keeps its code, and `Quantity.per` says by what ("$300m a year").
- The surface of goods and money ends with the unit, that of a count with the counted noun phrase, which is also its commodity.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from dragoman.domain import Amount
from dragoman.parsing.quantity_nouns import commodity_after, counted_phrase, label_before
from dragoman.parsing.quantity_numbers import Number, read_number, tidy
from dragoman.parsing.quantity_units import Kind, Qualifier, Unit, Units, load_units, read_unit

__all__ = ["Quantity", "Units", "find_quantities", "load_units"]

_TOKEN = re.compile(r"\d++|[^\W\d_]++")
_RANGE = re.compile(r"[ \u00a0]?(?P<dash>[–—−-])[ \u00a0]?|-to-|\s(?P<word>to|and|or)\s")
_BETWEEN = re.compile(r"(?<!\w)(?:anywhere\s|somewhere\s)?between\s\Z", re.IGNORECASE)
_FROM = re.compile(r"(?<!\w)from\s\Z", re.IGNORECASE)
_TO = re.compile(r"(?<!\w)(?:to|at|by)\s\Z", re.IGNORECASE)
_FROM_AFTER = re.compile(r",?\s(?:up\s|down\s)?from\s(?=[\d$€£¥])", re.IGNORECASE)
_CONVERSION = re.compile(r"\s?[(\[](?:(?:or|i\.e\.|equivalent to|the equivalent of|worth)\s)?|,\s(?:or|equivalent to|the equivalent of|equal to)\s")
_RATIO = re.compile(r"(?<!\w)(?:one|two|three|\d) (?:in|out of) (?:every )?\Z", re.IGNORECASE)
_CLOSE = re.compile(r"[^\n()\[\]]{0,12}[)\]]")
_GLUE_ALWAYS = ("#", "№", "−", "@", "_", "$", "-", "/", ":", "^")
_GLUE = ("–", ".", ",", "'", "’")
_LOOKBACK = 48
_LONGEST_START = 13


@dataclass(frozen=True, slots=True)
class Quantity:
    """A figure in the text: `[start, end)` is its surface with its qualifier and with a conversion in parentheses.

    `commodity` is what it is a figure of, as far as the words show without a parse. `per` is what money is paid by ("y", "d", "bbl").
    """

    start: int
    end: int
    amount: Amount
    commodity: str | None
    kind: Kind
    per: str | None = None


@dataclass(frozen=True, slots=True)
class _Figure:
    """A figure before its qualifier is read: surface, bounds, unit."""

    start: int
    end: int
    low: float
    high: float | None
    unit: Unit
    commodity: str | None = None
    spread: bool = False
    bare: bool = False
    """The unit is printed with another figure ("from 62,000 to 98,000 barrels")."""


def find_quantities(text: str, units: Units) -> tuple[Quantity, ...]:
    """Return the figures of `text` in order, without overlaps. A figure with its conversion in parentheses is one quantity."""
    found: list[Quantity] = []
    starts = units.numbers.starts
    floor = skip = 0
    for token in _TOKEN.finditer(text):
        start = token.start()
        if start < skip:
            continue
        word = token.group()
        if not word[0].isdecimal() and (len(word) > _LONGEST_START or word.lower() not in starts):
            continue
        number = read_number(text, start, units.numbers)
        if number is None or number.start < floor:
            continue
        for figure in _figures(text, number, floor, units):
            quantity = _qualified(text, figure, floor, units)
            floor = quantity.end
            _append(text, found, quantity)
        skip = max(floor, number.end)
    return tuple(found)


def _glued(text: str, number: Number) -> bool:
    """Whether a number without a sign is a piece of something else: F-16, A320, 3:1, #5, 9/11, 1999-2013."""
    before = text[number.start - 1 : number.start]
    if not number.digits:
        return before in ("-", "–", "'", "’") and text[number.start - 2 : number.start - 1].isalnum()
    if before in _GLUE_ALWAYS or before.isalnum():
        return True
    return before in _GLUE and text[number.start - 2 : number.start - 1].isalnum()


def _figures(text: str, number: Number, floor: int, units: Units) -> tuple[_Figure, ...]:
    """Read the figure or figures that begin with `number`; none where it counts nothing."""
    if number.share:
        return () if _glued(text, number) else (_Figure(number.start, number.end, number.low, number.high, Unit("%", "percent")),)
    start, sign = _sign(text, number, floor, units)
    if sign is None and _glued(text, number):
        return ()
    if number.letter is not None:
        number = _with_letter(text, number, sign, units)
    second = _range(text, start, number, sign, units)
    if second:
        return second
    figure = _figure(text, start, number, sign, units)
    if figure is None:
        return ()
    pair = _from_after(text, figure, units)
    return (figure, pair) if pair else (figure,)


def _sign(text: str, number: Number, floor: int, units: Units) -> tuple[int, Unit | None]:
    """Return where the figure begins and the unit of the sign before it."""
    if not number.digits or number.start == 0:
        return number.start, None
    at = max(floor, number.start - 8)
    match = units.sign_before.search(text[at : number.start])
    if match is None or match["sign"] is None:
        return number.start, None
    if at == number.start - 8 and match.start() == 0 and text[at - 1 : at].isalpha():
        return number.start, None
    return at + match.start(), units.signs[match["sign"]]


def _with_letter(text: str, number: Number, sign: Unit | None, units: Units) -> Number:
    """Take the letter of "320m" as a scale where a sign or a unit after it makes that certain."""
    scaled = replace(number.times(number.letter or 1.0), end=number.end + 1)
    if sign is not None:
        return scaled
    hit = read_unit(text, scaled.end, units)
    if hit is not None and (not hit.symbol or text[scaled.end : scaled.end + 1] in " \u00a0"):
        return scaled
    if text[number.end] in "mM" and counted_phrase(text, scaled.end, units.count) is not None:
        return scaled if text[scaled.end : scaled.end + 7] == " people" else replace(number, low=-1.0)
    return scaled if text[number.end] in "kK" else number


def _usable(number: Number, unit: Unit) -> bool:
    """Whether the unit's guards let it stand after this number."""
    if number.low < 0:
        return False
    if unit.needs_scale and not number.scaled:
        return False
    if unit.needs_thousands and number.low < 1000:
        return False
    return not (number.comma and not number.scaled and unit.kind != "money")


def _figure(text: str, start: int, number: Number, sign: Unit | None, units: Units) -> _Figure | None:
    """Attach the unit or the counted noun to one number."""
    if number.low < 0:
        return None
    unit, end = _unit_after(text, number, sign, units)
    if unit is None:
        return None if sign is not None else _count(text, start, number, units)
    if number.point3 and not number.scaled and unit.kind == "money":
        number = number.times(1000.0)  # "50.000 euros": nobody prints a thousandth of a euro
    goods = commodity_after(text, end, units.count) if unit.kind in ("goods", "rate") else None
    if goods and unit.kind == "goods" and (late := _rate(text, goods[0], unit, units)):
        unit, end = late  # "10 bcm of gas a year": the surface runs to the words that make the unit
    commodity = goods[1] if goods else None
    high = None if number.high is None else tidy(number.high * unit.factor)
    return _Figure(start, end, tidy(number.low * unit.factor), high, unit, commodity)


def _unit_after(text: str, number: Number, sign: Unit | None, units: Units) -> tuple[Unit | None, int]:
    """Return the unit of a number and where the surface ends. A sign may be followed by its own word ("$5 million Canadian dollars")."""
    at = number.end
    if number.of:
        of = re.compile(r"\sof\s").match(text, at)
        at = of.end() - 1 if of else len(text)
    hit = read_unit(text, at, units)
    if sign is not None:
        if not _usable(number, sign):
            return None, number.end
        if hit is not None and hit.unit.kind == "money" and not hit.symbol:
            return (sign if hit.unit.basis != "stated" else hit.unit), hit.end
        return sign, number.end
    if hit is None or not _usable(number, hit.unit):
        return None, number.end
    unit, end = hit.unit, hit.end
    if unit.or_measure and not number.scaled and (text[number.end : number.end + 1] == "-" or text[end : end + 4] == " of "):
        unit = Unit(unit.or_measure, "goods")
    return (_rate(text, end, unit, units) if unit.kind == "goods" else None) or (unit, end)


def _rate(text: str, end: int, unit: Unit, units: Units) -> tuple[Unit, int] | None:
    """Return the compound unit and its end where goods are counted by time ("barrels per day")."""
    rate = units.per_after.match(text, end)
    per = units.per[(rate["per"] or rate["adverb"]).lower()] if rate else None
    if rate is None or per not in ("d", "w", "mo", "q", "y", "h"):
        return None
    return Unit(f"{unit.name}/{per}", "rate", None, unit.factor), rate.end()


def _count(text: str, start: int, number: Number, units: Units) -> _Figure | None:
    """Read a counted noun phrase: "380 cameras", "dozens of tanks"."""
    if number.comma or (number.plain and 1500 <= number.low < 2200) or (not number.scaled and number.low != int(number.low) and not number.point3):
        return None
    if not number.digits and not number.scaled and (number.low <= 1 or _capital_inside(text, number.start)):
        return None
    if _RATIO.search(text[max(0, start - 12) : start]) or (number.low == 1 and number.digits):
        return None
    if not number.scaled and label_before(text, start, number.low, units.count):
        return None
    at = number.end
    if number.of:
        of = re.compile(r"\sof(?=\s)").match(text, at)
        at = of.end() if of else len(text)
    elif between := units.after.match(text, at):
        at = between.end()  # "50 or more tanks", "500-plus tanks"
    phrase = counted_phrase(text, at, units.count)
    if phrase is None:
        return None
    if number.point3 and not number.scaled:
        number = number.times(1000.0)
    return _Figure(start, phrase[0], number.low, number.high, Unit(units.count.unit, "count"), phrase[1])


def _capital_inside(text: str, start: int) -> bool:
    """Whether the word at `start` is capitalised within a sentence, as names are ("the Group of Seven leaders")."""
    if not text[start].isupper():
        return False
    before = text[max(0, start - 3) : start].rstrip(" \"'“‘(")
    return before != "" and before[-1] not in ".!?:;\n–—-…”’"


def _range(text: str, start: int, number: Number, sign: Unit | None, units: Units) -> tuple[_Figure, ...]:
    """Read "4–5 billion yuan", "between $3 and $4 billion", "50 to 60 tanks"; "from … to …" gives two figures that share the unit."""
    own = read_unit(text, number.end, units) if sign is None and not number.of else None
    link = _RANGE.match(text, own.end if own else number.end)
    if link is None or number.high is None:
        return ()
    ahead = units.sign_ahead.match(text, link.end())
    at = ahead.end() if ahead else link.end()
    if at >= len(text) or not text[at].isalnum():
        return ()
    other = read_number(text, at, units.numbers)
    if other is None or other.start < link.end() or other.high is None or (number.plain and 1500 <= number.low < 2200 and not sign and not own):
        return ()
    sign2 = units.signs[ahead["sign"]] if ahead else None
    if other.letter is not None:
        other = _with_letter(text, other, sign2 or sign, units)
    if other.scaled and not number.scaled and not own and number.low <= other.low:
        shared = _scale_of(other)
        if number.low * shared <= other.low:
            number = number.times(shared)
    before = text[max(0, start - 20) : start]
    between, source = _BETWEEN.search(before), _FROM.search(before)
    word = link["word"]
    if (word == "and") != (between is not None) or (other.low < number.low and source is None):
        return ()
    last = _figure(text, ahead.start() if ahead else at, other, sign2, units)
    if sign is not None and sign2 is None and (last is None or last.unit.kind == "count"):
        if last is not None or word == "or" or (word and not other.scaled):
            return ()
        last = _Figure(at, other.end, other.low, other.high, sign)
    if last is None:
        return ()
    first = sign or (own.unit if own else None)
    if first is not None and first.name != last.unit.name:
        return ()
    unit = replace(last.unit, factor=1.0)
    low = tidy(number.low * last.unit.factor)
    if source is not None and word == "to":
        opening = _Figure(start, own.end if own else number.end, low, low, unit, last.commodity, bare=True)
        return (opening, last)
    if word == "or" and (number.digits or other.low > number.low * 2):
        return ()
    if last.low < low:
        return ()
    begin = start - len(between.group()) if between else start
    return (_Figure(begin, last.end, low, last.low, unit, last.commodity, spread=True),)


def _scale_of(number: Number) -> float:
    """Return the last scale of a scaled number: of "4 billion" a billion."""
    for scale in (1e12, 1e9, 1e6, 1e3, 100.0):
        if number.low >= scale:
            return scale
    return 1.0


def _from_after(text: str, figure: _Figure, units: Units) -> _Figure | None:
    """Read the bare second figure of "to 62,000 barrels per day from 98,000", which shares the unit."""
    link = _FROM_AFTER.match(text, figure.end)
    if link is None or not _TO.search(text[max(0, figure.start - 30) : _qualifier_start(text, figure.start, units)]):
        return None
    ahead = units.sign_ahead.match(text, link.end())
    at = ahead.end() if ahead else link.end()
    if not text[at : at + 1].isdecimal():
        return None
    number = read_number(text, at, units.numbers)
    if number is None or ahead or (number.plain and 1500 <= number.low < 2200) or number.letter is not None:
        return None
    if _figure(text, at, number, None, units) is not None:
        return None
    factor = figure.unit.factor
    return _Figure(at, number.end, tidy(number.low * factor), tidy(number.low * factor), figure.unit, figure.commodity, bare=True)


def _before(text: str, start: int, floor: int, units: Units) -> tuple[int, Qualifier] | None:
    """Return the qualifier that ends right before `start` and where it begins."""
    sign = units.qualifier_signs.get(text[start - 1 : start])
    if sign is not None and start - 1 >= floor:
        return start - 1, sign
    at = max(floor, start - _LOOKBACK)
    if start == 0 or not text[start - 1].isspace():
        return None
    pieces = list(re.finditer(r"\S+", text[at:start]))[-5:]
    for piece in pieces:
        begin = at + piece.start()
        if begin > floor and text[begin - 1] == "\n" and text[begin - 2 : begin - 1] == "\n":
            continue
        phrase = " ".join(text[begin:start].split()).lower().lstrip("(“\"'‘")
        qualifier = units.before.get(phrase)
        if phrase == "over" and text[at:begin].lower().split()[-1:] and text[at:begin].lower().split()[-1] in units.with_over:
            return None
        if qualifier is not None and "\n\n" not in text[begin:start]:
            return begin + len(piece.group()) - len(piece.group().lstrip("(“\"'‘")), qualifier
    return None


def _qualifier_start(text: str, start: int, units: Units) -> int:
    found = _before(text, start, 0, units)
    return found[0] if found else start


def _qualified(text: str, figure: _Figure, floor: int, units: Units) -> Quantity:
    """Apply the words around the figure to its bounds."""
    start, end = figure.start, figure.end
    qualifier: Qualifier | None = None
    found = _before(text, start, floor, units)
    if found and found[1].spatial and figure.unit.kind == "count" and figure.low < 10 and not text[figure.start].isdecimal():
        found = None
    if found:
        start, qualifier = found
        if outer := _before(text, start, floor, units):
            # "up to about 60": the bound counts, not the approximation
            start = outer[0]
            qualifier = qualifier if outer[1].name == "about" else outer[1]
    if not figure.bare and (after := units.after.match(text, end)):
        phrase = after["phrase"]
        qualifier = units.after_words[phrase.lower()] if phrase else units.qualifier_signs["+"]
        end = after.end()
    elif figure.unit.kind == "count" and qualifier is None:
        inner = units.after.search(text[figure.start : figure.end])
        if inner is not None:
            qualifier = units.after_words[inner["phrase"].lower()] if inner["phrase"] else units.qualifier_signs["+"]
    low, high, name = _bounds(figure, qualifier)
    amount = Amount(low, high, figure.unit.name, name, text[start:end], figure.unit.basis)
    per = None
    if figure.unit.kind == "money" and (rate := units.per_after.match(text, end)):
        per = units.per[(rate["per"] or rate["adverb"]).lower()]
    return Quantity(start, end, amount, figure.commodity, figure.unit.kind, per)


def _bounds(figure: _Figure, qualifier: Qualifier | None) -> tuple[float | None, float | None, str]:
    if figure.high is None and (qualifier is None or qualifier.high is not None):
        return figure.low, None, "plural"
    if qualifier is None:
        return figure.low, figure.high, "range" if figure.spread else "exact"
    low = None if qualifier.low is None else tidy(figure.low * qualifier.low)
    high = None if qualifier.high is None or figure.high is None else tidy(figure.high * qualifier.high)
    return low, high, qualifier.name


def _append(text: str, found: list[Quantity], quantity: Quantity) -> None:
    """Add a quantity; one in parentheses after another of the same kind is that one's conversion."""
    if found and quantity.start - found[-1].end <= 24:
        last = found[-1]
        gap = _CONVERSION.fullmatch(text, last.end, quantity.start)
        if gap is not None and last.kind == quantity.kind and last.kind in ("money", "goods") and last.amount.unit != quantity.amount.unit:
            close = _CLOSE.match(text, quantity.end) if gap.group().strip()[0] in "([" else None
            if close is not None or gap.group().startswith(","):
                end = close.end() if close else quantity.end
                amount = replace(last.amount, also=(*last.amount.also, quantity.amount, *quantity.amount.also))
                found[-1] = replace(last, end=end, amount=amount)
                return
    found.append(quantity)
