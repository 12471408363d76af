"""Runs the service as a child process."""

from __future__ import annotations

import os
import secrets
import shutil
import ssl
import subprocess
import tempfile
import threading
from collections import deque
from typing import IO, Any, Deque, Dict, List, Optional, Sequence, Union
from urllib.parse import urlsplit

from .admin import Admin
from .binary import VARIABLE, find_binary

_SDK = "Listening on "
_ADMIN = "Admin on "
_MOST_LINES = 10_000
_OWN = ("--listen", "--admin-listen", "--admin-token", "--username", "--password", "--data-directory", "--stdin-exit", "--tls")


class VCenter:
    """A running service: a vCenter for clients, and the admin API with which a test makes it misbehave.

    It ends with ``stop()``, at the end of a ``with``, and when this process ends, however that ends.
    """

    def __init__(self, process: "subprocess.Popen[str]", data_directory: str, user: str, password: str, token: str) -> None:
        self._process = process
        self._data_directory = data_directory
        self._token = token
        self._lines: Deque[str] = deque(maxlen=_MOST_LINES)
        self._written = 0
        self._changed = threading.Condition()
        self._open_pipes = 2
        self._certificate: Optional[str] = None
        #: The administrator.
        self.user = user
        self.password = password
        self.url = ""
        self.host = ""
        self.port = 0
        self.admin: Admin
        self._readers = [threading.Thread(target=self._read, args=(pipe,), daemon=True) for pipe in (process.stdout, process.stderr)]
        for reader in self._readers:
            reader.start()

    @classmethod
    def start(
        cls, binary: Union[str, "os.PathLike[str]", None] = None, options: Sequence[str] = (), user: str = "administrator@vsphere.local",
        password: str = "secret", timeout: float = 60.0,
    ) -> "VCenter":
        """Starts the service on a free port and waits until it answers. ``options`` are those of its command line."""
        own = [name for name in (option.split("=", 1)[0] for option in options) if name in _OWN]
        if own:
            raise ValueError("%s is set by VCenter.start; leave it out of the options" % ", ".join(own))
        program = find_binary(binary)
        data_directory = tempfile.mkdtemp(prefix="vimsession-")
        token = secrets.token_urlsafe(24)
        # Neither token nor password is an argument, which everybody on this machine could read.
        environment = {name: value for name, value in os.environ.items() if name != VARIABLE}
        environment.update(VIMSESSION_PASSWORD=password, VIMSESSION_ADMIN_TOKEN=token)
        arguments = ["--listen", "127.0.0.1:0", "--admin-listen", "127.0.0.1:0", "--username", user, "--data-directory", data_directory, "--stdin-exit"]
        try:
            # With a session of its own it does not get the Ctrl+C of the terminal before the tests have ended.
            process = subprocess.Popen(
                [program, *options, *arguments], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8",
                errors="replace", env=environment, start_new_session=True)
        except BaseException:
            shutil.rmtree(data_directory, ignore_errors=True)
            raise
        vcenter = cls(process, data_directory, user, password, token)
        try:
            vcenter._await_start(timeout)
        except BaseException:
            vcenter._abandon()
            raise
        return vcenter

    @property
    def pid(self) -> int:
        """The id of the process."""
        return self._process.pid

    @property
    def certificate(self) -> str:
        """The certificate of the service as PEM."""
        if self._certificate is None:
            self._certificate = ssl.get_server_certificate((self.host, self.port))
        return self._certificate

    def tls(self) -> ssl.SSLContext:
        """A TLS context that trusts the certificate of this service and no other."""
        return ssl.create_default_context(cadata=self.certificate)

    def connect_args(self, user: Optional[str] = None, password: Optional[str] = None) -> Dict[str, Any]:
        """The arguments of pyVmomi's ``SmartConnect``, for the administrator or another user."""
        return {
            "host": self.host, "port": self.port, "user": self.user if user is None else user,
            "pwd": self.password if password is None else password, "sslContext": self.tls(),
        }

    def reset(self) -> None:
        """Brings the service into the state of its start, with an empty journal."""
        self.admin.reset()
        self.admin.journal.clear()

    @property
    def written(self) -> int:
        """How many lines the service has written so far."""
        return self._written

    def log(self, since: int = 0) -> List[str]:
        """What the service has written, or what it has written since ``written`` was so many. The last 10,000 lines are kept."""
        with self._changed:
            count = min(self._written - since, len(self._lines))
            return list(self._lines)[len(self._lines) - count:] if count > 0 else []

    def stop(self, timeout: float = 30.0) -> None:
        """Ends the service; it finishes the calls that it is answering."""
        if self._process.stdin is not None:
            self._process.stdin.close()
        try:
            status = self._process.wait(timeout)
        except subprocess.TimeoutExpired:
            self._abandon()
            raise RuntimeError("The service did not end within %g s.\n%s" % (timeout, self._tail())) from None
        self._abandon()
        if status != 0:
            raise RuntimeError("The service ended with %d.\n%s" % (status, self._tail()))

    def __enter__(self) -> "VCenter":
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def _await_start(self, timeout: float) -> None:
        with self._changed:
            done = self._changed.wait_for(lambda: self._open_pipes == 0 or (self._line(_SDK) and self._line(_ADMIN)), timeout)
            sdk, admin = self._line(_SDK), self._line(_ADMIN)
        if not sdk or not admin:
            reason = "did not say where it listens within %g s" % timeout
            if done:
                reason = "ended with %s before it was ready" % self._process.wait(timeout)
            raise RuntimeError("The service %s.\n%s" % (reason, self._tail()))
        parts = urlsplit(sdk)
        self.url, self.host, self.port = sdk, parts.hostname or "", parts.port or 443
        self.admin = Admin(admin, self._token)

    def _line(self, beginning: str) -> str:
        return next((line[len(beginning):].strip() for line in self._lines if line.startswith(beginning)), "")

    def _read(self, pipe: "IO[str]") -> None:
        for line in pipe:
            with self._changed:
                self._lines.append(line.rstrip("\n"))
                self._written += 1
                self._changed.notify_all()
        with self._changed:
            self._open_pipes -= 1
            self._changed.notify_all()

    def _tail(self) -> str:
        return "\n".join(self.log()[-50:]) or "It wrote nothing."

    def _abandon(self) -> None:
        if self._process.poll() is None:
            self._process.kill()
            self._process.wait()
        for reader in self._readers:
            reader.join(5)
        for pipe in (self._process.stdin, self._process.stdout, self._process.stderr):
            if pipe is not None:
                pipe.close()
        shutil.rmtree(self._data_directory, ignore_errors=True)
