"""Clients of other API versions get the fields of their version and no more."""

from connection import CONTEXT, HOST, MANAGERS, anonymous
from facts import PASSWORD, PORT, SCHEME, USER, fact, run, same
from pyVmomi import SoapStubAdapter, vim, vmodl
from pyVmomi.VmomiSupport import versionIdMap

PC = vmodl.query.PropertyCollector
BASE = """rootFolder propertyCollector viewManager setting userDirectory sessionManager authorizationManager perfManager
scheduledTaskManager alarmManager eventManager taskManager extensionManager customizationSpecManager customFieldsManager
diagnosticManager licenseManager searchIndex fileManager virtualDiskManager snmpSystem vmProvisioningChecker
vmCompatibilityChecker ovfManager ipPoolManager dvSwitchManager hostProfileManager clusterProfileManager complianceManager
localizationManager storageResourceManager""".split()
BY_5_5 = BASE + ["serviceManager", "datastoreNamespaceManager", "guestOperationsManager"]
BY_6_5 = BY_5_5 + ["overheadMemoryManager", "certificateManager", "ioFilterManager", "vStorageObjectManager", "hostSpecManager",
                   "cryptoManager", "healthUpdateManager", "failoverClusterConfigurator", "failoverClusterManager"]
CONTENT = {"4.1": BASE, "5.5": BY_5_5, "6.5": BY_6_5}


def version(name):
    return [v for v, i in versionIdMap.items() if i == name and v.startswith("vim.")][0]


def in_version(name):
    """A connection in a version without negotiation: the server lists none before 4.0."""
    return vim.ServiceInstance("ServiceInstance", SoapStubAdapter(
        host=HOST, port=PORT if SCHEME == "https" else -PORT, version=version(name), sslContext=CONTEXT))


def logins():
    for name in ("2.0", "2.5", "4.0", "4.1", "5.0", "5.1", "5.5", "6.0", "6.5", "6.7", "6.7.1"):
        si = in_version(name)
        manager = si.RetrieveContent().sessionManager
        session = manager.Login(USER, PASSWORD, None)
        current = read(si, manager, "currentSession")
        fact("a client of %s logs in and reads its session" % name, session.key == current.key and session.userName == current.userName, current)
        told = [int(n) for n in name.split(".")] >= [5, 1]
        fact("a client of %s is %s the session's address and agent" % (name, "told" if told else "not told"),
             {bool(v) for s in (session, current) for v in (s.ipAddress, s.userAgent)} == {told}, (session, current))
        manager.Logout()
        same("a client of %s logs out" % name, read(si, manager, "currentSession"), None)


def read(si, managed_object, name):
    """A property by RetrieveProperties, which every version has."""
    found = si.RetrieveContent().propertyCollector.RetrieveProperties([PC.FilterSpec(
        objectSet=[PC.ObjectSpec(obj=managed_object, skip=False)],
        propSet=[PC.PropertySpec(type=type(managed_object), all=False, pathSet=[name])])])
    return {p.name: p.val for p in found[0].propSet}.get(name)


def content():
    for name, expected in CONTENT.items():
        seen = anonymous(preferredApiVersions=[version(name)]).RetrieveContent()
        names = {n for n in MANAGERS if getattr(seen, n) is not None}
        same("ServiceContent of %s has the members of a vCenter's" % name, names, set(expected))


run(logins, content)
