"""Settings of a run, from a TOML file and the environment. Options of the command line win over both."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path

from dragoman.errors import TerminalError

FILE = "dragoman.toml"
PREFIX = "DRAGOMAN_"
REGISTERS = "actors.sqlite"
OVERRIDES = "overrides.csv"


@dataclass(frozen=True, slots=True)
class Settings:
    """`record` is the SQLite file, `reader` a model file of ours (None: the shipped one).

    `registers` is the file of imported registers of actors (None: `actors.sqlite` beside the record), `overrides` that of the user's word on
    what words mean (None: `overrides.csv` beside the record), `language` the ISO 639 code of the language that is coded.
    """

    record: str = "dragoman.sqlite"
    reader: str | None = None
    registers: str | None = None
    overrides: str | None = None
    language: str = "en"

    def registers_file(self) -> Path:
        """Return where imported registers are kept, whether the file is there or not."""
        return Path(self.registers) if self.registers else Path(self.record).parent / REGISTERS

    def overrides_file(self) -> Path:
        """Return where overrides are kept, whether the file is there or not."""
        return Path(self.overrides) if self.overrides else Path(self.record).parent / OVERRIDES


def load_settings(folder: Path | None = None, environment: Mapping[str, str] | None = None) -> Settings:
    """Read `dragoman.toml` of the folder (default: the working directory), then `DRAGOMAN_RECORD` and the like.

    Raises `TerminalError` that names file, key and the known keys.
    """
    path = (folder or Path.cwd()) / FILE
    known = [f.name for f in fields(Settings)]
    values: dict[str, str] = {}
    if path.is_file():
        try:
            data = tomllib.loads(path.read_text(encoding="utf8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise TerminalError(f"{path}: {error}. Mend the file; it has to be TOML in UTF-8.") from error
        for key, value in data.items():
            if key not in known or not isinstance(value, str):
                raise TerminalError(f"{path}: {key} = {value!r} is no setting. Known settings, all text: {', '.join(known)}.")
            values[key] = value
    env = os.environ if environment is None else environment
    values |= {name: found for name in known if (found := env.get(PREFIX + name.upper()))}
    return Settings(**values)
