"""zeep in its strict mode makes a client of the whole API, and reads the built-in inventory with it."""

import warnings

import requests
from facts import PASSWORD, URL, USER, fact, raised, run, same
from zeep import Client, Settings
from zeep.exceptions import Fault
from zeep.transports import Transport

warnings.simplefilter("ignore")

SESSION = requests.Session()
SESSION.verify = False
SESSION.trust_env = False
WSDL = Client(URL + "/vimService.wsdl", transport=Transport(session=SESSION), settings=Settings(strict=True))
VIM = WSDL.type_factory("urn:vim25")


def moref(kind, value):
    return VIM.ManagedObjectReference(value, type=kind)


def whole_api():
    service = WSDL.service
    fact("there are the operations of every managed type", len(service._operations) > 900, len(service._operations))
    content = service.RetrieveServiceContent(moref("ServiceInstance", "ServiceInstance"))
    service.Login(content.sessionManager, USER, PASSWORD)
    machine = service.FindByInventoryPath(content.searchIndex, "DC0/vm/DC0_H0_VM0")
    spec = VIM.PropertyFilterSpec(
        propSet=[VIM.PropertySpec(type="VirtualMachine", pathSet=["config", "runtime.powerState"])],
        objectSet=[VIM.ObjectSpec(obj=machine, skip=False)])
    values = {prop.name: prop.val for prop in service.RetrievePropertiesEx(content.propertyCollector, [spec], VIM.RetrieveOptions()).objects[0].propSet}
    same("a configuration is decoded by the schema", (values["config"].name, values["config"].hardware.memoryMB), ("DC0_H0_VM0", 2048))
    same("its devices are of their own types", [type(device).__name__ for device in values["config"].hardware.device],
         ["VirtualIDEController", "ParaVirtualSCSIController", "VirtualDisk", "VirtualVmxnet3"])
    same("an enumeration is its text", values["runtime.powerState"], "poweredOn")
    change = VIM.VirtualMachineConfigSpec(numCPUs=2, deviceChange=[VIM.VirtualDeviceConfigSpec(operation="add", device=VIM.VirtualIDEController(key=-1, busNumber=0))])
    fault = raised(lambda: service.ReconfigVM_Task(machine, change), Fault)
    fact("a change is read and not supported", fault is not None and fault.detail[0].tag == "{urn:vim25}NotSupportedFault", fault)
    fault = raised(lambda: service.PowerOnVM_Task(moref("VirtualMachine", "vm-none")), Fault)
    fact("a machine that does not exist is named", fault is not None and fault.detail[0].tag == "{urn:vim25}ManagedObjectNotFoundFault", fault)


run(whole_api)
