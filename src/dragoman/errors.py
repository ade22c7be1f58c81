"""The exception tree. Each message names the cause and the repair; only the command line turns them into exit codes."""

from __future__ import annotations


class DragomanError(Exception):
    """Base of everything this library raises on purpose."""


class TerminalError(DragomanError):
    """Trying again cannot help: the input or the settings have to change."""


class TransientError(DragomanError):
    """Trying again may help: a locked file, a worker that died."""


class InputError(TerminalError):
    """One input could not be read. `str(error)` is one line: `where: cause. repair`."""

    def __init__(self, where: str, cause: str, repair: str) -> None:
        """`where` is the file (and line), `cause` what is wrong, `repair` what the user can do; no trailing full stops."""
        super().__init__(f"{where}: {cause}. {repair}.")
        self.where, self.cause, self.repair = where, cause, repair

    def __reduce__(self) -> tuple[type[InputError], tuple[str, str, str]]:
        """Survive a process pool."""
        return (type(self), (self.where, self.cause, self.repair))


class RepeatedError(InputError):
    """An input that says what another one of this run has said already: there is nothing to do, and nothing is wrong."""


class KnowledgeError(TerminalError):
    """A data file of the package or of the user is wrong; the message names file, line, cause and repair."""


class ReaderError(TerminalError):
    """The reader's model file cannot be used: it is missing, cut off, of somebody else, or has other heads."""


class PluginError(TerminalError):
    """What another package brings cannot be used; the message names the package, what it brings, cause and repair."""


class RecordError(DragomanError):
    """The record (SQLite file) cannot be opened, is of a newer version or is locked."""


class ClashError(RecordError):
    """Two different claims have one id: a fault of ours in one article, and no reason not to keep the others."""
