import pytest

from dragoman.clauses.attribution import Said, attribution_at, outer_chain
from dragoman.domain import ActorRef, Source

TEXT = "According to Granma, Castro said that the ministry denied that the port was sold. Nobody knows."


def said(name, cue, content, stance="says", layers=()):
    start, at = TEXT.index(content), TEXT.index(cue)
    end = start + len(content)
    return Said(
        start=start, end=end, quote="indirect", speaker=ActorRef(None, name, name) if name else None, speaker_span=None, cue=cue, cue_start=at,
        cue_end=at + len(cue), stance=stance, evidence=(at, end), scope=(start, end), sentence=0, head=0, rule="test", layers=layers,
    )  # fmt: skip


GRANMA = said("Granma", "According to", "Castro said that the ministry denied that the port was sold")
CASTRO = said("Castro", "said", "the ministry denied that the port was sold")
MINISTRY = said("ministry", "denied", "the port was sold", "denies")
ALL = (GRANMA, CASTRO, MINISTRY)

ROWS = [
    ("innermost first, then outward", "the port was sold", ["ministry", "Castro", "Granma"]),
    ("a cue's own clause is not inside its content", "the ministry denied that the port was sold", ["Castro", "Granma"]),
    ("the outermost reporting clause is the outlet's", "Castro said that the ministry denied that the port was sold", ["Granma"]),
    ("the scope ends where the content ends", "Nobody knows.", []),
    ("a trailing stop in the evidence does no harm", "the port was sold.", ["ministry", "Castro", "Granma"]),
    ("evidence that reaches beyond the content is not vouched for", "was sold. Nobody knows.", []),
]


@pytest.mark.parametrize(("reason", "evidence", "expected"), ROWS, ids=[r[0] for r in ROWS])
def test_chain(reason, evidence, expected):
    start = TEXT.index(evidence)
    assert expected == [link.name for link in attribution_at(ALL, start, start + len(evidence))]


def test_order_of_input_does_not_matter():
    start = TEXT.index("the port was sold")
    assert attribution_at(ALL, start, start + 17) == attribution_at(ALL[::-1], start, start + 17)


def test_the_predicate_decides_where_evidence_takes_the_cue_along():
    """The whole sentence as evidence of what its last clause tells."""
    head = TEXT.index("sold")
    assert [link.name for link in attribution_at(ALL, 0, len(TEXT), head)] == ["ministry", "Castro", "Granma"]
    assert attribution_at(ALL, 0, len(TEXT)) == ()
    assert attribution_at(ALL, 0, len(TEXT), TEXT.index("knows")) == ()


def test_stance_of_the_nearest_link():
    """A denied claim carries the stance of the denier; what nobody reports has none."""
    start = TEXT.index("the port was sold")
    assert attribution_at(ALL, start, start + 17)[0].stance == "denies"
    assert attribution_at(ALL, TEXT.index("Nobody"), len(TEXT)) == ()


def test_outer_chain_of_a_saying():
    assert [link.name for link in outer_chain(ALL, MINISTRY)] == ["Castro", "Granma"]
    assert outer_chain(ALL, GRANMA) == ()


def test_layers_follow_their_speaker():
    """A source named in the reporting clause stands just outside of its speaker."""
    layered = said("KCNA", "said", "the ministry denied that the port was sold", layers=(Source("Yonhap", "quoting"),))
    start = TEXT.index("the ministry denied")
    assert [link.name for link in attribution_at((layered,), start, layered.end)] == ["KCNA", "Yonhap"]
    assert [link.name for link in outer_chain((layered,), layered)] == ["Yonhap"]


def test_nobody_named_adds_no_link():
    nobody = said("", "said", "the ministry denied that the port was sold")
    start = TEXT.index("the ministry denied")
    assert attribution_at((nobody,), start, nobody.end) == ()
