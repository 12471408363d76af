"""The clock of the service."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from .answers import read
from .connection import Connection
from .durations import Duration, Moment, duration_text, moment_text


@dataclass(frozen=True)
class ClockState:
    """What the clock shows. Rate 0 is frozen; ``is_real`` says that it shows the real time."""

    now: datetime
    rate: float
    is_real: bool


class Clock:
    """The clock that sessions, tickets, tokens, lock-outs, rules and outages go by."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def show(self) -> ClockState:
        """What it shows."""
        return read(ClockState, self._connection.call("GET", "clock"))

    def advance(self, by: Duration) -> ClockState:
        """Moves it forward. What is due on the way has been done when this returns."""
        return self._change("advance", {"by": duration_text(by)})

    def set(self, time: Moment) -> ClockState:
        """Sets it. A later time is an advance; an earlier one changes the time of day alone."""
        return self._change("set", {"time": moment_text(time)})

    def run(self, rate: float) -> ClockState:
        """Lets it run at so many seconds in a real second."""
        return self._change("run", {"rate": rate})

    def freeze(self) -> ClockState:
        """Stops it."""
        return self._change("freeze")

    def resume(self) -> ClockState:
        """Lets it go on from the time that it shows."""
        return self._change("resume")

    def real(self) -> ClockState:
        """Shows the real time of day again."""
        return self._change("real")

    def _change(self, action: str, body: object = None) -> ClockState:
        return read(ClockState, self._connection.call("POST", "clock/" + action, body=body))
