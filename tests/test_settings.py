import pytest

from dragoman.errors import TerminalError
from dragoman.settings import Settings, load_settings


def test_defaults(tmp_path):
    assert load_settings(tmp_path, {}) == Settings("dragoman.sqlite", None)


def test_the_environment_wins_over_the_file(tmp_path):
    (tmp_path / "dragoman.toml").write_text('record = "file.sqlite"\nreader = "file"\n', encoding="utf8")
    assert load_settings(tmp_path, {}) == Settings("file.sqlite", "file")
    assert load_settings(tmp_path, {"DRAGOMAN_RECORD": "env.sqlite", "DRAGOMAN_READER": ""}) == Settings("env.sqlite", "file")


WRONG = [
    ("unknown key", 'recrod = "x"', ["recrod", "record, reader"]),
    ("no text", "record = 7", ["record = 7", "record, reader"]),
    ("broken", "record = ", ["TOML"]),
]


@pytest.mark.parametrize(("reason", "content", "words"), WRONG, ids=[r[0] for r in WRONG])
def test_wrong_settings_name_file_and_key(tmp_path, reason, content, words):
    (tmp_path / "dragoman.toml").write_text(content, encoding="utf8")
    with pytest.raises(TerminalError) as refused:
        load_settings(tmp_path, {})
    assert [w for w in ["dragoman.toml", *words] if w not in str(refused.value)] == []
