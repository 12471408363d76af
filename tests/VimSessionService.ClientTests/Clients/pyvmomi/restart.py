"""A session through pyVmomi that outlives the process of the service."""

import os
import time

from connection import connect
from facts import fact, run, same


def restart():
    si = connect()
    content = si.RetrieveContent()
    manager = content.sessionManager
    before = manager.currentSession
    calls = before.callCount
    open(os.environ["STOP_FILE"], "w").close()
    ends = time.monotonic() + 120
    while not os.path.exists(os.environ["GO_FILE"]):
        assert time.monotonic() < ends, "the service was not started again"
        time.sleep(0.05)
    si._stub.DropConnections()  # pyVmomi does not renew a connection that the other side has closed
    after = manager.currentSession
    same("the session is the same one", (after.key, after.userName, after.loginTime), (before.key, before.userName, before.loginTime))
    fact("its calls are counted on", after.callCount > calls, (calls, after.callCount))
    same("it is the only one", [s.key for s in manager.sessionList], [before.key])
    same("the instance is the same one", si.RetrieveContent().about.instanceUuid, content.about.instanceUuid)
    manager.Logout()
    fact("it ends as any other", manager.currentSession is None, manager.currentSession)
    other = connect()
    fact("a new session is another one", other.RetrieveContent().sessionManager.currentSession.key != before.key, before.key)


run(restart)
