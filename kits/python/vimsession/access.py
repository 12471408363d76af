"""Roles, permissions and extensions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import List, Optional, Sequence

from .answers import given, read, read_all
from .connection import Connection, path_of


@dataclass(frozen=True)
class Role:
    """A role."""

    id: int
    name: str
    system: bool
    privileges: List[str]


@dataclass(frozen=True)
class Permission:
    """What a user or group may do, on an entity or, without one, on the root folder."""

    principal: str
    role: str
    group: bool = False
    propagate: bool = True
    entity: Optional[str] = None


@dataclass(frozen=True)
class Extension:
    """A registered extension."""

    key: str
    name: Optional[str] = None
    version: Optional[str] = None
    company: Optional[str] = None
    subject_name: Optional[str] = None
    certificate: Optional[str] = None


class Roles:
    """The roles."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def list(self) -> List[Role]:
        """All roles."""
        return read_all(Role, self._connection.call("GET", "roles")["roles"])

    def add(self, name: str, privileges: Sequence[str]) -> Role:
        """Creates a role."""
        return read(Role, self._connection.call("POST", "roles", body={"name": name, "privileges": list(privileges)}))

    def change(self, name: str, privileges: Sequence[str], new_name: Optional[str] = None) -> Role:
        """Sets the privileges of a role, and its name."""
        body = {"name": new_name or name, "privileges": list(privileges)}
        return read(Role, self._connection.call("PUT", path_of("roles", name), body=body))

    def delete(self, name: str) -> None:
        """Deletes a role and the permissions that grant it."""
        self._connection.call("DELETE", path_of("roles", name))


class Permissions:
    """The permissions."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def list(self) -> List[Permission]:
        """All permissions."""
        return read_all(Permission, self._connection.call("GET", "permissions")["permissions"])

    def set(self, principal: str, role: str, group: bool = False, propagate: bool = True, entity: Optional[str] = None) -> Permission:
        """Grants a role to a user or group, in place of the one that it has on that entity."""
        body = given(principal=principal, role=role, group=group, propagate=propagate, entity=entity)
        return read(Permission, self._connection.call("PUT", "permissions", body=body))

    def delete(self, principal: str, group: bool = False, entity: Optional[str] = None) -> None:
        """Takes a permission away."""
        self._connection.call("DELETE", "permissions", {"principal": principal, "group": group or None, "entity": entity})


class Extensions:
    """The extensions."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def list(self) -> List[Extension]:
        """All extensions."""
        return read_all(Extension, self._connection.call("GET", "extensions")["extensions"])

    def register(
        self, key: str, name: Optional[str] = None, version: Optional[str] = None, company: Optional[str] = None,
        subject_name: Optional[str] = None, certificate: Optional[str] = None,
    ) -> Extension:
        """Registers an extension. ``certificate`` is a PEM."""
        body = given(key=key, name=name, version=version, company=company, subject_name=subject_name, certificate=certificate)
        return read(Extension, self._connection.call("POST", "extensions", body=body))

    def unregister(self, key: str) -> None:
        """Removes an extension."""
        self._connection.call("DELETE", path_of("extensions", key))
