"""What differs on an ESX host: local users without a domain, and questions about others that only a vCenter answers."""

from connection import connect, identity
from facts import USER, fact, raised, run, same
from pyVmomi import vim, vmodl

Permission = vim.AuthorizationManager.Permission


def host():
    content = connect().RetrieveContent()
    manager, root, directory = content.authorizationManager, content.rootFolder, content.userDirectory
    same("the host has its own manager", identity(manager), "AuthorizationManager:ha-authmgr")
    same("root is the administrator", [(p.principal, p.roleId) for p in root.permission if p.principal == USER], [(USER, -1)])
    fact("roles and privileges are listed", len(manager.roleList) >= 8 and len(manager.privilegeList) > 200)
    found = directory.RetrieveUserGroups(None, USER, None, None, True, True, False)
    same("a local user is found without a domain", [(r.principal, r.group) for r in found], [(USER, False)])
    same("an empty domain is the host itself", [r.principal for r in directory.RetrieveUserGroups("", USER, None, None, True, True, False)], [USER])
    fact("the last administrator stays", raised(lambda: manager.RemoveEntityPermission(root, USER, False), vim.fault.AuthMinimumAdminPermission) is not None)
    key = content.sessionManager.currentSession.key
    for what, question in (
            ("HasPrivilegeOnEntity", lambda: manager.HasPrivilegeOnEntity(root, key, ["System.View"])),
            ("HasPrivilegeOnEntities", lambda: manager.HasPrivilegeOnEntities([root], key, ["System.View"])),
            ("HasUserPrivilegeOnEntities", lambda: manager.HasUserPrivilegeOnEntities([root], USER, ["System.View"])),
            ("FetchUserPrivilegeOnEntities", lambda: manager.FetchUserPrivilegeOnEntities([root], USER))):
        fault = raised(question, vmodl.fault.NotImplemented)
        fact("%s is NotImplemented" % what, fault is not None, fault or raised(question, Exception))


run(host)
