"""A service that misbehaves on purpose, as pyVmomi sees it, and what the operator is told of it."""

import http.client

from admin_api import admin, status_of
from connection import anonymous, connect
from facts import NOT_AUTHENTICATED, PASSWORD, USER, fact, raised, run, same
from pyVim.connect import Disconnect
from pyVmomi import vim

BROKEN = (OSError, http.client.HTTPException, SyntaxError, vim.fault.HostConnectFault)


def a_client_logs_in_again_after_its_session_has_expired():
    si = connect()
    key = si.content.sessionManager.currentSession.key
    admin("POST", "clock/advance", {"by": "31m"})
    refused = raised(si.CurrentTime, vim.fault.NotAuthenticated)
    same("the call after the expiry is not authenticated", getattr(refused, "msg", None), NOT_AUTHENTICATED)
    diagnosis = admin("GET", "journal?operation=CurrentTime&fault=NotAuthenticated")["calls"][-1]["diagnosis"]
    same("the operator is told that the session has expired", (diagnosis["cause"], diagnosis["tokens"][0]["session"]), ("expired", key))
    session = si.content.sessionManager.Login(USER, PASSWORD)
    fact("the same connection logs in again", session.key != key, session.key)
    fact("and works", si.CurrentTime() is not None)
    Disconnect(si)


def a_retry_loop_survives_a_flaky_network():
    si = connect()
    admin("PUT", "rules", {"rules": [
        {"id": "reset", "when": {"operations": ["CurrentTime"]}, "calls": {"times": 1}, "answer": {"connection": "reset"}},
        {"id": "dropped", "when": {"operations": ["CurrentTime"]}, "calls": {"times": 1}, "answer": {"connection": "dropped"}},
        {"id": "half", "when": {"operations": ["CurrentTime"]}, "calls": {"times": 1}, "answer": {"connection": "halfSent", "bytes": 100}},
        {"id": "cut", "when": {"operations": ["CurrentTime"]}, "calls": {"times": 1}, "answer": {"connection": "truncated", "bytes": 100}},
        {"id": "busy", "when": {"operations": ["CurrentTime"]}, "calls": {"times": 1}, "answer": {"status": 503}},
        {"id": "some", "when": {"operations": ["CurrentTime"]}, "calls": {"probability": 0.3, "seed": 5}, "answer": {"connection": "reset"}},
    ]})
    failures = []
    done = 0
    while done < 20 and len(failures) < 100:
        try:
            si.CurrentTime()
            done += 1
        except Exception as failure:  # what it is depends on where the connection broke
            failures.append(type(failure).__name__)
    same("the loop came to its end", done, 20)
    applied = {rule["rule"]["id"]: rule["applied"] for rule in admin("GET", "rules")["rules"]}
    fact("the client met failures", len(failures) >= 3, failures)
    same("each single failure was met once", [applied[name] for name in ("reset", "dropped", "half", "cut", "busy")], [1] * 5)
    fact("and some at random", applied["some"] > 0, applied)
    admin("DELETE", "rules")
    Disconnect(si)


def a_session_is_half_alive():
    si = connect()
    key = si.content.sessionManager.currentSession.key
    admin("POST", "rules", {"id": "half-alive", "when": {"sessions": [key], "operations": ["CreateContainerView", "CurrentTime"]}, "answer": {"fault": {"type": "NotAuthenticated"}}})
    same("a method is refused", getattr(raised(si.CurrentTime, vim.fault.NotAuthenticated), "privilegeId", None), "System.View")
    same("properties are read", si.content.sessionManager.currentSession.key, key)
    admin("DELETE", "rules/half-alive")
    fact("without the rule the method works again", si.CurrentTime() is not None)
    Disconnect(si)


def one_door_is_out():
    si = connect()
    admin("POST", "outages", {"id": "soap", "doors": ["soap"], "mode": "unavailable"})
    fact("a call gets no answer of the API", raised(si.CurrentTime, Exception) is not None)
    admin("DELETE", "outages/soap")
    fact("the session is there afterwards", si.CurrentTime() is not None)
    admin("POST", "outages", {"id": "all", "mode": "refuse"})
    refused = raised(lambda: anonymous().CurrentTime(), Exception)
    fact("all connections are reset", isinstance(refused, BROKEN), refused)
    admin("DELETE", "outages")
    raised(si.CurrentTime, Exception)  # on the connection that was reset
    fact("the session is there after that too", si.CurrentTime() is not None)
    admin("POST", "restart", {})
    fact("a restart loses it", raised(si.CurrentTime, Exception) is not None)
    fact("for good", isinstance(raised(si.CurrentTime, Exception), vim.fault.NotAuthenticated))


def a_full_house_answers_503():
    open_ = [connect() for _ in range(4)]
    refused = raised(connect, Exception)
    fact("the login beyond the cap gets 503", "503" in str(refused), refused)
    call = admin("GET", "journal?operation=Login")["calls"][-1]
    same("the operator sees the status", call["status"], 503)
    status, detail = status_of("POST", "leaks/assert")
    same("sessions that are open are told", status, 409)
    fact("with the client that opened them", "pyvmomi" in detail.lower() and "4 open" in detail, detail)
    for si in open_:
        Disconnect(si)
    same("no session is left", status_of("POST", "leaks/assert")[0], 204)


run(a_client_logs_in_again_after_its_session_has_expired,
    a_retry_loop_survives_a_flaky_network,
    a_session_is_half_alive,
    one_door_is_out,
    a_full_house_answers_503)
