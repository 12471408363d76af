"""Views, filters, waits and pages of one session where each request may be answered by another replica."""

from connection import connect
from facts import fact, raised, run, same
from pyVmomi import vim, vmodl

Collector = vmodl.query.PropertyCollector


def in_view(view):
    """What a container view shows, by name."""
    step = Collector.TraversalSpec(type=vim.view.ContainerView, path="view", skip=False)
    return Collector.FilterSpec(
        propSet=[Collector.PropertySpec(type=vim.ManagedEntity, pathSet=["name"])],
        objectSet=[Collector.ObjectSpec(obj=view, skip=True, selectSet=[step])])


def of_sessions(si):
    return Collector.FilterSpec(
        propSet=[Collector.PropertySpec(type=vim.SessionManager, pathSet=["sessionList"])],
        objectSet=[Collector.ObjectSpec(obj=si.content.sessionManager)])


def waits():
    si = connect()
    content = si.content
    view = content.viewManager.CreateContainerView(content.rootFolder, [], True)
    for i in range(6):
        fact("the view has its content, request %d" % i, isinstance(view.view, list), view)
    collector = content.propertyCollector.CreatePropertyCollector()
    collector.CreateFilter(in_view(view), False)
    collector.CreateFilter(of_sessions(si), False)
    version, first = "", []
    while True:
        updates = collector.WaitForUpdatesEx(version, Collector.WaitOptions(maxWaitSeconds=0, maxObjectUpdates=1))
        version = updates.version
        first += [u for f in updates.filterSet for u in f.objectSet]
        if not updates.truncated:
            break
    same("each object enters once", len({u.obj._moId for u in first}), len(first))
    fact("all that is watched enters", len(first) == len(view.view) + 1 and all(u.kind == "enter" for u in first), first)
    for i in range(6):
        fact("nothing follows, request %d" % i, collector.WaitForUpdatesEx(version, Collector.WaitOptions(maxWaitSeconds=0)) is None, version)
    for i in range(9):
        other = connect()
        key = other.content.sessionManager.currentSession.key
        updates = collector.WaitForUpdatesEx(version, Collector.WaitOptions(maxWaitSeconds=20))
        changes = [c for f in updates.filterSet for u in f.objectSet for c in u.changeSet]
        same("a login changes the list alone, %d" % i, [c.name for c in changes], ["sessionList"])
        fact("the list has the new session, %d" % i, key in [s.key for s in changes[0].val], changes)
        version = updates.version
        other.content.sessionManager.Logout()
        updates = collector.WaitForUpdatesEx(version, Collector.WaitOptions(maxWaitSeconds=20))
        changes = [c for f in updates.filterSet for u in f.objectSet for c in u.changeSet]
        fact("a logout is told, %d" % i, key not in [s.key for s in changes[0].val], changes)
        version = updates.version
    view.DestroyView()
    for i in range(3):
        fact("the view is gone, request %d" % i, raised(lambda: view.view, vmodl.fault.ManagedObjectNotFound) is not None)
    collector.DestroyPropertyCollector()
    for i in range(3):
        gone = raised(lambda: collector.WaitForUpdatesEx(version), vmodl.fault.ManagedObjectNotFound)
        fact("the collector is gone, request %d" % i, gone is not None, gone)
    si.content.sessionManager.Logout()


def pages():
    si = connect()
    content = si.content
    spec = Collector.FilterSpec(
        propSet=[Collector.PropertySpec(type=vim.ManagedEntity, pathSet=["name"])],
        objectSet=[Collector.ObjectSpec(obj=content.rootFolder, skip=False, selectSet=[
            Collector.TraversalSpec(type=vim.Folder, path="childEntity", skip=False, selectSet=[
                Collector.TraversalSpec(type=vim.Datacenter, path=path, skip=False) for path in ("vmFolder", "hostFolder", "datastoreFolder", "networkFolder")])])])
    whole = content.propertyCollector.RetrievePropertiesEx([spec], Collector.RetrieveOptions()).objects
    page = content.propertyCollector.RetrievePropertiesEx([spec], Collector.RetrieveOptions(maxObjects=1))
    paged = list(page.objects)
    while page.token:
        page = content.propertyCollector.ContinueRetrievePropertiesEx(page.token)
        paged += page.objects
    same("the pages are the whole", [o.obj._moId for o in paged], [o.obj._moId for o in whole])
    si.content.sessionManager.Logout()


run(waits, pages)
