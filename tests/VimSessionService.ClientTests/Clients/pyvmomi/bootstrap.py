"""What pyVmomi learns before anybody logs in."""

import urllib.request
from datetime import datetime, timedelta, timezone
from uuid import UUID
from xml.etree import ElementTree

from connection import MANAGERS, anonymous, connect, identity
from facts import NOT_AUTHENTICATED, URL, fact, raised, run, same, unverified
from pyVmomi import vim
from pyVmomi.VmomiSupport import GetServiceVersions, versionIdMap

REFERENCES = {
    "rootFolder": "Folder:group-d1",
    "propertyCollector": "PropertyCollector:propertyCollector",
    "viewManager": "ViewManager:ViewManager",
    "setting": "OptionManager:VpxSettings",
    "userDirectory": "UserDirectory:UserDirectory",
    "sessionManager": "SessionManager:SessionManager",
    "authorizationManager": "AuthorizationManager:AuthorizationManager",
    "serviceManager": "ServiceManager:ServiceMgr",
    "perfManager": "PerformanceManager:PerfMgr",
    "eventManager": "EventManager:EventManager",
    "taskManager": "TaskManager:TaskManager",
    "extensionManager": "ExtensionManager:ExtensionManager",
    "diagnosticManager": "DiagnosticManager:DiagMgr",
    "licenseManager": "LicenseManager:LicenseManager",
    "searchIndex": "SearchIndex:SearchIndex",
    "virtualDiskManager": "VirtualDiskManager:virtualDiskManager",
    "snmpSystem": "SnmpSystem:SnmpSystem",
    "vmProvisioningChecker": "ProvisioningChecker:ProvChecker",
    "vmCompatibilityChecker": "CompatibilityChecker:CompatChecker",
    "dvSwitchManager": "DistributedVirtualSwitchManager:DVSManager",
    "complianceManager": "ComplianceManager:MoComplianceManager",
    "localizationManager": "LocalizationManager:LocalizationManager",
    "guestOperationsManager": "GuestOperationsManager:guestOperationsManager",
}


def served_versions():
    context = unverified() if URL.startswith("https") else None
    with urllib.request.urlopen(URL + "/vimServiceVersions.xml", context=context) as answer:
        root = ElementTree.fromstring(answer.read())
    return [element.text for element in root.iter("version")]


def negotiation():
    served = served_versions()
    stub = anonymous()._stub
    best = [v for v in GetServiceVersions("vim25") if versionIdMap.get(v) in served][0]
    same("the newest version that both sides know is negotiated", stub.version, best)
    fact("the version of the call is vim25/N", stub.versionId == '"urn:vim25/%s"' % versionIdMap[best], stub.versionId)


def about():
    seen = anonymous().RetrieveContent().about
    same("about.name", seen.name, "VMware vCenter Server")
    same("about.vendor", seen.vendor, "VMware, Inc.")
    same("about.apiType", seen.apiType, "VirtualCenter")
    same("about.apiVersion", seen.apiVersion, "8.0.3.0")
    same("about.version", seen.version, "8.0.3")
    same("about.productLineId", seen.productLineId, "vpx")
    same("about.osType", seen.osType, "linux-x64")
    same("about.localeVersion", seen.localeVersion, "INTL")
    same("about.localeBuild", seen.localeBuild, "000")
    same("about.licenseProductName", seen.licenseProductName, "VMware VirtualCenter Server")
    same("about.licenseProductVersion", seen.licenseProductVersion, "8.0")
    same("about.fullName is name, version and build", seen.fullName, "%s %s build-%s" % (seen.name, seen.version, seen.build))
    fact("about.instanceUuid is a UUID", str(UUID(seen.instanceUuid)) == seen.instanceUuid.lower(), seen.instanceUuid)
    same("about.instanceUuid stays", anonymous().content.about.instanceUuid, seen.instanceUuid)


def content():
    si = anonymous()
    retrieved, read = si.RetrieveContent(), si.content
    wrong = {n: identity(getattr(retrieved, n)) for n, r in REFERENCES.items() if identity(getattr(retrieved, n)) != r}
    fact("RetrieveContent names every manager as a vCenter does", not wrong, wrong)
    differing = [n for n in MANAGERS if identity(getattr(retrieved, n)) != identity(getattr(read, n))]
    fact("the property content is what RetrieveContent returns", not differing, differing)


def without_session():
    si = anonymous()
    manager = si.RetrieveContent().sessionManager
    same("currentSession is unset without a login", manager.currentSession, None)
    same("defaultLocale is readable without a login", manager.defaultLocale, "en")
    same("messageLocaleList is readable without a login", set(manager.messageLocaleList),
         {"ja", "zh_CN", "en", "de", "zh_TW", "ko", "fr"})
    fact("supportedLocaleList is readable without a login", "en" in manager.supportedLocaleList, manager.supportedLocaleList)
    for name, privilege in (("message", "System.View"), ("sessionList", "Sessions.TerminateSession")):
        fault = raised(lambda n=name: getattr(manager, n), vim.fault.NotAuthenticated)
        fact("%s without a login is NotAuthenticated for %s at the root folder" % (name, privilege),
             fault is not None and (fault.privilegeId, identity(fault.object)) == (privilege, "Folder:group-d1"), fault)
    for what, call, privilege in (
            ("CurrentTime", si.CurrentTime, "System.View"),
            ("Logout", manager.Logout, "System.View"),
            ("SetLocale", lambda: manager.SetLocale("en"), "System.View"),
            ("TerminateSession", lambda: manager.TerminateSession(["x"]), "Sessions.TerminateSession"),
            ("UpdateServiceMessage", lambda: manager.UpdateServiceMessage("x"), "Sessions.GlobalMessage"),
            ("SessionIsActive", lambda: manager.SessionIsActive("x", "y"), "Sessions.ValidateSession")):
        fault = raised(call, vim.fault.NotAuthenticated)
        fact("%s without a login is NotAuthenticated for %s at the root folder, in the words of a vCenter" % (what, privilege),
             fault is not None and fault.msg == NOT_AUTHENTICATED
             and (fault.privilegeId, identity(fault.object)) == (privilege, "Folder:group-d1"), fault)
    fact("no cookie is set before a login", not si._stub.cookie, si._stub.cookie)


def clock():
    si = connect()
    now = datetime.now(timezone.utc)
    fact("CurrentTime is the time, in UTC", abs(si.CurrentTime() - now) < timedelta(minutes=1), si.CurrentTime())
    fact("serverClock is the time, in UTC", abs(si.serverClock - now) < timedelta(minutes=1), si.serverClock)
    fact("capability says that there may be many hosts", si.capability.multiHostSupported, si.capability)


run(negotiation, about, content, without_session, clock)
