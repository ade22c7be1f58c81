"""Chains on stored parses. `expected` holds, several parted by ` ; `, `later ~ earlier` (one chain), `!~` (two), `~~` (with the coordination that
the earlier word begins); `word#2` is the second occurrence. A name that starts with `?` is a known failure."""

from __future__ import annotations

import csv

import pytest
from actors_stored import HERE, stored_parse

from dragoman.actors.chains import Chain, Weights, find_chains, kind_of
from dragoman.actors.mentions import find_mentions
from dragoman.domain import Article

ROWS = list(csv.DictReader((HERE / "chains.csv").read_text(encoding="utf8").splitlines()))
TRICKY = [row["text"].replace("¶", "\n\n") for row in csv.DictReader((HERE / "tricky.csv").read_text(encoding="utf8").splitlines())]
KNOWN = pytest.mark.xfail(strict=True, reason="a noun that names the kind of a name before it is seldom taken up")
CASES = [
    pytest.param(row["text"], case, id=f"{row['name']}: {case}", marks=[KNOWN] if row["name"][0] == "?" else [])
    for row in ROWS
    for case in row["expected"].split(" ; ")
]


def chains_of(text: str, weights: Weights | None = None) -> tuple[Chain, ...]:
    return find_chains(find_mentions(Article("chains", text), stored_parse(text, "chains.json")), weights)


def home(chains: tuple[Chain, ...], text: str, word: str, *, group: bool = False) -> int:
    word, _, number = word.partition("#")
    start = -1
    for _ in range(int(number or 1)):
        start = text.index(word, start + 1)
    found = [n for n, chain in enumerate(chains) for one in chain.phrases if one.start == start and (one.form == "group") == group]
    assert len(found) == 1, f"{word}: in {len(found)} chains"
    return found[0]


@pytest.mark.parametrize(("text", "case"), CASES)
def test_chain(text: str, case: str) -> None:
    later, sign, earlier = case.split()
    chains = chains_of(text)
    same = home(chains, text, later) == home(chains, text, earlier, group=sign == "~~")
    assert same == (sign != "!~")


def test_every_phrase_is_in_one_chain_and_slices_back() -> None:
    for row in ROWS:
        orders = [one.order for chain in chains_of(row["text"]) for one in chain.phrases]
        assert sorted(orders) == list(range(len(orders)))
        for chain in chains_of(row["text"]):
            assert [one.order for one in chain.phrases] == sorted(one.order for one in chain.phrases)
            for one in chain.phrases:
                word = row["text"][one.start : one.end]
                assert word
                assert not word[0].isspace()


@pytest.mark.parametrize("text", TRICKY[::7])
def test_any_text_is_read(text: str) -> None:
    chains = find_chains(find_mentions(Article("chains", text), stored_parse(text)))
    assert all(text[one.start : one.end].strip() for chain in chains for one in chain.phrases)
    assert len({one.order for chain in chains for one in chain.phrases}) == sum(len(chain.phrases) for chain in chains)


def test_no_chain_crosses_gender_whatever_the_weights_say() -> None:
    """With weights that would join anything, "she" and "him" stay apart."""
    text = "Maria Lopez met John Smith. She thanked him."
    chains = chains_of(text, Weights({"new": -100.0}, {}))
    assert home(chains, text, "She") != home(chains, text, "him")
    assert home(chains, text, "him") != home(chains, text, "Lopez")


def test_weights_decide() -> None:
    text = "The fisherman left his boat. He walked home."
    assert all(len(chain.phrases) == 1 for chain in chains_of(text, Weights({"new": 100.0}, {})))


def test_a_chain_is_what_its_phrases_together_say() -> None:
    text = "The fisherman left his boat. He walked home."
    phrases = chains_of(text)[0].phrases
    weights = Weights({}, {"lemma fisherman": {"place": 2.0}, "form he": {"person": 1.0, "place": -3.0}})
    assert kind_of(phrases[:1], weights) == "place"
    assert kind_of(phrases, weights) == "person"
