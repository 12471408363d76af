"""Roles, permissions and users, as pyVmomi reads and changes them."""

import os

from connection import connect, fetch, identity
from facts import fact, raised, run, same
from pyVmomi import vim, vmodl

READER, NOBODY, SHOWN_USER = os.environ["VIM_READER"], os.environ["VIM_NOBODY"], os.environ["VIM_SHOWN_USER"]
SHOWN_READER = "VSPHERE.LOCAL\\reader"
Permission = vim.AuthorizationManager.Permission
SYSTEM = ["System.Anonymous", "System.Read", "System.View"]


def open_session(user=None):
    content = (connect() if user is None else connect(user=user)).RetrieveContent()
    return content, content.authorizationManager, content.rootFolder


def shown(permissions):
    return {(p.principal, p.group): (p.roleId, p.propagate, identity(p.entity)) for p in permissions}


def properties():
    _, manager, root = open_session()
    roles = {role.name: role for role in manager.roleList}
    same("the roles begin with the system's in the order of their ids",
         [role.roleId for role in manager.roleList][:8], [-8, -7, -6, -5, -4, -3, -2, -1])
    same("system roles have a server's names", {name: roles[name].roleId for name in ("NoAccess", "Anonymous", "View", "ReadOnly", "Admin")},
         {"NoAccess": -5, "Anonymous": -4, "View": -3, "ReadOnly": -2, "Admin": -1})
    fact("system roles are marked and have texts", all(r.system and r.info.label and r.info.summary for r in roles.values() if r.roleId < 0))
    same("ReadOnly has its privileges", list(roles["ReadOnly"].privilege), SYSTEM)
    privileges = {p.privId: p for p in manager.privilegeList}
    power_on = privileges["VirtualMachine.Interact.PowerOn"]
    same("a privilege has a name and a group", (power_on.name, power_on.privGroupName, power_on.onParent), ("PowerOn", "VirtualMachine.Interact", False))
    same("Admin has every privilege", set(roles["Admin"].privilege), set(privileges))
    described = {d.key: d for d in manager.description.privilege}
    same("every privilege is described", set(described), set(privileges))
    same("a privilege is told in words", described["VirtualMachine.Interact.PowerOn"].label, "Power on")
    same("every group is described", {d.key for d in manager.description.privilegeGroup}, {p.privGroupName for p in privileges.values()})
    same("the folder's permissions are read", shown(root.permission)[(SHOWN_USER, False)], (-1, True, "Folder:group-d1"))
    same("the caller's roles are read", list(root.effectiveRole), [-1])
    same("Fetch reads the same", list(fetch(root, "effectiveRole")), [-1])


def roles():
    content, manager, _ = open_session()
    role_id = manager.AddAuthorizationRole("Messengers", ["Sessions.GlobalMessage"])
    role = {r.roleId: r for r in manager.roleList}[role_id]
    same("a new role is listed with the system's privileges", (role.name, role.system, list(role.privilege)),
         ("Messengers", False, ["Sessions.GlobalMessage"] + SYSTEM))
    fact("a name that is taken is AlreadyExists", raised(lambda: manager.AddAuthorizationRole("messengers", []), vim.fault.AlreadyExists) is not None)
    fact("an empty name is InvalidName", raised(lambda: manager.AddAuthorizationRole("", []), vim.fault.InvalidName) is not None)
    fault = raised(lambda: manager.AddAuthorizationRole("Others", ["No.Such"]), vmodl.fault.InvalidArgument)
    fact("an unknown privilege is InvalidArgument of privIds", fault is not None and fault.invalidProperty == "privIds", fault)
    manager.UpdateAuthorizationRole(role_id, "Heralds", ["Global.LogEvent"])
    role = {r.roleId: r for r in manager.roleList}[role_id]
    same("a role is updated", (role.name, list(role.privilege)), ("Heralds", ["Global.LogEvent"] + SYSTEM))
    fact("an unknown role is NotFound", raised(lambda: manager.UpdateAuthorizationRole(999999, "x", []), vim.fault.NotFound) is not None)
    fault = raised(lambda: manager.UpdateAuthorizationRole(-1, "x", []), vmodl.fault.InvalidArgument)
    fact("a system role is InvalidArgument of roleId", fault is not None and fault.invalidProperty == "roleId", fault)
    fact("another's name is AlreadyExists", raised(lambda: manager.UpdateAuthorizationRole(role_id, "Admin", []), vim.fault.AlreadyExists) is not None)
    used = raised(lambda: manager.RemoveAuthorizationRole(-1, True), vmodl.fault.InvalidArgument)
    fact("a system role is not removed", used is not None, used)
    manager.SetEntityPermissions(content.rootFolder, [Permission(principal=NOBODY, group=False, roleId=role_id, propagate=True)])
    fact("a role in use is RemoveFailed", raised(lambda: manager.RemoveAuthorizationRole(role_id, True), vim.fault.RemoveFailed) is not None)
    manager.RemoveAuthorizationRole(role_id, False)
    fact("a removed role is gone with its permissions",
         role_id not in {r.roleId for r in manager.roleList} and role_id not in {p.roleId for p in manager.RetrieveAllPermissions()})
    fact("a role that is gone is NotFound", raised(lambda: manager.RemoveAuthorizationRole(role_id, False), vim.fault.NotFound) is not None)
    manager.SetEntityPermissions(content.rootFolder, [Permission(principal=NOBODY, group=False, roleId=-5, propagate=True)])


def permissions():
    content, manager, root = open_session()
    role_id = manager.AddAuthorizationRole("Terminators", ["Sessions.TerminateSession"])
    _, readers, readers_root = open_session(READER)
    fact("a reader sees every permission", (SHOWN_USER, False) in shown(readers.RetrieveAllPermissions()))
    same("a reader's role is ReadOnly", list(readers_root.effectiveRole), [-2])
    manager.SetEntityPermissions(root, [Permission(principal=SHOWN_READER, group=False, roleId=role_id, propagate=False)])
    expected = (role_id, False, "Folder:group-d1")
    same("a permission is updated", shown(root.permission)[(SHOWN_READER, False)], expected)
    same("RetrieveEntityPermissions shows it", shown(manager.RetrieveEntityPermissions(root, False))[(SHOWN_READER, False)], expected)
    same("RetrieveEntityPermissions with inherited shows it", shown(manager.RetrieveEntityPermissions(root, True))[(SHOWN_READER, False)], expected)
    same("RetrieveRolePermissions shows it alone", shown(manager.RetrieveRolePermissions(role_id)), {(SHOWN_READER, False): expected})
    fact("the permissions of an unknown role are NotFound", raised(lambda: manager.RetrieveRolePermissions(999999), vim.fault.NotFound) is not None)
    same("the reader's role is another at once", list(readers_root.effectiveRole), [role_id])

    manager.MergePermissions(role_id, -2)
    same("MergePermissions gives another role", shown(root.permission)[(SHOWN_READER, False)], (-2, False, "Folder:group-d1"))
    fact("an unknown role is not merged", raised(lambda: manager.MergePermissions(999999, -2), vim.fault.NotFound) is not None)
    fault = raised(lambda: manager.MergePermissions(-2, -3), vmodl.fault.InvalidArgument)
    fact("nothing is merged into View", fault is not None and fault.invalidProperty == "dstRoleId", fault)
    fact("the administrators are not merged away", raised(lambda: manager.MergePermissions(-1, -2), vim.fault.AuthMinimumAdminPermission) is not None)

    def give(principal, role=-2, entity=root):
        return raised(lambda: manager.SetEntityPermissions(entity, [Permission(principal=principal, group=False, roleId=role, propagate=True)]), Exception)

    fault = give("ghost@vsphere.local")
    fact("an unknown user is UserNotFound that names them",
         isinstance(fault, vim.fault.UserNotFound) and (fault.principal, fault.unresolved) == ("ghost@vsphere.local", False), fault)
    fact("an unknown role is NotFound to a permission", isinstance(give(READER, 999999), vim.fault.NotFound))
    fact("View cannot be granted", isinstance(give(READER, -3), vmodl.fault.InvalidArgument))
    fact("the last administrator stays one", isinstance(give(SHOWN_USER), vim.fault.AuthMinimumAdminPermission))
    fault = give(READER, entity=vim.Folder("group-v99999", root._stub))
    fact("an object that is not there is ManagedObjectNotFound", isinstance(fault, vmodl.fault.ManagedObjectNotFound), fault)

    kept = [Permission(principal=name, group=group, roleId=value[0], propagate=value[1]) for (name, group), value in shown(root.permission).items()]
    manager.ResetEntityPermissions(root, [p for p in kept if p.principal != SHOWN_READER])
    fact("ResetEntityPermissions removes what it is not given", (SHOWN_READER, False) not in shown(root.permission))
    fact("it leaves an administrator", raised(lambda: manager.ResetEntityPermissions(root, []), vim.fault.AuthMinimumAdminPermission) is not None)
    fault = raised(lambda: manager.RemoveEntityPermission(root, READER, False), vim.fault.NotFound)
    fact("a permission that is not there is NotFound", fault is not None)
    manager.SetEntityPermissions(root, [Permission(principal=READER, group=False, roleId=-2, propagate=True)])
    manager.RemoveAuthorizationRole(role_id, True)


def live_sessions():
    content, manager, root = open_session()
    theirs, _, their_root = open_session(READER)
    key = theirs.sessionManager.currentSession.key
    fault = raised(lambda: fetch(theirs.sessionManager, "sessionList"), vim.fault.NoPermission)
    fact("a reader does not list sessions", fault is not None, fault)
    manager.SetEntityPermissions(root, [Permission(principal=READER, group=False, roleId=-1, propagate=True)])
    fact("an administrator since a moment ago does, in the same session", key in [s.key for s in fetch(theirs.sessionManager, "sessionList")])
    manager.RemoveEntityPermission(root, READER, False)
    fault = raised(lambda: fetch(theirs.sessionManager, "message"), vim.fault.NoPermission)
    fact("who lost all access has NoPermission on the next call", fault is not None and fault.privilegeId == "System.View", fault)
    same("and the session still", theirs.sessionManager.currentSession.key, key)
    fault = raised(lambda: connect(user=READER), vim.fault.NoPermission)
    fact("but logs in no more", fault is not None, fault)
    manager.SetEntityPermissions(root, [Permission(principal=READER, group=False, roleId=-2, propagate=True)])
    same("until access is given back", raised(lambda: fetch(theirs.sessionManager, "message"), Exception), None)
    fault = raised(lambda: theirs.authorizationManager.RemoveEntityPermission(their_root, NOBODY, False), vim.fault.NoPermission)
    fact("a reader removes no permissions", fault is not None and fault.privilegeId == "Authorization.ModifyPermissions", fault)
    fault = raised(lambda: theirs.authorizationManager.SetEntityPermissions(their_root, []), vim.fault.NoPermission)
    fact("a reader sets no permissions", fault is not None and fault.privilegeId == "Authorization.ModifyPermissions", fault)


def questions():
    content, manager, root = open_session()
    theirs, readers, _ = open_session(READER)
    key = theirs.sessionManager.currentSession.key
    asked = ["System.Read", "Global.Settings"]
    same("HasPrivilegeOnEntity answers for a session", list(manager.HasPrivilegeOnEntity(root, key, asked)), [True, False])
    same("a session that is not there holds nothing", list(manager.HasPrivilegeOnEntity(root, "none", asked)), [False, False])
    found = manager.HasPrivilegeOnEntities([root], key, asked)
    same("HasPrivilegeOnEntities answers for each entity",
         [(identity(e.entity), [(a.privId, a.isGranted) for a in e.privAvailability]) for e in found],
         [("Folder:group-d1", [("System.Read", True), ("Global.Settings", False)])])
    found = readers.HasUserPrivilegeOnEntities([root, content.sessionManager], READER, asked)
    same("HasUserPrivilegeOnEntities answers at the root folder for what is no entity",
         [(identity(e.entity), [a.isGranted for a in e.privAvailability]) for e in found],
         [("Folder:group-d1", [True, False]), ("Folder:group-d1", [True, False])])
    found = manager.FetchUserPrivilegeOnEntities([root], READER)
    same("FetchUserPrivilegeOnEntities lists what a user holds", [(identity(e.entity), list(e.privileges)) for e in found], [("Folder:group-d1", SYSTEM)])
    gone = vim.Folder("group-v99999", root._stub)
    fact("an object that is not there is ManagedObjectNotFound to every question", all(
        raised(question, vmodl.fault.ManagedObjectNotFound) is not None for question in (
            lambda: manager.HasPrivilegeOnEntity(gone, key, asked), lambda: manager.HasPrivilegeOnEntities([gone], key, asked),
            lambda: manager.HasUserPrivilegeOnEntities([gone], READER, asked), lambda: manager.FetchUserPrivilegeOnEntities([gone], READER),
            lambda: manager.RetrieveEntityPermissions(gone, False))))


def users():
    content, _, _ = open_session()
    directory = content.userDirectory
    same("the domain of single sign-on is listed", list(directory.domainList), ["VSPHERE.LOCAL"])

    def search(domain, text, group=None, user=None, exact=False):
        return directory.RetrieveUserGroups(domain, text, group, user, exact, True, True)

    found = {r.principal: r for r in search("vsphere.local", "")}
    same("users are found without their domain", set(found), {"Administrator", "reader", "nobody"})
    same("a user has a full name", (found["Administrator"].fullName, found["Administrator"].group), ("Administrator vsphere.local", False))
    same("a part of a name is enough in any case", [r.principal for r in search("VSPHERE.LOCAL", "ADMIN")], ["Administrator"])
    same("an exact search takes the whole name", [r.principal for r in search("vsphere.local", "read", exact=True)], [])
    same("the server itself has no accounts here", list(search(None, "")) + list(search("", "")), [])
    for what, arguments in (("domain", ("nowhere", "")), ("group", ("vsphere.local", "", "nobodies")), ("user", ("vsphere.local", "", None, "ghost"))):
        fact("an unknown %s is NotFound" % what, raised(lambda: search(*arguments), vim.fault.NotFound) is not None)
    theirs, _, _ = open_session(READER)
    fault = raised(lambda: theirs.userDirectory.RetrieveUserGroups(None, "", None, None, False, True, True), vim.fault.NoPermission)
    fact("a reader does not search users", fault is not None and fault.privilegeId == "Authorization.ModifyPermissions", fault)


run(properties, roles, permissions, live_sessions, questions, users)
