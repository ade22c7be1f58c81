"""Who holds which office, who owns what, who is whose ally: relational nouns -> relations."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from dragoman.actors.model import Mention
from dragoman.clauses import ud
from dragoman.coding.relations.holders import holders, left_edge, right_edge, role_edge
from dragoman.coding.relations.lexicon import RelationLexicon, RelationWord, load_relation_lexicon
from dragoman.coding.relations.verbs import NO_FIRMS, CodedRelation, entered, owned, period_near, printed, ruled, under_clause
from dragoman.coding.roles import MentionsOf
from dragoman.domain import ActorRef
from dragoman.parsing.tree import Sentence, Token

__all__ = ["CodedRelation", "find_relations", "load_relation_lexicon"]

_STATE_BODIES = frozenset({"GOV", "LEG"})
_BY_DEFAULT = frozenset({"office", "state-media", "ownership"})


def find_relations(sentence: Sentence, actors: MentionsOf, lexicon: RelationLexicon) -> tuple[CodedRelation, ...]:
    """The relations of one sentence, in order of the text, each once."""
    found: dict[tuple[str, str, str], CodedRelation] = {}
    ranks: set[tuple[str, str, str]] = set()
    words = {t.i: word for t in sentence.tokens if (word := _word(sentence, t.i, lexicon)) is not None}
    for token in sentence.tokens:
        word = words.get(token.i)
        longer = any(token.i < j <= token.i + 4 and left_edge(sentence, j) <= token.i for j in words)
        if word is not None and not longer:  # not the first word of a longer title: "Deputy Foreign Minister"
            for relation in _at_noun(sentence, token.i, word, actors, lexicon):
                key = _key(relation)
                if key not in found or (key in ranks and not word.rank):
                    found[key] = relation
                    ranks = ranks | {key} if word.rank else ranks - {key}
        for told in (owned, ruled, entered):
            for relation in told(sentence, token.i, actors, lexicon):
                found.setdefault(_key(relation), relation)
    # "Colonel X, head of the press service": the office says more than the rank
    outranked = {key for key in ranks if any(other not in ranks and other[:2] == key[:2] for other in found)}
    kept = [relation for key, relation in found.items() if key not in outranked]
    return tuple(sorted(kept, key=lambda relation: (relation.start, relation.end)))


def _key(relation: CodedRelation) -> tuple[str, str, str]:
    return relation.relation, relation.subject.id or relation.subject.name, (relation.object.id or relation.object.name) if relation.object else ""


def _word(sentence: Sentence, i: int, lexicon: RelationLexicon) -> RelationWord | None:
    token = sentence.tokens[i]
    lemma = token.lemma.lower()
    words = lexicon.nouns.get(lemma, ()) or lexicon.nouns.get(token.text.lower().rstrip("."), ())
    if token.pos not in {"NOUN", "PROPN", "ADJ", "ADV"}:
        return None
    beside = {sentence.tokens[j].text.lower() for j in sentence.children[i]} | {t.text.lower() for t in sentence.tokens[max(0, i - 4) : i]}
    return next((w for w in words if all(b in beside for b in w.before) and (not w.beside or w.beside & beside)), None)


def _at_noun(sentence: Sentence, i: int, word: RelationWord, actors: MentionsOf, lexicon: RelationLexicon) -> Iterator[CodedRelation]:
    for holder, how in holders(sentence, i, actors):
        subject = actors.actor(holder)
        object_ = _object(sentence, i, holder, subject, word, actors) if _fits(word, subject, holder) else subject
        nobody = object_ is None and (word.relation != "office" or how == "title" or word.calling)
        if nobody or (object_ is not None and (object_.name == subject.name or not _may_be_object(word, object_))):
            continue
        first, last = _extent(sentence, i, role_edge(sentence, i, actors), holder, how)
        start, end = sentence.tokens[first].start, sentence.tokens[last].end
        role, rule = _role(sentence, i, holder, lexicon, actors), f"relations.{word.relation}.{how}"
        yield CodedRelation(sentence.index, word.relation, subject, object_, role, start, end, rule, period_near(sentence, first, last))


def _fits(word: RelationWord, subject: ActorRef, holder: Mention) -> bool:
    """Whether an actor may be what the noun says."""
    unknown_place = subject.kind == "place" and subject.id is None  # may be a person or a firm that the tagger takes for a place
    if word.relation in {"office", "family"}:
        return (subject.kind in {"person", "unknown"} or unknown_place) and holder.kind in {"named", "titled", "place"}
    if word.relation in {"state-media", "ownership"}:
        told = subject.kind not in NO_FIRMS and holder.kind not in {"pronoun", "role"} and (subject.kind != "place" or unknown_place)
        return told or (subject.id is None and holder.kind == "named")
    return subject.kind not in {"outlet", "document"} and bool(subject.id or subject.country or holder.kind == "named")


def _may_be_object(word: RelationWord, object_: ActorRef) -> bool:
    """Whether an actor may be the other party: kin have persons, a calling is held at an organisation."""
    if word.relation == "family":
        return object_.kind in {"person", "unknown", "organisation"}
    return not word.calling or object_.kind not in {"state", "region", "person"}


def _object(sentence: Sentence, i: int, holder: Mention, subject: ActorRef, word: RelationWord, actors: MentionsOf) -> ActorRef | None:
    """The other party: possessor, adjective, of-phrase; for an office at last the country that the holder acts for."""
    field_end = role_edge(sentence, i, actors)
    owner = _pronoun_owner(sentence, i, subject, actors)
    if word.relation == "office" and owner is not None and owner.kind != "person" and _before(sentence, i, subject, actors) is None:
        return owner  # "its spokesman in South Kivu", but not "its Russian counterpart"
    for child in (c for j in range(i, field_end + 1) for c in sentence.children[j] if not i < c <= field_end):
        token = sentence.tokens[child]
        is_prep = (token.dep in ud.NOMINAL_MODIFIERS or token.dep in ud.OBLIQUES) and ud.case_of(sentence, child) in word.preps
        own = token.dep == "nmod:poss" and token.pos != "PRON"
        if (own or is_prep) and not holder.first <= child <= holder.last:
            foreign = is_prep and word.relation == "office" and ud.case_of(sentence, child) == "to"
            found = _party(sentence, child, actors) or (_unnamed(sentence, child) if is_prep and _may_be_unnamed(sentence, child, word) else None)
            if found is not None and found.name != subject.name and not foreign:
                return _body(found, sentence, child, actors)
    beside = _before(sentence, i, subject, actors) or owner or _behind(sentence, i, holder, word, actors)
    if beside is not None and beside.name != subject.name:
        return beside
    owners = [o for o in actors.owners_of(sentence.index, i) if o.name != subject.name and o.kind != "person"]
    if word.relation == "office" and (body := actors.served(holder)) is not None and body.name != subject.name:
        return body
    if word.relation in _BY_DEFAULT:
        # outlets and companies may be the state's by what is said of them, persons hold office where they are from
        country = subject.country or next((o.country for o in owners if o.country), None)
        if country:
            return actors.state(country, sentence.tokens[i].text)
    return owners[0] if owners else None


def _pronoun_owner(sentence: Sentence, i: int, subject: ActorRef, actors: MentionsOf) -> ActorRef | None:
    found = (_party(sentence, pronoun.i, actors) for pronoun in ud.kids(sentence, i, "nmod:poss") if pronoun.pos == "PRON")
    return next((ref for ref in found if ref is not None and ref.name != subject.name), None)


def _may_be_unnamed(sentence: Sentence, i: int, word: RelationWord) -> bool:
    """Whether what no register knows may be the other party: of a calling only what bears a name (no `businessman at the heart of the affair`)."""
    return word.relation in {"office", "family"} and (not word.calling or sentence.tokens[i].pos == "PROPN")


def _before(sentence: Sentence, i: int, subject: ActorRef, actors: MentionsOf) -> ActorRef | None:
    """A party in the words before the noun: "Tajikistan's chief military ally", "the Chinese state news agency"."""
    for j in range(left_edge(sentence, i), i):
        mention = actors.at(sentence.index, j)
        if mention is None or mention.kind in {"pronoun", "titled"}:
            continue
        refs = [r for r in actors.actors_of(sentence.index, j) if r.kind != "person" and r.name != subject.name and (r.id or r.country)]
        if refs:
            return refs[0]
    return None


def _behind(sentence: Sentence, i: int, holder: Mention, word: RelationWord, actors: MentionsOf) -> ActorRef | None:
    """A party in a phrase right behind the noun that the parser hangs elsewhere ("a senior fellow at the Andes Debt Lab")."""
    tokens = sentence.tokens
    behind_name = word.relation != "office" and holder.first <= i + 1 <= holder.last + 1
    at = holder.last + 1 if behind_name else i + 1
    if at < len(tokens) and at > i + 1 and tokens[at].pos in {"NOUN", "PROPN"}:
        at += 1  # a last word of the name that its mention lacks ("Oriyon TV of Dushanbe")
    if at >= len(tokens) or tokens[at].text.lower() not in word.preps or (word.relation == "office" and tokens[at].text.lower() == "to"):
        return None
    for j in range(at + 1, min(at + 7, len(tokens))):
        if tokens[j].text in {",", ";"} or tokens[j].pos == "VERB":
            return None
        mention = actors.at(sentence.index, j)
        if mention is not None and mention != holder and mention.kind not in {"pronoun", "collective"}:
            refs = actors.actors_of(sentence.index, mention.head)
            return _body(refs[0], sentence, mention.head, actors) if refs else None
    return None


def _party(sentence: Sentence, i: int, actors: MentionsOf) -> ActorRef | None:
    return next((ref for ref in actors.actors_of(sentence.index, i) if ref.kind != "pronoun"), None)


def _body(ref: ActorRef, sentence: Sentence, i: int, actors: MentionsOf) -> ActorRef:
    """A nameless body of a state is the state ("an official from the Chinese chancellery")."""
    if ref.id is None and ref.kind == "organisation" and ref.sector in _STATE_BODIES and ref.country and sentence.tokens[i].pos == "NOUN":
        return replace(actors.state(ref.country, ref.text), how=ref.how)
    return ref


def _unnamed(sentence: Sentence, i: int) -> ActorRef | None:
    """An organisation that no register knows is kept by its words ("head of the local oil workers' union")."""
    if sentence.tokens[i].pos not in {"PROPN", "NOUN"}:
        return None
    kept = [j for j in sentence.subtree(i) if abs(j - i) < 8 and not under_clause(sentence, j, i)]
    words = [sentence.tokens[j] for j in kept if not (j < i and sentence.tokens[j].dep in {"case", "det"} and sentence.tokens[j].head == i)]
    stop = next((k for k, token in enumerate(words) if token.text in {",", "(", ";"}), len(words))
    text = printed(words[:stop]).removeprefix("the ")
    return ActorRef(None, text, text, None, None, "organisation", "name") if text else None


def _role(sentence: Sentence, i: int, holder: Mention, lexicon: RelationLexicon, actors: MentionsOf) -> str:
    """The role as printed, without country and article; a loaded word for a ruler becomes the neutral one."""
    head = sentence.tokens[i]
    neutral = lexicon.neutral.get(head.lemma.lower())
    if neutral:
        return neutral
    titled = holder.kind == "titled" and holder.first <= i <= holder.last
    first = i
    while first > left_edge(sentence, i) and _in_role(sentence, first - 1, i, actors, titled=titled and holder.first < first):
        first -= 1
    field = sentence.tokens[i + 1 : role_edge(sentence, i, actors) + 1]
    if not field and titled:
        field = _field_inside(sentence, i, holder)
    text = printed((*sentence.tokens[first : i + 1], *field)).lstrip("- ")
    former = next((t.text for t in sentence.tokens[left_edge(sentence, i) : i] if t.text.lower() in lexicon.limiting), "")
    return f"{former} {text}" if former and not text.lower().startswith(former.lower()) else text


def _in_role(sentence: Sentence, j: int, i: int, actors: MentionsOf, *, titled: bool) -> bool:
    """Whether the word at `j` is one of the role before its noun at `i`: no country, no party, no possessor."""
    token, mention = sentence.tokens[j], actors.at(sentence.index, j)
    if mention is not None and not mention.first <= i <= mention.last:
        country = any(ref.kind in {"state", "region"} for ref in actors.actors_of(sentence.index, j))
        if country or mention.kind in {"adjective", "demonym", "named", "metonym", "place"}:
            return False
    if token.dep in {"nmod:poss", "nsubj", "obj"} and not titled and sentence.tokens[j + 1].text != "-":
        return False
    return token.text == "-" or token.pos in {"NOUN", "ADJ", "PROPN"} or (token.pos == "VERB" and token.dep == "amod")


def _field_inside(sentence: Sentence, i: int, holder: Mention) -> tuple[Token, ...]:
    """ "of Economy and Finance" between the title's noun and the name."""
    tokens = sentence.tokens
    if tokens[i + 1].text.lower() != "of":
        return ()
    name = next((j for j in range(i + 2, holder.last + 1) if tokens[j].ent == "PER"), i + 3)
    return tokens[i + 1 : name]


def _extent(sentence: Sentence, i: int, role_end: int, holder: Mention, how: str) -> tuple[int, int]:
    if how == "title":
        return min(holder.first, left_edge(sentence, i)), max(holder.last, i)
    noun = [j for j in sentence.subtree(i) if not under_clause(sentence, j, i) and j <= right_edge(sentence, i)]
    first, last = min([left_edge(sentence, i), holder.first]), max([role_end, *noun, holder.last])
    while last > i and sentence.tokens[last].pos == "PUNCT":
        last -= 1
    while first < i and sentence.tokens[first].pos == "PUNCT":
        first += 1
    return first, last
