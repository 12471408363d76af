"""The admin API of the service under test."""

import json
import os
import urllib.error
import urllib.request

ADMIN = os.environ["VIM_ADMIN_URL"]
TOKEN = os.environ["VIM_ADMIN_TOKEN"]


def admin(method, path, body=None):
    """A request to the admin API; its answer as JSON, or None without one."""
    request = urllib.request.Request(
        "%s/%s" % (ADMIN, path), method=method, data=None if body is None else json.dumps(body).encode(),
        headers={"Authorization": "Bearer " + TOKEN, "Content-Type": "application/json"})
    with urllib.request.urlopen(request) as answer:
        content = answer.read()
    return json.loads(content) if content else None


def status_of(method, path):
    """The status of a request to the admin API that may be refused, and the detail of the refusal."""
    try:
        admin(method, path)
        return 204, None
    except urllib.error.HTTPError as refused:
        return refused.code, json.loads(refused.read()).get("detail")


def advance(by):
    """Moves the clock; what is due on the way has been done afterwards."""
    admin("POST", "clock/advance", {"by": by})
