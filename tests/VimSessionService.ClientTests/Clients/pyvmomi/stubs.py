"""Virtual machines that are changed, as scripts with pyVmomi do it."""

from connection import connect
from facts import fact, raised, run, same
from pyVim.task import WaitForTask
from pyVmomi import vim, vmodl

Collector = vmodl.query.PropertyCollector


def machine(content, name):
    return content.searchIndex.FindByInventoryPath(f"DC0/vm/{name}")


def power():
    content = connect().RetrieveContent()
    vm = machine(content, "DC0_H0_VM0")
    same("a task ends with success", WaitForTask(vm.PowerOff()), vim.TaskInfo.State.success)
    same("the machine is off", vm.runtime.powerState, "poweredOff")
    spec = Collector.FilterSpec(
        propSet=[Collector.PropertySpec(type=vim.VirtualMachine, pathSet=["runtime.powerState"])], objectSet=[Collector.ObjectSpec(obj=vm)])
    content.propertyCollector.CreateFilter(spec, False)
    version = content.propertyCollector.WaitForUpdatesEx("").version
    task = vm.PowerOn()
    update = content.propertyCollector.WaitForUpdatesEx(version)
    same("a wait sees the property change", update.filterSet[0].objectSet[0].changeSet[0].val, "poweredOn")
    same("the task has ended then", WaitForTask(task), vim.TaskInfo.State.success)
    fact("the task is a recent one of the machine and of the manager", task in vm.recentTask and task in content.taskManager.recentTask)
    fault = raised(lambda: WaitForTask(vm.PowerOn()), vim.fault.InvalidPowerState)
    same("the wrong state is a fault with its fields", (fault.requestedState, fault.existingState), ("poweredOn", "poweredOn"))


def clone():
    content = connect().RetrieveContent()
    vm = machine(content, "DC0_C0_RP0_VM0")
    view = content.viewManager.CreateContainerView(content.rootFolder, [vim.VirtualMachine], True)
    task = vm.Clone(folder=vm.parent, name="py-clone", spec=vim.vm.CloneSpec(location=vim.vm.RelocateSpec(), powerOn=False, template=False))
    WaitForTask(task)
    twin = task.info.result
    same("a clone is the result of its task", (twin.name, twin.runtime.powerState), ("py-clone", "poweredOff"))
    fact("a view has it", twin in view.view)
    WaitForTask(twin.Reconfigure(vim.vm.ConfigSpec(numCPUs=2, annotation="changed")))
    same("it is reconfigured", (twin.config.hardware.numCPU, twin.summary.config.annotation), (2, "changed"))
    WaitForTask(twin.CreateSnapshot("s", "", False, False))
    same("it has a snapshot", [node.name for node in twin.snapshot.rootSnapshotList], ["s"])
    WaitForTask(twin.Destroy())
    fact("it is gone", machine(content, "py-clone") is None and twin not in view.view)


run(power, clone)
