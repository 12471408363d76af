"""Clients of other API versions get the fields of their version and no more."""

from connection import anonymous, connect, identity
from facts import KEY, fact, run, same
from pyVmomi import vim
from pyVmomi.VmomiSupport import versionIdMap

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


def logins():
    for name in ("2.5", "4.0", "4.1", "5.0", "5.1", "5.5", "6.0", "6.5", "6.7", "6.7.1"):
        si = connect(preferredApiVersions=[version(name)])
        session = si.RetrieveContent().sessionManager.currentSession
        fact("a client of %s logs in and reads its session" % name, session is not None and session.key.startswith("52"), session)
        number = [int(n) for n in name.split(".")]
        fact("a client of %s is %s the session's address, agent and calls" % (name, "told" if number >= [5, 1] else "not told"),
             bool(session.ipAddress) == (number >= [5, 1]) and bool(session.userAgent) == (number >= [5, 1]), session)
        si.RetrieveContent().sessionManager.Logout()


def content():
    for name, expected in CONTENT.items():
        seen = anonymous(preferredApiVersions=[version(name)]).RetrieveContent()
        names = {p.name for p in vim.ServiceInstanceContent._GetPropertyList() if p.name != "about" and getattr(seen, p.name) is not None}
        same("ServiceContent of %s has the members of a vCenter's" % name, names, set(expected))


run(logins, content)
