"""What other packages bring: entry points of theirs, by group. Nothing of theirs is loaded before it is asked for by name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from dragoman.errors import PluginError

GROUPS: Mapping[str, str] = {
    "dragoman.sources": "a source format: the name is the ending of its files",
    "dragoman.exporters": "a format of `dragoman export`: the name is what --to says",
    "dragoman.languages": "a language: the name is its ISO 639 code",
    "dragoman.readers": "a reader: the name is what --reader says",
}
"""Group -> what an entry point of it is. `docs/extending.md` says what each has to give."""


@dataclass(frozen=True, slots=True)
class Plugin:
    """One entry point: `name` in its group, `package` with its version, `object` as `module:attribute`."""

    group: str
    name: str
    package: str
    object: str

    def load(self) -> Any:
        """Return what it names. Raises `PluginError` where that fails, whatever the package does."""
        from importlib.metadata import EntryPoint  # a tenth of a second, which no other question should cost

        try:
            return EntryPoint(self.name, self.object, self.group).load()
        except Exception as error:  # the package's own code runs here
            raise self.failed(error) from error

    def failed(self, error: Exception | str) -> PluginError:
        """Return the error that says what is wrong with it."""
        cause = f"{type(error).__name__}: {error}" if isinstance(error, Exception) else error
        package = self.package.partition(" ")[0]
        return PluginError(
            f"{self.package}: {self.name!r} of {self.group} ({self.object}) cannot be used: {' '.join(cause.split())}. "
            f"Mend or update the package, or take it out: pip uninstall {package}."
        )


@cache
def plugins(group: str) -> Mapping[str, Plugin]:
    """Return what packages bring for a group, by name. Of two packages with one name the first by its own name counts."""
    from importlib.metadata import entry_points

    found = [
        Plugin(group, point.name, f"{point.dist.name} {point.dist.version}" if point.dist else "an unknown package", point.value)
        for point in entry_points(group=group)
    ]
    return {plugin.name: plugin for plugin in sorted(found, key=lambda plugin: (plugin.name, plugin.package), reverse=True)}
