"""Trees that cannot be right, mended: a verb taken for a modifier of its own object, a subject taken for part of its verb.

A small parser stumbles over the openings of news ("Chad expelled monitors", "police in Lima seized drugs"), and what it
makes of them can be seen to be impossible. Each repair is one such shape. A tree without it is returned as it is.
"""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.parsing.repair_arguments import regrouped
from dragoman.parsing.repair_naming import named_things
from dragoman.parsing.repair_perfect import perfect_mended
from dragoman.parsing.repair_relative import bare_relatives
from dragoman.parsing.tree import Token
from dragoman.parsing.wordsets import irregular_lemmas, wordset

_FINITE = "Mood=Ind|Tense=Past|VerbForm=Fin"
_MEANS = wordset("means")
_TIMES = wordset("time")
_ABOUT = wordset("about")
_DAYS = wordset("day")
_MONTHS = wordset("month")
_CLAUSES = frozenset({"root", "ccomp", "advcl", "conj", "parataxis", "acl:relcl"})
_WITH_NOUN = frozenset({"det", "amod", "compound", "nummod", "nmod", "nmod:poss", "nmod:desc", "nmod:unmarked", "flat", "case", "appos", "acl"})
#: What only a noun has below it.
_NOMINAL = frozenset({"cop", "det", "case", "nmod:poss"})
_NAMES = frozenset({"NOUN", "PROPN"})
#: What only somebody can be: before them "it" stands for a state or a body.
_PERSONAL = wordset("personal")


def mended(tokens: list[Token], kind: str) -> list[Token]:
    """The tokens of one sentence, of a piece of that kind, with impossible attachments mended."""
    suspects = [t for t in tokens if _suspect(t, tokens)]
    if suspects:
        tokens = list(tokens)
        for token in suspects:
            perfect_mended(tokens, token.i)
            _subject_in_verb(tokens, token.i)
            _verb_as_modifier(tokens, token.i)
            _verb_as_noun(tokens, token.i)
            _up_to(tokens, token.i)
            _priced(tokens, token.i)
            _somebody(tokens, token.i)
            _no_passive(tokens, token.i, kind)
            _no_agent(tokens, token.i)
            _bare_oblique(tokens, token.i)
            _to_a_noun(tokens, token.i)
            _counted(tokens, token.i)
            _garden_path(tokens, token.i)
            _out_of_participle(tokens, token.i)
    tokens = list(tokens)
    bare_relatives(tokens)
    named_things(tokens)
    if tokens and not _finite(tokens):
        tokens = list(tokens)
        _named_verb(tokens)
        if kind == "text" and tokens[-1].text in {".", "”", '"', "''", "}"}:
            tokens = _verbless(tokens)
    return regrouped(tokens)


def _suspect(token: Token, tokens: Sequence[Token]) -> bool:
    dep = token.dep
    if token.text == "having":
        return True
    if dep in {"amod", "compound"}:
        return token.head > token.i and (token.pos == "VERB" or tokens[token.head].pos == "VERB")
    if dep in {"obj", "nsubj"}:
        return tokens[token.head].pos in _NAMES or tokens[token.head].pos == "ADJ"
    if dep in {"nsubj:pass", "obl:agent", "obl"}:
        return True
    if dep in {"conj", "xcomp", "ccomp", "advcl"}:
        return token.pos == "VERB" and tokens[token.head].pos in {"VERB", "ADJ"} and token.head < token.i
    if dep == "mark":
        return token.text == "to" and tokens[token.head].pos in _NAMES
    if dep == "expl":
        return token.text.lower() == "it"
    if dep == "appos":
        return tokens[token.head].pos == "SYM"
    return dep == "compound:prt" and token.text == "up"


def _below(tokens: Sequence[Token], i: int) -> list[Token]:
    return [t for t in tokens if t.head == i and t.i != i]


def _subject_in_verb(tokens: list[Token], i: int) -> None:
    """ "that *Sudan* renounce": a name that is a compound of the verb after it, which has no subject, is its subject."""
    token = tokens[i]
    verb = tokens[token.head]
    if token.dep != "compound" or token.pos != "PROPN" or verb.pos != "VERB" or verb.dep not in _CLAUSES or not token.space:
        return
    below = _below(tokens, verb.i)
    if any(t.dep.startswith(("nsubj", "csubj")) for t in below) or any(
        t.i > i and t.i < verb.i and t.pos not in {"AUX", "ADV", "PART"} for t in tokens
    ):
        return
    passive = any(t.dep == "aux:pass" for t in below)
    tokens[i] = token._replace(dep="nsubj:pass" if passive else "nsubj")
    for t in below:
        if t.i < i and t.dep in {"det", "amod", "compound", "nmod:desc"}:
            tokens[t.i] = t._replace(head=i)


def _verb_as_modifier(tokens: list[Token], i: int) -> None:
    """ "Chad *expelled* monitors": a past tense that modifies its object, right behind a noun phrase that is left without a verb."""
    verb = tokens[i]
    if verb.pos != "VERB" or verb.dep not in {"amod", "compound"} or verb.head < i:
        return
    noun = tokens[verb.head]
    before = i - 1
    while before > 0 and tokens[before].pos in {"ADV", "AUX"}:
        before -= 1
    left = tokens[before] if before >= 0 else verb
    while left.head < i and left.head != left.i and left.dep in {"conj", "flat"}:
        left = tokens[left.head]
    below = _below(tokens, noun.i)
    base = verb.dep == "compound" and any(t.dep == "mark" for t in below)
    if (left.pos not in _NAMES and not left.ent) or not tokens[before].space or not (base or _past(verb)) or any(t.dep == "cop" for t in below):
        return
    own = next((t.i for t in _below(tokens, i) if t.dep.startswith("nsubj")), None)
    host = tokens[noun.head]
    if tokens[before].text in _DAYS and noun.dep == "nmod" and host.pos in _NAMES and host.i < before and _past(verb):
        _behind_a_day(tokens, i, before, host)
        return
    if own is not None and noun.dep in {"obl", "nmod"} and any(t.dep == "mark" for t in _below(tokens, i)):
        # "jailed a minister as the US *blacklisted* a trader"
        tokens[i] = verb._replace(head=noun.head, dep="advcl", feats=_FINITE)
        tokens[noun.i] = noun._replace(head=i, dep="obj")
        return
    if own is None and noun.head < i and noun.head != noun.i and noun.dep in {"obj", "nmod", "appos", "conj"} and host.pos in _NAMES:
        if host.dep not in _CLAUSES or host.i > before or (noun.dep != "obj" and _finite(tokens)):
            return
        subject, place = host.i, host
    elif noun.dep in _CLAUSES and (own is not None or left.head in {noun.i, i}):
        if own is None and left.pos != "PROPN" and "Number=Plur" not in left.feats and not any(t.dep == "det" and t.i < i for t in below):
            return
        subject, place = (left.i if own is None else own), noun
    else:
        return
    _promote(tokens, i, subject, place)
    tokens[noun.i] = noun._replace(head=i, dep="obj")
    for t in below:
        if t.i in {i, subject}:
            continue
        if t.i < i:
            with_noun = t.dep in _WITH_NOUN and t.i < subject
            if t.dep == "case" or (t.i == before and t.i != subject):
                # "police *in Lima* seized drugs": what stood before the verb belongs to its subject
                tokens[t.i] = t._replace(head=left.i if t.dep == "case" else subject, dep=t.dep if t.dep == "case" else "nmod")
            else:
                tokens[t.i] = t._replace(head=subject if with_noun else i)
        elif t.dep not in _WITH_NOUN:
            tokens[t.i] = t._replace(head=i)


def _behind_a_day(tokens: list[Token], i: int, day: int, host: Token) -> None:
    """ "The ministry on Tuesday *cut* supplies because …": the clause behind, if any, has robbed the verb of its subject."""
    verb = tokens[i]
    noun = tokens[verb.head]
    above = tokens[host.head]
    robbed = host.dep.startswith("nsubj") and above.i > i and above.pos == "VERB"
    place = above if robbed else host
    if not robbed and host.dep not in _CLAUSES:
        return
    if robbed:
        tokens[i] = verb._replace(head=i if above.dep == "root" else above.head, dep=above.dep, feats=_FINITE)
        tokens[above.i] = above._replace(head=i, dep="advcl")
        tokens[host.i] = host._replace(head=i, dep="nsubj")
    else:
        _promote(tokens, i, host.i, place)
    tokens[noun.i] = noun._replace(head=i, dep="obj")
    tokens[day] = tokens[day]._replace(head=i, dep="obl")
    for t in _below(tokens, noun.i):
        if t.dep == "case" and t.i < day:
            tokens[t.i] = t._replace(head=day)
    for t in _below(tokens, host.i):
        if t.i > i and t.dep in {"nmod", "acl"}:
            tokens[t.i] = t._replace(head=noun.i)


def _promote(tokens: list[Token], i: int, subject: int, place: Token) -> None:
    """Put the verb at `i` where `place` stood, with `subject` under it."""
    root = place.dep == "root"
    tokens[i] = tokens[i]._replace(head=i if root else place.head, dep=place.dep, feats=_FINITE)
    if place.i == subject:
        for t in _below(tokens, subject):
            if t.i > i or t.dep in {"punct", "cc", "mark", "advmod", "obl"}:
                tokens[t.i] = t._replace(head=i)
    tokens[subject] = tokens[subject]._replace(head=i, dep="nsubj")


def _verb_as_noun(tokens: list[Token], i: int) -> None:
    """ "Costa Rica *vetoed* a motion": what has a subject and an object and no copula is a verb, whatever the tagger says."""
    head = tokens[tokens[i].head]
    if tokens[i].dep not in {"obj", "nsubj"} or head.pos not in {"NOUN", "PROPN", "ADJ"}:
        return
    deps = {t.dep for t in _below(tokens, head.i)}
    left = tokens[head.i - 1] if head.i else head
    if "nsubj" not in deps and left.head == head.i and left.text[:1].isupper() and left.space and head.text.endswith(("s", "ed")) and head.i < i:
        # "Tashkent *denies* it"
        deps = (deps | {"nsubj"}) if left.dep in {"compound", "nummod"} else deps
        tokens[left.i] = left._replace(dep="nsubj", pos="PROPN") if {"obj", "nsubj"} <= deps and not deps & _NOMINAL else left
    if {"obj", "nsubj"} <= deps and not deps & _NOMINAL:
        tokens[head.i] = head._replace(pos="VERB", feats=_FINITE, lemma=_lemma(head))


def _up_to(tokens: list[Token], i: int) -> None:
    """ "freed *up to* 16 sailors": a figure's bound, no particle."""
    token = tokens[i]
    if token.dep != "compound:prt" or i + 2 >= len(tokens) or tokens[i + 1].text != "to" or tokens[i + 2].pos not in {"NUM", "SYM"}:
        return
    noun = tokens[tokens[i + 1].head]
    if noun.head != token.head or noun.dep != "obl":
        return
    for t in _below(tokens, token.head):
        if t.dep == "obj":
            tokens[t.i] = t._replace(dep="parataxis")
    figure = i + 2
    tokens[i] = token._replace(head=figure, dep="advmod")
    tokens[i + 1] = tokens[i + 1]._replace(head=i, dep="fixed")
    tokens[noun.i] = noun._replace(dep="obj")


def _priced(tokens: list[Token], i: int) -> None:
    """ "a $320m port *deal*": the noun that a price stands before is the head."""
    noun = tokens[i]
    sign = tokens[noun.head]
    if (
        noun.dep != "appos"
        or noun.pos != "NOUN"
        or sign.pos != "SYM"
        or noun.i < sign.i
        or any(t.text in {",", "(", "-"} for t in tokens[sign.i : i])
    ):
        return
    tokens[i] = noun._replace(head=i if sign.head == sign.i else sign.head, dep=sign.dep)
    tokens[sign.i] = sign._replace(head=i, dep="compound")
    for t in _below(tokens, sign.i):
        if t.i < sign.i and t.dep in {"det", "amod", "case", "nmod:poss"}:
            tokens[t.i] = t._replace(head=i)


def _somebody(tokens: list[Token], i: int) -> None:
    """ "says *it* is willing to withdraw": no empty subject, for the infinitive is what it is willing to do."""
    predicate = tokens[tokens[i].head]
    if tokens[i].dep != "expl" or predicate.text.lower() not in _PERSONAL:
        return
    passive = any(t.dep == "aux:pass" for t in _below(tokens, predicate.i))
    tokens[i] = tokens[i]._replace(dep="nsubj:pass" if passive else "nsubj")
    for t in _below(tokens, predicate.i):
        if t.dep == "csubj":
            tokens[t.i] = t._replace(dep="xcomp")


def _no_passive(tokens: list[Token], i: int, kind: str) -> None:
    """ "Dirir *spoke* by telephone": a finite verb without an auxiliary is no passive; headlines leave the auxiliary out."""
    token = tokens[i]
    verb = tokens[token.head]
    below = _below(tokens, verb.i)
    if token.dep != "nsubj:pass" or verb.pos != "VERB" or any(t.dep in {"aux:pass", "aux", "cop"} for t in below):
        return
    if verb.dep in {"root", "ccomp", "parataxis"} and ("VerbForm=Fin" in verb.feats or kind == "text"):
        tokens[i] = token._replace(dep="nsubj")
        tokens[verb.i] = verb._replace(feats=_FINITE)


def _no_agent(tokens: list[Token], i: int) -> None:
    """ "by telephone", "by 31 January": means and dates, nobody who does it."""
    token = tokens[i]
    if token.dep == "obl:agent" and (token.pos == "NUM" or token.text.lower() in _MEANS or token.text in _MONTHS):
        tokens[i] = token._replace(dep="obl")


def _bare_oblique(tokens: list[Token], i: int) -> None:
    """ "shut down *the internet*": a noun without preposition right behind a verb without object is its object, unless it tells a time."""
    noun = tokens[i]
    verb = tokens[noun.head]
    if noun.dep != "obl" or noun.pos != "NOUN" or verb.pos != "VERB" or noun.i < verb.i or noun.lemma.lower() in _TIMES:
        return
    if any(t.dep == "case" for t in _below(tokens, i)) or not any(t.dep == "det" for t in _below(tokens, i)):
        return
    below = _below(tokens, verb.i)
    if not any(t.dep in {"obj", "ccomp", "aux:pass"} for t in below) and all(t.dep != "obl" or t.i >= i or t.i < verb.i for t in below):
        tokens[i] = noun._replace(dep="obj")


def _to_a_noun(tokens: list[Token], i: int) -> None:
    """ "opposed *to* talks", "a visit *to* Addis Ababa": before a noun it is a preposition."""
    token = tokens[i]
    noun = tokens[token.head]
    if token.dep == "mark" and token.text == "to" and noun.pos in _NAMES and noun.dep in {"obl", "nmod", "obj"}:
        tokens[i] = token._replace(dep="case", pos="ADP")


def _counted(tokens: list[Token], i: int) -> None:
    """ "discussed *over 600* projects": about how many, no preposition of the verb."""
    noun = tokens[i]
    verb = tokens[noun.head]
    case = next((t for t in _below(tokens, i) if t.dep == "case"), None)
    if noun.dep != "obl" or verb.pos != "VERB" or case is None or case.text.lower() not in _ABOUT or verb.i > i:
        return
    if not tokens[case.i + 1].text[0].isdigit() or tokens[case.i + 1].head != i or any(t.dep in {"obj", "aux:pass"} for t in _below(tokens, verb.i)):
        return
    tokens[case.i] = case._replace(head=case.i + 1, dep="advmod", pos="ADV")
    tokens[i] = noun._replace(dep="obj")


def _garden_path(tokens: list[Token], i: int) -> None:
    """ "Servicemen *detained* there *will be returned*", "people *carrying* flags *gathered*": the first participle belongs to the subject."""
    verb = tokens[i]
    first = tokens[verb.head]
    if verb.dep not in {"conj", "xcomp", "ccomp", "advcl"} or first.pos != "VERB" or first.dep not in {"root", "ccomp", "parataxis"}:
        return
    above, below = _below(tokens, first.i), _below(tokens, i)
    subject = next((t for t in above if t.dep in {"nsubj", "nsubj:pass"} and t.i < first.i), None)
    if (
        subject is None
        or any(t.dep in {"aux", "aux:pass", "cop"} for t in above)
        or any(t.dep in {"cc", "mark"} or t.dep.startswith("nsubj") for t in below)
    ):
        return
    gerund = first.text.endswith("ing") and verb.dep in {"xcomp", "ccomp"} and _past(verb) and not verb.text.endswith("ing")
    object_ = any(t.dep in {"obj", "ccomp"} for t in above)
    helped = tokens[i - 1].dep in {"aux", "aux:pass"} and tokens[i - 1].pos == "AUX"
    reduced = _past(first) and not object_ and (helped if verb.dep == "advcl" else verb.dep == "conj" and (helped or "VerbForm=Fin" in verb.feats))
    if not (gerund or reduced) or any(t.text == "," for t in tokens[first.i : i]):
        return
    tokens[i] = verb._replace(head=i if first.dep == "root" else first.head, dep=first.dep, feats=verb.feats if reduced else _FINITE)
    passive = any(t.dep == "aux:pass" for t in below)
    tokens[subject.i] = subject._replace(head=i, dep="nsubj:pass" if passive else "nsubj")
    tokens[first.i] = first._replace(head=subject.i, dep="acl", feats=first.feats if gerund else "Tense=Past|VerbForm=Part|Voice=Pass")
    for t in above:
        if t.i not in {subject.i, i} and (t.i < subject.i or t.i > i or t.dep == "punct"):
            tokens[t.i] = t._replace(head=i)


def _out_of_participle(tokens: list[Token], i: int) -> None:
    """ "talked about issues related to trade and *thanked* them": a finite verb is joined to a finite one, not to a participle behind a noun."""
    verb = tokens[i]
    first = tokens[verb.head]
    if (
        verb.dep != "conj"
        or first.dep != "acl"
        or not {"VerbForm=Fin", "Tense=Past"} <= set(verb.feats.split("|"))
        or any(t.dep.startswith(("nsubj", "aux")) for t in _below(tokens, i))
    ):
        return
    above = tokens[first.head]
    while above.head != above.i and above.pos != "VERB":
        above = tokens[above.head]
    if above.pos == "VERB" and above.i < i and "Tense=Past" in above.feats and (first.pos == "ADJ" or _past(first)):
        tokens[i] = verb._replace(head=above.i)


def _named_verb(tokens: list[Token]) -> None:
    """ "Romania *backs* Moldova's bid", "Hungary *vetoed* a package": a root taken for a noun, between a name and a noun phrase of its own."""
    root = next(t for t in tokens if t.head == t.i)
    if root.pos not in {"NOUN", "PROPN"} or root.i == 0 or not root.text.endswith(("ed", "s")) or root.text.endswith("eed"):
        return
    left, below = tokens[root.i - 1], _below(tokens, root.i)
    named = (
        left.head == root.i
        and left.dep in {"compound", "amod", "nsubj"}
        and (left.pos == "PROPN" or left.ent or left.text[:1].isupper())
        and left.space
    )
    after = [t for t in below if t.i > root.i and t.dep in {"obj", "appos"} and t.pos in _NAMES]
    if not named or not after or any(t.dep in {"det", "case", "cop", "nmod:poss"} for t in below) or tokens[root.i + 1].text in {",", "(", "-"}:
        return
    tokens[root.i] = root._replace(pos="VERB", feats=_FINITE, lemma=_lemma(root))
    tokens[left.i] = left._replace(dep="nsubj", pos="PROPN")
    tokens[after[0].i] = after[0]._replace(dep="obj")


def _verbless(tokens: list[Token]) -> list[Token]:
    """ "Bishop Okello on Sunday *called* for calm.": a full sentence whose only verb is a participle has that for its verb."""
    root = next(t for t in tokens if t.head == t.i)
    gerund = root.pos == "VERB" and root.text.lower().endswith("ing")
    if not (root.pos in _NAMES or gerund) or _finite(tokens) or any(t.dep == "cop" for t in tokens):
        return tokens
    verb = next((t for t in tokens if t.dep == "acl" and t.pos == "VERB" and _past(t) and t.head <= root.i + 6), None)
    if verb is None or not (verb.head == root.i or tokens[verb.head].head == root.i):
        return tokens
    if any(t.text in {",", "that"} for t in tokens[root.i : verb.i]):
        return tokens
    below = _below(tokens, verb.i)
    if any(t.dep == "obl:agent" or (t.dep == "obl" and any(c.text.lower() == "by" for c in _below(tokens, t.i))) for t in below):
        return tokens
    tokens = list(tokens)
    _promote(tokens, verb.i, root.i, root)
    if gerund:
        tokens[root.i] = tokens[root.i]._replace(pos="NOUN", lemma=root.text.lower())
    return tokens


def _finite(tokens: Sequence[Token]) -> bool:
    return any(t.pos in {"VERB", "AUX"} and "VerbForm=Fin" in t.feats for t in tokens)


def _past(token: Token) -> bool:
    return "Tense=Past" in token.feats or token.text.endswith("ed")


def _lemma(token: Token) -> str:
    word = token.text.lower()
    if word.endswith("s") and not word.endswith("ss"):
        return word[:-1]
    if not word.endswith("ed") or len(word) < 5:
        return irregular_lemmas().get(word, token.lemma.lower())
    stem = word[:-2]
    if stem.endswith("i"):
        return stem[:-1] + "y"
    if stem[-1] == stem[-2] and stem[-1] not in "ls":
        return stem[:-1]
    return stem + "e" if stem[-1] in "cuvzg" or stem.endswith(("at", "as", "is", "us", "ir", "id", "ud")) else stem
