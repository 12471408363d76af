"""Users with less than every privilege, as pyVmomi meets them."""

import os

from connection import anonymous, connect, fetch, identity
from facts import NO_PERMISSION, PASSWORD, fact, raised, run, same
from pyVmomi import vim

READER, NOBODY = os.environ["VIM_READER"], os.environ["VIM_NOBODY"]


def denied(text, call, privilege, told=NO_PERMISSION):
    fault = raised(call, vim.fault.NoPermission)
    fact("%s is NoPermission for %s at the root folder" % (text, privilege),
         fault is not None and (fault.privilegeId, identity(fault.object)) == (privilege, "Folder:group-d1"), fault)
    if told is not None:
        fact("%s is refused in the words of a vCenter" % text, fault is not None and fault.msg == told, fault)


def reader():
    si = connect(user=READER)
    manager = si.RetrieveContent().sessionManager
    session = manager.currentSession
    fact("a read-only user has a session", session is not None and session.userName.lower().endswith("reader"), session)
    denied("UpdateServiceMessage", lambda: manager.UpdateServiceMessage("x"), "Sessions.GlobalMessage")
    denied("TerminateSession", lambda: manager.TerminateSession(["x"]), "Sessions.TerminateSession")
    denied("SessionIsActive", lambda: manager.SessionIsActive(session.key, session.userName), "Sessions.ValidateSession")
    denied("fetching sessionList", lambda: fetch(manager, "sessionList"), "Sessions.TerminateSession")
    denied("reading sessionList", lambda: manager.sessionList, "Sessions.TerminateSession", told=None)
    fact("a read-only user reads the message", raised(lambda: manager.message, Exception) is None)
    fact("a read-only user reads the time", raised(si.CurrentTime, Exception) is None)
    manager.SetLocale("de")
    same("a read-only user sets its own locale", manager.currentSession.locale, "de")
    same("refusals leave the session", manager.currentSession.key, session.key)
    manager.Logout()
    same("a read-only user logs out", manager.currentSession, None)


def nobody():
    si = anonymous()
    manager = si.RetrieveContent().sessionManager
    fault = raised(lambda: manager.Login(NOBODY, PASSWORD, None), vim.fault.NoPermission)
    fact("a user without any permission is refused with NoPermission", fault is not None and fault.msg == NO_PERMISSION, fault)
    same("it names the root folder", None if fault is None else identity(fault.object), "Folder:group-d1")
    same("no session comes of it", manager.currentSession, None)
    fault = raised(lambda: manager.Login(NOBODY, "wrong", None), vim.fault.InvalidLogin)
    fact("its wrong password is InvalidLogin all the same", fault is not None, fault)


run(reader, nobody)
