"""Reads answers of the admin API into dataclasses, by the types of their fields."""

from __future__ import annotations

import dataclasses
import functools
import typing
from datetime import datetime, timedelta
from typing import Any, Dict, List, Type, TypeVar, Union

from .durations import parse_duration, parse_moment

T = TypeVar("T")


def camel(name: str) -> str:
    """The API's spelling of a name: ``user_agent`` is ``userAgent``, ``for_`` is ``for``."""
    first, *others = name.rstrip("_").split("_")
    return first + "".join(other.capitalize() for other in others)


def read(kind: Type[T], value: Any) -> T:
    """An object of JSON as a dataclass. What a later version of the service adds is left out."""
    hints = _hints(kind)  # type: ignore[arg-type]
    fields = {name: _read(hint, value.get(camel(name))) for name, hint in hints.items() if camel(name) in value}
    return kind(**fields)


def read_all(kind: Type[T], values: List[Any]) -> List[T]:
    """A list of objects."""
    return [read(kind, value) for value in values]


def given(**fields: Any) -> Dict[str, Any]:
    """An object of JSON from what is not None, with the API's spelling of the names."""
    return {camel(name): value for name, value in fields.items() if value is not None}


@functools.lru_cache(maxsize=None)
def _hints(kind: type) -> Dict[str, Any]:
    hints = typing.get_type_hints(kind)
    return {field.name: hints[field.name] for field in dataclasses.fields(kind)}


def _read(hint: Any, value: Any) -> Any:
    if value is None:
        return None
    if typing.get_origin(hint) is Union:
        hint = next(part for part in typing.get_args(hint) if part is not type(None))
    if typing.get_origin(hint) is list:
        return [_read(typing.get_args(hint)[0], item) for item in value]
    if hint is timedelta:
        return parse_duration(value)
    if hint is datetime:
        return parse_moment(value)
    return read(hint, value) if dataclasses.is_dataclass(hint) else value
