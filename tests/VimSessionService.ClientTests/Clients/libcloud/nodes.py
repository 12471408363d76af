"""Apache libcloud's driver for vSphere, on its own: nodes, images, locations and networks."""

from facts import HOST, PASSWORD, PORT, USER, raised, run, same
from libcloud.common.types import InvalidCredsError
from libcloud.compute.drivers.vsphere import VSphereNodeDriver
from pyVim.task import WaitForTask
from pyVmomi import vim


def driver():
    return VSphereNodeDriver(HOST, USER, PASSWORD, port=PORT)


def reading():
    vsphere = driver()
    nodes = {node.name: node for node in vsphere.list_nodes()}
    same("the nodes are the machines", sorted(nodes), ["DC0_C0_RP0_VM0", "DC0_C0_RP0_VM1", "DC0_H0_VM0", "DC0_H0_VM1"])
    node = nodes["DC0_H0_VM0"]
    same("a node has state and address", (node.state, node.private_ips), ("running", ["10.0.0.10"]))
    same("and size and place", (node.extra["memory_MB"], node.extra["cpus"], node.extra["path"]), (2048, 1, "[LocalDS_0] DC0_H0_VM0/DC0_H0_VM0.vmx"))
    same("nodes are found by folders too", sorted(node.name for node in vsphere.list_nodes_recursive()), sorted(nodes))
    same("hosts and clusters are locations", sorted(place.name for place in vsphere.list_locations()), ["DC0_C0", "DC0_C0_H0", "DC0_C0_H1", "DC0_C0_H2", "DC0_H0"])
    same("a location has its processors", {place.extra["cpu"]["cores"] for place in vsphere.list_locations() if place.extra["type"] == "host"}, {16})
    same("there are the networks", sorted(network.name for network in vsphere.ex_list_networks()), ["DC0_DVPG0", "DVS0-DVUplinks-9", "VM Network"])
    same("there is no image without a template", vsphere.list_images(), [])


def template():
    vsphere = driver()
    content = vsphere.connection.RetrieveContent()
    source = content.searchIndex.FindByInventoryPath("DC0/vm/DC0_H0_VM0")
    spec = vim.vm.CloneSpec(location=vim.vm.RelocateSpec(), template=True, powerOn=False)
    task = source.Clone(source.parent, "golden", spec)
    WaitForTask(task, si=vsphere.connection)
    image = vsphere.list_images()[0]
    same("a template is an image", (image.name, image.extra["memory_MB"], image.extra["datastore"]), ("golden", 2048, "LocalDS_0"))
    same("and no node", [node.name for node in vsphere.list_nodes() if node.name == "golden"], [])
    same("the template goes", WaitForTask(task.info.result.Destroy(), si=vsphere.connection), "success")


def login():
    wrong = raised(lambda: VSphereNodeDriver(HOST, USER, "wrong", port=PORT), InvalidCredsError)
    same("a wrong password is told as one", type(wrong), InvalidCredsError)


run(reading, template, login)
