"""Lemmas as scripts: what is cut off and put on."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.parsing.lemmas import lemma_of, script_of

#: (reason, word, lemma, script)
SCRIPTS = [
    ("nothing to do", "oil", "oil", "0+"),
    ("an ending cut off", "talks", "talk", "1+"),
    ("an ending replaced", "parties", "party", "3+y"),
    ("an ending put on", "hop", "hope", "0+e"),
    ("another word", "went", "go", "=go"),
    ("another word that begins alike", "was", "wane", "1+ne"),
    ("a capital of the sentence only", "Talks", "talk", "1+"),
    ("a name keeps its capital", "Russians", "Russian", "^1+"),
    ("a name as it stands", "Lima", "Lima", "^0+"),
    ("a name in capitals is written otherwise from its second letter on", "RUSSIA", "Russia", "^5+ussia"),
    ("a name altogether another", "U.K.", "Britain", "^=Britain"),
    ("capitals of a headline", "TALKS", "talk", "1+"),
    ("a lemma in capitals of a word in small letters is taken in small letters", "china", "China", "0+"),
    ("a sign", "-", "-", "0+"),
    ("a plus inside", "a+b", "a+", "1+"),
    ("an equals sign", "x", "=", "=="),
    ("beyond English", "Überfälle", "überfall", "4+all"),
]


@pytest.mark.parametrize(("reason", "word", "lemma", "script"), SCRIPTS, ids=[r[0] for r in SCRIPTS])
def test_scripts_say_how_a_lemma_is_made(reason, word, lemma, script):
    assert script_of(word, lemma) == script
    assert lemma_of(word, script) == (lemma if script.startswith("^") else lemma.lower())


#: (reason, word, script, lemma): what a model may say of a word that the script was not made for
OTHERS = [
    ("a script fits many words", "studies", "3+y", "study"),
    ("more cut off than there is", "is", "3+y", "is"),
    ("all of it cut off, and something put on", "was", "3+be", "be"),
    ("all of it cut off", "was", "3+", "was"),
    ("another word without a word", "was", "=", "was"),
    ("small letters without the mark", "UNITED", "0+", "united"),
    ("capitals with the mark", "NATO", "^0+", "NATO"),
    ("letters that grow when they are made small", "İ", "0+", "i̇"),
]


@pytest.mark.parametrize(("reason", "word", "script", "lemma"), OTHERS, ids=[r[0] for r in OTHERS])
def test_scripts_of_other_words(reason, word, script, lemma):
    assert lemma_of(word, script) == lemma


GARBAGE = ["", "^", "+", "x", "x+y", "^x", "-3+x", "1.5+x", " 1+x", "²+x", "1_0+x", "9" * 5000 + "+x", "++", "\n"]


@pytest.mark.parametrize("script", GARBAGE)
def test_what_is_no_script_leaves_the_word(script):
    assert lemma_of("Talks", script) == ("Talks" if script.startswith("^") else "talks")


@settings(deadline=None)
@given(st.text(min_size=1), st.text(min_size=1))
def test_there_and_back(word, lemma):
    keeps = lemma[0].isupper() and word[0].isupper()
    assert lemma_of(word, script_of(word, lemma)) == (lemma if keeps else lemma.lower())


@settings(deadline=None)
@given(st.text(alphabet="aAbB+=^1ä"), st.text(alphabet="aAbB+=^1ä"))
def test_there_and_back_with_signs_of_scripts(word, lemma):
    if word and lemma:
        keeps = lemma[0].isupper() and word[0].isupper()
        assert lemma_of(word, script_of(word, lemma)) == (lemma if keeps else lemma.lower())


@settings(deadline=None)
@given(st.text(min_size=1), st.text() | st.text(alphabet="0123456789+^=y"))
def test_garbage_never_raises_and_never_leaves_nothing(word, script):
    assert lemma_of(word, script)
