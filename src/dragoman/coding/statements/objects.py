"""Who vouches for what stands as a noun under a reporting verb ("announced the arrival of the envoy"): a source, though no statement."""

from __future__ import annotations

from dragoman.clauses import ud
from dragoman.clauses.attribution import Said
from dragoman.coding.statements.actors import ActorsOf, actor_of
from dragoman.coding.statements.cues import Cue, mood_of
from dragoman.coding.statements.lexicon import ReportingLexicon
from dragoman.coding.statements.speakers import offsets, speaker_of
from dragoman.parsing.tree import Parse, Sentence

_OBJECTS = ("obj", "obl")
_ABOUT = frozenset({"", "on", "of"})


def vouched_objects(parse: Parse, actors: ActorsOf, lexicon: ReportingLexicon) -> tuple[Said, ...]:
    """Find what the objects of announcing, reporting, confirming and denying are vouched for by: scopes for the chain of claims."""
    found = []
    for sentence in parse.sentences:
        if sentence.kind == "dateline":
            continue
        for token in sentence.tokens:
            verb = lexicon.verb(sentence, token.i)
            if verb is not None and "obj" in verb[0].frames:
                found += _vouched(sentence, Cue(sentence, token.i, verb[1], verb[0], 0), actors)
    return tuple(found)


def _vouched(sentence: Sentence, cue: Cue, actors: ActorsOf) -> list[Said]:
    nouns = [t for t in ud.kids(sentence, cue.head, *_OBJECTS) if t.i > cue.last and t.pos == "NOUN" and ud.case_of(sentence, t.i) in _ABOUT]
    speaker = speaker_of(cue.sentence, cue.head) if nouns and mood_of(cue) == ("positive", "actual") else None
    if speaker is None:
        return []
    said = []
    for noun in nouns:
        inside = [sentence.tokens[i] for i in sentence.subtree(noun.i) if i > cue.last]
        start, end = min(t.start for t in inside), max(t.end for t in inside)
        evidence = (min(cue.start, start), max(cue.end, end))
        actor, span = actor_of(sentence, speaker, actors), offsets(sentence, speaker)
        cued = (cue.text, cue.start, cue.end, cue.entry.stance)
        said.append(Said(start, end, "indirect", actor, span, *cued, evidence, (start, end), sentence.index, cue.head, "statements.object"))
    return said
