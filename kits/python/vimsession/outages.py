"""Outages and restarts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import List, Optional, Sequence

from .answers import given, read, read_all
from .connection import Connection, path_of
from .durations import Duration, duration_text


@dataclass(frozen=True)
class OutageState:
    """An outage, and how many requests it has met."""

    id: str
    doors: List[str]
    mode: str
    began: datetime
    met: int
    ends: Optional[datetime] = None


@dataclass(frozen=True)
class Restart:
    """What a restart did."""

    sessions_lost: int
    outage: Optional[OutageState] = None


class Outage:
    """An outage that has begun. In a ``with`` it is over at the end."""

    def __init__(self, connection: Connection, state: OutageState) -> None:
        self._connection = connection
        self.id = state.id
        #: How it was at its beginning.
        self.state = state

    def stop(self) -> None:
        """Ends it."""
        self._connection.call("DELETE", path_of("outages", self.id))

    def __enter__(self) -> "Outage":
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()


class Outages:
    """Outages of the service, or of a part of it."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def start(self, *doors: str, mode: str = "unavailable", for_: Optional[Duration] = None, id: Optional[str] = None) -> Outage:
        """Begins an outage of these doors, of all without one. ``mode`` is unavailable, refuse or hang."""
        body = given(id=id, doors=list(doors) or None, mode=mode, for_=None if for_ is None else duration_text(for_))
        return Outage(self._connection, read(OutageState, self._connection.call("POST", "outages", body=body)))

    def list(self) -> List[OutageState]:
        """The outages that are going on."""
        return read_all(OutageState, self._connection.call("GET", "outages")["outages"])

    def stop(self, outage_id: str) -> None:
        """Ends an outage."""
        self._connection.call("DELETE", path_of("outages", outage_id))

    def stop_all(self) -> None:
        """Ends all outages."""
        self._connection.call("DELETE", "outages")

    def restart(self, keep_sessions: bool = False, down_for: Optional[Duration] = None) -> Restart:
        """Does to clients what a restart does: their connections are reset, their sessions are lost."""
        body = given(keep_sessions=keep_sessions, down_for=None if down_for is None else duration_text(down_for))
        return read(Restart, self._connection.call("POST", "restart", body=body))
