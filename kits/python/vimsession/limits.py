"""Limits of sessions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Optional

from .answers import given, read
from .connection import Connection
from .durations import Duration, duration_text


@dataclass(frozen=True)
class LimitValues:
    """How many sessions there may be, and how long. 0 is no limit."""

    max_sessions: int
    max_user_sessions: int
    idle_timeout: timedelta
    max_lifetime: timedelta


class Limits:
    """The limits of sessions. A lower number ends no session."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self) -> LimitValues:
        """The limits."""
        return read(LimitValues, self._connection.call("GET", "limits"))

    def set(
        self, max_sessions: Optional[int] = None, max_user_sessions: Optional[int] = None,
        idle_timeout: Optional[Duration] = None, max_lifetime: Optional[Duration] = None,
    ) -> LimitValues:
        """Changes those that are given."""
        body = given(
            max_sessions=max_sessions, max_user_sessions=max_user_sessions,
            idle_timeout=None if idle_timeout is None else duration_text(idle_timeout),
            max_lifetime=None if max_lifetime is None else duration_text(max_lifetime))
        return read(LimitValues, self._connection.call("PATCH", "limits", body=body))
