import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.clauses.quotes import find_quotes

ROWS = [
    ("curly", "He said, “We go.” Then he left.", ["We go."]),
    ("straight", 'He said, "We go." Then he left.', ["We go."]),
    ("angled", "Il dit «on part» et part.", ["on part"]),
    ("low opening mark", "Er sagte: „Wir gehen“ und ging.", ["Wir gehen"]),
    ("single curly as quotes", "He said ‘we go’ and left.", ["we go"]),
    ("single straight as quotes", "The team won a prize for 'great courage' on Tuesday.", ["great courage"]),
    ("apostrophes are no quotes", "The boys' team didn't win; it's the Smiths' turn.", []),
    ("curly apostrophes are no quotes", "The boys’ team didn’t win; it’s China’s turn.", []),
    ("elisions open nothing", "Rock 'n' roll of the '90s and the ’80s.", []),
    ("genitive plural in single quotes", "He called it 'the workers' union' and left.", ["the workers' union"]),
    ("apostrophe in double quotes", "“It’s the dog’s tail,” she said.", ["It’s the dog’s tail,"]),
    ("straight apostrophe in straight quotes", '"It\'s the tail," fumed Bo.', ["It's the tail,"]),
    ("nested, outer first", "“He said ‘we go’ and left,” Bo said.", ["He said ‘we go’ and left,", "we go"]),
    ("nested at the end", "“Posts say ‘go.’” He left.", ["Posts say ‘go.’", "go."]),
    ("mark slipped onto the comma", 'He said," [They] go". She left.', ["[They] go"]),
    ("inches are no quotes", 'A 5" pipe and a 3" pipe.', []),
    ("reopened at each paragraph", "“One day.\n\n“Two days,” he said.", ["One day.", "Two days,"]),
    ("runs over a paragraph without a new mark", 'He said, "One day.\n\nTwo days." He left.', ["One day.", "Two days."]),
    ("unclosed at the start of a paragraph", "“One day\n\nHe left.", ["One day"]),
    ("unclosed, with a tag: it ends at the tag", "“One day, said Bo.\n\nHe left.", ["One day,"]),
    ("an inch mark in the next paragraph closes nothing", '"One day, said Bo.\n\nA 5" pipe.', ["One day,"]),
    ("stray mark inside a sentence is dropped", "He left 5 “ of it.\n\nShe stayed.", []),
    ("two in a sentence", "“A lot,” he said, “of water.”", ["A lot,", "of water."]),
    ("spaces inside the marks are not content", "He said “ we go ”.", ["we go"]),
]


def spans(text):
    found, start = [], 0
    for part in text.split("\n\n"):
        found.append((start, start + len(part)))
        start += len(part) + 2
    return found


@pytest.mark.parametrize(("reason", "text", "expected"), ROWS, ids=[r[0] for r in ROWS])
def test_quotes(reason, text, expected):
    """The stretches between the marks, outer before inner."""
    assert expected == [text[q.start : q.end] for q in find_quotes(text, spans(text))]


def test_depth_and_marks():
    """Depth counts from the outside; `opening` and `closing` take the marks along."""
    text = "“He said ‘we go’ and left,” Bo said."
    outer, inner = find_quotes(text, spans(text))
    assert (outer.depth, inner.depth) == (0, 1)
    assert text[inner.opening : inner.closing] == "‘we go’"


def test_continuation_is_marked():
    """The second paragraph knows that it goes on."""
    text = "“One day.\n\n“Two days,” he said."
    first, second = find_quotes(text, spans(text))
    assert (first.closed, first.continues) == (False, False)
    assert (second.closed, second.continues) == (True, True)


@given(st.text(alphabet="ab .,’'\"“”‘«»\n", max_size=60))
def test_any_text(text):
    """Whatever the marks, offsets stay within their paragraph and in order."""
    paragraphs = spans(text)
    for q in find_quotes(text, paragraphs):
        assert 0 <= q.opening <= q.start <= q.end <= q.closing <= len(text)
        assert any(start <= q.opening and q.closing <= end for start, end in paragraphs)
