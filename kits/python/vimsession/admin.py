"""The client of the admin API."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any, Dict, Mapping, Optional, Union

from .access import Extensions, Permissions, Roles
from .clock import Clock
from .connection import Connection
from .files import Reload, reload_files
from .journal import Journal
from .leaks import Leaks
from .limits import Limits
from .outages import Outages
from .rules import Rules
from .scenario import Scenario
from .sessions import Sessions, Tickets
from .users import Groups, Users


class Admin:
    """Calls the admin API of a running service. Threads may share it.

    Requests that the service refuses raise ``ProblemError``; without a service they raise ``Unreachable``.
    """

    def __init__(self, url: str, token: Optional[str] = None, timeout: float = 60.0) -> None:
        self._connection = Connection(url, token, timeout)
        self.url = self._connection.url
        self.sessions = Sessions(self._connection)
        self.tickets = Tickets(self._connection)
        self.clock = Clock(self._connection)
        self.limits = Limits(self._connection)
        self.users = Users(self._connection)
        self.groups = Groups(self._connection)
        self.roles = Roles(self._connection)
        self.permissions = Permissions(self._connection)
        self.extensions = Extensions(self._connection)
        self.rules = Rules(self._connection)
        self.outages = Outages(self._connection)
        self.journal = Journal(self._connection)
        self.leaks = Leaks(self._connection)
        self.scenario = Scenario(self._connection)

    @classmethod
    def of(cls, data_directory: Union[str, "os.PathLike[str]", None] = None) -> "Admin":
        """The admin API of the service with this data directory; without one it is the service's usual directory."""
        if data_directory is None:
            data_directory = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "vim-session-service"
        file = Path(data_directory) / "admin.json"
        try:
            found = json.loads(file.read_text("utf-8"))
        except FileNotFoundError:
            raise FileNotFoundError("%s does not exist: no service with this data directory runs" % file) from None
        return cls(found["url"], found.get("token"))

    def snapshot(self) -> Dict[str, Any]:
        """The whole state as one document. Keep it as you keep password hashes."""
        document: Dict[str, Any] = self._connection.call("GET", "snapshot")
        return document

    def restore(self, snapshot: Mapping[str, Any]) -> None:
        """Brings the service into the state of a snapshot."""
        self._connection.call("PUT", "snapshot", body=snapshot)

    def reset(self) -> None:
        """Brings the service into the state that it had at its start. Events and the journal stay."""
        self._connection.call("POST", "reset")

    def reload(self) -> Reload:
        """Has the service read the users file, and the others that it watches, now. When one cannot be used, nothing is changed."""
        return reload_files(self._connection)

    def request(self, method: str, path: str, query: Optional[Mapping[str, Any]] = None, body: Any = None) -> Any:
        """A request that this client has no method for: ``request("GET", "clock")``."""
        return self._connection.call(method, path, query, body)
