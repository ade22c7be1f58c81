"""Builds the drafts of a sentence: names, titles with names, role nouns, collectives, with what stands before and after them."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.actors.drafts import (
    FORMER_WORDS,
    PUBLIC,
    Draft,
    Label,
    Scene,
    attaches_right,
    complements,
    head_of,
    is_modifier,
    pronoun_drafts,
)
from dragoman.actors.lexicon import Word
from dragoman.actors.model import Gender, MentionKind
from dragoman.actors.modifiers import modify
from dragoman.actors.pairing import join_hyphens, pair_appositions
from dragoman.actors.registry import Registry
from dragoman.actors.spans import CALENDAR, LINKING, NameSpan, WordSpan
from dragoman.actors.wordsets import flag_of, wordset
from dragoman.parsing.tree import Sentence

FEMALE = wordset("female")
MALE = wordset("male")
WARSHIP = Word("warship", "role", "MIL", "group", False)
PERSON_SORTS = frozenset({"person", "office", "rank", "address", "loaded"})


def build_scene(sentence: Sentence, text: str, names: Sequence[NameSpan], words: Sequence[WordSpan], registry: Registry) -> Scene:
    """Return the sentence's drafts, in order of the text."""
    tokens = sentence.tokens
    scene = Scene(sentence, [], {})
    names = [span for span in names if span.first != span.last or tokens[span.first].text.lower() not in CALENDAR]
    named = {i for span in names for i in range(span.first, span.last + 1)}
    free_words = [span for span in words if not any(i in named for i in range(span.first, span.last + 1))]
    by_token = {}
    for span in names:
        draft = _name_draft(sentence, text, span, registry)
        _body_word(draft, span, words)
        by_token.update(dict.fromkeys(range(span.first, span.last + 1), draft))
        scene.add(draft)
    ends = {span.last: span for span in free_words}
    used: set[int] = set()
    for span in names:
        draft = by_token[span.first]
        if draft.label in {"person", "unknown", "organisation", "outlet", "igo"} or (draft.label == "place" and not draft.forms):
            _give_title(scene, draft, ends, used, by_token)
    for chain in _chains(sentence, free_words, used):
        _role_draft(scene, chain, by_token, text)
    for draft in scene.drafts:
        bare = draft.label in {"person", "organisation", "unknown", "igo", "outlet"} or draft.kind == "demonym"
        if bare and draft.span is not None and draft.first == draft.span.first:
            modify(scene, draft, draft.first, by_token)
        if draft.kind == "demonym" or (draft.words and draft.label != "collective") or draft.label in {"person", "organisation", "unknown", "place"}:
            speaks = any("spokes" in word.lemma for word in draft.words)
            draft.of, draft.located = complements(sentence, draft.first, draft.last, ("of", "from", "for") if speaks else ("of", "from"))
    for draft in pronoun_drafts(sentence):
        scene.add(draft)
    scene.drafts.sort(key=lambda draft: (draft.head, draft.first))
    join_hyphens(scene)
    pair_appositions(scene)
    return scene


def _name_draft(sentence: Sentence, text: str, span: NameSpan, registry: Registry) -> Draft:
    tokens = sentence.tokens
    head = head_of(sentence, span.first, span.last)
    printed = text[tokens[span.first].start : tokens[span.last].end].replace("\n", " ")
    kind: MentionKind = "named"
    label: Label = "unknown"
    if span.forms:
        entry = registry.entries[span.forms[0].entry]
        label = "group" if entry.kind == "people" else entry.kind
        how = span.forms[0].how
        kind = "metonym" if how == "metonym" else "outlet" if label == "outlet" else "named"
        if how == "demonym":
            after_article = tokens[span.first - 1].text.lower() == "the"
            combined = text[tokens[span.last].end : tokens[span.last].end + 1] in LINKING  # "Franco-German"
            noun = (tokens[head].pos in {"NOUN", "PROPN"} or after_article) and not combined
            kind = "demonym" if noun and not is_modifier(sentence, head) else "adjective"
            label = "group"
    else:
        guess: dict[str, Label] = {"PER": "person", "ORG": "organisation", "LOC": "place"}
        label = guess.get(span.ent, "unknown")
    kind = "place" if label == "place" and kind == "named" else kind
    draft = Draft(sentence.index, head, span.first, span.last, kind, label, printed, span=span, forms=span.forms)
    draft.free = not (_hyphened(text, tokens[span.first].start - 1) or _hyphened(text, tokens[span.last].end))
    draft.number = "sg" if label != "group" or "Number=Sing" in tokens[head].feats else "pl"
    if span.inner and flag_of(tokens[span.first].text) is not None:
        draft.words = (WARSHIP,)
    return draft


def _body_word(draft: Draft, span: NameSpan, words: Sequence[WordSpan]) -> None:
    """Let the common noun inside an unknown body's name say what it is: `Ministry of Economy and Finance`."""
    if span.forms or span.ent == "PER":
        return
    for other in words:
        word = other.of("role")
        at_edge = span.first == other.first <= other.last <= span.last or span.first <= other.first <= other.last == span.last
        if at_edge and word is not None and word.sort in {"organisation", "group"}:
            draft.words, draft.label, draft.kind = (word,), "organisation", "named"
            return


def _hyphened(text: str, at: int) -> bool:
    return text[at : at + 1] in LINKING and text[at - 1 : at].isalnum() and text[at + 1 : at + 2].isalnum()


def _give_title(scene: Scene, draft: Draft, ends: dict[int, WordSpan], used: set[int], by_token: dict[int, Draft]) -> None:
    """Join titles and role nouns that stand directly before a name to it, with the names before them."""
    tokens = scene.sentence.tokens
    first = draft.first
    words: list[Word] = []
    while True:
        before = first - 1
        span = ends.get(before)
        if span is None and before >= 0:
            span = _over_complement(scene, before, ends, by_token, draft)
        if span is None or span.first in used:
            break
        word = _reading(span, draft)
        if word is None or (word.plural and not words):
            break
        words.insert(0, word)
        used.update(range(span.first, span.last + 1))
        first = span.first
    if not words:
        return
    personal = words[-1].sort in PERSON_SORTS
    draft.words = tuple(words)
    draft.label = "person" if personal else "organisation"
    draft.kind = "titled" if personal else "named"
    draft.gender = gender_of(draft.words)
    draft.first = first
    for i in range(first, draft.last + 1):
        scene.cover.setdefault(i, draft)
    draft.head = head_of(scene.sentence, first, draft.last)
    modify(scene, draft, first, by_token)
    draft.former = draft.former or tokens[draft.first].text.lower() in FORMER_WORDS


def _over_complement(scene: Scene, before: int, ends: dict[int, WordSpan], by_token: dict[int, Draft], draft: Draft) -> WordSpan | None:
    """Return the title in `Ambassador to Venezuela | Li Baorong`: title, preposition, place or body, then directly the name."""
    tokens = scene.sentence.tokens
    place = by_token.get(before)
    if place is None or place.label == "person":
        return None
    i = place.first - 1
    while i >= 0 and tokens[i].pos in {"DET", "ADJ"}:
        i -= 1
    if i < 1 or tokens[i].text.lower() not in {"to", "of", "for"}:
        return None
    span = ends.get(i - 1)
    if span is None or span.of("title") is None:
        return None
    if tokens[i].text.lower() != "to":
        draft.mods.append(place)
    return span


def _reading(span: WordSpan, draft: Draft) -> Word | None:
    """Return how a phrase is meant beside a name: as a title of persons, or as the common noun of a body."""
    if draft.label == "person":
        return next((word for word in span.words if word.sort in PERSON_SORTS), None)
    bodies = [word for word in span.words if word.sort in {"organisation", "group"}]
    persons = [word for word in span.words if word.sort in PERSON_SORTS]
    if persons and not draft.forms:
        return persons[0]
    return bodies[0] if bodies and bodies[0].sector != "GOV" else None


def gender_of(words: Sequence[Word]) -> Gender:
    """Return the gender that titles give."""
    for word in words:
        last = word.lemma.split()[-1]
        if last in FEMALE or last in MALE:
            return "f" if last in FEMALE else "m"
    return ""


def _chains(sentence: Sentence, words: Sequence[WordSpan], used: set[int]) -> list[list[WordSpan]]:
    """Return runs of adjacent lexicon phrases that make one noun phrase: `foreign ministry | spokesman`."""
    chains: list[list[WordSpan]] = []
    for span in words:
        if span.first in used:
            continue
        previous = chains[-1][-1] if chains else None
        mixed = span.of("document") is not None and span.of("role") is None
        adjacent = previous is not None and previous.last + 1 == span.first and previous.of("collective") is None and not mixed
        if previous is not None and adjacent and attaches_right(sentence, head_of(sentence, previous.first, previous.last), span.last):
            chains[-1].append(span)
        else:
            chains.append([span])
    return chains


def _role_draft(scene: Scene, chain: list[WordSpan], by_token: dict[int, Draft], text: str) -> None:
    """Keep a draft for a run of lexicon phrases that stands for an actor or a document."""
    sentence = scene.sentence
    first, last = chain[0].first, chain[-1].last
    collective, document = chain[-1].of("collective"), chain[-1].of("document")
    words = tuple(word for span in chain if (word := span.of("role") or span.of("title")) is not None)
    head = head_of(sentence, first, last)
    if collective is not None and len(chain) == 1:
        draft = Draft(sentence.index, head, first, last, "collective", "collective", words=(collective,), definite=True, number="pl")
        draft.of, _ = complements(sentence, first, last)
    elif words and (document is None or chain[-1].of("role")):
        labels: dict[str, Label] = {"organisation": "organisation", "group": "group"}
        label = labels.get(words[-1].sort, "person")
        draft = Draft(sentence.index, head, first, last, "role", label, words=words, gender=gender_of(words))
        draft.number = "pl" if words[-1].plural else "sg"
        _name_role(scene, draft, by_token, text)
    elif document is not None:
        draft = Draft(sentence.index, head, first, last, "document", "document", words=(document,), gender="n")
        draft.number = "pl" if document.plural else "sg"
        modify(scene, draft, first, by_token)
        draft.name = _printed(scene, text, draft.first, last)
    else:
        return
    scene.add(draft)


def _name_role(scene: Scene, draft: Draft, by_token: dict[int, Draft], text: str) -> None:
    """Read the modifiers of a role noun and what its capitals make a name (`Finance Ministry`)."""
    tokens = scene.sentence.tokens
    first = draft.first
    start = first
    while start > 0 and tokens[start - 1].pos == "NOUN" and start - 1 not in by_token and attaches_right(scene.sentence, start - 1, draft.last):
        start -= 1
    draft.core = _printed(scene, text, start, draft.last).lower()
    modify(scene, draft, first, by_token)
    last = tokens[draft.last]
    proper = last.pos == "PROPN" or (last.text[:1].isupper() and draft.last > 0 and tokens[draft.last - 1].text[:1].isupper())
    if proper and draft.label != "person" and not draft.words[-1].loaded:
        draft.name = _printed(scene, text, first if draft.sector in PUBLIC else draft.first, draft.last)


def _printed(scene: Scene, text: str, first: int, last: int) -> str:
    return text[scene.sentence.tokens[first].start : scene.sentence.tokens[last].end].replace("\n", " ")
