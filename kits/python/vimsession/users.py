"""Accounts, groups, and the lock-out policy."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import List, Optional, Sequence

from .answers import given, read, read_all
from .connection import Connection, path_of
from .durations import Duration, duration_text


@dataclass(frozen=True)
class User:
    """An account."""

    name: str
    user_name: str
    full_name: str
    groups: List[str]
    has_password: bool
    disabled: bool
    locked: bool
    failures: int
    unlocks_in: Optional[timedelta] = None


@dataclass(frozen=True)
class Group:
    """A group, and the accounts and groups that are in it."""

    name: str
    members: List[str]
    member_groups: List[str]


@dataclass(frozen=True)
class LockoutPolicy:
    """How many wrong passwords, within which time, lock an account for how long. 0 attempts is never."""

    max_attempts: int
    window: timedelta
    unlock_after: timedelta


class Users:
    """The accounts. Their names are read in any spelling: ``svc@vsphere.local``, ``VSPHERE.LOCAL\\svc``, ``svc``."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def list(self) -> List[User]:
        """All accounts."""
        return read_all(User, self._connection.call("GET", "users")["users"])

    def get(self, name: str) -> User:
        """One account."""
        return read(User, self._connection.call("GET", path_of("users", name)))

    def add(
        self, name: str, password: Optional[str] = None, full_name: Optional[str] = None,
        groups: Optional[Sequence[str]] = None, role: Optional[str] = None,
    ) -> User:
        """Creates an account. ``role`` is a permission on everything."""
        body = given(name=name, password=password, full_name=full_name, groups=_list(groups), role=role)
        return read(User, self._connection.call("POST", "users", body=body))

    def change(
        self, name: str, password: Optional[str] = None, full_name: Optional[str] = None,
        groups: Optional[Sequence[str]] = None, disabled: Optional[bool] = None,
    ) -> User:
        """Changes what is given. Sessions of the user go on."""
        body = given(password=password, full_name=full_name, groups=_list(groups), disabled=disabled)
        return read(User, self._connection.call("PATCH", path_of("users", name), body=body))

    def lock(self, name: str, for_: Optional[Duration] = None) -> User:
        """Locks an account, for a time or until it is unlocked."""
        return read(User, self._connection.call("POST", path_of("users", name, "lock"), body=given(for_=None if for_ is None else duration_text(for_))))

    def unlock(self, name: str) -> User:
        """Unlocks an account."""
        return read(User, self._connection.call("POST", path_of("users", name, "unlock")))

    def delete(self, name: str) -> None:
        """Deletes an account; its sessions and permissions stay."""
        self._connection.call("DELETE", path_of("users", name))

    def lockout_policy(self) -> LockoutPolicy:
        """What locks an account."""
        return read(LockoutPolicy, self._connection.call("GET", "lockout"))

    def set_lockout_policy(self, max_attempts: int, window: Duration, unlock_after: Duration) -> LockoutPolicy:
        """Sets what locks an account. ``unlock_after`` 0 locks until somebody unlocks."""
        body = {"maxAttempts": max_attempts, "window": duration_text(window), "unlockAfter": duration_text(unlock_after)}
        return read(LockoutPolicy, self._connection.call("PUT", "lockout", body=body))


class Groups:
    """The groups. Their names are read in any spelling. What members may do by a group changes with their next call."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def list(self) -> List[Group]:
        """All groups."""
        return read_all(Group, self._connection.call("GET", "groups")["groups"])

    def get(self, name: str) -> Group:
        """One group."""
        return read(Group, self._connection.call("GET", path_of("groups", name)))

    def add(
        self, name: str, members: Optional[Sequence[str]] = None, member_groups: Optional[Sequence[str]] = None, role: Optional[str] = None,
    ) -> Group:
        """Creates a group of accounts and of groups. ``role`` is a permission on everything."""
        body = given(name=name, members=_list(members), member_groups=_list(member_groups), role=role)
        return read(Group, self._connection.call("POST", "groups", body=body))

    def change(
        self, name: str, add: Optional[Sequence[str]] = None, remove: Optional[Sequence[str]] = None,
        add_groups: Optional[Sequence[str]] = None, remove_groups: Optional[Sequence[str]] = None,
    ) -> Group:
        """Puts accounts and groups into a group, and takes others out."""
        body = given(add=_list(add), add_groups=_list(add_groups), remove=_list(remove), remove_groups=_list(remove_groups))
        return read(Group, self._connection.call("PATCH", path_of("groups", name), body=body))

    def delete(self, name: str) -> None:
        """Deletes a group and its permissions; who is in it stays."""
        self._connection.call("DELETE", path_of("groups", name))


def _list(names: Optional[Sequence[str]]) -> Optional[List[str]]:
    return None if names is None else list(names)
