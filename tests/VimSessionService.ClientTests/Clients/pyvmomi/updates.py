"""A client that waits for updates in a thread of its own, while others change what it watches."""

import queue
import threading

from connection import connect
from facts import READER, fact, raised, run, same
from pyVmomi import vim, vmodl

Collector = vmodl.query.PropertyCollector
PATIENCE = 20


def manager(si):
    return si.RetrieveContent().sessionManager


def watch(si, *paths, collector=None, partial=False):
    """A filter on properties of the SessionManager."""
    spec = Collector.FilterSpec(
        propSet=[Collector.PropertySpec(type=vim.SessionManager, pathSet=list(paths))],
        objectSet=[Collector.ObjectSpec(obj=manager(si))])
    return (collector or si.content.propertyCollector).CreateFilter(spec, partial)


class Watcher(threading.Thread):
    """Asks for updates over and over, and hands each object's update on as it comes."""

    def __init__(self, si, collector):
        super().__init__(daemon=True)
        self.updates = queue.Queue()
        self.collector = collector
        self.end = None

    def run(self):
        version = ""
        try:
            while True:
                updates = self.collector.WaitForUpdatesEx(version, Collector.WaitOptions(maxWaitSeconds=PATIENCE))
                if updates is None:
                    continue
                version = updates.version
                for filter_update in updates.filterSet:
                    for update in filter_update.objectSet:
                        self.updates.put(update)
        except Exception as exception:  # pylint: disable=broad-except
            self.end = exception

    def next(self):
        return self.updates.get(timeout=PATIENCE)


def changes(update):
    return {c.name: (c.op, c.val) for c in update.changeSet}


def a_loop_sees_changes():
    si, other = connect(), connect()
    own = manager(si).currentSession.key
    collector = si.content.propertyCollector.CreatePropertyCollector()
    watch(si, "message", collector=collector)
    watch(si, "sessionList", collector=collector, partial=True)
    watcher = Watcher(si, collector)
    watcher.start()

    first = [watcher.next(), watcher.next()]
    same("the first updates enter the object", [u.kind for u in first], ["enter", "enter"])
    fact("they are of the SessionManager", all(u.obj == manager(si) for u in first), first)
    known = {name: value for u in first for name, (op, value) in changes(u).items() if op == "assign"}
    same("they assign all that is watched", sorted(known), ["message", "sessionList"])
    fact("the list of sessions has the own", own in [s.key for s in known["sessionList"]], known)

    for text in ("Maintenance at noon", "done"):
        manager(other).UpdateServiceMessage(text)
        update = watcher.next()
        same("the message %r comes as a change" % text, (update.kind, changes(update)), ("modify", {"message": ("assign", text)}))

    third = connect()
    key = manager(third).currentSession.key
    path = 'sessionList["%s"]' % key
    update = changes(watcher.next())
    same("a login adds its session to the list", [(name, op) for name, (op, _) in update.items()], [(path, "add")])
    same("the item is the session", update[path][1].key, key)
    manager(third).SetLocale("de")
    update = changes(watcher.next())
    same("another locale of it is told as such", update.get(path + ".locale"), ("assign", "de"))
    manager(third).Logout()
    same("a logout removes it", changes(watcher.next()), {path: ("remove", None)})
    manager(other).UpdateServiceMessage("")
    watcher.next()

    manager(other).TerminateSession([own])
    watcher.join(PATIENCE)
    fact("the end of the session ends the wait with NotAuthenticated", isinstance(watcher.end, vim.fault.NotAuthenticated), watcher.end)


def permissions_change():
    si, admin = connect(READER), connect()
    watch(si, "sessionList")
    watcher = Watcher(si, si.content.propertyCollector)
    watcher.start()
    same("a reader is told that it misses the sessions", [m.path for m in watcher.next().missingSet], ["sessionList"])

    content = admin.RetrieveContent()

    def permit(role):
        content.authorizationManager.SetEntityPermissions(content.rootFolder, [
            vim.AuthorizationManager.Permission(principal=READER, group=False, roleId=role, propagate=True)])

    permit(-1)
    update = watcher.next()
    same("a permission that is given shows at once", (update.kind, list(changes(update))), ("modify", ["sessionList"]))
    permit(-2)
    same("one that is taken away too", [m.path for m in watcher.next().missingSet], ["sessionList"])
    manager(si).Logout()
    watcher.join(PATIENCE)


def privileges_change():
    connect(READER)
    si = connect()
    collector = si.content.propertyCollector
    watch(si, "sessionList", "currentSession.userName")
    watcher = Watcher(si, collector)
    watcher.start()
    same("an administrator reads the sessions", sorted(changes(watcher.next())), ["currentSession.userName", "sessionList"])
    shown = next(s.userName for s in manager(si).sessionList if "reader" in s.userName.lower())
    manager(si).ImpersonateUser(shown)
    update = watcher.next()
    same("who becomes a reader is told that the sessions are missing", [m.path for m in update.missingSet], ["sessionList"])
    fact("the reason is NoPermission", isinstance(update.missingSet[0].fault, vim.fault.NoPermission), update.missingSet)
    same("the name changes along with it", changes(update), {"currentSession.userName": ("assign", shown)})
    manager(si).Logout()
    watcher.join(PATIENCE)
    fact("a logout ends the wait", isinstance(watcher.end, vim.fault.NotAuthenticated), watcher.end)


def without_waiting():
    si = connect()
    collector = si.content.propertyCollector
    made = watch(si, "message")
    same("the collector lists its filter", collector.filter, [made])
    same("the filter knows its specification", made.spec.propSet[0].pathSet, ["message"])
    first = collector.WaitForUpdatesEx("", Collector.WaitOptions(maxWaitSeconds=0))
    same("a wait of no seconds answers at once", [c.name for c in first.filterSet[0].objectSet[0].changeSet], ["message"])
    same("all is told, so that nothing is said to be cut off", first.truncated, None)
    version = collector.CheckForUpdates("").version
    same("nothing new is no answer", collector.CheckForUpdates(version), None)
    same("nor is it after a second", collector.WaitForUpdatesEx(version, Collector.WaitOptions(maxWaitSeconds=1)), None)
    waited = collector.WaitForUpdates("")
    same("WaitForUpdates without a version tells all there is at once",
         [(u.kind, [c.name for c in u.changeSet]) for u in waited.filterSet[0].objectSet], [("enter", ["message"])])
    fault = raised(lambda: collector.CheckForUpdates("9"), vmodl.query.InvalidCollectorVersion)
    fact("an unknown version is InvalidCollectorVersion", fault is not None)
    fault = raised(lambda: collector.WaitForUpdatesEx(version, Collector.WaitOptions(maxWaitSeconds=-1)), vmodl.fault.InvalidArgument)
    fact("a negative wait is InvalidArgument", fault is not None, fault)
    fault = raised(lambda: watch(si, "nonesuch"), vmodl.query.InvalidProperty)
    fact("a filter of what does not exist is InvalidProperty", fault is not None and fault.name == "nonesuch", fault)
    made.Destroy()
    same("a destroyed filter is not listed", list(collector.filter), [])
    fact("nor found", raised(made.Destroy, vmodl.fault.ManagedObjectNotFound) is not None)


def cancelling():
    si = connect()
    collector = si.content.propertyCollector.CreatePropertyCollector()
    watch(si, "message", collector=collector)
    watcher = Watcher(si, collector)
    watcher.start()
    watcher.next()
    while watcher.is_alive():
        # The thread may be between two calls, and then there is nothing to cancel yet.
        collector.CancelWaitForUpdates()
        watcher.join(0.05)
    fact("a cancelled wait is RequestCanceled", isinstance(watcher.end, vmodl.fault.RequestCanceled), watcher.end)
    collector.Destroy()
    fault = raised(lambda: collector.CheckForUpdates(""), vmodl.fault.ManagedObjectNotFound)
    fact("a destroyed collector is not found", fault is not None, fault)


run(a_loop_sees_changes, permissions_change, privileges_change, without_waiting, cancelling)
