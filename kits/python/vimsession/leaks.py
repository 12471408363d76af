"""Sessions that were never logged out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Dict, List, Optional

from .answers import given, read
from .connection import Connection
from .durations import Duration, Moment, duration_text, moment_text
from .problems import ProblemError


@dataclass(frozen=True)
class FirstCall:
    """The first call in a session, which tells who opened it."""

    time: datetime
    operation: str
    operation_id: Optional[str] = None


@dataclass(frozen=True)
class LeakedSession:
    """A session that was never logged out: one that is open, or has expired."""

    session: str
    is_open: bool
    user: str
    user_agent: str
    client_address: str
    door: str
    login_time: datetime
    age: timedelta
    calls: int
    first_call: Optional[FirstCall] = None


@dataclass(frozen=True)
class LeakGroup:
    """The leaked sessions of one User-Agent and one user."""

    user_agent: str
    user: str
    open: int
    expired: int
    calls: int
    oldest_age: timedelta


@dataclass(frozen=True)
class LeakReport:
    """The sessions that were never logged out."""

    open: int
    expired: int
    groups: List[LeakGroup]
    sessions: List[LeakedSession]


class SessionsLeaked(AssertionError):
    """Sessions were never logged out. The text names the clients."""


class Leaks:
    """Sessions that were never logged out."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def report(
        self, user: Optional[str] = None, user_agent: Optional[str] = None, min_age: Optional[Duration] = None, since: Optional[Moment] = None,
    ) -> LeakReport:
        """Those that are open, and those that have expired. ``*`` in user_agent is any text."""
        return read(LeakReport, self._connection.call("GET", "leaks", _search(user, user_agent, min_age, since)))

    def assert_none(
        self, user: Optional[str] = None, user_agent: Optional[str] = None, min_age: Optional[Duration] = None, since: Optional[Moment] = None,
        expired: bool = False,
    ) -> None:
        """Raises ``SessionsLeaked`` while a session is open; with ``expired`` also when one has expired."""
        try:
            self._connection.call("POST", "leaks/assert", {**_search(user, user_agent, min_age, since), "expired": expired or None})
        except ProblemError as refused:
            if refused.kind != "leaked-sessions":
                raise
            raise SessionsLeaked(refused.detail) from None

    def forget(self) -> None:
        """Forgets the sessions that have expired."""
        self._connection.call("DELETE", "leaks")


def _search(user: Optional[str], user_agent: Optional[str], min_age: Optional[Duration], since: Optional[Moment]) -> Dict[str, Any]:
    return given(
        user=user, user_agent=user_agent, min_age=None if min_age is None else duration_text(min_age), since=None if since is None else moment_text(since))
