"""Sessions and tickets."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import List, Optional

from .answers import given, read, read_all
from .connection import Connection, path_of
from .durations import Duration, duration_text


@dataclass(frozen=True)
class Session:
    """A live session."""

    key: str
    user_name: str
    full_name: str
    door: str
    user_agent: str
    ip_address: str
    login_time: datetime
    last_active_time: datetime
    idle: timedelta
    age: timedelta
    call_count: int
    locale: str
    message_locale: str
    extension_session: bool


@dataclass(frozen=True)
class Ticket:
    """A ticket that has not been used. The id is its SHA-256, which opens nothing."""

    id: str
    purpose: str
    user_name: str
    expires_in: timedelta
    session_key: Optional[str] = None


class Sessions:
    """The live sessions. A search finds those that match all of its arguments."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def list(
        self, user: Optional[str] = None, user_agent: Optional[str] = None, door: Optional[str] = None,
        min_age: Optional[Duration] = None, min_idle: Optional[Duration] = None,
    ) -> List[Session]:
        """The sessions, the oldest login first. ``user_agent`` is a part of it."""
        return read_all(Session, self._connection.call("GET", "sessions", _search(user, user_agent, door, min_age, min_idle))["sessions"])

    def get(self, key: str) -> Session:
        """One session."""
        return read(Session, self._connection.call("GET", path_of("sessions", key)))

    def expire(self, key: str) -> None:
        """Ends a session as its idle timeout does."""
        self._connection.call("POST", path_of("sessions", key, "expire"))

    def terminate(self, key: str) -> None:
        """Ends a session as an administrator does."""
        self._connection.call("POST", path_of("sessions", key, "terminate"))

    def expire_all(
        self, user: Optional[str] = None, user_agent: Optional[str] = None, door: Optional[str] = None,
        min_age: Optional[Duration] = None, min_idle: Optional[Duration] = None,
    ) -> int:
        """Ends those that a search finds, as their idle timeout does; says how many."""
        return int(self._connection.call("POST", "sessions/expire", _search(user, user_agent, door, min_age, min_idle))["ended"])

    def terminate_all(
        self, user: Optional[str] = None, user_agent: Optional[str] = None, door: Optional[str] = None,
        min_age: Optional[Duration] = None, min_idle: Optional[Duration] = None,
    ) -> int:
        """Ends those that a search finds, as an administrator does; says how many."""
        return int(self._connection.call("POST", "sessions/terminate", _search(user, user_agent, door, min_age, min_idle))["ended"])

    def change(self, key: str, locale: Optional[str] = None, idle: Optional[Duration] = None) -> Session:
        """Sets the locale of a session, or how long it has been without a call."""
        body = given(locale=locale, idle=None if idle is None else duration_text(idle))
        return read(Session, self._connection.call("PATCH", path_of("sessions", key), body=body))


class Tickets:
    """Tickets that have not been used."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def list(self) -> List[Ticket]:
        """The tickets."""
        return read_all(Ticket, self._connection.call("GET", "tickets")["tickets"])

    def expire(self, ticket_id: str) -> None:
        """Ends a ticket."""
        self._connection.call("POST", path_of("tickets", ticket_id, "expire"))


def _search(user: Optional[str], user_agent: Optional[str], door: Optional[str], min_age: Optional[Duration], min_idle: Optional[Duration]) -> "dict[str, object]":
    return given(
        user=user, user_agent=user_agent, door=door,
        min_age=None if min_age is None else duration_text(min_age), min_idle=None if min_idle is None else duration_text(min_idle))
