"""How scripts look for things: container views, list views, walks and the search index, over an inventory of one datacenter."""

from connection import connect, identity
from facts import fact, raised, run, same
from pyVmomi import vim, vmodl

Collector = vmodl.query.PropertyCollector
DATACENTER = "Lab 1%2f2"
FOLDERS = {"vm": "group-v3", "host": "group-h4", "datastore": "group-s5", "network": "group-n6"}


def container_views():
    content = connect().RetrieveContent()
    views = content.viewManager
    view = views.CreateContainerView(content.rootFolder, [vim.Datacenter], True)
    same("a container view shows the datacenter", [(d._moId, d.name) for d in view.view], [("datacenter-2", DATACENTER)])
    same("the view knows what it was made of", (view.container, list(view.type), view.recursive), (content.rootFolder, ["Datacenter"], True))
    same("the manager lists the view", views.viewList, [view])
    view.Destroy()
    same("a destroyed view is not listed", list(views.viewList), [])
    fact("nor found", raised(lambda: view.view, vmodl.fault.ManagedObjectNotFound) is not None)

    view = views.CreateContainerView(content.rootFolder, [vim.ManagedEntity], True)
    same("everything below is shown", sorted(e._moId for e in view.view), sorted(["datacenter-2", *FOLDERS.values()]))
    view.Destroy()
    for kind in (vim.VirtualMachine, vim.HostSystem, vim.ClusterComputeResource, vim.Datastore, vim.Network):
        view = views.CreateContainerView(content.rootFolder, [kind], True)
        same("there is no %s" % kind.__name__, list(view.view), [])
        view.Destroy()
    disguised = vim.Folder(content.sessionManager._moId, content.rootFolder._stub)
    fault = raised(lambda: views.CreateContainerView(disguised, [], True), vmodl.fault.InvalidType)
    fact("a manager in a folder's name is refused", fault is not None and fault.msg.startswith("Type Mismatch: expected: class Vim::Folder, found: class "), fault)


def retrieval_along_a_view():
    content = connect().RetrieveContent()
    view = content.viewManager.CreateContainerView(content.rootFolder, [vim.Folder], True)
    spec = Collector.FilterSpec(
        objectSet=[Collector.ObjectSpec(obj=view, skip=True, selectSet=[
            Collector.TraversalSpec(name="traverseEntities", path="view", skip=False, type=type(view))])],
        propSet=[Collector.PropertySpec(type=vim.Folder, pathSet=["name", "parent", "childType"])])
    contents = content.propertyCollector.RetrieveContents([spec])
    found = {o.obj._moId: {p.name: p.val for p in o.propSet} for o in contents}
    same("the folders are reached along the view", {f["name"]: moid for moid, f in found.items()}, FOLDERS)
    same("each is in the datacenter", {identity(f["parent"]) for f in found.values()}, {"Datacenter:datacenter-2"})
    same("a folder says what it may hold", sorted(found["group-v3"]["childType"]), ["Folder", "VirtualApp", "VirtualMachine"])
    view.Destroy()


def list_views():
    content = connect().RetrieveContent()
    datacenter = content.rootFolder.childEntity[0]
    view = content.viewManager.CreateListView([content.rootFolder])
    same("a list view shows what it was given", view.view, [content.rootFolder])
    gone = vim.Task("task-1", datacenter._stub)
    same("what is not there is unresolved", [identity(o) for o in view.Modify([datacenter, gone], [content.rootFolder])], ["Task:task-1"])
    same("the rest is shown", view.view, [datacenter])
    same("all is resolved where all is there", list(view.Reset([datacenter.vmFolder])), [])
    same("a copy shows the same", content.viewManager.CreateListViewFromView(view).view, view.view)
    whole = content.viewManager.CreateContainerView(content.rootFolder, [vim.Datacenter], True)
    view.ResetFromView(whole)
    same("a list is reset from another view", view.view, [datacenter])


def inventory_views():
    content = connect().RetrieveContent()
    datacenter = content.rootFolder.childEntity[0]
    view = content.viewManager.CreateInventoryView()
    same("an inventory view begins with the root folder", (type(view), list(view.view)), (vim.view.InventoryView, [content.rootFolder]))
    same("an opened folder is resolved", list(view.OpenFolder([content.rootFolder])), [])
    same("with its datacenter come two folders", sorted(e._moId for e in view.view), ["datacenter-2", "group-d1", "group-h4", "group-v3"])
    gone = vim.Folder("group-v99999", datacenter._stub)
    same("what cannot be opened is given back", [identity(e) for e in view.OpenFolder([datacenter, gone])], ["Folder:group-v99999"])
    same("an opened datacenter shows its folders", sorted(e._moId for e in view.view), sorted(["group-d1", "datacenter-2", *FOLDERS.values()]))
    same("a closed folder is resolved", list(view.CloseFolder([content.rootFolder])), [])
    same("what is in it is shown no more", list(view.view), [content.rootFolder])
    view.Destroy()
    fact("a destroyed view is not found", raised(lambda: view.OpenFolder([datacenter]), vmodl.fault.ManagedObjectNotFound) is not None)


def datacenter_and_search():
    content = connect().RetrieveContent()
    datacenter = content.rootFolder.childEntity[0]
    same("the datacenter has its folders", [identity(f) for f in (
        datacenter.vmFolder, datacenter.hostFolder, datacenter.datastoreFolder, datacenter.networkFolder)],
        ["Folder:" + FOLDERS[n] for n in ("vm", "host", "datastore", "network")])
    same("it has no datastore and no network", (list(datacenter.datastore), list(datacenter.network)), ([], []))
    index = content.searchIndex
    same("a path finds the datacenter", index.FindByInventoryPath(DATACENTER), datacenter)
    same("a path finds its folder", index.FindByInventoryPath("/%s/vm/" % DATACENTER), datacenter.vmFolder)
    same("a path to nothing finds nothing", index.FindByInventoryPath("nowhere/vm"), None)
    same("a child is found by name", index.FindChild(datacenter, "host"), datacenter.hostFolder)
    same("a machine is not found", (index.FindByUuid(None, "564d0000-0000-0000-0000-000000000000", True), index.FindByIp(datacenter, "192.0.2.1", True)),
         (None, None))
    same("nor by what else names one", (index.FindByDnsName(None, "vm.example.org", True), index.FindByDatastorePath(datacenter, "[ds] vm/vm.vmx")),
         (None, None))
    same("all that are found are none", [list(found) for found in (
        index.FindAllByDnsName(None, "vm.example.org", True), index.FindAllByIp(None, "192.0.2.1", True),
        index.FindAllByUuid(None, "564d0000-0000-0000-0000-000000000000", True))], [[], [], []])


run(container_views, retrieval_along_a_view, list_views, inventory_views, datacenter_and_search)
