"""Installs a distribution as pip does, but for the network: its files and a `dist-info` of what its `pyproject.toml` says."""

from __future__ import annotations

import shutil
import tomllib
from pathlib import Path

TOY = Path(__file__).parent / "dragoman-toy"


def install(distribution: Path, site: Path) -> None:
    """Copy the distribution's packages and modules to `site`, with its metadata."""
    project = tomllib.loads((distribution / "pyproject.toml").read_text(encoding="utf8"))["project"]
    shutil.copytree(distribution, site, dirs_exist_ok=True, ignore=shutil.ignore_patterns("pyproject.toml", "__pycache__"))
    describe(site, project["name"], project["version"], project["entry-points"])


def describe(site: Path, name: str, version: str, points: dict[str, dict[str, str]]) -> None:
    """Write the metadata of a distribution."""
    info = site / f"{name.replace('-', '_')}-{version}.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n", encoding="utf8")
    lines = [line for group, known in points.items() for line in (f"[{group}]", *(f"{key} = {value}" for key, value in known.items()))]
    (info / "entry_points.txt").write_text("\n".join(lines), encoding="utf8")
