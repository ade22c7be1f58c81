"""A verb dictionary as a file: synonym sets, blocks, comments, and every line that is refused."""

import pytest

from dragoman.coding.dictionaries.patterns import Codes
from dragoman.coding.dictionaries.petrarch import parse_dictionary, read_dictionary
from dragoman.errors import InputError

SMALL = """# made for a test
<!-- a comment
over two lines -->
&MEETING
+SUMMIT
+TALKS_   # no plural
+BODY

&FEW_
+HANDFUL

####### VERB PATTERNS #######

---  HOLD   [---]  ---
HOLD {HOLDS HELD HOLDING}   # a verb
STAGE [140] ; another kind of comment
- * &MEETING                [046]     # HOLD
- * &LATER (WITH +)         [046:046]

&LATER
+PARLEY

---  FIGHT [190] ---
+CRACK_DOWN
"""


def parsed(text):
    return parse_dictionary("d.txt", text)


def test_what_a_dictionary_holds():
    found = parsed(SMALL)
    assert found.refused == ()
    assert [(b.name, b.codes, [v.word for _, v in b.verbs], len(b.patterns)) for b in found.blocks] == [
        ("HOLD", Codes(None), ["hold", "stage"], 2),
        ("FIGHT", Codes("190"), ["crack"], 0),
    ]
    assert found.blocks[0].verbs[1][1].codes == Codes("140")
    assert [line.number for line, _ in found.blocks[0].patterns] == [17, 18]


def test_synonym_sets_have_plurals_unless_they_end_with_an_underscore():
    assert parsed(SMALL).synsets == {
        "&MEETING": ("summit", "summits", "talks", "body", "bodies"),
        "&FEW_": ("handful",),
        "&LATER": ("parley", "parleys"),
    }


# line put into a block, cause, a part of the repair
REFUSED = [
    ("- * &NOWHERE [046]", "the synonym set &NOWHERE is not defined", "a line &NOWHERE"),
    ("- * TALKS [999]", "CAMEO has no code 999", "Valid roots are 01, 02"),
    ("- * TALKS [049]", "CAMEO has no code 049", "Codes of that root are 040, 041"),
    ("- * TALKS [042:999]", "CAMEO has no code 999", "Valid roots"),
    ("- * TALKS", "the pattern has no code", "for example [042]"),
    ("~ a (b . ATTACK) SAY = a b 112", "transformations are not supported", "chain of sources"),
    ("--- WHAT [---", "is no header of a block", "--- NAME [code] ---"),
    ("--- WHAT [777] ---", "CAMEO has no code 777", "Valid roots"),
    ("FIGHT [777]", "CAMEO has no code 777", "Valid roots"),
    ("FIGHT WARS", "is no verb", "one verb a line"),
]


@pytest.mark.parametrize(("line", "cause", "repair"), REFUSED)
def test_a_bad_line_is_named_and_the_rest_is_used(line, cause, repair):
    found = parsed(f"--- FIGHT [190] ---\nFIGHT\n{line}\n- * TALKS [046]\nBATTLE\n")
    [error] = found.refused
    assert error.where == "d.txt:3"
    assert cause in error.cause
    assert repair in error.repair
    assert [v.word for b in found.blocks for _, v in b.verbs] == ["fight", "battle"]
    assert [p.codes for b in found.blocks for _, p in b.patterns] == [Codes("046")]


def test_verbs_under_a_bad_header_are_no_event_by_themselves():
    found = parsed("--- FIGHT [190] ---\nFIGHT\n--- WHAT [777] ---\nSTAMMER\n")
    assert [(b.name, b.codes) for b in found.blocks] == [("FIGHT", Codes("190")), ("WHAT", Codes(None))]


LOOSE = [
    ("---  DELAY   [120]---  ---", "DELAY", Codes("120")),
    ("--- RIP [180] ---;made in a hurry", "RIP", Codes("180")),
    ("--- NOTE ---", "NOTE", Codes(None)),
]


@pytest.mark.parametrize(("line", "name", "codes"), LOOSE)
def test_headers_as_real_dictionaries_have_them(line, name, codes):
    found = parsed(f"{line}\nRECONVENE[---]\n+CRACK_DOWN {{+CRACKED_DOWN , +CRACKS_DOWN}}\n")
    assert found.refused == ()
    [block] = found.blocks
    assert (block.name, block.codes, [v.word for _, v in block.verbs]) == (name, codes, ["reconvene", "crack"])


def test_refused_lines_come_in_order_of_the_file():
    found = parsed("FIGHT\n&A\n+&B\n--- X [190] ---\nTWO WORDS\n")
    assert [error.where for error in found.refused] == ["d.txt:1", "d.txt:3", "d.txt:5"]


def test_a_file(tmp_path):
    path = tmp_path / "my.verbs.txt"
    path.write_text("\ufeff" + SMALL, encoding="utf8")
    found = read_dictionary(path)
    assert found.name == "my.verbs.txt"
    path.write_text(SMALL + "\nBATTLE\n", encoding="utf8")
    assert read_dictionary(path).digest != found.digest


@pytest.mark.parametrize(
    ("data", "cause"),
    [
        (None, "No such file"),
        (b"&A\n+B\n", "no verb in it"),
        (b"", "no verb in it"),
        (b"--- A [190] ---\n\nFIGHT {\n", r"no verb in it that can be read \(line 3: 'FIGHT \{' is no verb\)"),
        ("--- É [190] ---".encode("latin-1"), "not UTF-8 at byte 4"),
    ],
)
def test_a_file_that_is_no_dictionary(tmp_path, data, cause):
    path = tmp_path / "d.txt"
    if data is not None:
        path.write_bytes(data)
    with pytest.raises(InputError, match=cause):
        read_dictionary(path)
