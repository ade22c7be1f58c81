"""Which words of the ledger a figure belongs to: the noun beside it ("$3bn in loans") and the verb that governs it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from dragoman.clauses import ud
from dragoman.clauses.clauses import Clause
from dragoman.coding.flow_lexicon import FlowLexicon, FlowWord
from dragoman.knowledge.wordsets import CLAUSES, wordset
from dragoman.parsing.quantity import Quantity
from dragoman.parsing.tree import Sentence

_FIGURE_POS = frozenset({"NUM", "NOUN", "SYM", "PROPN", "ADJ", "X"})
#: Below a figure, phrases that say what it is of: "$3bn in loans", "1.4bn of oil-backed loans", "$26m unpaid".
_CONTENT_PREPS = frozenset({"in", "of", "for", "as"})
#: A figure that hangs on the verb by one of these is not what is moved: "cut by $3bn" is, "at $70 a barrel", "over 60 days" are not.
_PASSED = frozenset({"conj", "acl", "acl:relcl", "advcl", "xcomp", "ccomp", "parataxis", "appos"})


_TAKE_OVER = wordset(CLAUSES, "over_particle")
_UNPAID = FlowWord((), "debt", "stock", "outstanding")


@dataclass(frozen=True, slots=True)
class Figure:
    """A quantity in its sentence: `head` is its topmost token, `tokens` all of its own."""

    quantity: Quantity
    head: int
    tokens: frozenset[int]

    @property
    def goods(self) -> bool:
        """Whether it is a figure of things, not of money."""
        return self.quantity.kind in {"goods", "rate", "count"}


@dataclass(frozen=True, slots=True)
class Found:
    """The words of the ledger around a figure, with the tokens they stand at. `deal` is a noun such as `contract`."""

    verb: FlowWord | None = None
    verb_at: int | None = None
    noun: FlowWord | None = None
    noun_at: int | None = None
    deal_at: int | None = None
    measured: bool = False
    """The figure is said of the noun ("the arrears amount to …")."""


def figures_of(sentence: Sentence, quantities: Iterable[Quantity]) -> list[Figure]:
    """The quantities of a sentence with their tokens; percentages are no figures of a flow."""
    found = []
    for printed in quantities:
        inside = [t.i for t in sentence.tokens if t.start < printed.end and t.end > printed.start]
        if printed.kind == "percent" or not inside:
            continue
        quantity = _behind_particle(sentence, printed, inside[0])
        inside = [i for i in inside if sentence.tokens[i].end > quantity.start]
        held = frozenset(inside)
        tops = [i for i in inside if sentence.tokens[i].head not in held or sentence.tokens[i].head == i]
        fitting = [i for i in tops if sentence.tokens[i].pos in _FIGURE_POS] or tops or inside
        # the unit carries the figure: of two tops, the one with more of it below
        head = max(fitting, key=lambda i: (len(held.intersection(sentence.subtree(i))), i))
        found.append(Figure(quantity, head, held))
    return found


def _behind_particle(sentence: Sentence, quantity: Quantity, first: int) -> Quantity:
    """ "rolled over $3 billion", "handed over 14 jets": the word belongs to the verb and bounds nothing."""
    token = sentence.tokens[first]
    verb = sentence.tokens[first - 1].lemma.lower() if first else ""
    if token.text.lower() != "over" or verb not in _TAKE_OVER or token.end >= quantity.end:
        return quantity
    start = sentence.tokens[first + 1].start
    amount = quantity.amount
    plain = replace(amount, text=amount.text[start - quantity.start :], max=amount.min, qualifier="exact")
    return replace(quantity, start=start, amount=plain)


def words_of(sentence: Sentence, figure: Figure, clauses: Mapping[int, Clause], lexicon: FlowLexicon) -> Found:
    """Climb from the figure to the words that say what it is a figure of."""
    noun_at = _noun_below(sentence, figure, clauses, lexicon)
    if noun_at is None:
        noun_at = _gift_beside(sentence, figure, lexicon)
    deal_at: int | None = None
    measured = False

    def note(tokens: Iterable[int]) -> bool:
        """Keep the first noun of the ledger and the first noun of a deal among the tokens."""
        nonlocal noun_at, deal_at
        known = False
        for j in tokens:
            word = noun_word(sentence, j, lexicon, figure.goods)
            if word is not None:
                # "a restructuring covering $5.8bn of debt": what is done with the debt
                noun_at, known = j if noun_at is None or word.flow_type == "rescheduling" else noun_at, True
            elif sentence.tokens[j].lemma.lower() in lexicon.deals and not sentence.tokens[j].text[0].isupper():
                deal_at, known = j if deal_at is None else deal_at, True
        return known

    def ended(verb: FlowWord | None, verb_at: int | None) -> Found:
        return Found(verb, verb_at, noun_word(sentence, noun_at, lexicon, figure.goods), noun_at, deal_at, measured)

    i, came = figure.head, figure.head
    for _ in range(12):
        token = sentence.tokens[i]
        if not is_verb(sentence, i):
            if i not in figure.tokens:
                note([i])
            if note(s.i for s in ud.kids(sentence, i, "nsubj")):
                measured = True
        else:
            measures = any(lemma in lexicon.measure for lemma in lemmas_of(sentence, i))
            if measures and note(_measured(sentence, i, clauses, came, lexicon)):
                measured = True
                if not token.dep.startswith("acl"):
                    return ended(None, i)
            if noun_at is not None and sentence.tokens[came].dep.startswith("obl") and ud.case_of(sentence, came) == "of":
                return ended(None, None)  # "Of the loan of $2.9bn, …": the verb says something else of it
            verb = verb_word(sentence, i, clauses, lexicon, figure)
            if verb is not None:
                if verb.deal and i in clauses:
                    note(a.head for a in clauses[i].of("object"))
                if verb.flow_type == "?" and noun_at is None and i in clauses and ud.case_of(sentence, came) == "for":
                    note(a.head for a in clauses[i].of("object"))  # "approved the sale of 66 jets for $8 billion"
                if verb.flow_type == "?" and noun_at is None:
                    note(t.i for t in ud.kids(sentence, i, "obl") if ud.case_of(sentence, t.i) == "as")
                return ended(verb, i)
            if noun_at is not None and token.dep in {"advcl", "conj"} and came != figure.head:
                return ended(None, None)  # "rescheduled it, paving the way for a tranche of $600m": the verb above says something else
            if not measures and (token.dep not in _PASSED or token.dep in {"ccomp", "parataxis", "advcl"}):
                break
        if token.head == i:
            break
        came, i = i, token.head
    if noun_at is None and deal_at is None:
        near = _verb_before(sentence, figure, clauses, lexicon)
        if near is not None:
            return Found(verb_word(sentence, near, clauses, lexicon, figure), near)
    return ended(None, None)


def _verb_before(sentence: Sentence, figure: Figure, clauses: Mapping[int, Clause], lexicon: FlowLexicon) -> int | None:
    """The ledger's verb that stands shortly before a figure that the parser hangs elsewhere ("gave the island nation NZ$4.5 million")."""
    for i in range(min(figure.tokens) - 1, max(-1, min(figure.tokens) - 8), -1):
        token = sentence.tokens[i]
        if token.text in {",", ";", ":", "(", ")"}:
            return None
        gerund = i == min(figure.tokens) - 1 and token.pos == "NOUN" and token.text.lower().endswith("ing")
        if gerund or (token.pos == "VERB" and token.dep != "amod"):
            word = verb_word(sentence, i, clauses, lexicon, figure)
            return i if word is not None and not word.deal else None
    return None


def is_verb(sentence: Sentence, i: int) -> bool:
    """A verb, also one that the tagger takes for a noun or adjective though it has an object ("shipping millions of barrels")."""
    token = sentence.tokens[i]
    if token.dep in ud.AUXILIARIES or token.dep in {"case", "fixed", "amod", "compound"}:
        return False
    if token.pos in {"VERB", "AUX"}:
        return token.pos == "VERB" or token.dep not in {"aux", "cop"}
    if token.pos == "ADJ" and token.text.lower().endswith("ed") and ud.is_copular(sentence, i):
        return True
    return token.pos in {"NOUN", "ADJ"} and ud.kid(sentence, i, "obj") is not None


def lemmas_of(sentence: Sentence, i: int) -> tuple[str, ...]:
    """The lemma of a verb, then what its ending hides where tagger or lemmatizer are wrong ("fined" as "fin", "shipping" as a noun)."""
    token = sentence.tokens[i]
    text = token.text.lower()
    found = [token.lemma.lower()]
    for ending in ("ing", "ed", "s", "d"):
        if text.endswith(ending) and len(text) > len(ending) + 2:
            stem = text[: -len(ending)]
            found += [stem, stem + "e", stem[:-1] if stem[-1:] == stem[-2:-1] else stem]
    return tuple(dict.fromkeys(found))


def verb_word(sentence: Sentence, i: int, clauses: Mapping[int, Clause], lexicon: FlowLexicon, figure: Figure | None) -> FlowWord | None:
    """The ledger's sense of the verb at `i`, or None."""
    words = next((lexicon.verbs[lemma] for lemma in lemmas_of(sentence, i) if lemma in lexicon.verbs), ())
    if not words:
        return None
    beside = {t.text.lower() for t in sentence.tokens[i + 1 : i + 3]} | {sentence.tokens[j].text.lower() for j in sentence.children[i]}
    objects = _object_lemmas(sentence, i, clauses)
    for word in words:
        if any(r not in beside for r in word.rest):
            continue
        if (word.objects and not word.objects & objects) or word.objects_not & objects:
            continue
        if figure is not None and ((word.goods_only and figure.quantity.kind not in {"goods", "rate"}) or (word.money_only and figure.goods)):
            continue
        return word
    return None


def _object_lemmas(sentence: Sentence, i: int, clauses: Mapping[int, Clause]) -> set[str]:
    """Lemmas of the verb's object with what stands beside it and below its figure ("$1.4 billion of oil-backed loans")."""
    heads = [a.head for a in clauses[i].of("object")] if i in clauses else []
    heads += [t.i for t in ud.kids(sentence, i, "obj", "nsubj:pass", "obl") if t.dep != "obl:agent"]
    found: set[str] = set()
    for head in heads:
        found.add(sentence.tokens[head].lemma.lower())
        found |= {sentence.tokens[j].lemma.lower() for j in sentence.subtree(head)[:12] if sentence.tokens[j].pos in {"NOUN", "PROPN"}}
    return found


def noun_word(sentence: Sentence, i: int | None, lexicon: FlowLexicon, goods: bool | None = None) -> FlowWord | None:
    """The ledger's sense of the noun at `i`; `goods` says what kind of figure stands beside it, None for none."""
    if i is None or sentence.tokens[i].pos not in {"NOUN", "PROPN", "VERB", "ADJ"}:
        return None
    if sentence.tokens[i].text.lower() in lexicon.unpaid:
        return _UNPAID
    lemmas = [sentence.tokens[i].lemma.lower()]
    if sentence.tokens[i].pos == "VERB" and is_verb(sentence, i) and lemmas[0] in lexicon.verbs:
        return None  # "transferred", "granted": what the verb says is said by the verb
    if lemmas[0].endswith("s"):
        lemmas.append(lemmas[0][:-1])
    beside = {sentence.tokens[j].lemma.lower() for j in sentence.children[i]} | {t.lemma.lower() for t in sentence.tokens[max(0, i - 2) : i]}
    for lemma in lemmas:
        for word in lexicon.nouns.get(lemma, ()):
            if all(w in beside for w in word.rest) and not (word.commodity_of and goods is False and not _sale_of(sentence, i, word, lexicon)):
                return word
    return None


def _gift_beside(sentence: Sentence, figure: Figure, lexicon: FlowLexicon) -> int | None:
    """ "twelve drones, a gift of Iran"."""
    for token in ud.kids(sentence, figure.head, "appos"):
        word = noun_word(sentence, token.i, lexicon, figure.goods)
        if word is not None and word.flow_type in {"donation", "grant"} and token.i not in figure.tokens:
            return token.i
    return None


def _sale_of(sentence: Sentence, i: int, word: FlowWord, lexicon: FlowLexicon) -> bool:
    """ "a $23 billion sale of F-16 warplanes": a sale of things, not what a firm turns over in a year."""
    if word.flow_type != "sale" or "Number=Plur" in sentence.tokens[i].feats:
        return False
    things = [j for j in sentence.children[i] if ud.case_of(sentence, j) == "of" or sentence.tokens[j].dep == "compound" or j > i]
    return any(sentence.tokens[k].lemma.lower() in lexicon.commodities for j in things for k in (j, *sentence.children[j]))


def _noun_below(sentence: Sentence, figure: Figure, clauses: Mapping[int, Clause], lexicon: FlowLexicon) -> int | None:
    """ "$3bn in loans", "$2bn of debt", "$26 million unpaid"."""
    for i in sorted(figure.tokens):
        for child in sentence.children[i]:
            token = sentence.tokens[child]
            if child in figure.tokens:
                continue
            if token.dep in ud.NOMINAL_MODIFIERS and ud.case_of(sentence, child) in _CONTENT_PREPS:
                for j in ud.conjuncts(sentence, child):
                    word = noun_word(sentence, j, lexicon, figure.goods)
                    if word is not None and not (figure.goods and word.flow_type == "payment"):
                        return j
    # the parser may hang "in emergency aid" on the verb: right behind the figure it belongs to it
    last = max(figure.tokens)
    if last + 1 < len(sentence.tokens) and sentence.tokens[last + 1].text.lower() in lexicon.unpaid:
        return last + 1
    for token in sentence.tokens[last + 1 : last + 6]:
        if token.i == last + 1 and token.text.lower() not in {"in", "of"}:
            break
        if token.pos in {"VERB", "PUNCT"} and token.text != "-" and token.dep != "amod":
            break
        if token.pos == "NOUN" and token.dep not in {"compound", "amod"}:
            word = noun_word(sentence, token.i, lexicon, figure.goods)
            return token.i if word is not None and not (figure.goods and word.flow_type == "payment") else None
    return None


def _measured(sentence: Sentence, i: int, clauses: Mapping[int, Clause], came: int, lexicon: FlowLexicon) -> list[int]:
    """What a verb of measure speaks of: its subject, for some its object, then the noun it hangs on."""
    found = []
    if i in clauses:
        clause = clauses[i]
        roles = ("subject", "object") if clause.passive or clause.lemma in lexicon.measure_object else ("subject",)
        found = [a.head for role in roles for a in clause.of(role) if a.head != came]
    token = sentence.tokens[i]
    if token.dep.startswith("acl"):
        found.append(token.head)
    return found
