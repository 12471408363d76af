"""The scenario: a state to begin with, and what happens then, step by step."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Dict, List, Mapping, Optional, Union

from .answers import read
from .connection import Connection


@dataclass(frozen=True)
class ScenarioStep:
    """A step to come, with passwords as ``***``. ``in_`` is in what time it is due."""

    due: datetime
    in_: timedelta
    step: Dict[str, Any]


@dataclass(frozen=True)
class ScenarioFailure:
    """What could not be done in a step, such as a lock of an account that is gone."""

    at: timedelta
    action: str
    detail: str


@dataclass(frozen=True)
class ScenarioState:
    """The scenario that was applied last."""

    applied: datetime
    done: int
    to_come: List[ScenarioStep]
    failures: List[ScenarioFailure]
    description: Optional[str] = None


class Scenario:
    """The scenario of the service."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def apply(self, scenario: Union[str, Mapping[str, Any]]) -> ScenarioState:
        """Applies a scenario, all of it or nothing: a text in YAML or JSON, such as that of a scenario file, or the same as a ``dict``."""
        if isinstance(scenario, str):
            answer = self._connection.send("PUT", "scenario", body=scenario, content_type="application/yaml")
            return read(ScenarioState, json.loads(answer))
        return read(ScenarioState, self._connection.call("PUT", "scenario", body=scenario))

    def get(self) -> ScenarioState:
        """The scenario that was applied last, with its steps to come."""
        return read(ScenarioState, self._connection.call("GET", "scenario"))

    def end(self) -> None:
        """Drops the steps to come. What the scenario has changed stays."""
        self._connection.call("DELETE", "scenario")
