"""Requests to the admin API."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from datetime import datetime, timedelta
from http.client import HTTPException
from typing import Any, Mapping, Optional
from urllib.parse import quote, urlencode

from .durations import duration_text, moment_text
from .problems import read_problem


class Unreachable(ConnectionError):
    """Nothing answers at the URL of the admin API."""


class _SameAnswer(urllib.request.HTTPRedirectHandler):
    """The API redirects nowhere; a redirect is not followed, since the token would go with it."""

    def redirect_request(self, *_: Any) -> None:
        return None


def path_of(*segments: object) -> str:
    """A path from its segments, whatever characters they have."""
    return "/".join(quote(str(segment), safe="") for segment in segments)


class Connection:
    """Sends requests, each on a connection of its own: threads may share it."""

    def __init__(self, url: str, token: Optional[str], timeout: float = 60.0) -> None:
        if not url.startswith(("http://", "https://")):
            raise ValueError("'%s' is no URL of an admin API such as http://127.0.0.1:8990/admin/v1" % url)
        self.url = url.rstrip("/")
        self._token = token
        self._timeout = timeout
        self._opener = urllib.request.build_opener(urllib.request.ProxyHandler({}), _SameAnswer())

    def send(
        self, method: str, path: str, query: Optional[Mapping[str, Any]] = None, body: Any = None, extra_wait: float = 0.0, content_type: str = "application/json",
    ) -> bytes:
        """Sends a request and gives the body of its answer. Parts of the query that are None are left out. A body that is no JSON is a text.

        ``extra_wait`` is how long the service itself may take, in seconds, beside the usual time.
        """
        address = "%s/%s" % (self.url, path)
        given = {name: _text(value) for name, value in (query or {}).items() if value is not None}
        if given:
            address += "?" + urlencode(given)
        content_sent = body if content_type != "application/json" else json.dumps(body)
        request = urllib.request.Request(address, method=method, data=None if body is None else content_sent.encode())
        if body is not None:
            request.add_header("Content-Type", content_type)
        if self._token is not None:
            request.add_header("Authorization", "Bearer " + self._token)
        try:
            with self._opener.open(request, timeout=self._timeout + extra_wait) as answer:
                content: bytes = answer.read()
                return content
        except urllib.error.HTTPError as refused:
            with refused:
                raise read_problem(refused.code, refused.read()) from None
        except (OSError, HTTPException) as failure:
            reason = getattr(failure, "reason", None) or failure
            raise Unreachable("The admin API does not answer at %s (%s). Does the service run, and with --admin-listen?" % (self.url, reason)) from failure

    def call(self, method: str, path: str, query: Optional[Mapping[str, Any]] = None, body: Any = None, extra_wait: float = 0.0) -> Any:
        """The answer as JSON; None without one."""
        content = self.send(method, path, query, body, extra_wait)
        return json.loads(content) if content else None


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, timedelta):
        return duration_text(value)
    if isinstance(value, datetime):
        return moment_text(value)
    return str(value)
