import pickle

import pytest

from dragoman.errors import DragomanError, InputError, KnowledgeError, ReaderError, RecordError, TerminalError, TransientError


def test_an_input_error_is_one_line():
    error = InputError("a.jsonl:3", "The key `text` is missing", "Write one object a line")
    assert str(error) == "a.jsonl:3: The key `text` is missing. Write one object a line."
    assert (error.where, error.cause, error.repair) == ("a.jsonl:3", "The key `text` is missing", "Write one object a line")


def test_an_input_error_survives_a_process_pool():
    error = pickle.loads(pickle.dumps(InputError("a", "b", "c")))  # noqa: S301 - our own bytes
    assert (error.where, error.cause, error.repair) == ("a", "b", "c")


@pytest.mark.parametrize("kind", [InputError, KnowledgeError, ReaderError])
def test_what_cannot_help_itself_is_terminal(kind):
    assert issubclass(kind, TerminalError)
    assert not issubclass(kind, TransientError)


@pytest.mark.parametrize("kind", [TerminalError, TransientError, RecordError])
def test_all_are_ours(kind):
    assert issubclass(kind, DragomanError)
