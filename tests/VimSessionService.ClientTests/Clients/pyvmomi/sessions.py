"""What an administrator does with sessions through pyVmomi."""

from connection import anonymous, connect, stub_adapter
from facts import PASSWORD, USER, fact, raised, run, same
from pyVim.connect import VimSessionOrientedStub
from pyVmomi import vim, vmodl


def manager(si):
    return si.RetrieveContent().sessionManager


def session_list():
    one, two = connect(), connect()
    first, second = manager(one).currentSession, manager(two).currentSession
    listed = {s.key: s for s in manager(one).sessionList}
    fact("sessionList has both sessions", {first.key, second.key} <= set(listed), listed)
    same("a listed session is the session", (listed[second.key].userName, listed[second.key].loginTime, listed[second.key].ipAddress),
         (second.userName, second.loginTime, second.ipAddress))
    same("somebody else's sessionList is the same", first.key in [s.key for s in manager(two).sessionList], True)
    manager(two).Logout()
    fact("a session that logged out is not listed", second.key not in [s.key for s in manager(one).sessionList])


def session_is_active():
    one, two = connect(), connect()
    session = manager(two).currentSession
    ask = manager(one).SessionIsActive
    same("a live session is active", ask(session.key, session.userName), True)
    same("the name is compared exactly", ask(session.key, session.userName.lower()), False)
    same("another name is not the session's", ask(session.key, "somebody"), False)
    same("an unknown key is not active", ask("52000000-0000-0000-0000-000000000000", session.userName), False)
    manager(two).Logout()
    same("a session that logged out is not active", ask(session.key, session.userName), False)


def set_locale():
    si = connect()
    for locale in ("de", "fr_CA", "zh_TW", "en_US"):
        manager(si).SetLocale(locale)
        same("SetLocale(%s) is the session's locale" % locale, manager(si).currentSession.locale, locale)
    for locale in ("xx_YY", "english", "de-DE", ""):
        fault = raised(lambda: manager(si).SetLocale(locale), vim.fault.InvalidLocale)
        fact("SetLocale(%r) is InvalidLocale" % locale, fault is not None and fault.msg == "Invalid or unknown locale provided.", fault)
    same("a refused locale changes nothing", manager(si).currentSession.locale, "en_US")


def message():
    one, two = connect(), connect()
    for text in ("Maintenance at noon", "two\nlines", "<b> & \"quotes\" \u00e4\u20ac\U0001f600", "  spaces  "):
        manager(one).UpdateServiceMessage(text)
        same("the message %r is read back" % text, manager(one).message, text)
    same("every client reads the message", manager(two).message, manager(one).message)
    same("a client that comes later reads it", manager(connect()).message, manager(one).message)
    manager(one).UpdateServiceMessage("")
    same("a blank message is none", manager(two).message or "", "")


def terminate():
    one = connect()
    own = manager(one).currentSession.key
    fault = raised(lambda: manager(one).TerminateSession(["52000000-0000-0000-0000-000000000000"]), vim.fault.NotFound)
    fact("an unknown key is NotFound", fault is not None, fault)
    fault = raised(lambda: manager(one).TerminateSession([own]), vmodl.fault.InvalidArgument)
    fact("the own key is InvalidArgument of sessionId", fault is not None and fault.invalidProperty == "sessionId", fault)
    fact("InvalidArgument is told in the words of a vCenter",
         fault is not None and fault.msg == "A specified parameter was not correct: sessionId", fault)
    same("the own session goes on", manager(one).currentSession.key, own)

    two = connect()
    key = manager(two).currentSession.key
    manager(one).TerminateSession([key])
    fact("the terminated client's next call is NotAuthenticated", raised(two.CurrentTime, vim.fault.NotAuthenticated) is not None)
    same("the terminated client has no session", manager(two).currentSession, None)
    fact("a terminated session is not listed", key not in [s.key for s in manager(one).sessionList])

    two, three = connect(), connect()
    keys = [manager(c).currentSession.key for c in (two, three)]
    fault = raised(lambda: manager(one).TerminateSession([keys[0], "unknown", keys[1]]), vim.fault.NotFound)
    fact("a list ends at its first unknown key", fault is not None, fault)
    same("what was terminated before stays so", manager(two).currentSession, None)
    same("what comes after is left", manager(three).currentSession.key, keys[1])


def log_in_again():
    outer = VimSessionOrientedStub(stub_adapter(), VimSessionOrientedStub.makeUserLoginMethod(USER, PASSWORD))
    si = vim.ServiceInstance("ServiceInstance", outer)
    si.CurrentTime()
    key = manager(si).currentSession.key
    manager(connect()).TerminateSession([key])
    fact("a session-oriented client logs in again by itself", raised(si.CurrentTime, Exception) is None)
    fact("it has another session then", manager(si).currentSession.key != key)


def connections():
    si = anonymous()
    opened = []
    original = si._stub.scheme.connect

    def connect_counted(self):
        opened.append(self)
        return original(self)

    si._stub.scheme.connect = connect_counted
    try:
        si._stub.DropConnections()
        manager(si).Login(USER, PASSWORD, None)
        for _ in range(20):
            si.CurrentTime()
        raised(lambda: manager(si).SetLocale("nowhere"), vim.fault.InvalidLocale)
        si.CurrentTime()
    finally:
        si._stub.scheme.connect = original
    same("one connection carries every call, faults included", len(opened), 1)


run(session_list, session_is_active, set_locale, message, terminate, log_in_again, connections)
