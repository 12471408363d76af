"""Managers that a vCenter lists and this service does not emulate: quiet to readers, NotSupported to callers."""

from connection import MANAGERS, connect, fetch, identity
from facts import fact, raised, run, same
from pyVmomi import vim, vmodl
from pyVmomi.VmomiSupport import IsChildVersion


def methods():
    content = connect().RetrieveContent()
    for what, call in (
            ("PerformanceManager.QueryPerfCounter", lambda: content.perfManager.QueryPerfCounter([1])),
            ("LicenseManager.AddLicense", lambda: content.licenseManager.AddLicense("00000-00000-00000-00000-00000")),
            ("DiagnosticManager.QueryDescriptions", lambda: content.diagnosticManager.QueryDescriptions()),
            ("CustomFieldsManager.AddCustomFieldDef", lambda: content.customFieldsManager.AddCustomFieldDef("a")),
            ("OvfManager.ParseDescriptor", lambda: content.ovfManager.ParseDescriptor("<a/>", vim.OvfManager.ParseDescriptorParams(
                locale="", deploymentOption="")))):
        fault = raised(call, vmodl.fault.NotSupported)
        fact("%s is NotSupported" % what, fault is not None, fault or raised(call, Exception))


def properties():
    content = connect().RetrieveContent()
    same("PerformanceManager.perfCounter is unset", content.perfManager.perfCounter or None, None)
    same("PerformanceManager.description is unset", content.perfManager.description, None)
    same("LicenseManager.licenses is unset", content.licenseManager.licenses or None, None)
    managers = [getattr(content, name) for name in MANAGERS]
    failed, read = {}, 0
    for manager in managers:
        if manager is None:
            continue
        for info in type(manager)._GetPropertyList():
            if not IsChildVersion(manager._stub.version, info.version):
                continue
            for way, call in (("read", lambda: getattr(manager, info.name)), ("fetched", lambda: fetch(manager, info.name))):
                fault = raised(call, Exception)
                read += 1
                if fault is not None:
                    failed["%s.%s %s" % (identity(manager), info.name, way)] = "%s: %s" % (type(fault).__name__, getattr(fault, "msg", fault))
    fact("every property of every manager is read without a fault", not failed and read > 100, (read, failed))


run(methods, properties)
