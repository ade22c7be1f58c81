"""Mutated inputs through the whole path; `make fuzz` reads many more."""

import pytest
from evaluation.fuzz import FOUND, faults, run

COUNT = 500


def test_mutated_inputs_are_read_or_refused(tools):
    assert [wrong for _, _, wrong in run(COUNT, 1, tools)] == []


@pytest.mark.parametrize("path", sorted(FOUND.glob("*")), ids=lambda path: path.name)
def test_what_failed_once_does_not_again(path, tools):
    assert faults(path.name, path.read_bytes(), tools) == []
