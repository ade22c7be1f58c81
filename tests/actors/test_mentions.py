"""Properties of the mentions, on hand-built trees of another make than the stored ones and on the stored texts."""

from __future__ import annotations

import csv
import random

import pytest
from actors_stored import HERE, stored_parse, tree

from dragoman.actors.lexicon import plural_of
from dragoman.actors.mentions import Mentions, find_mentions
from dragoman.domain import Article
from dragoman.parsing.tree import Parse, Token, make_sentence

TEXTS = list(dict.fromkeys(row["text"].replace("¶", "\n\n") for row in csv.DictReader((HERE / "tricky.csv").read_text(encoding="utf8").splitlines())))


def read(rows: str, published: str | None = None) -> Mentions:
    text, parse = tree(rows)
    return find_mentions(Article("a", text, published=published), parse)


def test_title_as_head_of_the_name() -> None:
    """Some treebanks hang the name on the title."""
    found = read(
        "Ecuadorian ADJ 3 amod\nForeign PROPN 3 compound\nMinister PROPN 6 nsubj\nRosa PROPN 3 flat\nLlano PROPN 3 flat\nresigned VERB 0 root"
    )
    assert [(a.name, a.country, a.sector) for a in found.actors_of(0, 2)] == [("Rosa Llano", "ECU", "GOV")]
    assert found.at(0, 4) == found.at(0, 2)
    assert found.at(0, 0) != found.at(0, 2)


def test_any_token_of_a_name_gives_its_mention() -> None:
    found = read("The DET 3 det\nEuropean PROPN 3 compound\nUnion PROPN 4 nsubj\nagreed VERB 0 root")
    mention = found.at(0, 1)
    assert mention is not None
    assert mention == found.at(0, 2)
    assert found.actor(mention).id == "EU"


def test_a_word_that_names_nobody_has_no_mention() -> None:
    found = read("Rain NOUN 2 nsubj\nfell VERB 0 root")
    assert found.at(0, 0) is None
    assert found.actors_of(0, 0) == ()
    assert found.owners_of(0, 0) == ()


def test_first_person_stays_open_for_the_statements() -> None:
    found = read("We PRON 2 nsubj Number=Plur|Person=1\nagree VERB 0 root")
    mention = found.at(0, 0)
    assert mention is not None
    assert (mention.kind, mention.person, mention.entity) == ("pronoun", 1, None)
    assert found.actor(mention).id is None


def test_a_pronoun_never_takes_another_gender() -> None:
    rows = "Mrs. PROPN 2 nmod:desc\nMensah PROPN 3 nsubj\nsaid VERB 0 root\nhe PRON 5 nsubj Gender=Masc|Number=Sing|Person=3\nleft VERB 3 ccomp"
    found = read(rows)
    pronoun = found.at(0, 3)
    assert pronoun is not None
    assert pronoun.entity is None


@pytest.mark.parametrize(
    ("noun", "plural"),
    [
        ("minister of finance", "ministers of finance"),
        ("secretary", "secretaries"),
        ("spokesman", "spokesmen"),
        ("coach", "coaches"),
        ("attorney for the state", "attorneys for the state"),
    ],
)
def test_plurals(noun: str, plural: str) -> None:
    assert plural_of(noun) == plural


@pytest.mark.parametrize("text", TEXTS, ids=range(len(TEXTS)))
def test_mentions_lie_on_tokens_and_entities_exist(text: str) -> None:
    parse = stored_parse(text)
    found = find_mentions(Article("a", text), parse)
    sentences = {sentence.index: sentence for sentence in parse.sentences}
    for mention in found.mentions:
        tokens = sentences[mention.sentence].tokens
        assert (tokens[mention.first].start, tokens[mention.last].end) == (mention.start, mention.end)
        actor = found.actor(mention)
        assert actor.text == text[mention.start : mention.end]
        assert actor.name
        if mention.entity is not None:
            assert found.entities[mention.entity].country == mention.country
    again = find_mentions(Article("a", text), parse)
    assert again.mentions == found.mentions
    assert again.entities == found.entities


def test_an_empty_article() -> None:
    text, parse = tree(". PUNCT 0 root")
    assert find_mentions(Article("a", text), parse).mentions == ()


@pytest.mark.parametrize("seed", range(40))
def test_no_parse_is_too_broken(seed: int) -> None:
    """A parser may hang anything on anything; mentions must still come out, each on its tokens."""
    chance = random.Random(seed)  # noqa: S311
    text = TEXTS[seed * 3 % len(TEXTS)]
    parse = stored_parse(text)
    deps = ("nsubj", "obj", "nmod", "nmod:poss", "amod", "appos", "conj", "compound", "flat", "acl:relcl", "case", "root")
    broken = []
    for sentence in parse.sentences:
        tokens = [
            token._replace(
                head=chance.randrange(len(sentence.tokens)) if chance.random() < 0.5 else token.head,
                dep=chance.choice(deps) if chance.random() < 0.5 else token.dep,
                pos=chance.choice(("NOUN", "PROPN", "VERB", "ADJ", "PRON", token.pos)),
                ent=chance.choice(("PER", "ORG", "LOC", "", "", token.ent)),
            )
            for token in sentence.tokens
        ]
        if any(_circles(tokens, i) for i in range(len(tokens))):
            tokens = [token._replace(head=min(token.head, token.i)) for token in tokens]
        tokens[0] = tokens[0]._replace(head=0)
        broken.append(make_sentence(tokens, index=sentence.index, paragraph=sentence.paragraph))
    found = find_mentions(Article("a", text), Parse(tuple(broken), parse.paragraphs))
    for mention in found.mentions:
        assert found.actor(mention).text == text[mention.start : mention.end]
        found.owners_of(mention.sentence, mention.head)
        found.actors_of(mention.sentence, mention.head)


def _circles(tokens: list[Token], i: int) -> bool:
    seen = set()
    while tokens[i].head != i:
        if i in seen:
            return True
        seen.add(i)
        i = tokens[i].head
    return False
