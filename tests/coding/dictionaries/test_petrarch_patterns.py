"""Single lines of a PETRARCH-2 verb dictionary."""

import pytest

from dragoman.coding.dictionaries.patterns import Codes, LineError, Part, parse_codes, parse_pattern, parse_verb

PATTERNS = [
    ("a noun after the verb", "- * TALKS [046]", (), (Part(("TALKS",)),)),
    ("a noun before the verb", "- POLICE * [175]", (Part(("POLICE",)),), ()),
    ("a phrase", "- * {PEACE TALKS} [046]", (), (Part(("PEACE", "TALKS"), (), True),)),
    ("a phrase with a preposition", "- * (TO BORDER) [154]", (), (Part(("BORDER",), ("to",)),)),
    ("a preposition alone", "- * (FOR) [013]", (), (Part((), ("for",)),)),
    ("either preposition", "- * (BY/WITH GRENADE) [193]", (), (Part(("GRENADE",), ("by", "with")),)),
    ("a phrase in a phrase", "- * (TO {BANNED PARTIES}) [172]", (), (Part(("BANNED", "PARTIES"), ("to",), True),)),
    ("several parts", "- * POLICE (TO BORDER) [153]", (), (Part(("POLICE",)), Part(("BORDER",), ("to",)))),
    ("source, synonym set, target", "- $ * &MEETING + [042]", (Part(("$",)),), (Part(("&MEETING",)), Part(("+",)))),
    ("target behind a preposition", "- * AIR (ON +) [195]", (), (Part(("AIR",)), Part(("+",), ("on",)))),
    ("no blanks around brackets", "-*(TO){A B}[042]", None, None),
    ("nothing but the verb", "- * [190]", (), ()),
]


@pytest.mark.parametrize(("line", "before", "after"), [p[1:] for p in PATTERNS], ids=[p[0] for p in PATTERNS])
def test_patterns(line, before, after):
    if before is None:
        with pytest.raises(LineError, match="0 asterisks"):
            parse_pattern(line)
        return
    found = parse_pattern(line)
    assert (found.before, found.after) == (before, after)


BAD_PATTERNS = [
    ("- * TALKS", "has no code"),
    ("- TALKS [046]", "0 asterisks"),
    ("- * A * B [046]", "2 asterisks"),
    ("- SPY_*_DEAL [046]", "0 asterisks"),
    ("- * (TO BORDER [046]", r"\( is not closed"),
    ("- * TO BORDER) [046]", r"\) closes nothing"),
    ("- * {PEACE [046]", "is not closed"),
    ("- * {} [046]", "hold nothing"),
    ("- * () [046]", "no preposition"),
    ("- * {A {B C} D} [046]", "further brackets"),
    ("- * TALKS [1,2]", "is no code"),
    ("- * TALKS []", "is no code"),
    ("- * TALKS [042:043:044]", "is no code"),
]


@pytest.mark.parametrize(("line", "cause"), BAD_PATTERNS)
def test_a_bad_pattern_says_why(line, cause):
    with pytest.raises(LineError, match=cause) as found:
        parse_pattern(line)
    assert found.value.repair


VERBS = [
    ("regular", "ACCUSE", ("accuse", (), (), (), None)),
    ("with forms and code", "FIGHT {FIGHTS FOUGHT } [190]", ("fight", ("fight", "fights", "fought"), (), (), Codes("190"))),
    ("several words, verb first", "+BEEF_UP", ("beef", (), (), ("up",), None)),
    ("several words, verb last", "RE_+ARREST", ("arrest", (), ("re",), (), None)),
    ("their forms", "+COME_UPON {+COMES_UPON +CAME_UPON}", ("come", ("come", "comes", "came"), (), ("upon",), None)),
    ("backward code", "OFFEND [:110]", ("offend", (), (), (), Codes(None, "110"))),
    ("hyphen", "CO-OPERATE", ("co-operate", (), (), (), None)),
]


@pytest.mark.parametrize(("line", "expected"), [v[1:] for v in VERBS], ids=[v[0] for v in VERBS])
def test_verbs(line, expected):
    found = parse_verb(line)
    assert (found.word, found.forms, found.before, found.after, found.codes) == expected


@pytest.mark.parametrize("line", ["BEEF_UP", "+A_+B", "TWO WORDS", "FIGHT {FOUGHT", "$", "[190]", "007", "A{B}C"])
def test_a_bad_verb_says_why(line):
    with pytest.raises(LineError) as found:
        parse_verb(line)
    assert found.value.repair


CODES = [("042", "042", None), ("042:043", "042", "043"), (":173", None, "173"), ("---", None, None), ("012:", "012", None)]


@pytest.mark.parametrize(("text", "forward", "backward"), CODES)
def test_codes(text, forward, backward):
    assert parse_codes(text) == Codes(forward, backward)
