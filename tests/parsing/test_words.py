"""Words and their offsets. The rows show what the English treebanks do, in text of our own."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.errors import KnowledgeError
from dragoman.knowledge.tables import knowledge_root
from dragoman.knowledge.wordrules import LISTS, load_word_lists, parse_word_lists
from dragoman.parsing.words import compiled, load_word_rules, words

# soft hyphen, zero widths, direction of writing, byte order mark
INVISIBLE = [chr(c) for c in (0xAD, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2065), 0xFEFF)]
FILE = "lexicon/en/words.toml"

#: (reason, text, words joined by |)
ROWS = [
    ("nothing", "", ""),
    ("white space alone", " \n\t\u00a0\u2028", ""),
    ("a sentence", "Peru signed it.", "Peru|signed|it|."),
    ("no full stop", "Peru signed", "Peru|signed"),
    ("a dateline", "QUITO, March 3 (Reuters) - Peru", "QUITO|,|March|3|(|Reuters|)|-|Peru"),
    ("a dateline with a long dash", "HANOI—Laos agreed", "HANOI|—|Laos|agreed"),
    ("owner", "China's and Xi’s men", "China|'s|and|Xi|’s|men"),
    ("owner in capitals", "CHINA'S MOVE", "CHINA|'S|MOVE"),
    ("owner in the plural", "the states' envoys", "the|states|'|envoys"),
    ("owner behind a full stop", "the U.N.'s aid", "the|U.N.|'s|aid"),
    ("negation", "they don't, can’t, won't", "they|do|n't|,|ca|n’t|,|wo|n't"),
    ("negation with an acute accent", "don´t", "do|n´t"),
    ("negation without its apostrophe", "it didnt", "it|did|nt"),
    ("several clitics", "couldn't've I'd've", "could|n't|'ve|I|'d|'ve"),
    ("clitics of verbs", "I'm you’re we'll", "I|'m|you|’re|we|'ll"),
    ("contractions", "cannot gonna Dunno", "can|not|gon|na|Du|n|no"),
    ("a word like one", "dont's", "dont|'s"),
    ("elisions", "'em '90s ’til", "'em|'90s|’til"),
    ("it is", "'tis", "'t|is"),
    ("names with apostrophes", "Côte d’Ivoire, N'Djamena, O'Hara's", "Côte|d’Ivoire|,|N'Djamena|,|O'Hara|'s"),
    ("quoted in single quotes", "'we sign' ‘we’ll sign’", "'|we|sign|'|‘|we|’ll|sign|’"),
    ("compounds", "a well-known Lima-based firm", "a|well|-|known|Lima|-|based|firm"),
    ("compounds of more parts", "up-to-date", "up|-|to|-|date"),
    ("prefixes", "non-aligned ex-minister re-export e-mail", "non-aligned|ex-minister|re-export|e-mail"),
    ("a prefix that is none", "self-rule Hizb-e-Islami UN-led", "self|-|rule|Hizb|-|e|-|Islami|UN|-|led"),
    ("prefix before letters", "non-U.S. troops", "non-U.S.|troops"),
    ("prefix before figures", "mid-1980s post-2015", "mid-1980s|post|-|2015"),
    ("letters before a hyphen", "U.S.-led", "U.S.|-|led"),
    ("names of weapons and groups", "F-16s, G-20, al-Assad", "F|-|16s|,|G|-|20|,|al|-|Assad"),
    ("owner of a compound", "Jong-un's", "Jong|-|un|'s"),
    ("suffix", "career-wise", "career-wise"),
    ("ranges", "2010-2012, 5–6, 2,000-3,000", "2010|-|2012|,|5|–|6|,|2,000|-|3,000"),
    ("dates in figures", "2010-03-04 and 9/11 or 12/05/2001", "2010-03-04|and|9/11|or|12/05/2001"),
    ("slash", "Beijing/Moscow and/or w/o", "Beijing|/|Moscow|and|/|or|w/o"),
    ("titles", "Mr. Vu met Lt. Gen. Le", "Mr.|Vu|met|Lt.|Gen.|Le"),
    ("a title before a word that begins sentences", "Mr. A met her", "Mr.|A|met|her"),
    ("title without a blank", "Dr.Le", "Dr.|Le"),
    ("initials", "J. K. Lee and P. Wu", "J.|K.|Lee|and|P.|Wu"),
    ("a letter that ends a paragraph", "plan B.\n\nMore", "plan|B|.|More"),
    ("letters in a sentence", "the U.S. envoy", "the|U.S.|envoy"),
    ("letters at the end of the text", "the U.S.", "the|U.S|."),
    ("letters at the end of a paragraph", "the U.S.\n\nPeru", "the|U.S|.|Peru"),
    ("letters at the end of a line", "the U.S.\nenvoy", "the|U.S.|envoy"),
    ("letters at the end of a sentence", "the U.S. The envoy", "the|U.S|.|The|envoy"),
    ("letters at the end of a sentence, quote behind", "the U.S. “We", "the|U.S|.|“|We"),
    ("letters before a name", "the U.S. Senate", "the|U.S.|Senate"),
    ("time of day", "5 a.m. and 6p.m. or 7pm", "5|a.m.|and|6|p.m.|or|7|pm"),
    ("firms", "Apex Co., Ltd. said", "Apex|Co.|,|Ltd.|said"),
    ("a month", "Sept. 5", "Sept.|5"),
    ("number", "No. 10 or No. Yes", "No.|10|or|No|.|Yes"),
    ("an adjective, not a state", "fell ill. Ito left", "fell|ill|.|Ito|left"),
    ("et cetera", "tea, etc.", "tea|,|etc|."),
    ("degrees", "a Ph.D. in law", "a|Ph.D.|in|law"),
    ("no blank behind a sentence", "it ended.They left", "it|ended|.|They|left"),
    ("money", "$4.4 US$3.1 €5 C$2 £1,000", "$|4.4|US$|3.1|€|5|C$|2|£|1,000"),
    ("money with a unit", "$4.4bn, €5m, USD500", "$|4.4|bn|,|€|5|m|,|USD|500"),
    ("percent", "10% 10%-15%", "10|%|10|%|-|15|%"),
    ("numbers", "1,000 3:30 1,00,000 7.5", "1,000|3:30|1,00,000|7.5"),
    ("numbers in a list", "[7,8]", "[|7|,|8|]"),
    ("number at the end", "It was 2015.", "It|was|2015|."),
    ("units", "30km 5kg 1km²", "30|km|5|kg|1|km|²"),
    ("ordinals", "21st 1980s 50,000th", "21st|1980s|50,000th"),
    ("figures in a word", "A320neo 5G B2B", "A320neo|5G|B2B"),
    ("temperature", "24°C", "24|°|C"),
    ("dots", "Well... yes… “…no”", "Well|...|yes|…|“|…|no|”"),
    ("two hyphens", "Peru--and Laos", "Peru|--|and|Laos"),
    ("all quotes", "\"a\" “b” ``c'' «d»", "\"|a|\"|“|b|”|``|c|''|«|d|»"),
    ("brackets", "(FARC), [sic]", "(|FARC|)|,|[|sic|]"),
    ("exclamations", "Stop!!! Why?!", "Stop|!!!|Why|?!"),
    ("addresses", "see https://un.org/a?b=1, (www.un.org).", "see|https://un.org/a?b=1|,|(|www.un.org|)|."),
    ("address without its scheme", "on whitehouse.gov.", "on|whitehouse.gov|."),
    ("mail", "to press@un.org.", "to|press@un.org|."),
    ("names of accounts and subjects", "@un #peace", "@un|#peace"),
    ("number sign", "#1", "#|1"),
    ("emoticons", "good :) or ;-)", "good|:)|or|;-)"),
    ("ampersand", "AT&T Ford & Co", "AT&T|Ford|&|Co"),
    ("bullets", "• talks", "•|talks"),
    ("other scripts", "Си и 习近平, نعم", "Си|и|习近平|,|نعم"),
    ("marks that combine", "Pe\u0301rez हिन्दी", "Pe\u0301rez|हिन्दी"),
    ("invisible inside and alone", "gov\u00adern \u200b it\u200b.", "gov\u00adern|it\u200b|."),
    ("a picture of several characters", "👩\u200d✈ ❤\ufe0f", "👩\u200d|✈|❤\ufe0f"),
]

#: what a pattern that goes back over its text would take long for
HARD = [
    *("a", "1", ",", "a,", "1.", "1.1a", "1-", "1-1a", "a-", "re-", "a.", "ab.", "U.S. ", "No. ", "a's", "don't", "'"),
    *("(", ":(", "-=", "=-", "http://", "www.)", "a.com/)", "a@", "@", "a_", "\u200b", "\u00ad", "e\u0301", "1,00"),
    *("10's", "...!", "b/c", "\n", ". "),
]

TEXTS = st.one_of(
    st.text(),
    st.text(alphabet="aBnt1 .,-'’@/:$%()\n\u200b\u00ad"),
    st.lists(st.sampled_from([*HARD, "cannot", "Mr.", "non-", "www.a.com", "$5", " ", "\n\n"])).map("".join),
)


def written(text):
    return [text[start:end] for start, end in words(text)]


@pytest.mark.parametrize(("reason", "text", "expected"), ROWS, ids=[r[0] for r in ROWS])
def test_words_are_cut_as_in_the_treebanks(reason, text, expected):
    assert "|".join(written(text)) == expected


@given(TEXTS)
def test_words_are_ordered_and_cover_every_visible_character_once(text):
    done = 0
    for start, end in words(text):
        assert done <= start < end <= len(text)
        assert all(c.isspace() or c in INVISIBLE for c in text[done:start])
        assert not any(c.isspace() for c in text[start:end])
        assert any(c not in INVISIBLE for c in text[start:end])
        done = end
    assert all(c.isspace() or c in INVISIBLE for c in text[done:])


@given(TEXTS, st.text(alphabet=" \n\t"), st.text(alphabet=" \n\t"))
def test_blanks_around_a_text_move_its_words_only(text, before, behind):
    moved = [(start - len(before), end - len(before)) for start, end in words(before + text + behind)]
    assert moved == words(text)


@given(st.text(alphabet="abcdé", min_size=1), st.text(alphabet="abcdé", min_size=1))
def test_words_of_letters_stay_whole(one, two):
    assert written(f"{one} {two}") == [one, two]


def seconds(text):
    taken = []
    for _ in range(3):
        began = time.process_time()
        words(text)
        taken.append(time.process_time() - began)
    return min(taken)


@pytest.mark.parametrize("unit", HARD)
@pytest.mark.parametrize("tail", ["", "a"])
def test_time_grows_with_the_text_only(unit, tail):
    base = unit * (4_000 // len(unit))
    small, large = seconds(base + tail), seconds(base * 8 + tail)
    assert large < 8 * 3 * small + 0.005  # 64 times where it goes back over the text


def test_one_word_of_five_million_letters():
    assert words("a" * 5_000_000) == [(0, 5_000_000)]


def test_rules_are_read_once():
    assert load_word_rules() is load_word_rules()


def test_a_language_that_nobody_brings():
    with pytest.raises(KnowledgeError, match=r"no language .xx.. Use en"):
        load_word_rules("xx")


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("clitics = [", "clitics = ", "words.toml"),
        ("clitics = [", "clitic = [", "clitics is no list of words"),
        ('"ll"', '"l l"', "clitics is no list of words without white space"),
        ('"ll"', "5", "clitics is no list of words"),
        ("clitics = [", 'mine = ["a"]\nclitics = [', "'mine' is not known"),
        ('"can|not"', '"can||not"', r"contractions has 'can\|\|not'"),
        ('"ll"', '"l|l"', r"clitics has 'l\|l'"),
    ],
)
def test_a_wrong_file_is_refused(old, new, message):
    source = knowledge_root().joinpath(FILE).read_text(encoding="utf8")
    assert old in source
    with pytest.raises(KnowledgeError, match=message):
        parse_word_lists(FILE, source.replace(old, new, 1))


@pytest.mark.parametrize("name", LISTS)
def test_any_list_may_be_empty(name):
    """Nothing then falls under it; no word of no length comes of it."""
    rules = compiled({**load_word_lists(), name: []})
    for _, text, _ in ROWS:
        found = words(text, rules)
        assert all(start < end for start, end in found)
        assert "".join(text[a:b] for a, b in found) == "".join(text[a:b] for a, b in words(text)), "characters are cut otherwise, not lost"
