"""What the admin API answers when it refuses a request."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, Optional, Tuple

_PREFIX = "urn:vimsession:problem:"


@dataclass(frozen=True)
class Place:
    """One place of a request that is wrong: ``#/users/0/name`` in the body, ``?limit`` in the query."""

    pointer: str
    detail: str
    allowed: Tuple[str, ...] = ()
    #: Line and column of a document such as a scenario, from 1 on.
    line: Optional[int] = None
    column: Optional[int] = None

    def __str__(self) -> str:
        where = " (line %d, column %d)" % (self.line, self.column) if self.line is not None and self.column is not None else ""
        allowed = " Allowed: %s." % ", ".join(self.allowed) if self.allowed else ""
        return "%s%s: %s%s" % (self.pointer, where, self.detail, allowed)


class ProblemError(Exception):
    """The admin API refused a request. It has changed nothing."""

    def __init__(self, status: int, kind: str, title: str, detail: str = "", places: Tuple[Place, ...] = ()) -> None:
        super().__init__("\n  ".join(["%d %s: %s" % (status, kind, detail or title)] + [str(place) for place in places]))
        self.status = status
        #: What programs compare, such as ``not-found``.
        self.kind = kind
        self.title = title
        self.detail = detail
        self.places = places


def read_problem(status: int, content: bytes) -> ProblemError:
    """The problem document of an answer, or what stands in its place."""
    try:
        document: Any = json.loads(content)
        places = tuple(
            Place(place["pointer"], place["detail"], tuple(place.get("allowed") or ()), place.get("line"), place.get("column"))
            for place in document.get("errors") or ())
        kind = str(document["type"])
        return ProblemError(status, kind[len(_PREFIX):] if kind.startswith(_PREFIX) else kind, document["title"], document.get("detail") or "", places)
    except (ValueError, KeyError, TypeError, AttributeError):
        return ProblemError(status, "no-problem-document", content.decode("utf-8", "replace")[:500] or "The answer has no body.")
