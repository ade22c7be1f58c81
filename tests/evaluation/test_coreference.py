"""Reading GUM's mentions, projecting phrases, matching; and a floor for the figures where the treebank is at hand."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from evaluation.coreference import Spot, gold_chains, keyed, measure, phrase
from evaluation.coreference_misses import Misses
from evaluation.gum import read_documents

from dragoman.parsing.tree import Sentence, Token, make_sentence

ROWS = """# newdoc id = GUM_news_test
# meta::dateCreated = 2014-02-03
# newpar
1\tAda\tAda\tPROPN\tNNP\t_\t3\tnsubj\t_\tEntity=(1-person-new-nnnnn-cf1-1,2-coref-Ada
2\tBell\tBell\tPROPN\tNNP\t_\t1\tflat\t_\tEntity=1)
3\tleft\tleave\tVERB\tVBD\t_\t0\troot\t_\t_
4-5\tParis's\t_\t_\t_\t_\t_\t_\t_\t_
4\tParis\tParis\tPROPN\tNNP\t_\t6\tnmod:poss\t_\tEntity=(2-object-new-nnnnn-cf2-3-sgl(3-place-new-nnnnn-cf3-1-coref
5\t's\t's\tPART\tPOS\t_\t4\tcase\t_\tEntity=3)
6\tbank\tbank\tNOUN\tNN\t_\t3\tobj\t_\tEntity=2)|SpaceAfter=No
7\t.\t.\tPUNCT\t.\t_\t3\tpunct\t_\t_

# newpar
1\tShe\tshe\tPRON\tPRP\t_\t2\tnsubj\t_\tEntity=(1-person-giv:act-nnnnn-cf1-1-ana)
2\tslept\tsleep\tVERB\tVBD\t_\t0\troot\t_\t_

"""


def test_gold_is_read_with_its_text(tmp_path: Path) -> None:
    path = tmp_path / "en_gum-dev.conllu"
    wider = ROWS.replace("Entity=(1-person-new", "Entity=(9-person-new-nnnnn-cf4-1-coref(1-person-new").replace("Entity=1)", "Entity=1)9)")
    path.write_text(wider, encoding="utf8")
    (document,) = read_documents(path)
    depths = {mention.chain: spot.depth for chain in gold_chains(document) for spot, mention in chain if mention.start == 0}
    assert depths == {"1": 0, "9": 1}


def tree(rows: str) -> Sentence:
    tokens, at = [], 0
    for i, line in enumerate(rows.split("\n")):
        form, head, dep = line.split()
        tokens.append(Token(i, at, at + len(form), form, form, "PUNCT" if dep == "punct" else "X", "", int(head), dep))
        at += len(form) + 1
    return make_sentence(tokens)


BANK = "in 2 case\nthe 2 det\nbank 2 root\nof 5 case\nthe 5 det\nking 2 nmod\n's 5 case\n, 2 punct\nAda 2 appos"
PAIR = "Ada 0 root\n, 2 punct\nBo 0 conj\nand 4 cc\nCy 0 conj\nof 6 case\nRome 4 nmod\nslept 0 parataxis"


@pytest.mark.parametrize(
    ("rows", "head", "whole", "expected"),
    [
        (BANK, 2, False, "the bank of the king 's"),
        (BANK, 5, False, "the king 's"),
        (PAIR, 0, False, "Ada"),
        (PAIR, 0, True, "Ada , Bo and Cy of Rome"),
    ],
    ids=["without preposition and apposition", "with the possessive mark", "a member", "the coordination"],
)
def test_a_phrase_is_what_hangs_on_its_head(rows: str, head: int, whole: bool, expected: str) -> None:
    text = " ".join(line.split()[0] for line in rows.split("\n"))
    start, end = phrase(tree(rows), head, whole=whole)
    assert text[start:end] == expected


def test_short_chains_and_repeated_mentions_are_left_out() -> None:
    a, b, c = (Spot((n, n + 1), (n, n + 2)) for n in (0, 10, 20))
    assert keyed([[a, b], [b, c], [c]], "head", least=2) == [frozenset({(0, 0), (10, 0)})]
    assert keyed([[a, b], [c]], "exact", least=1) == [frozenset({(0, 2), (10, 12)}), frozenset({(20, 22)})]


def test_misses_are_counted_by_what_they_are(tmp_path: Path) -> None:
    path = tmp_path / "en_gum-dev.conllu"
    path.write_text(ROWS, encoding="utf8")
    (document,) = read_documents(path)
    misses = Misses()
    misses.add(document.text, [[(spot.key("head"), mention) for spot, mention in chain] for chain in gold_chains(document) if len(chain) > 1], [])
    assert misses.counts == {("name", "no phrase"): 1, ("pronoun", "no phrase"): 1}


TREEBANKS = Path(os.environ.get("DRAGOMAN_TREEBANKS", "/nonexistent"))


@pytest.mark.skipif(not (TREEBANKS / "en_gum-dev.conllu").is_file(), reason="not in the project: set DRAGOMAN_TREEBANKS to its folder")
def test_floor() -> None:
    totals, _, _ = measure(list(read_documents(TREEBANKS / "en_gum-dev.conllu")))
    assert totals["head", 2, "all"].conll >= 0.66
    assert totals["exact", 2, "all"].conll >= 0.62
