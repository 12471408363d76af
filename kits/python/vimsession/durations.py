"""Durations and times as the admin API writes them."""

from __future__ import annotations

import re
from datetime import datetime, timedelta, timezone
from typing import Union

#: A ``timedelta``, a number of seconds, or a text of the API such as ``31m`` or ``1h30m``.
Duration = Union[timedelta, int, float, str]

#: A ``datetime`` with a time zone, or a text such as ``2030-01-01T00:00:00Z``.
Moment = Union[datetime, str]

_PART = re.compile(r"(\d+(?:\.\d+)?)(ms|d|h|m|s)")
_UNITS = {"d": 86400, "h": 3600, "m": 60, "s": 1, "ms": 0.001}


def duration_text(value: Duration) -> str:
    """A duration as the API reads it. A text stays as it is: the service checks it."""
    if isinstance(value, str):
        return value
    seconds = value.total_seconds() if isinstance(value, timedelta) else value
    return ("%.6f" % seconds).rstrip("0").rstrip(".") + "s"


def parse_duration(text: str) -> timedelta:
    """A duration that the API has written, which may be negative."""
    rest = text[1:] if text.startswith("-") else text
    parts = list(_PART.finditer(rest))
    if not parts or "".join(part.group() for part in parts) != rest:
        raise ValueError("'%s' is no duration such as 31m or 1h30m" % text)
    length = timedelta(seconds=sum(float(part[1]) * _UNITS[part[2]] for part in parts))
    return -length if rest != text else length


def moment_text(value: Moment) -> str:
    """A time as the API reads it."""
    if isinstance(value, str):
        return value
    if value.tzinfo is None:
        raise ValueError("%s has no time zone; use datetime.now(timezone.utc) or .replace(tzinfo=timezone.utc)" % value)
    return value.astimezone(timezone.utc).replace(tzinfo=None).isoformat() + "Z"


def parse_moment(text: str) -> datetime:
    """A time that the API has written, to the microsecond."""
    whole = re.sub(r"(\.\d{1,6})\d*", r"\1", text).replace("Z", "+00:00")
    point = whole.find(".")
    if point >= 0:  # older Pythons read three or six digits only
        end = next(i for i in range(point + 1, len(whole) + 1) if i == len(whole) or not whole[i].isdigit())
        whole = whole[:end].ljust(point + 7, "0") + whole[end:]
    return datetime.fromisoformat(whole)
