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
    listed = CliRunner().invoke(app, ["articles", "--set-aside", "--format", "csv"]).stdout.splitlines()
    assert [("bad.txt" in line, "IndexError: no such token" in line) for line in listed[1:]] == [(True, True)]
    monkeypatch.setattr(path, "find_times", real)
    again = CliRunner().invoke(app, ["read", "--retry"])
    assert (again.exit_code, "1 new or changed, 0 already there" in again.stderr) == (0, True)
    assert "Nothing is set aside" in CliRunner().invoke(app, ["articles", "--set-aside"]).stderr


def test_what_is_read_anew_is_tried_again_without_being_asked(monkeypatch, tmp_path, tools):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("dragoman.running.tools.load_tools", lambda *_, **__: tools)
    (tmp_path / "bad.txt").write_text("Kenya praised Chad in the capital on Monday.", encoding="utf8")
    with monkeypatch.context() as broken:
        broken.setattr(path, "find_times", lambda *_: 1 / 0)
        assert CliRunner().invoke(app, ["read", "bad.txt"]).exit_code == 3
    assert CliRunner().invoke(app, ["read", "bad.txt"]).exit_code == 0
    assert "Nothing is set aside" in CliRunner().invoke(app, ["articles", "--set-aside"]).stderr


def test_paths_or_retry():
    """`--retry` with a path would be two questions, neither would be none."""
    for arguments in ((), ("a.txt", "--retry")):
        result = CliRunner().invoke(app, ["read", *arguments])
        assert (result.exit_code, "--retry alone" in result.stderr) == (2, True)
