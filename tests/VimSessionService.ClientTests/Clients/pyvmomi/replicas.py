"""Sessions through pyVmomi where each request may be answered by another replica."""

from connection import anonymous, connect
from facts import fact, raised, run, same
from pyVmomi import vim


def manager(si):
    return si.RetrieveContent().sessionManager


def one_session():
    si = connect()
    sessions = manager(si)
    own = sessions.currentSession
    uuid = si.RetrieveContent().about.instanceUuid
    for i in range(30):
        same("call %d is in the session" % i, sessions.currentSession.key, own.key)
        fact("the time of call %d is the same everywhere" % i, abs((si.CurrentTime() - own.loginTime).total_seconds()) < 60, own.loginTime)
        same("the instance of call %d is the same" % i, si.RetrieveContent().about.instanceUuid, uuid)
    sessions.Logout()
    for i in range(6):
        fact("the session has ended for request %d" % i, sessions.currentSession is None, own.key)


def ended_by_another():
    one, two = connect(), connect()
    key = manager(two).currentSession.key
    manager(one).TerminateSession([key])
    for i in range(6):
        fact("the terminated session is nowhere, request %d" % i, manager(two).currentSession is None, key)
    raised_fault = raised(lambda: manager(one).TerminateSession([key]), vim.fault.NotFound)
    fact("it cannot be terminated again", raised_fault is not None, raised_fault)


def keys(si):
    return {session.key for session in manager(si).sessionList}


def cloned():
    si = connect()
    others = keys(si) - {manager(si).currentSession.key}
    for i in range(3):
        ticket = manager(si).AcquireCloneTicket()
        clone = anonymous()
        same("ticket %d clones the session" % i, manager(clone).CloneSession(ticket).userName, manager(si).currentSession.userName)
        fault = raised(lambda: manager(anonymous()).CloneSession(ticket), vim.fault.InvalidLogin)
        fact("ticket %d is good once" % i, fault is not None, fault)
        manager(clone).Logout()
    manager(si).Logout()
    si = connect()
    same("nothing is added to the list but the session that looks", keys(si) - others, {manager(si).currentSession.key})


def changed_by_another():
    si = connect()
    content = si.RetrieveContent()
    content.sessionManager.UpdateServiceMessage("for all")
    for i in range(6):
        same("request %d reads the message" % i, content.sessionManager.message, "for all")
    extensions = content.extensionManager
    extensions.RegisterExtension(vim.Extension(
        key="com.example.replicas", version="1.0", lastHeartbeatTime=si.CurrentTime(),
        description=vim.Description(label="Replicas", summary="of all replicas")))
    for i in range(6):
        same("request %d finds the extension" % i, extensions.FindExtension("com.example.replicas").description.label, "Replicas")
    extensions.UnregisterExtension("com.example.replicas")
    for _ in range(3):
        si.CurrentTime()  # one at each replica
    for i in range(6):
        fact("request %d finds it no more" % i, extensions.FindExtension("com.example.replicas") is None, i)
    content.sessionManager.UpdateServiceMessage("")
    content.sessionManager.Logout()


run(one_session, ended_by_another, cloned, changed_by_another)
