import json

import pytest

from dragoman.errors import InputError
from dragoman.evaluating.scoring import report
from dragoman.running.evaluating import articles_of, evaluate, load_gold

TEXT = "Israel attacked Syria."


def line(**more):
    claim = {"kind": "event", "type": "ASSAULT", "actors": ["ISR"], "recipients": ["SYR"], "evidence": {"start": 0, "end": 21, "text": TEXT[:21]}}
    return {"id": "g1", "text": TEXT, "complete": True, "claims": [claim], **more}


def write(path, *rows):
    path.write_text("\n".join(r if isinstance(r, str) else json.dumps(r) for r in rows) + "\n", encoding="utf8")
    return path


def test_gold_is_read_past_blank_lines(tmp_path):
    assert [row["id"] for row in load_gold(write(tmp_path / "g.jsonl", line(), "", line(id="g2")))] == ["g1", "g2"]


WRONG = [
    ("no JSON", [line(), '{"id": '], "g.jsonl:2", "no JSON"),
    ("no text", [{"id": "x", "claims": []}], "g.jsonl:1", "'text'"),
    ("no object", ["[]"], "g.jsonl:1", "'id'"),
    ("a number", ["7"], "g.jsonl:1", "'id'"),
]


@pytest.mark.parametrize(("reason", "rows", "where", "cause"), WRONG, ids=[r[0] for r in WRONG])
def test_wrong_gold_names_the_line(tmp_path, reason, rows, where, cause):
    with pytest.raises(InputError) as refused:
        load_gold(write(tmp_path / "g.jsonl", *rows))
    assert where in str(refused.value)
    assert cause in str(refused.value)
    assert "id, text and claims" in str(refused.value)


def test_no_gold(tmp_path):
    with pytest.raises(InputError, match="gone"):
        load_gold(tmp_path / "gone.jsonl")
    with pytest.raises(InputError):
        load_gold(tmp_path)


def test_articles_keep_what_gold_knows_of_them():
    [article] = articles_of([line(published="2024-03-01", outlet="Wire", language="en")])
    assert (article.id, article.text, article.published, article.outlet, article.language) == ("g1", TEXT, "2024-03-01", "Wire", "en")


def test_the_program_is_scored(tools):
    tally, wrong = evaluate([line(), line(id="g2", text="Nothing of note happened there today.", claims=[])], tools)
    assert wrong == []
    assert report(tally)["event"]["recall"] == 1.0
    assert report(tally)["event"]["precision"] == 1.0
