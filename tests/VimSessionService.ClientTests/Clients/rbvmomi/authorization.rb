# Roles, permissions and users as rbvmomi reads and changes them; it knows the methods of vSphere 5.5.
require 'rbvmomi'

VIM = RbVmomi::VIM
$failed = 0

def fact(text, holds, seen = nil)
  $failed += 1 unless holds
  puts holds ? "ok - #{text}" : "not ok - #{text}: saw #{seen.inspect}"
end

def connect(more = {})
  VIM.connect({ host: ENV.fetch('VIM_HOST'), port: ENV.fetch('VIM_PORT').to_i, ssl: ENV.fetch('VIM_SCHEME') == 'https', insecure: true,
                user: ENV.fetch('VIM_USER'), password: ENV.fetch('VIM_PASSWORD') }.merge(more))
end

def fault
  yield
  nil
rescue RbVmomi::Fault => e
  e.fault
end

def permission(principal, role, propagate = true)
  VIM.Permission(principal: principal, group: false, roleId: role, propagate: propagate)
end

vim = connect
manager = vim.serviceContent.authorizationManager
root = vim.rootFolder
reader = ENV.fetch('VIM_READER')
shown_reader = 'VSPHERE.LOCAL\\reader'

fact 'roles are listed in the order of their ids', manager.roleList.map(&:roleId).first(8) == (-8..-1).to_a, manager.roleList.map(&:roleId)
fact 'a role has texts', manager.roleList.find { |r| r.name == 'Admin' }.info.label == 'Administrator'
fact 'privileges are listed', manager.privilegeList.any? { |p| p.privId == 'Sessions.TerminateSession' && p.privGroupName == 'Sessions' }
fact 'privileges are described', manager.description.privilege.size == manager.privilegeList.size
fact 'the root folder shows its permissions', root.permission.any? { |p| p.principal == ENV.fetch('VIM_SHOWN_USER') && p.roleId == -1 }, root.permission
fact 'the root folder shows the roles of the caller', root.effectiveRole == [-1], root.effectiveRole

role = manager.AddAuthorizationRole(name: 'Enders', privIds: ['Sessions.TerminateSession'])
fact 'a role is added', manager.roleList.any? { |r| r.roleId == role && r.privilege.include?('System.View') }
e = fault { manager.AddAuthorizationRole(name: 'enders') }
fact 'a name that is taken is AlreadyExists', e.is_a?(VIM::AlreadyExists), e
e = fault { manager.AddAuthorizationRole(name: 'x', privIds: ['No.Such']) }
fact 'an unknown privilege is InvalidArgument', e.is_a?(VIM::InvalidArgument) && e.invalidProperty == 'privIds', e
manager.UpdateAuthorizationRole(roleId: role, newName: 'Finishers', privIds: ['Sessions.TerminateSession', 'Sessions.GlobalMessage'])
fact 'a role is updated', manager.roleList.any? { |r| r.name == 'Finishers' && r.privilege.include?('Sessions.GlobalMessage') }
e = fault { manager.UpdateAuthorizationRole(roleId: -2, newName: 'x') }
fact 'a system role is not', e.is_a?(VIM::InvalidArgument), e

theirs = connect(user: reader)
sessions = theirs.serviceContent.sessionManager
key = sessions.currentSession.key
e = fault { sessions.TerminateSession(sessionId: ['none']) }
fact 'a reader terminates no sessions', e.is_a?(VIM::NoPermission) && e.privilegeId == 'Sessions.TerminateSession', e
manager.SetEntityPermissions(entity: root, permission: [permission(reader, role)])
e = fault { sessions.TerminateSession(sessionId: ['none']) }
fact 'with another role the next call of the session is allowed', e.is_a?(VIM::NotFound), e
fact 'RetrieveEntityPermissions shows it',
     manager.RetrieveEntityPermissions(entity: root, inherited: false).any? { |p| p.principal == shown_reader && p.roleId == role }
fact 'RetrieveRolePermissions shows it', manager.RetrieveRolePermissions(roleId: role).map(&:principal) == [shown_reader]
fact 'RetrieveAllPermissions shows it', manager.RetrieveAllPermissions.any? { |p| p.roleId == role }
fact 'HasPrivilegeOnEntity answers for the session',
     manager.HasPrivilegeOnEntity(entity: root, sessionId: key, privId: ['Sessions.TerminateSession', 'Global.Settings']) == [true, false]
answers = manager.HasPrivilegeOnEntities(entity: [root], sessionId: key, privId: ['Sessions.TerminateSession'])
fact 'HasPrivilegeOnEntities answers for the session', answers.map { |a| a.privAvailability.map(&:isGranted) } == [[true]], answers
e = fault { manager.RemoveAuthorizationRole(roleId: role, failIfUsed: true) }
fact 'a role in use is RemoveFailed', e.is_a?(VIM::RemoveFailed), e
manager.MergePermissions(srcRoleId: role, dstRoleId: -2)
fact 'MergePermissions gives another role', root.permission.any? { |p| p.principal == shown_reader && p.roleId == -2 }, root.permission
e = fault { manager.MergePermissions(srcRoleId: -1, dstRoleId: -2) }
fact 'the administrators are not merged away', e.is_a?(VIM::AuthMinimumAdminPermission), e
e = fault { manager.SetEntityPermissions(entity: root, permission: [permission('ghost', -2)]) }
fact 'an unknown user is UserNotFound', e.is_a?(VIM::UserNotFound) && e.principal == 'ghost' && e.unresolved == false, e
manager.RemoveEntityPermission(entity: root, user: reader, isGroup: false)
e = fault { theirs.serviceInstance.CurrentTime }
fact 'who lost all access has NoPermission', e.is_a?(VIM::NoPermission) && e.privilegeId == 'System.View', e
fact 'and the session still', sessions.currentSession.key == key
e = fault { manager.RemoveEntityPermission(entity: root, user: reader, isGroup: false) }
fact 'a permission that is gone is NotFound', e.is_a?(VIM::NotFound), e
all = root.permission.map { |p| permission(p.principal, p.roleId, p.propagate) }
manager.ResetEntityPermissions(entity: root, permission: all + [permission(reader, -2)])
fact 'ResetEntityPermissions sets the whole', root.permission.size == all.size + 1, root.permission
manager.RemoveAuthorizationRole(roleId: role, failIfUsed: true)
fact 'a role is removed', manager.roleList.none? { |r| r.roleId == role }

directory = vim.serviceContent.userDirectory
fact 'the domains are listed', directory.domainList == ['VSPHERE.LOCAL'], directory.domainList
found = directory.RetrieveUserGroups(domain: 'vsphere.local', searchStr: 'READ', exactMatch: false, findUsers: true, findGroups: true)
fact 'a user is found by a part of the name', found.map { |r| [r.principal, r.group] } == [['reader', false]], found
e = fault { directory.RetrieveUserGroups(domain: 'nowhere', searchStr: '', exactMatch: false, findUsers: true, findGroups: true) }
fact 'an unknown domain is NotFound', e.is_a?(VIM::NotFound), e
exit($failed.zero? ? 0 : 1)
