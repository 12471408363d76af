"""Fault rules: which calls get another answer than usual."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Dict, Iterable, List, Mapping, Optional, Sequence, Union

from .answers import given, read, read_all
from .connection import Connection, path_of
from .durations import Duration, duration_text

#: One value, or several of which one must hold.
Values = Union[str, Sequence[str]]


@dataclass(frozen=True)
class MissedCall:
    """A call that a rule was not applied to."""

    number: int
    time: datetime
    door: str
    operation: str
    user_agent: str
    object: Optional[str] = None
    user: Optional[str] = None
    session: Optional[str] = None
    operation_id: Optional[str] = None


@dataclass(frozen=True)
class NearMiss:
    """Why a rule was not applied to the last call that came near."""

    condition: str
    expected: str
    actual: str
    call: MissedCall


@dataclass(frozen=True)
class RuleState:
    """A rule as JSON, and what came of it."""

    rule: Dict[str, Any]
    added: datetime
    is_in_force: bool
    matched: int
    applied: int
    expires: Optional[datetime] = None
    last_applied: Optional[datetime] = None
    near_miss: Optional[NearMiss] = None


class Rule:
    """A rule of the service. In a ``with`` it is removed at the end."""

    def __init__(self, connection: Connection, rule_id: str) -> None:
        self._connection = connection
        self.id = rule_id

    def state(self) -> RuleState:
        """How often it was applied, and why not to the last call that came near."""
        return read(RuleState, self._connection.call("GET", path_of("rules", self.id)))

    def remove(self) -> None:
        """Removes it."""
        self._connection.call("DELETE", path_of("rules", self.id))

    def __enter__(self) -> "Rule":
        return self

    def __exit__(self, *_: object) -> None:
        self.remove()


class RuleBuilder:
    """A rule that still needs its answer. Each method adds the rule with that answer."""

    def __init__(self, connection: Connection, rule: Dict[str, Any], answer: Dict[str, Any], before: Optional[str]) -> None:
        self._connection = connection
        self._rule = rule
        self._answer = answer
        self._before = before

    def throw(self, fault: str, message: Optional[str] = None, **fields: Any) -> Rule:
        """Answers with a fault of the API. ``fields`` have the names of the declarations, such as ``privilegeId``."""
        return self._add(fault=given(type=fault, message=message, fields=fields or None))

    def answer(self, *stubs: Mapping[str, Any]) -> Rule:
        """Answers for the method, one time after the other; the last answer stays. Each is written as the API has it: ``{"result": ...}``."""
        return self._add_answer({"stubs": [dict(stub) for stub in stubs]})

    def status(self, status: int, body: Optional[str] = None, content_type: Optional[str] = None) -> Rule:
        """Answers with an HTTP status."""
        return self._add(status=status, body=body, content_type=content_type)

    def drop(self) -> Rule:
        """Closes the connection without an answer."""
        return self._add(connection="dropped")

    def reset(self) -> Rule:
        """Resets the connection."""
        return self._add(connection="reset")

    def half_send(self, bytes_: Optional[int] = None) -> Rule:
        """Makes the call, sends the beginning of its answer, and closes the connection."""
        return self._add(connection="halfSent", bytes_=bytes_)

    def truncate(self, bytes_: Optional[int] = None) -> Rule:
        """Makes the call and answers with a shorter body, in correct HTTP."""
        return self._add(connection="truncated", bytes_=bytes_)

    def delay(self, latency: Duration, jitter: Optional[Duration] = None) -> Rule:
        """Answers as usual, but later."""
        return self._add(latency=duration_text(latency), jitter=None if jitter is None else duration_text(jitter))

    def _add(self, **answer: Any) -> Rule:
        return self._add_answer(given(**answer))

    def _add_answer(self, answer: Mapping[str, Any]) -> Rule:
        rule = {**self._rule, "answer": {**self._answer, **answer}}
        state = self._connection.call("POST", "rules", {"before": self._before}, rule)
        return Rule(self._connection, state["rule"]["id"])


class Rules:
    """The rules, in the order in which they are asked."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def on(
        self, *operations: str, doors: Optional[Values] = None, objects: Optional[Values] = None, types: Optional[Values] = None,
        users: Optional[Values] = None, sessions: Optional[Values] = None, user_agents: Optional[Values] = None,
        arguments: Optional[Mapping[str, Any]] = None,
        after: Optional[int] = None, times: Optional[int] = None, probability: Optional[float] = None, seed: Optional[int] = None,
        latency: Optional[Duration] = None, jitter: Optional[Duration] = None, expires_after: Optional[Duration] = None,
        id: Optional[str] = None, before: Optional[str] = None,
    ) -> RuleBuilder:
        """Begins a rule: ``rules.on("Login", times=1).throw("InvalidLogin")``. Without operations it is about every call."""
        when = given(
            operations=list(operations) or None, doors=_several(doors), objects=_several(objects), types=_several(types),
            users=_several(users), sessions=_several(sessions), user_agents=_several(user_agents), arguments=arguments)
        calls = given(after=after, times=times, probability=probability, seed=seed)
        rule = given(id=id, when=when or None, calls=calls or None, expires_after=None if expires_after is None else duration_text(expires_after))
        answer = given(latency=None if latency is None else duration_text(latency), jitter=None if jitter is None else duration_text(jitter))
        return RuleBuilder(self._connection, rule, answer, before)

    def list(self) -> List[RuleState]:
        """All rules."""
        return read_all(RuleState, self._connection.call("GET", "rules")["rules"])

    def add(self, rule: Mapping[str, Any], before: Optional[str] = None) -> Rule:
        """Adds a rule that is written as the API has it."""
        state = self._connection.call("POST", "rules", {"before": before}, rule)
        return Rule(self._connection, state["rule"]["id"])

    def put(self, rule_id: str, rule: Mapping[str, Any]) -> Rule:
        """Replaces a rule, with new counters, or adds it."""
        self._connection.call("PUT", path_of("rules", rule_id), body=rule)
        return Rule(self._connection, rule_id)

    def replace(self, rules: Iterable[Mapping[str, Any]]) -> List[RuleState]:
        """Replaces all rules, or none when one of them cannot be used."""
        return read_all(RuleState, self._connection.call("PUT", "rules", body={"rules": list(rules)})["rules"])

    def get(self, rule_id: str) -> RuleState:
        """One rule."""
        return Rule(self._connection, rule_id).state()

    def remove(self, rule_id: str) -> None:
        """Removes a rule."""
        Rule(self._connection, rule_id).remove()

    def clear(self) -> None:
        """Removes all rules."""
        self._connection.call("DELETE", "rules")


def _several(values: Optional[Values]) -> Optional[List[str]]:
    return None if values is None else [values] if isinstance(values, str) else list(values)
