"""Properties read by Fetch, the way of the newer releases of pyVmomi."""

from connection import anonymous, connect, fetch, identity
from facts import NOT_AUTHENTICATED, fact, raised, run, same
from pyVmomi import vim, vmodl


def without_session():
    si = anonymous()
    content = fetch(si, "content")
    same("content is fetched without a login", identity(content.sessionManager), "SessionManager:SessionManager")
    manager = content.sessionManager
    same("an unset property has no return value", fetch(manager, "currentSession"), None)
    same("a string is fetched", fetch(manager, "defaultLocale"), "en")
    fact("an array is fetched", len(fetch(manager, "messageLocaleList")) == 7, fetch(manager, "messageLocaleList"))
    for name, privilege in (("message", "System.View"), ("sessionList", "Sessions.TerminateSession")):
        fault = raised(lambda n=name: fetch(manager, n), vim.fault.NotAuthenticated)
        fact("a denied %s is the fault itself, with its text" % name,
             fault is not None and (fault.msg, fault.privilegeId, identity(fault.object))
             == (NOT_AUTHENTICATED, privilege, "Folder:group-d1"), fault)


def with_session():
    si = connect()
    manager = si.RetrieveContent().sessionManager
    session = fetch(manager, "currentSession")
    same("an object is fetched as it is", type(session), vim.UserSession)
    same("the fetched currentSession is the one read through the collector", session.key, manager.currentSession.key)
    fact("an array of objects is fetched", session.key in [s.key for s in fetch(manager, "sessionList")])
    same("a time is fetched", fetch(si, "serverClock").utcoffset().total_seconds(), 0.0)
    same("an empty array is fetched as nothing", list(fetch(si.RetrieveContent().licenseManager, "licenses") or []), [])
    gone = vim.Folder("group-v99999", si._stub)
    fault = raised(lambda: fetch(gone, "name"), vmodl.fault.ManagedObjectNotFound)
    fact("an object that is not there is ManagedObjectNotFound", fault is not None and fault.obj._moId == "group-v99999", fault)


run(without_session, with_session)
