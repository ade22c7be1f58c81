"""What the quality floor lets through, what it refuses, and what it puts on record."""

import copy
import json
from collections import Counter
from dataclasses import replace

import pytest
from evaluation.gate import SLACK, FloorLoweredError, Measured, failures, misplaced, pin

from dragoman.evaluating.scoring import Tally, report
from evaluation import gate


def measured(sha="aa", wrong=0, **figures):
    row = {"gold": 10, "recall": 0.5, "precision": 0.6, "f1": 0.545, "per_text": 4.0, **figures}
    return Measured(sha, {"event": row}, {"event": {"recall": (0.4, 0.6)}}, wrong)


def pinned(sha="aa", **figures):
    return {"sha256": sha, "kinds": measured(**figures).kinds}


def baseline(**figures):
    return {"gold": {"dev": pinned(**figures)}, "regressions": []}


ROWS = [
    ("the same", measured(), []),
    ("a fall is named with both figures", measured(recall=0.48), ["dev event recall: 0.48 < 0.5"]),
    (
        "two falls",
        measured(recall=0.4, precision=0.5),
        ["dev event recall: 0.4 < 0.5", "dev event precision: 0.5 < 0.6"],
    ),
    ("a rise passes", measured(recall=0.9), []),
    ("within the slack", measured(recall=0.5 - SLACK / 2), []),
    ("a little more than the slack", measured(recall=0.489), ["dev event recall: 0.489 < 0.5"]),
    ("a figure that is gone has fallen", measured(recall=None), ["dev event recall: None < 0.5"]),
    ("counts are no figures", measured(gold=3, per_text=1.0), []),
    ("a new figure passes", measured(exact=0.1), []),
    (
        "the interval does not excuse a fall",
        replace(measured(recall=0.45), intervals={"event": {"recall": (0.1, 0.9)}}),
        ["dev event recall: 0.45 < 0.5"],
    ),
    (
        "figures on other gold say nothing",
        measured("bb", recall=0.1),
        ["dev: the gold has changed; pin it anew with --update"],
    ),
]


@pytest.mark.parametrize(("reason", "now", "expected"), ROWS, ids=[row[0] for row in ROWS])
def test_figures(reason, now, expected):
    assert failures({"dev": now}, baseline()["gold"]) == expected


@pytest.mark.parametrize("found", [{}, {"dev": Measured("aa", {}, {})}], ids=["no gold", "no such kind"])
def test_what_is_gone_has_fallen(found):
    """Neither a deleted file of gold nor a kind that is no longer read may go unnoticed."""
    names = [line.split(":")[0] for line in failures(found, baseline()["gold"])]
    assert names == ["dev event recall", "dev event precision", "dev event f1"]
    with pytest.raises(FloorLoweredError):
        pin(found, baseline(), None, "2026-01-31")


def test_a_figure_that_was_none_is_not_asked_for():
    assert failures({"dev": measured(precision=None)}, baseline(precision=None)["gold"]) == []


def test_gold_without_a_baseline_is_measured_and_not_judged():
    assert failures({"new": measured(recall=0.0)}, {}) == []


def test_misplaced_evidence_is_wrong_on_any_gold():
    found = {"dev": measured(), "new": measured(wrong=2)}
    assert misplaced(found) == ["new: 2 claims whose evidence does not slice back"]


def test_a_rise_is_pinned_without_a_reason():
    found = {"dev": measured(recall=0.7), "new": measured("cc")}
    assert pin(found, baseline(), None, "2026-01-31") == {
        "gold": {"dev": pinned(recall=0.7), "new": pinned("cc")},
        "regressions": [],
    }


LOWER = [
    ("the least fall", measured(recall=0.4999)),
    ("one falls where others rise", measured(recall=0.4, precision=0.9)),
]
LOWER += [("other gold is no way around", measured("bb", recall=0.4))]


@pytest.mark.parametrize("reason", [None, "", " \t"])
@pytest.mark.parametrize(("why", "now"), LOWER, ids=[row[0] for row in LOWER])
def test_a_lower_floor_is_refused(why, now, reason):
    with pytest.raises(FloorLoweredError) as refused:
        pin({"dev": now}, baseline(), reason, "2026-01-31")
    assert [fall.figure for fall in refused.value.falls] == ["recall"]


def test_a_lower_floor_with_a_reason_goes_on_record():
    before = baseline()
    first = pin({"dev": measured(recall=0.4)}, before, " Another parser. ", "2026-01-31")
    again = pin({"dev": Measured("aa", {}, {})}, first, "No events.", "2026-02-28")
    figure = {"gold": "dev", "kind": "event"}
    assert first["gold"]["dev"] == pinned(recall=0.4)
    assert (
        again["regressions"][0]
        == first["regressions"][0]
        == {
            "date": "2026-01-31",
            "reason": "Another parser.",
            "figures": [{**figure, "figure": "recall", "old": 0.5, "new": 0.4}],
        }
    )
    gone = again["regressions"][1]["figures"]
    assert [(row["old"], row["new"]) for row in gone] == [(0.4, None), (0.6, None), (0.545, None)]
    assert before == baseline(), "what was given is left as it was"


def test_a_reason_without_a_fall_is_not_recorded():
    assert pin({"dev": measured()}, baseline(), "To be sure.", "2026-01-31") == baseline()


class Desk:
    """A gate whose gold and figures are set by hand; no pipeline is loaded."""

    def __init__(self, folder):
        self.ours, self.theirs, self.path = folder / "ours", folder / "theirs", folder / "baseline.json"
        self.figures = {"dev": measured()}
        for place, names in ((self.ours, ("dev", "dev-findings")), (self.theirs, ("foreign", "dev"))):
            place.mkdir()
            for name in names:
                (place / f"{name}.jsonl").touch()
        self.path.write_text(json.dumps(baseline()), encoding="utf8")

    def measure(self, path, _tools):
        return self.figures[path.stem] if path.parent == self.ours else measured("ff", recall=0.001)

    @property
    def pinned(self):
        return json.loads(self.path.read_text(encoding="utf8"))


@pytest.fixture
def desk(tmp_path, monkeypatch):
    made = Desk(tmp_path)
    monkeypatch.setattr(gate, "SHIPPED", made.ours)
    monkeypatch.setattr(gate, "BASELINE", made.path)
    monkeypatch.setattr(gate, "measure", made.measure)
    monkeypatch.setattr(gate, "load_tools", object)
    monkeypatch.delenv("DRAGOMAN_GOLD", raising=False)
    return made


def test_the_gate_passes_and_prints_intervals(desk, capsys):
    assert gate.main([]) == 0
    expected = "gold 10  recall 0.5 [0.400–0.600]  precision 0.6  f1 0.545  per_text 4.0"
    assert capsys.readouterr().out.split(maxsplit=2) == ["dev", "event", expected + "\n"]


def test_the_gate_fails_and_names_the_fall(desk, capsys):
    desk.figures["dev"] = measured(recall=0.4)
    assert gate.main([]) == 1
    assert capsys.readouterr().err == "WORSE dev event recall: 0.4 < 0.5\n"


def test_an_update_pins_what_rose(desk):
    desk.figures["dev"] = measured(recall=0.7)
    assert gate.main(["--update"]) == 0
    assert desk.pinned == baseline(recall=0.7)


def test_an_update_that_lowers_pins_nothing(desk, capsys):
    desk.figures["dev"] = measured(recall=0.4, precision=0.9)
    assert gate.main(["--update"]) == 1
    assert "WORSE dev event recall: 0.4 < 0.5\nNothing is pinned." in capsys.readouterr().err
    assert desk.pinned == baseline()


def test_an_update_that_lowers_says_why(desk):
    desk.figures["dev"] = measured(recall=0.4)
    assert gate.main(["--update", "--allow-regression", "Häuser, anders gezählt"]) == 0
    assert desk.pinned["gold"] == baseline(recall=0.4)["gold"]
    (entry,) = desk.pinned["regressions"]
    assert entry["reason"] == "Häuser, anders gezählt"
    assert gate.main([]) == 0, "the lower floor holds from now on"


BAD = [
    ("an empty reason", ["--update", "--allow-regression", ""]),
    ("a blank reason", ["--update", "--allow-regression", " "]),
]
BAD += [("no update", ["--allow-regression", "Why not."]), ("no reason", ["--update", "--allow-regression"])]


@pytest.mark.parametrize(("why", "arguments"), BAD, ids=[row[0] for row in BAD])
def test_a_reason_is_words_and_belongs_to_an_update(desk, why, arguments):
    desk.figures["dev"] = measured(recall=0.4)
    with pytest.raises(SystemExit) as left:
        gate.main(arguments)
    assert left.value.code == 2
    assert desk.pinned == baseline()


@pytest.mark.parametrize("way", ["option", "environment"])
def test_foreign_gold_is_printed_and_never_pinned(desk, monkeypatch, capsys, way):
    """Not even one that has the name of ours, and whatever its figures are."""
    if way == "environment":
        monkeypatch.setenv("DRAGOMAN_GOLD", str(desk.theirs))
    arguments = ["--gold", str(desk.theirs)] if way == "option" else []
    assert gate.main(arguments) == gate.main([*arguments, "--update"]) == 0
    assert capsys.readouterr().out.count("recall 0.001") == 4
    assert desk.pinned == baseline()


def test_misplaced_evidence_is_never_pinned(desk):
    desk.figures["dev"] = measured(wrong=1, recall=0.9)
    assert gate.main(["--update", "--allow-regression", "It cannot be helped."]) == 1
    assert desk.pinned == baseline()


def test_a_folder_that_is_not_there_is_named(desk, capsys):
    assert gate.main(["--gold", str(desk.theirs / "nowhere")]) == 0
    assert "nowhere is no folder" in capsys.readouterr().err


def test_all_that_the_report_gives_is_judged_but_counts():
    """A figure that is added to the report is held to its floor without a word here."""
    tally = Tally()
    for kind in ("event", "flow", "relation", "statement"):
        tally.counts[kind] = Counter(dict.fromkeys(("gold", "hit", "texts", "given", "judged", "judged_hit"), 4))
    rows = {kind: {k: v for k, v in row.items() if k != "by_type"} for kind, row in report(tally).items()}
    now = {"dev": Measured("aa", copy.deepcopy(rows), {})}
    for row in now["dev"].kinds.values():
        row.update(dict.fromkeys(row, -1.0))
    fallen = {(fall.kind, fall.figure) for fall in gate.find_falls(now, {"dev": {"sha256": "aa", "kinds": rows}})}
    given = {(kind, figure) for kind, row in rows.items() for figure, value in row.items() if value is not None}
    assert fallen == {(kind, figure) for kind, figure in given if figure not in ("gold", "per_text")}
    assert {"recall", "precision", "f1"} <= {figure for _, figure in fallen}


def test_only_gold_of_the_project_is_pinned():
    """The pinned gold is what lies in the folder, unchanged."""
    shipped = {path.stem for path in gate.gold_files(gate.SHIPPED)}
    pinned = json.loads(gate.BASELINE.read_text(encoding="utf8"))
    assert set(pinned["gold"]) == shipped == {"samples", "fresh-a", "fresh-c"}
