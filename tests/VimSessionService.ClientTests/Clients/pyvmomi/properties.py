"""The PropertyCollector as pyVmomi drives it."""

from connection import anonymous, connect, identity
from facts import fact, raised, run, same
from pyVmomi import vim, vmodl
from pyVmomi.VmomiSupport import ManagedObject

PC = vmodl.query.PropertyCollector


def spec(objects, kind, paths=None, select=(), **options):
    properties = PC.PropertySpec(type=kind, all=True) if paths is None else PC.PropertySpec(type=kind, all=False, pathSet=paths)
    return PC.FilterSpec(objectSet=[PC.ObjectSpec(obj=o, skip=False, selectSet=list(select)) for o in objects],
                         propSet=[properties], **options)


def retrieve(si, *specs, page=None):
    return si.RetrieveContent().propertyCollector.RetrievePropertiesEx(list(specs), PC.RetrieveOptions(maxObjects=page))


def values(content):
    return {p.name: p.val for p in content.propSet}


def selection():
    si = connect()
    manager = si.RetrieveContent().sessionManager
    result = retrieve(si, spec([manager], vim.SessionManager, ["defaultLocale", "currentSession"]))
    same("a page that is the last has no token", result.token, None)
    same("one object is answered", [identity(o.obj) for o in result.objects], ["SessionManager:SessionManager"])
    seen = values(result.objects[0])
    same("the paths asked for are answered", set(seen), {"defaultLocale", "currentSession"})
    same("a value has its own type", type(seen["currentSession"]), vim.UserSession)
    same("nothing is missing", list(result.objects[0].missingSet), [])
    everything = values(retrieve(si, spec([manager], vim.SessionManager)).objects[0])
    fact("all answers every property that is set",
         {"sessionList", "currentSession", "messageLocaleList", "supportedLocaleList", "defaultLocale"} <= set(everything), everything)
    old = si.RetrieveContent().propertyCollector.RetrieveProperties([spec([manager], vim.SessionManager, ["defaultLocale"])])
    same("RetrieveProperties answers the same", values(old[0]), {"defaultLocale": "en"})
    base = retrieve(si, spec([si.RetrieveContent().rootFolder], vim.ManagedEntity, ["name"]))
    same("a PropertySpec of a base type applies", [values(o) for o in base.objects], [{"name": "Datacenters"}])


def nested_paths():
    si = connect()
    manager = si.RetrieveContent().sessionManager
    key = manager.currentSession.key
    user = manager.currentSession.userName
    listed = 'sessionList["%s"]' % key
    paths = ["currentSession.key", "currentSession.callCount", listed, listed + ".userName"]
    seen = values(retrieve(si, spec([manager], vim.SessionManager, paths)).objects[0])
    same("a nested path is answered under its own name", seen.get("currentSession.key"), key)
    fact("a nested number is a number", isinstance(seen.get("currentSession.callCount"), int), seen)
    fact("a keyed path is the element", listed in seen and seen[listed].key == key, seen)
    same("a path goes on behind a key", seen.get(listed + ".userName"), user)
    about = values(retrieve(si, spec([si], vim.ServiceInstance, ["content.about.apiType", "content.sessionManager"])).objects[0])
    same("a path of two steps is answered", about.get("content.about.apiType"), "VirtualCenter")
    same("a nested reference is answered", identity(about.get("content.sessionManager")), "SessionManager:SessionManager")


def refusals():
    si = connect()
    content = si.RetrieveContent()
    for path in ("nonesuch", "currentSession.nonesuch", "currentSession.key.nonesuch"):
        fault = raised(lambda: retrieve(si, spec([content.sessionManager], vim.SessionManager, [path])), vmodl.query.InvalidProperty)
        fact("%s is InvalidProperty that names it" % path, fault is not None and fault.name == path, fault)
    gone = vim.Folder("group-v99999", si._stub)
    fault = raised(lambda: retrieve(si, spec([gone], vim.Folder, ["name"])), vmodl.fault.ManagedObjectNotFound)
    fact("an object that is not there is ManagedObjectNotFound", fault is not None and identity(fault.obj) == "Folder:group-v99999", fault)
    same("it is told in the words of a vCenter", None if fault is None else fault.msg,
         "The object 'vim.Folder:group-v99999' has already been deleted or has not been completely created")
    result = retrieve(si, spec([content.sessionManager, gone], ManagedObject, [], reportMissingObjectsInResults=True))
    same("reportMissingObjectsInResults leaves it out", [identity(o.obj) for o in result.objects], ["SessionManager:SessionManager"])


def pages():
    si = connect()
    content = si.RetrieveContent()
    collector = content.propertyCollector
    specs = (spec([content.sessionManager], vim.SessionManager, ["defaultLocale"]),
             spec([content.rootFolder], vim.Folder, ["name"]),
             spec([si], vim.ServiceInstance, ["content.about.apiType"]))
    whole = [identity(o.obj) for o in retrieve(si, *specs).objects]
    same("the objects of every spec are answered", set(whole),
         {"SessionManager:SessionManager", "Folder:group-d1", "ServiceInstance:ServiceInstance"})
    page, paged, tokens = retrieve(si, *specs, page=1), [], []
    while True:
        paged.append([identity(o.obj) for o in page.objects])
        if page.token is None:
            break
        tokens.append(page.token)
        page = collector.ContinueRetrievePropertiesEx(page.token)
    same("pages of one object hold one object each", [len(p) for p in paged], [1, 1, 1])
    same("the pages together are the whole", [i for p in paged for i in p], whole)
    page = retrieve(si, *specs, page=1)
    collector.CancelRetrievePropertiesEx(page.token)
    fault = raised(lambda: collector.ContinueRetrievePropertiesEx(page.token), vmodl.fault.InvalidArgument)
    fact("a cancelled token is InvalidArgument of token", fault is not None and fault.invalidProperty == "token", fault)
    page = retrieve(si, *specs, page=1)
    stolen = connect().RetrieveContent().propertyCollector
    fault = raised(lambda: stolen.ContinueRetrievePropertiesEx(page.token), vmodl.fault.InvalidArgument)
    fact("a token is of no use to another session", fault is not None, fault)


def traversal():
    si = connect()
    content = si.RetrieveContent()
    children = PC.TraversalSpec(name="children", type=vim.Folder, path="childEntity", skip=False,
                                selectSet=[PC.SelectionSpec(name="children")])
    result = retrieve(si, spec([content.rootFolder], vim.ManagedEntity, ["name"], [children]))
    fact("a traversal begins with the folder itself", identity(result.objects[0].obj) == "Folder:group-d1", result)
    to_manager = PC.TraversalSpec(name="manager", type=vim.ServiceInstance, path="content.sessionManager", skip=False)
    result = PC.FilterSpec(objectSet=[PC.ObjectSpec(obj=si, skip=True, selectSet=[to_manager])],
                           propSet=[PC.PropertySpec(type=vim.SessionManager, all=False, pathSet=["defaultLocale"])])
    result = retrieve(si, result)
    same("a traversal follows a reference and skips its start", [(identity(o.obj), values(o)) for o in result.objects],
         [("SessionManager:SessionManager", {"defaultLocale": "en"})])


def without_session():
    si = anonymous()
    content = si.RetrieveContent()
    only = retrieve(si, spec([content.sessionManager], vim.SessionManager, ["currentSession"])).objects
    same("currentSession alone is one object without a property and without a fault",
         [(identity(o.obj), list(o.propSet), list(o.missingSet)) for o in only], [("SessionManager:SessionManager", [], [])])
    seen = retrieve(si, spec([content.sessionManager], vim.SessionManager)).objects[0]
    fact("what is open to anybody is answered", values(seen).get("defaultLocale") == "en" and "messageLocaleList" in values(seen), seen)
    missing = {m.path: m.fault for m in seen.missingSet}
    same("what is not is missing", set(missing), {"message", "sessionList"})
    for path, privilege in (("message", "System.View"), ("sessionList", "Sessions.TerminateSession")):
        fault = missing.get(path)
        fact("%s is missing as NotAuthenticated for %s" % (path, privilege),
             isinstance(fault, vim.fault.NotAuthenticated) and fault.privilegeId == privilege
             and identity(fault.object) == "Folder:group-d1", fault)
    folder = retrieve(si, spec([content.rootFolder], vim.Folder, ["name"])).objects[0]
    same("another object's property is missing as NotAuthenticated",
         [(m.path, type(m.fault)) for m in folder.missingSet], [("name", vim.fault.NotAuthenticated)])


run(selection, nested_paths, refusals, pages, traversal, without_session)
