"""What the documents say of the command line is what it has."""

import re
import shlex
from pathlib import Path

import pytest
import typer

from dragoman.cli import app
from dragoman.cli.panels import COMMANDS as ARRANGED

ROOT = Path(__file__).parents[1]
GUIDE = ROOT / "docs/cli.md"
COMMANDS = typer.main.get_command(app).commands


def sections():
    """Command -> its section of the guide."""
    parts = re.split(r"^## dragoman ([\w-]+).*$", GUIDE.read_text(encoding="utf8"), flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def options(command):
    """The options of a command, and of the commands below it."""
    found = [option for parameter in command.params for option in (*parameter.opts, *parameter.secondary_opts)]
    own = [option for option in found if option.startswith("--") and option != "--help"]
    return own + [option for below in subcommands(command).values() for option in options(below) if option not in own]


def subcommands(command):
    return getattr(command, "commands", {})


def parses(command, name, arguments):
    """Raise a usage error where the arguments are wrong. Nothing is run."""
    context = command.make_context(name, arguments)
    if subcommands(command):
        below, found, rest = command.resolve_command(context, [*context._protected_args, *context.args])
        parses(found, below, rest)


def examples(text):
    """The command lines in code blocks."""
    blocks = re.findall(r"^```\w*\n(.*?)^```$", text, flags=re.MULTILINE | re.DOTALL)
    lines = [line for block in blocks for line in block.splitlines() if re.match(r"(cat \S+ \| )?dragoman ", line)]
    return [line[line.index("dragoman ") :].split(" #")[0] for line in lines]


def test_every_command_has_a_section():
    assert list(sections()) == list(COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_and_option_is_told(name):
    told = sections()[name]
    if "those of `events`" in told:
        told += sections()["events"]
    assert [o for o in options(COMMANDS[name]) if not re.search(rf"{o}\b", told)] == []
    assert examples(sections()[name]), "and shown"
    assert re.search(rf"`dragoman [^`]*\b{name}\b|`{name}`", (ROOT / "README.md").read_text(encoding="utf8"))


COMMANDS_BELOW = [(name, below) for name, command in COMMANDS.items() for below, found in subcommands(command).items() if not found.hidden]


@pytest.mark.parametrize(("name", "below"), COMMANDS_BELOW, ids=[" ".join(pair) for pair in COMMANDS_BELOW])
def test_every_command_below_a_command_is_told_and_shown(name, below):
    assert re.search(rf"`(dragoman )?{name} {below}\b", sections()[name])
    assert any(line.startswith(f"dragoman {name} {below} ") or line == f"dragoman {name} {below}" for line in examples(sections()[name]))


@pytest.mark.parametrize("name", COMMANDS)
def test_no_option_is_told_that_is_not_there(name):
    mentioned = set(re.findall(r"(?<![\w-])--[a-z][a-z-]*", sections()[name]))
    assert mentioned <= set(options(COMMANDS[name]))


@pytest.mark.parametrize("file", ["README.md", "docs/cli.md"])
def test_examples_are_commands(file):
    """Each example parses: its command, options and number of arguments are right. Nothing is run."""
    lines = examples((ROOT / file).read_text(encoding="utf8"))
    assert lines
    for line in lines:
        _, name, *arguments = shlex.split(line)
        parses(COMMANDS[name], name, arguments)


def test_settings_are_told():
    guide = GUIDE.read_text(encoding="utf8")
    assert "DRAGOMAN_RECORD" in guide
    assert "DRAGOMAN_REGISTERS" in guide
    assert "dragoman.toml" in guide


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_its_panel_and_an_example_that_parses(name):
    panel, example = ARRANGED[name]
    assert panel
    _, first, *arguments = shlex.split(example)
    assert first == name
    parses(COMMANDS[name], name, arguments)
