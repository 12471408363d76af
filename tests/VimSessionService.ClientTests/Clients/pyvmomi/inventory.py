"""The built-in inventory, as scripts with pyVmomi read it."""

from connection import connect
from facts import fact, raised, run, same
from pyVmomi import vim, vmodl

Collector = vmodl.query.PropertyCollector


def view_of(content, *kinds):
    return list(content.viewManager.CreateContainerView(content.rootFolder, list(kinds), True).view)


def container_views():
    content = connect().RetrieveContent()
    machines = view_of(content, vim.VirtualMachine)
    same("the machines are those of vcsim", sorted(vm.name for vm in machines), ["DC0_C0_RP0_VM0", "DC0_C0_RP0_VM1", "DC0_H0_VM0", "DC0_H0_VM1"])
    vm = next(vm for vm in machines if vm.name == "DC0_H0_VM0")
    same("one runs on its host", (vm.runtime.powerState, vm.runtime.host.name, vm.guest.ipAddress), ("poweredOn", "DC0_H0", "10.0.0.10"))
    disk = next(device for device in vm.config.hardware.device if isinstance(device, vim.vm.device.VirtualDisk))
    same("its disk is one of VMFS", (disk.capacityInKB, disk.backing.fileName, disk.backing.datastore.summary.type), (16777216, "[LocalDS_0] DC0_H0_VM0/DC0_H0_VM0.vmdk", "VMFS"))
    card = next(device for device in vm.config.hardware.device if isinstance(device, vim.vm.device.VirtualEthernetCard))
    same("its card is in the network", (type(card), card.backing.network.name), (vim.vm.device.VirtualVmxnet3, "VM Network"))
    same("a cluster is a compute resource", sorted(r.name for r in view_of(content, vim.ComputeResource)), ["DC0_C0", "DC0_H0"])
    hosts = view_of(content, vim.HostSystem)
    same("hosts have cores and memory", {(h.hardware.cpuInfo.numCpuCores, h.summary.hardware.memorySize >> 30) for h in hosts}, {(16, 128)})
    same("a host knows its parent", sorted(h.parent.name for h in hosts), ["DC0_C0"] * 3 + ["DC0_H0"])


def every_property():
    content = connect().RetrieveContent()
    read = []
    for entity in view_of(content, vim.ManagedEntity):
        for prop in entity._GetPropertyList():
            getattr(entity, prop.name)
            read.append(prop.name)
    fact("pyVmomi decodes every property of every object", len(read) > 400, len(read))


def collector():
    content = connect().RetrieveContent()
    view = content.viewManager.CreateContainerView(content.rootFolder, [vim.VirtualMachine], True)
    walk = Collector.TraversalSpec(name="view", type=vim.view.ContainerView, path="view", skip=False)
    spec = Collector.FilterSpec(
        propSet=[Collector.PropertySpec(type=vim.VirtualMachine, pathSet=["name", "summary.runtime.powerState", "config.hardware.device[2000]"])],
        objectSet=[Collector.ObjectSpec(obj=view, skip=True, selectSet=[walk])])
    rows = content.propertyCollector.RetrieveContents([spec])
    same("each machine has its values", [len(row.propSet) for row in rows], [3] * 4)
    same("an item is found by its key", {type(prop.val) for row in rows for prop in row.propSet if prop.name.startswith("config")}, {vim.vm.device.VirtualDisk})
    wrong = Collector.FilterSpec(propSet=[Collector.PropertySpec(type=vim.VirtualMachine, pathSet=["summary.wings"])], objectSet=spec.objectSet)
    fault = raised(lambda: content.propertyCollector.RetrieveContents([wrong]), vmodl.query.InvalidProperty)
    same("a path that does not exist is named", getattr(fault, "name", None), "summary.wings")


def searches():
    content = connect().RetrieveContent()
    index = content.searchIndex
    vm = index.FindByInventoryPath("DC0/vm/DC0_C0_RP0_VM1")
    same("a machine is found by its path", vm.name, "DC0_C0_RP0_VM1")
    same("by its UUIDs", (index.FindByUuid(None, vm.config.uuid, True, False), index.FindByUuid(None, vm.config.instanceUuid, True, True)), (vm, vm))
    same("by address and name", (index.FindByIp(None, vm.guest.ipAddress, True), index.FindByDnsName(None, vm.guest.hostName, True)), (vm, vm))
    host = index.FindByDnsName(None, "DC0_C0_H1", False)
    same("a host by its name", getattr(host, "name", None), "DC0_C0_H1")


def methods():
    content = connect().RetrieveContent()
    vm = content.searchIndex.FindByInventoryPath("DC0/vm/DC0_H0_VM0")
    spec = vim.vm.ConfigSpec(numCPUs=2, deviceChange=[vim.vm.device.VirtualDeviceSpec(operation="remove", device=vm.config.hardware.device[2])])
    fact("a change is not supported", raised(lambda: vm.Reconfigure(spec), vmodl.fault.NotSupported) is not None)


run(container_views, every_property, collector, searches, methods)
