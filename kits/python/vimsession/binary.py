"""Finds the program of the service."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Optional, Union

NAME = "VimSessionService"
VARIABLE = "VIMSESSION_BINARY"
BUILD = "dotnet publish src/VimSessionService -c Release -o bin"


class BinaryNotFound(FileNotFoundError):
    """There is no program to start."""


def find_binary(given: Union[str, "os.PathLike[str]", None] = None) -> str:
    """The program that is given, else the one that VIMSESSION_BINARY names, else the one in PATH."""
    source: Optional[str] = None
    if given:
        source, named = "the option", os.fspath(given)
    elif os.environ.get(VARIABLE):
        source, named = VARIABLE, os.environ[VARIABLE]
    else:
        named = NAME
    found = shutil.which(named)
    if found is None and source is None:
        raise BinaryNotFound(
            "%s was not found. Name it by the option vimsession_binary (pytest) or binary (Python), by the variable %s, or put it into PATH. "
            "Build it in a clone of its repository with: %s" % (NAME, VARIABLE, BUILD))
    if found is None:
        raise BinaryNotFound(
            "%s, which %s names, is no program that can be started. Build it in a clone of the repository of %s with: %s" % (named, source, NAME, BUILD))
    return str(Path(found).absolute())
