"""An article that makes the program fail costs itself alone: it is named, the others are kept, the command ends with 3."""

from typer.testing import CliRunner

from dragoman.cli import app
from dragoman.running import path


def test_the_others_are_read_and_the_bad_one_is_named(monkeypatch, tmp_path, tools):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("dragoman.running.tools.load_tools", lambda *_, **__: tools)
    (tmp_path / "bad.txt").write_text("Kenya praised Chad in the capital on Monday.", encoding="utf8")
    (tmp_path / "good.txt").write_text("Israel attacked Syria with rockets on Monday.", encoding="utf8")
    real = path.find_times

    def failing(text, *arguments):
        if "Kenya" in text:
            raise IndexError("no such token")
        return real(text, *arguments)

    monkeypatch.setattr(path, "find_times", failing)
    result = CliRunner().invoke(app, ["read", "bad.txt", "good.txt"])
    assert result.exit_code == 3
    assert "set aside: bad.txt: IndexError: no such token (test_set_aside.py:" in result.stderr
    assert "1 articles in dragoman.sqlite: 1 new" in result.stderr
    monkeypatch.setattr(path, "find_times", real)
    again = CliRunner().invoke(app, ["read", "bad.txt", "good.txt"])
    assert (again.exit_code, "1 new or changed, 1 already there" in again.stderr) == (0, True), "it is tried again with the next run"
