"""The files that the service watches for changes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Dict, List

from .answers import read
from .connection import Connection


@dataclass(frozen=True)
class ReloadedFile:
    """A file that was read: the option that names it, and how many there are of what it has."""

    option: str
    path: str
    counts: Dict[str, int]


@dataclass(frozen=True)
class Reload:
    """What was read."""

    files: List[ReloadedFile]
    warnings: List[str]


def reload_files(connection: Connection) -> Reload:
    """Has the service read its files."""
    return read(Reload, connection.call("POST", "reload"))
