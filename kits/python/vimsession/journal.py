"""The journal of calls."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Dict, List, Optional

from .answers import given, read, read_all
from .connection import Connection, path_of
from .durations import Duration, duration_text, parse_duration


@dataclass(frozen=True)
class TokenFate:
    """What became of a cookie, header or id that a call brought."""

    source: str
    hash: str
    fate: str
    session: Optional[str] = None
    user: Optional[str] = None
    at: Optional[datetime] = None
    by: Optional[str] = None


@dataclass(frozen=True)
class Diagnosis:
    """Why a call had no session, or why a login was refused. The client is not told."""

    cause: str
    text: str
    tokens: Optional[List[TokenFate]] = None


@dataclass(frozen=True)
class Call:
    """A call that was answered. No secret is in it."""

    number: int
    time: datetime
    duration: timedelta
    door: str
    operation: str
    client_address: str
    user_agent: str
    status: int
    object: Optional[str] = None
    method: Optional[str] = None
    target: Optional[str] = None
    arguments: Optional[Dict[str, Any]] = None
    session: Optional[str] = None
    user: Optional[str] = None
    login_name: Optional[str] = None
    """The name that a login presented, refused or not; None when none was presented, or it was not read."""
    operation_id: Optional[str] = None
    fault: Optional[str] = None
    reason: Optional[str] = None
    rule: Optional[str] = None
    diagnosis: Optional[Diagnosis] = None


@dataclass(frozen=True)
class _Count:
    count: int
    last: int
    is_reached: Optional[bool] = None


class NotReached(AssertionError):
    """The calls that were waited for did not come."""


class Journal:
    """The calls that clients made.

    A search finds those that match all of its arguments; ``*`` in user_agent and fault is any text, and user is that of the session, or the
    name that a login presented.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def calls(
        self, operation: Optional[str] = None, *, door: Optional[str] = None, object: Optional[str] = None, user: Optional[str] = None,
        session: Optional[str] = None, user_agent: Optional[str] = None, operation_id: Optional[str] = None, status: Optional[int] = None,
        fault: Optional[str] = None, rule: Optional[str] = None, after: Optional[int] = None,
    ) -> List[Call]:
        """All calls that a search finds, the oldest first."""
        query = _search(operation, door, object, user, session, user_agent, operation_id, status, fault, rule, after)
        found: List[Call] = []
        following: Optional[int] = after
        while True:
            page = self._connection.call("GET", "journal", {**query, "limit": 1000, "after": following})
            found += read_all(Call, page["calls"])
            following = page.get("next")
            if following is None:
                return found

    def get(self, number: int) -> Call:
        """One call."""
        return read(Call, self._connection.call("GET", path_of("journal", number)))

    def count(
        self, operation: Optional[str] = None, *, door: Optional[str] = None, object: Optional[str] = None, user: Optional[str] = None,
        session: Optional[str] = None, user_agent: Optional[str] = None, operation_id: Optional[str] = None, status: Optional[int] = None,
        fault: Optional[str] = None, rule: Optional[str] = None, after: Optional[int] = None,
    ) -> int:
        """How many calls a search finds."""
        query = _search(operation, door, object, user, session, user_agent, operation_id, status, fault, rule, after)
        return int(self._connection.call("GET", "journal/count", query)["count"])

    def last(self) -> int:
        """The number of the last call, to search only for later ones with ``after``; 0 for none."""
        return int(self._connection.call("GET", "journal/count")["last"])

    def wait(
        self, count: int, operation: Optional[str] = None, *, timeout: Duration = 30, door: Optional[str] = None, object: Optional[str] = None,
        user: Optional[str] = None, session: Optional[str] = None, user_agent: Optional[str] = None, operation_id: Optional[str] = None,
        status: Optional[int] = None, fault: Optional[str] = None, rule: Optional[str] = None, after: Optional[int] = None,
    ) -> List[Call]:
        """Waits until a search finds so many calls, for ``timeout`` at most, in real time, and gives all that it finds.

        A call is in the journal when it is over, which may be a moment after its client has read the answer. Raises ``NotReached`` when the calls do not come.
        """
        query = _search(operation, door, object, user, session, user_agent, operation_id, status, fault, rule, after)
        text = duration_text(timeout)
        extra_wait = parse_duration(text).total_seconds()
        answer = read(_Count, self._connection.call("GET", "journal/wait", {**query, "count": count, "timeout": text}, extra_wait=extra_wait))
        if not answer.is_reached:
            raise NotReached("%d of %d calls came within %s: %s" % (answer.count, count, text, query or "any call"))
        return self.calls(
            operation, door=door, object=object, user=user, session=session, user_agent=user_agent, operation_id=operation_id,
            status=status, fault=fault, rule=rule, after=after)

    def export(
        self, format: str = "jsonl", operation: Optional[str] = None, *, door: Optional[str] = None, object: Optional[str] = None,
        user: Optional[str] = None, session: Optional[str] = None, user_agent: Optional[str] = None, operation_id: Optional[str] = None,
        status: Optional[int] = None, fault: Optional[str] = None, rule: Optional[str] = None, after: Optional[int] = None,
    ) -> str:
        """The calls as a text: ``jsonl``, one a line, or ``har``, an HTTP archive."""
        query = _search(operation, door, object, user, session, user_agent, operation_id, status, fault, rule, after)
        return self._connection.send("GET", "journal/export", {**query, "format": format}).decode()

    def clear(self) -> None:
        """Forgets all calls."""
        self._connection.call("DELETE", "journal")


def _search(
    operation: Optional[str], door: Optional[str], object: Optional[str], user: Optional[str], session: Optional[str], user_agent: Optional[str],
    operation_id: Optional[str], status: Optional[int], fault: Optional[str], rule: Optional[str], after: Optional[int],
) -> Dict[str, Any]:
    return given(
        operation=operation, door=door, object=object, user=user, session=session, user_agent=user_agent,
        operation_id=operation_id, status=status, fault=fault, rule=rule, after=after)
