"""Who gives and who takes: the parties in the slots of a ledger word, read from the tree and, where it is silent, from the order of the words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Protocol

from dragoman.actors.model import Mention
from dragoman.clauses import ud
from dragoman.clauses.clauses import Clause
from dragoman.coding.flow_lexicon import FlowLexicon
from dragoman.coding.sides import ActorsOf, same_party
from dragoman.domain import ActorRef
from dragoman.parsing.tree import Sentence

_PLACE_PREPS = frozenset({"at", "in", "into", "to", "on", "for"})
_WHERE = frozenset({"in", "at", "on"})
_OCCASION = frozenset({"at", "during", "after", "before"})
_RELATIVE = frozenset({"which", "who", "that"})
_DIRECT = frozenset({"to", "from"})
_ENDS = frozenset({",", ";", ":", "(", ")", "–", "—"})
_BODIES = frozenset({"organisation", "group", "person"})
_NAMABLE = frozenset({"person", "document", "outlet"})
_NO_PARTY = frozenset({"document", "outlet"})


class MentionsOf(ActorsOf, Protocol):
    """What the coders of flows and relations need of `actors/` beyond the sides."""

    def at(self, sentence: int, token: int) -> Mention | None:
        """The mention that a token belongs to."""

    def actor(self, mention: Mention) -> ActorRef:
        """Its actor."""

    def served(self, mention: Mention) -> ActorRef | None:
        """The body that its person serves, named elsewhere."""

    def state(self, country: str, text: str) -> ActorRef:
        """The state of a country code, where nothing but `text` stands for it."""


@dataclass(frozen=True, slots=True)
class Party:
    """An actor on a side; `token` is where the sentence names it, -1 where an earlier sentence does."""

    ref: ActorRef
    token: int
    definite: bool = False
    """Named by a description or pronoun that points back ("the bank", "it")."""


@dataclass(frozen=True, slots=True)
class Site:
    """A sentence with what its flows are read from. `figures` are the tokens of figures: they name no party ("U.S. dollars")."""

    sentence: Sentence
    clauses: Mapping[int, Clause]
    actors: MentionsOf
    lexicon: FlowLexicon
    figures: frozenset[int]


def parties_at(site: Site, token: int, *, owners: bool = True) -> list[Party]:
    """The parties that the noun phrase at `token` names, or that own it."""
    if token in site.figures:
        return []
    index = site.sentence.index
    refs = site.actors.actors_of(index, token)
    if owners and not any(r.country or r.id or r.kind in _NAMABLE for r in refs):
        refs = site.actors.owners_of(index, token) or refs  # "the network of China's northern provinces"
    if not refs:
        # "the road builder, Vale Norte, was fined"
        named = [t.i for t in ud.kids(site.sentence, token, "appos") if t.pos == "PROPN"]
        refs = next((found for i in named if (found := site.actors.actors_of(index, i))), ())
    if not refs and site.sentence.tokens[token].text.lower() in _RELATIVE:
        before = before_relative(site.sentence, token)
        return parties_at(site, before, owners=owners) if before is not None else []
    definite = is_definite(site, token)
    bare = site.sentence.tokens[token].pos in {"NOUN", "NUM"} and (site.sentence.tokens[token].text.islower() or token == 0)
    return [
        Party(ref, token, definite)
        for ref in refs
        if ref.kind not in _NO_PARTY and not (bare and not (ref.id or ref.country) and ref.kind not in _BODIES)
    ]


def is_definite(site: Site, token: int) -> bool:
    """Whether a noun phrase points back: a pronoun, or a common noun with "the", "this", "such" or a possessive pronoun."""
    word = site.sentence.tokens[token]
    if word.pos == "PRON":
        return True
    if word.pos not in {"NOUN", "ADJ"}:
        return False
    return any(
        site.sentence.tokens[j].text.lower() in site.lexicon.determiners and site.sentence.tokens[j].dep in {"det", "nmod:poss", "det:predet"}
        for j in site.sentence.children[token]
    )


def in_slot(site: Site, at: int, slot: str, *, verb: bool) -> list[Party]:
    """The parties in a slot of the verb or noun at `at`, nearest first."""
    clause = site.clauses.get(at)
    if slot == "subject":
        return _subject(site, at, clause) if verb else []
    if slot == "iobj":
        return _dative(site, at, clause)
    if slot == "object":
        return _objects(site, at, clause)
    if slot == "object-of":
        return [Party(r, a.head) for a in (clause.of("object") if clause else []) for r in site.actors.owners_of(site.sentence.index, a.head)]
    if slot == "possessor":
        return [p for t in ud.kids(site.sentence, at, "nmod:poss") for p in parties_at(site, t.i)]
    if slot == "modifier":
        return _modifier(site, at)
    heads = [j for i in _phrases(site, at, slot) for j in ud.conjuncts(site.sentence, i)]
    found = [p for j in heads for p in parties_at(site, j)]
    if not found and verb and slot in _DIRECT:
        found = behind_word(site, at, slot)
    return found or ([p for j in heads for p in _people(site, j)] if slot in {"to", "for"} else [])


def behind_word(site: Site, at: int, prep: str) -> list[Party]:
    """The party that stands right behind the preposition in the words of the clause, whatever the parser makes of it."""
    tokens = site.sentence.tokens
    for i in range(at + 1, len(tokens) - 1):
        if tokens[i].text in _ENDS or (tokens[i].pos in {"VERB", "AUX"} and tokens[i].dep != "amod"):
            return []
        if tokens[i].text.lower() != prep or i in site.figures:
            continue
        for j in range(i + 1, min(i + 6, len(tokens))):
            if tokens[j].text in _ENDS or tokens[j].pos in {"VERB", "ADP"} or j in site.figures:
                break
            mention = site.actors.at(site.sentence.index, j)
            refs = parties_at(site, mention.head, owners=False) if mention is not None and mention.last + 1 <= j + 1 else []
            if refs and mention is not None and mention.kind not in {"adjective", "demonym"}:
                return refs
    return []


def _people(site: Site, i: int) -> list[Party]:
    """Those in need, who have no name: "for the displaced", "to the families of the fallen"."""
    token = site.sentence.tokens[i]
    if token.lemma.lower() not in site.lexicon.people and token.text.lower() not in site.lexicon.people:
        return []
    below = [j for j in site.sentence.subtree(i) if j >= i or site.sentence.tokens[j].dep in {"amod", "compound", "det"}]
    words = " ".join(site.sentence.tokens[j].text for j in below if site.sentence.tokens[j].dep not in {"case", "punct"} and abs(j - i) < 6)
    return [Party(ActorRef(None, words, words, None, "CIV", "group", "default"), i)]


def _objects(site: Site, at: int, clause: Clause | None) -> list[Party]:
    """The object; one that an active verb only inherits is its object in a relative clause and nowhere else."""
    relative = clause is not None and (clause.passive or site.sentence.tokens[at].dep.startswith("acl"))
    if clause is None or clause.kind != "verb" or (relative and _behind_relative(site.sentence, at) is None):
        return _of_role(site, clause, "object")
    return [p for a in clause.of("object") if not a.inherited for p in parties_at(site, a.head)]


def _of_role(site: Site, clause: Clause | None, role: str) -> list[Party]:
    if clause is None:
        return []
    if clause.kind != "verb":
        # a verb that the tagger takes for a noun ("thanks")
        return [
            p
            for t in ud.kids(site.sentence, clause.head, "nsubj" if role == "subject" else "obj")
            for j in ud.conjuncts(site.sentence, t.i)
            for p in parties_at(site, j)
        ]
    return [p for a in clause.of(role) for p in parties_at(site, a.head)]


def _subject(site: Site, at: int, clause: Clause | None) -> list[Party]:
    behind = _behind_relative(site.sentence, at)
    if behind is not None:
        return parties_at(site, behind)
    found = _speaker(site, at, clause) or _of_role(site, clause, "subject")
    if found or clause is None:
        return found
    subjects = clause.of("subject")
    tokens = site.sentence.tokens
    if all(a.inherited for a in subjects) and at > 0 and tokens[at - 1].text == ",":
        before = _before_apposition(site.sentence, at - 1)
        found = parties_at(site, before) if before >= 0 else []
        if found:
            return found
    if clause.kind != "verb" and tokens[at].text.lower().endswith("ing"):
        return _before_gerund(site, at)
    deals = [a for a in subjects if tokens[a.head].lemma.lower() in site.lexicon.deals]
    if clause.passive and not deals:
        return []
    if deals or (not subjects and tokens[at].dep in {"acl", "conj", "xcomp", "advcl"}):
        # "signed an agreement on optimizing", "sign deal to put off": the subject of what stands above
        for above in site.sentence.ancestors(deals[0].head if deals else at):
            upper = site.clauses.get(above)
            blamed = site.sentence.tokens[above].lemma.lower() in site.lexicon.blame
            if blamed:
                found = [p for t in ud.kids(site.sentence, above, "obj", "nsubj:pass") for p in parties_at(site, t.i)]
                if not found and tokens[above].dep == "acl":
                    found = parties_at(site, tokens[above].head)  # "a minister wanted for taking bribes"
                if found:
                    return found
            if upper is not None and upper.kind == "verb" and site.sentence.tokens[above].pos != "AUX":
                return _of_role(site, upper, "subject")
            found = _planner(site, at, above)
            if found:
                return found
            found = [p for t in ud.kids(site.sentence, above, "nsubj") for j in ud.conjuncts(site.sentence, t.i) for p in parties_at(site, j)]
            if found:
                return found
        return []
    if subjects or clause.passive:
        return []
    i = _left_subject(site.sentence, at)
    return parties_at(site, i) if i is not None else []


def _behind_relative(sentence: Sentence, at: int) -> int | None:
    """ "The agency, which feeds thousands, appealed for $88 million": the noun, where the parser puts the verb into the relative clause."""
    token = sentence.tokens[at]
    verb = sentence.tokens[token.head]
    cut_off = at > 0 and sentence.tokens[at - 1].text == "," and token.dep in {"advcl", "acl"} and "Tense=Past" in token.feats
    if not cut_off or ud.kid(sentence, at, "aux:pass", "mark") is not None:
        return None
    if verb.dep == "acl:relcl" and verb.head < verb.i:
        return verb.head
    return verb.i if any(verb.i < t.i < at for t in ud.kids(sentence, verb.i, "acl:relcl")) else None


def _speaker(site: Site, at: int, clause: Clause | None) -> list[Party]:
    """ "Japan sent a team, and Australia said it would give": "it" is who says so."""
    tokens = site.sentence.tokens
    if clause is None or clause.kind != "verb" or tokens[at].dep != "ccomp":
        return []
    pronoun = next((a.head for a in clause.of("subject") if tokens[a.head].text.lower() in {"it", "they"}), None)
    if pronoun is None:
        return []
    named = [t.i for t in ud.kids(site.sentence, tokens[at].head, "nsubj") if t.pos == "PROPN"]
    return [replace(p, token=pronoun) for i in named for p in parties_at(site, i, owners=False) if p.ref.kind != "person"]


def _planner(site: Site, at: int, above: int) -> list[Party]:
    """ "China's plan to lend", "an offer by Japan to pay", and a verb that the tagger takes for a noun ("Saudi Arabia plans to invest")."""
    token = site.sentence.tokens[above]
    if site.sentence.tokens[at].head != above or token.pos != "NOUN" or not ud.is_infinitive(site.sentence, at):
        return []
    return [p for slot in ("possessor", "by", "modifier") for p in in_slot(site, above, slot, verb=False)]


def _left_subject(sentence: Sentence, at: int) -> int | None:
    """The noun that stands where the subject of the verb at `at` should: behind a relative pronoun the noun before its comma."""
    i = at - 1
    while i >= 0:
        token = sentence.tokens[i]
        if token.pos == "VERB" and token.dep != "amod":
            return None
        if token.text.lower() in _RELATIVE and token.pos in {"PRON", "DET", "SCONJ"}:
            return before_relative(sentence, i)
        if token.text == "," and i == at - 1:
            i = _before_apposition(sentence, i)
            continue
        if token.text in {";", ":", ","}:
            return None
        if token.pos in {"PROPN", "NOUN"} and not ud.case_of(sentence, i) and token.dep not in {"compound", "nmod:poss", "obl", "nmod"}:
            return i
        i -= 1
    return None


def _before_gerund(site: Site, at: int) -> list[Party]:
    """Who does what a gerund names: "accused X of shipping", "helped X in shipping"."""
    for i in range(at - 1, max(-1, at - 8), -1):
        if site.sentence.tokens[i].text in {",", ";", ":"}:
            return []
        found = parties_at(site, i, owners=False)
        if found:
            return found
    return []


def before_relative(sentence: Sentence, i: int) -> int | None:
    """The noun right before a relative pronoun and its comma."""
    before = [t.i for t in sentence.tokens[max(0, i - 3) : i] if t.pos in {"PROPN", "NOUN"}]
    return before[-1] if before else None


def _before_apposition(sentence: Sentence, comma: int) -> int:
    """Where to look on, left of "…, the state oil company," that ends with the comma; the comma itself ends the search otherwise."""
    for i in range(comma - 1, max(-1, comma - 10), -1):
        token = sentence.tokens[i]
        if token.pos == "VERB" and token.dep != "amod":
            return -1
        if token.text == ",":
            return i - 1 if sentence.tokens[i - 1].pos == "PROPN" else -1
    return -1


def _dative(site: Site, at: int, clause: Clause | None) -> list[Party]:
    """The indirect object, also where the parser has two objects, or glues it to the next noun ("provided Cuba numerous grants")."""
    found = _of_role(site, clause, "iobject")
    if found:
        return found
    for argument in clause.of("object") if clause else []:
        if argument.head not in site.figures and not argument.inherited:
            own = [p for p in parties_at(site, argument.head, owners=False) if p.ref.country or p.ref.id]
            if own:
                return own
    # the party right behind the verb, with a figure or a noun phrase behind it
    tokens = site.sentence.tokens
    i = at + 1
    while i < len(tokens) and (tokens[i].dep in {"det", "compound:prt", "nmod:poss"} or tokens[i].pos in {"DET", "ADJ"}) and i not in site.figures:
        i += 1
    if i < len(tokens) - 1 and i not in site.figures and tokens[i].pos in {"PROPN", "PRON"} and not ud.case_of(site.sentence, i):
        mention = site.actors.at(site.sentence.index, i)
        if (
            mention is not None
            and mention.last + 1 < len(tokens)
            and (mention.last + 1 in site.figures or tokens[mention.last + 1].pos in {"ADJ", "NOUN", "DET", "NUM", "SYM"})
        ):
            return parties_at(site, mention.head, owners=False)
    return []


def _modifier(site: Site, at: int) -> list[Party]:
    """Adjectives and compounds: "Chinese loans"."""
    found = []
    for child in site.sentence.children[at]:
        if site.sentence.tokens[child].dep in {"amod", "compound", "nmod:desc"} and child not in site.figures:
            found += parties_at(site, child, owners=False)
    return found


def _phrases(site: Site, at: int, prep: str) -> list[int]:
    """Heads of the phrases with a preposition in the clause of `at`, wherever the parser attaches them; the shallowest first."""
    found = []
    for depth, i in own_region(site.sentence, at, site.figures):
        above = site.sentence.tokens[i].head
        if prep in _WHERE and above != at and ud.case_of(site.sentence, above) in _OCCASION:
            continue  # "promised $5m at a conference in Paris"
        if depth and i not in site.figures and ud.case_of(site.sentence, i) == prep and site.sentence.tokens[i].dep != "conj":
            found.append((depth, i))
    return [i for _, i in sorted(found)]


def own_region(sentence: Sentence, at: int, figures: frozenset[int] = frozenset()) -> Iterator[tuple[int, int]]:
    """Tokens below `at` with their depth, without other clauses; a relative clause or participle of a bare noun is its own, too."""
    verb = sentence.tokens[at].pos == "VERB"
    pending = [(0, at)]
    while pending:
        depth, i = pending.pop()
        yield depth, i
        for child in sentence.children[i]:
            token = sentence.tokens[child]
            if child < at and sentence.tokens[i].dep == "conj":
                continue
            if token.dep in {"parataxis", "advcl", "ccomp", "advcl:relcl", "csubj"} or (token.dep == "conj" and token.pos == "VERB" and i == at):
                continue
            if token.dep.startswith("acl") and (verb or (i != at and i not in figures)):
                continue
            pending.append((depth + 1, child))


def first_other(parties: Iterable[Party], other: Party | None) -> Party | None:
    """The first party that is not the one on the other side."""
    return next((p for p in parties if other is None or not same_side(p.ref, other.ref)), None)


def same_side(a: ActorRef, b: ActorRef) -> bool:
    """Whether two references are one party, or an organ and its state."""
    if same_party(a, b):
        return True
    states = {"state", "region"}
    return a.country is not None and a.country == b.country and (a.kind in states or b.kind in states)


def is_lender(site: Site, ref: ActorRef) -> bool:
    """Whether the name of a party says that it lends."""
    words = f"{ref.name} {ref.text} {ref.id or ''}".lower().replace("-", " ").replace(":", " ").split()
    return any(w.rstrip("s") in site.lexicon.lenders for w in words)


def carriers_owner(site: Site, verb_at: int) -> list[Party]:
    """Whose ships or planes bring goods: "two Indonesian navy ships carrying rice", "a Chinese plane with tents landed"."""
    sentence = site.sentence
    clause = site.clauses.get(verb_at)
    heads = [a.head for a in clause.of("subject")] if clause is not None else []
    if sentence.tokens[verb_at].dep.startswith("acl"):
        heads.append(sentence.tokens[verb_at].head)
    vehicles = [i for i in heads if sentence.tokens[i].lemma.lower() in site.lexicon.carriers]
    below = [
        j for i in vehicles for j in (i, *sentence.subtree(i)) if j == i or (j < i and sentence.tokens[j].dep in {"amod", "compound", "nmod:poss"})
    ]
    # a counted fleet is a figure, too, and yet has an owner
    return [Party(ref, j) for j in below for ref in site.actors.actors_of(sentence.index, j) if ref.country or ref.id]


def place_behind(site: Site, figure_end: int) -> Party | None:
    """Where goods go: the first place behind the figure ("put ashore 46 tonnes at Luganville")."""
    for token in site.sentence.tokens[figure_end + 1 :]:
        if token.ent == "LOC" and ud.case_of(site.sentence, token.i) in _PLACE_PREPS:
            refs = site.actors.actors_of(site.sentence.index, token.i)
            if refs and refs[0].country:
                return Party(refs[0], token.i)
    return None
