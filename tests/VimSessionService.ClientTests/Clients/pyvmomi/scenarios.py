"""The scenarios of the repository, each by what it does to a client."""

import os
import time

from admin_api import admin, advance
from connection import connect as connect_as
from facts import WRONG_LOGIN, fact, raised, run, same
from pyVim.connect import Disconnect
from pyVmomi import vim

SVC = "svc@vsphere.local"


def connect(password="secret", user=SVC):
    return connect_as(user, password)


def refused_login(password):
    """What the client is told of a login that is refused; None when it is not."""
    return getattr(raised(lambda: Disconnect(connect(password)), vim.fault.InvalidLogin), "msg", None)


def expiring_sessions():
    si = connect()
    advance("4m")
    fact("a session in use goes on", si.CurrentTime() is not None)
    advance("4m")
    fact("and on", si.CurrentTime() is not None)
    advance("2m")
    fact("after ten minutes it has expired although it was in use", isinstance(raised(si.CurrentTime, Exception), vim.fault.NotAuthenticated))
    si.content.sessionManager.Login(SVC, "secret")
    advance("6m")
    fact("a session that idled has expired", isinstance(raised(si.CurrentTime, Exception), vim.fault.NotAuthenticated))
    si.content.sessionManager.Login(SVC, "secret")
    fact("the same connection logs in again", si.CurrentTime() is not None)
    Disconnect(si)


def full_house():
    first, second = connect(), connect()
    fact("the third session of one user gets 503", "503" in str(raised(connect, Exception)))
    other = connect(user="backup@vsphere.local")
    fact("the fourth of all too", "503" in str(raised(lambda: connect(user="backup@vsphere.local"), Exception)))
    advance("5m")
    third = connect()
    fact("later there is room", third.CurrentTime() is not None)
    for si in (first, second, other, third):
        Disconnect(si)
    same("who logs out leaves nothing", admin("GET", "leaks")["open"], 0)


def flaky_network():
    done, failures = 0, []
    si = None
    while done < 100 and len(failures) < 300:
        try:
            si = si or connect()
            si.CurrentTime()
            done += 1
        except Exception as failure:  # what it is depends on where the connection broke
            failures.append(type(failure).__name__)
    same("the retry loop comes to its end", done, 100)
    applied = {rule["rule"]["id"]: rule["applied"] for rule in admin("GET", "rules")["rules"]}
    fact("it met each kind of failure", all(applied.values()) and len(failures) >= 3, (applied, len(failures)))
    calls = admin("GET", "journal?operation=CurrentTime&limit=1000")["calls"]
    same("no call was made again after it had been answered", len([call for call in calls if "rule" not in call]), 100)
    advance("10m")
    same("later the network is well", [si.CurrentTime() is not None for _ in range(50)], [True] * 50)


def locked_account_and_password_rotation():
    si = connect("one")
    advance("5m")
    same("the old password is refused", refused_login("one"), WRONG_LOGIN)
    same("the new one is not", refused_login("two"), None)
    fact("the session goes on", si.CurrentTime() is not None)
    advance("5m")
    same("a locked account is told what a wrong password is told", refused_login("two"), WRONG_LOGIN)
    reason = admin("GET", "journal?operation=Login")["calls"][-1]["reason"]
    fact("the operator is told the truth", "is locked; the password is right" in reason, reason)
    advance("2m")
    same("later it is unlocked by itself", refused_login("two"), None)
    for _ in range(5):
        refused_login("wrong")
    same("five wrong passwords lock it", refused_login("two"), WRONG_LOGIN)


def least_privileged_service_account():
    si = connect()
    fact("it reads", si.content.rootFolder.name is not None)
    fact("it validates a session", si.content.sessionManager.SessionIsActive(si.content.sessionManager.currentSession.key, si.content.sessionManager.currentSession.userName) is True)
    fact("and finds that another is none", si.content.sessionManager.SessionIsActive("52000000-0000-0000-0000-000000000000", SVC) is False)
    refused = raised(lambda: si.content.sessionManager.TerminateSession(["52000000-0000-0000-0000-000000000000"]), Exception)
    same("it is told which privilege it lacks", getattr(refused, "privilegeId", None), "Sessions.TerminateSession")
    same("and the operator too", admin("GET", "journal?fault=NoPermission")["calls"][-1]["operation"], "TerminateSession")


def duration(call):
    """How many seconds a call takes."""
    began = time.monotonic()
    call()
    return time.monotonic() - began


def slow_vcenter():
    began = time.monotonic()
    si = connect()
    fact("a login takes two seconds longer", time.monotonic() - began >= 1.9, time.monotonic() - began)
    began = time.monotonic()
    si.CurrentTime()
    fact("a call a fifth", time.monotonic() - began >= 0.15, time.monotonic() - began)
    advance("10m")
    same("later no rule is left", admin("GET", "rules")["rules"], [])
    fact("and the service is quick again", min(duration(si.CurrentTime) for _ in range(20)) < 0.15)
    same("one call in all was slow", [admin("GET", "journal/count?operation=CurrentTime" + which)["count"] for which in ("", "&rule=slow")], [21, 1])


def half_alive_session():
    si = connect()
    key = si.content.sessionManager.currentSession.key
    advance("1m")
    fact("a method is refused", isinstance(raised(si.CurrentTime, Exception), vim.fault.NotAuthenticated))
    same("properties are read", si.content.sessionManager.currentSession.key, key)
    other = connect()
    fact("a new login does not help", isinstance(raised(other.CurrentTime, Exception), vim.fault.NotAuthenticated))
    advance("9m")
    fact("later the same session is well", si.CurrentTime() is not None)
    admin("POST", "rules", {"when": {"sessions": [key], "operations": ["CurrentTime"]}, "answer": {"fault": {"type": "NotAuthenticated"}}})
    fact("a rule makes this one session half alive", isinstance(raised(si.CurrentTime, Exception), vim.fault.NotAuthenticated))
    same("which reads properties", si.content.sessionManager.currentSession.key, key)
    fact("and leaves the second login untouched", other.CurrentTime() is not None)
    Disconnect(si)
    Disconnect(other)


run(globals()[os.environ["VIM_SCENARIO"].replace("-", "_")])
