"""The recordings of two ESX hosts and of a vCenter, as one vCenter."""

from connection import connect
from facts import run, same
from pyVmomi import vim


def view_of(content, *kinds):
    return list(content.viewManager.CreateContainerView(content.rootFolder, list(kinds), True).view)


def places():
    content = connect().RetrieveContent()
    same("it is one vCenter", content.about.apiType, "VirtualCenter")
    same("each host has a datacenter beside those of the vCenter", sorted(d.name for d in content.rootFolder.childEntity), ["DC0", "esx-a.example", "esx-b.example.org"])
    hosts = {h.name: sorted(vm.name for vm in h.vm) for h in view_of(content, vim.HostSystem) if h.name.startswith("esx")}
    same("each has its machines", hosts, {"esx-a.example": ["a1", "a2"], "esx-b.example.org": ["b1", "b2", "b3"]})
    machines = [vm for vm in view_of(content, vim.VirtualMachine) if not vm.name.startswith("DC0")]
    same("a machine is on its host", {vm.name: vm.runtime.host.name for vm in machines}, {"a1": "esx-a.example", "a2": "esx-a.example", "b1": "esx-b.example.org", "b2": "esx-b.example.org", "b3": "esx-b.example.org"})
    same("references are apart", len({vm._moId for vm in machines}), 5)
    for name, host in (("a1", "esx-a.example"), ("b1", "esx-b.example.org")):
        vm = content.searchIndex.FindByInventoryPath(host + "/vm/" + name)
        same(name + " is found by its path", getattr(vm, "name", None), name)
        same(name + " is found by its UUID", content.searchIndex.FindByUuid(None, vm.config.uuid, True, False), vm)
        task = vm.recentTask[0]
        same(name + " has its task", (task.info.entity, task.info.entityName, task.info.key), (vm, name, task._moId))


def statistics():
    content = connect().RetrieveContent()
    usage = next(c.key for c in content.perfManager.perfCounter if (c.groupInfo.key, c.nameInfo.key, c.rollupType) == ("cpu", "usage", "average"))
    seen = {}
    for path in ("esx-a.example/vm/a1", "esx-b.example.org/vm/b1"):
        spec = vim.PerformanceManager.QuerySpec(entity=content.searchIndex.FindByInventoryPath(path), maxSample=1, intervalId=20, metricId=[vim.PerformanceManager.MetricId(counterId=usage, instance="")])
        seen[path] = content.perfManager.QueryPerf([spec])[0].value[0].value[0]
    same("a counter has one key for both hosts", seen, {"esx-a.example/vm/a1": 1300, "esx-b.example.org/vm/b1": 1700})


run(places, statistics)
