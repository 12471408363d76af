# Roles, permissions and users as rbvmomi reads and changes them; it knows the methods of vSphere 5.5.
require_relative 'common'

def permission(principal, role, propagate = true)
  VIM.Permission(principal: principal, group: false, roleId: role, propagate: propagate)
end

vim = connect
manager = vim.serviceContent.authorizationManager
root = vim.rootFolder

fact 'roles are listed in the order of their ids', manager.roleList.map(&:roleId).first(8) == (-8..-1).to_a, manager.roleList.map(&:roleId)
fact 'a role has texts', manager.roleList.find { |r| r.name == 'Admin' }.info.label == 'Administrator'
fact 'privileges are listed', manager.privilegeList.any? { |p| p.privId == 'Sessions.TerminateSession' && p.privGroupName == 'Sessions' }
fact 'privileges are described', manager.description.privilege.size == manager.privilegeList.size
fact 'the root folder shows its permissions', root.permission.any? { |p| p.principal == ENV.fetch('VIM_SHOWN_USER') && p.roleId == -1 }, root.permission
fact 'the root folder shows the roles of the caller', root.effectiveRole == [-1], root.effectiveRole

role = manager.AddAuthorizationRole(name: 'Enders', privIds: ['Sessions.TerminateSession'])
fact 'a role is added', manager.roleList.any? { |r| r.roleId == role && r.privilege.include?('System.View') }
e = fault { manager.AddAuthorizationRole(name: 'enders') }
fact 'a name that is taken is AlreadyExists', e && e.fault.is_a?(VIM::AlreadyExists), e
e = fault { manager.AddAuthorizationRole(name: 'x', privIds: ['No.Such']) }
fact 'an unknown privilege is InvalidArgument', e && e.fault.is_a?(VIM::InvalidArgument) && e.fault.invalidProperty == 'privIds', e
manager.UpdateAuthorizationRole(roleId: role, newName: 'Finishers', privIds: ['Sessions.TerminateSession', 'Sessions.GlobalMessage'])
fact 'a role is updated', manager.roleList.any? { |r| r.name == 'Finishers' && r.privilege.include?('Sessions.GlobalMessage') }
e = fault { manager.UpdateAuthorizationRole(roleId: -2, newName: 'x') }
fact 'a system role is not', e && e.fault.is_a?(VIM::InvalidArgument), e

theirs = connect(user: READER)
sessions = theirs.serviceContent.sessionManager
key = sessions.currentSession.key
e = fault { sessions.TerminateSession(sessionId: ['none']) }
fact 'a reader terminates no sessions', e && e.fault.is_a?(VIM::NoPermission) && e.fault.privilegeId == 'Sessions.TerminateSession', e
manager.SetEntityPermissions(entity: root, permission: [permission(READER, role)])
e = fault { sessions.TerminateSession(sessionId: ['none']) }
fact 'with another role the next call of the session is allowed', e && e.fault.is_a?(VIM::NotFound), e
fact 'RetrieveEntityPermissions shows it',
     manager.RetrieveEntityPermissions(entity: root, inherited: false).any? { |p| p.principal == SHOWN_READER && p.roleId == role }
fact 'RetrieveRolePermissions shows it', manager.RetrieveRolePermissions(roleId: role).map(&:principal) == [SHOWN_READER]
fact 'RetrieveAllPermissions shows it', manager.RetrieveAllPermissions.any? { |p| p.roleId == role }
fact 'HasPrivilegeOnEntity answers for the session',
     manager.HasPrivilegeOnEntity(entity: root, sessionId: key, privId: ['Sessions.TerminateSession', 'Global.Settings']) == [true, false]
answers = manager.HasPrivilegeOnEntities(entity: [root], sessionId: key, privId: ['Sessions.TerminateSession'])
fact 'HasPrivilegeOnEntities answers for the session', answers.map { |a| a.privAvailability.map(&:isGranted) } == [[true]], answers
# Both came after rbvmomi 1.8.
entities = [member('entities', 'ManagedObject', array: true), member('userName', 'xsd:string')]
declare_method('AuthorizationManager', 'HasUserPrivilegeOnEntities',
               entities + [member('privId', 'xsd:string', array: true, optional: true)], member('returnval', 'EntityPrivilege', array: true))
declare_data('UserPrivilegeResult', [member('entity', 'ManagedEntity'), member('privileges', 'xsd:string', array: true, optional: true)])
declare_method('AuthorizationManager', 'FetchUserPrivilegeOnEntities', entities, member('returnval', 'UserPrivilegeResult', array: true))
newer = connect(rev: '6.5').serviceContent.authorizationManager
answers = newer.HasUserPrivilegeOnEntities(entities: [root], userName: READER, privId: ['Sessions.TerminateSession', 'Global.Settings'])
fact 'HasUserPrivilegeOnEntities answers for a user', answers.map { |a| [a.entity, a.privAvailability.map(&:isGranted)] } == [[root, [true, false]]], answers
answers = newer.FetchUserPrivilegeOnEntities(entities: [root], userName: READER)
fact 'FetchUserPrivilegeOnEntities lists what a user holds',
     answers.map { |a| [a.entity, a.privileges] } == [[root, %w[Sessions.GlobalMessage Sessions.TerminateSession System.Anonymous System.Read System.View]]],
     answers
e = fault { newer.FetchUserPrivilegeOnEntities(entities: [VIM.Folder(vim, 'group-v99999')], userName: READER) }
fact 'of an object that is not there it is ManagedObjectNotFound', e && e.fault.is_a?(VIM::ManagedObjectNotFound), e

e = fault { manager.RemoveAuthorizationRole(roleId: role, failIfUsed: true) }
fact 'a role in use is RemoveFailed', e && e.fault.is_a?(VIM::RemoveFailed), e
manager.MergePermissions(srcRoleId: role, dstRoleId: -2)
fact 'MergePermissions gives another role', root.permission.any? { |p| p.principal == SHOWN_READER && p.roleId == -2 }, root.permission
e = fault { manager.MergePermissions(srcRoleId: -1, dstRoleId: -2) }
fact 'the administrators are not merged away', e && e.fault.is_a?(VIM::AuthMinimumAdminPermission), e
e = fault { manager.SetEntityPermissions(entity: root, permission: [permission('ghost', -2)]) }
fact 'an unknown user is UserNotFound', e && e.fault.is_a?(VIM::UserNotFound) && e.fault.principal == 'ghost' && e.fault.unresolved == false, e
manager.RemoveEntityPermission(entity: root, user: READER, isGroup: false)
e = fault { theirs.serviceInstance.CurrentTime }
fact 'who lost all access has NoPermission', e && e.fault.is_a?(VIM::NoPermission) && e.fault.privilegeId == 'System.View', e
fact 'and the session still', sessions.currentSession.key == key
e = fault { manager.RemoveEntityPermission(entity: root, user: READER, isGroup: false) }
fact 'a permission that is gone is NotFound', e && e.fault.is_a?(VIM::NotFound), e
all = root.permission.map { |p| permission(p.principal, p.roleId, p.propagate) }
manager.ResetEntityPermissions(entity: root, permission: all + [permission(READER, -2)])
fact 'ResetEntityPermissions sets the whole', root.permission.size == all.size + 1, root.permission
manager.RemoveAuthorizationRole(roleId: role, failIfUsed: true)
fact 'a role is removed', manager.roleList.none? { |r| r.roleId == role }

directory = vim.serviceContent.userDirectory
fact 'the domains are listed', directory.domainList == ['VSPHERE.LOCAL'], directory.domainList
found = directory.RetrieveUserGroups(domain: 'vsphere.local', searchStr: 'READ', exactMatch: false, findUsers: true, findGroups: true)
fact 'a user is found by a part of the name', found.map { |r| [r.principal, r.group] } == [['reader', false]], found
e = fault { directory.RetrieveUserGroups(domain: 'nowhere', searchStr: '', exactMatch: false, findUsers: true, findGroups: true) }
fact 'an unknown domain is NotFound', e && e.fault.is_a?(VIM::NotFound), e
exit($failed.zero? ? 0 : 1)
