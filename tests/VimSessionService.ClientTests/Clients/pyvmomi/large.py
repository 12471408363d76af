"""Container views over ten thousand machines."""

import time

from connection import connect
from facts import fact, run, same
from pyVmomi import vim, vmodl

Collector = vmodl.query.PropertyCollector
PATHS = ["name", "runtime.powerState", "config.uuid", "config.hardware.numCPU", "guest.ipAddress"]


def retrieve(content, options):
    view = content.viewManager.CreateContainerView(content.rootFolder, [vim.VirtualMachine], True)
    walk = Collector.TraversalSpec(name="view", type=vim.view.ContainerView, path="view", skip=False)
    spec = Collector.FilterSpec(
        propSet=[Collector.PropertySpec(type=vim.VirtualMachine, pathSet=PATHS)],
        objectSet=[Collector.ObjectSpec(obj=view, skip=True, selectSet=[walk])])
    result = content.propertyCollector.RetrievePropertiesEx([spec], options)
    rows, pages = list(result.objects), 1
    while result.token:
        result = content.propertyCollector.ContinueRetrievePropertiesEx(result.token)
        rows += result.objects
        pages += 1
    view.Destroy()
    return rows, pages


def views():
    content = connect().RetrieveContent()
    view = content.viewManager.CreateContainerView(content.rootFolder, [vim.VirtualMachine], True)
    same("a view shows ten thousand machines", len(view.view), 10_000)
    same("each once", len({machine._moId for machine in view.view}), 10_000)
    view.Destroy()
    view = content.viewManager.CreateContainerView(content.rootFolder, [vim.HostSystem, vim.ClusterComputeResource, vim.Datastore], True)
    same("and one of other types the rest", len(view.view), 320 + 10 + 20)
    cluster = content.searchIndex.FindByInventoryPath("DC0/host/DC0_C3")
    view = content.viewManager.CreateContainerView(cluster, [vim.VirtualMachine], True)
    same("one of a cluster its machines", len(view.view), 1_000)


def properties():
    content = connect().RetrieveContent()
    began = time.monotonic()
    rows, _ = retrieve(content, Collector.RetrieveOptions())
    print("# %.1f s" % (time.monotonic() - began))
    same("every machine has its values", {len(row.propSet) for row in rows}, {len(PATHS)})
    values = [{prop.name: prop.val for prop in row.propSet} for row in rows]
    same("names, UUIDs and addresses are their own", [len({value[path] for value in values}) for path in ("name", "config.uuid", "guest.ipAddress")], [10_000] * 3)
    rows, pages = retrieve(content, Collector.RetrieveOptions(maxObjects=2_500))
    same("in pages there are as many", (len(rows), pages), (10_000, 4))


def searches():
    content = connect().RetrieveContent()
    machine = content.searchIndex.FindByInventoryPath("DC0/vm/DC0_C9_RP0_VM999")
    same("the last machine is found by its path", machine.name, "DC0_C9_RP0_VM999")
    same("and by address and UUID", (content.searchIndex.FindByIp(None, machine.guest.ipAddress, True), content.searchIndex.FindByUuid(None, machine.config.uuid, True)), (machine, machine))
    fact("its host has it", machine in machine.runtime.host.vm)


run(views, properties, searches)
