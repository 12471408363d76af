# rbvmomi drives ExtensionManager, and logs an extension in by the options that it has for it: a certificate, and the tunnel as a proxy.
require_relative 'common'

KEY = 'com.example.rbvmomi'.freeze
CERTIFICATE = File.read(ENV.fetch('VIM_CLIENT_CERT'))
CERTIFIED = { cert: CERTIFICATE, key: File.read(ENV.fetch('VIM_CLIENT_KEY')) }.freeze
TUNNEL = { host: 'sdkTunnel', port: 8089, proxyHost: HOST, proxyPort: ENV.fetch('VIM_TUNNEL_PORT').to_i }.freeze

def extension(version, more = {})
  VIM.Extension({ description: { label: 'rbvmomi', summary: 'A test' }, key: KEY, version: version, lastHeartbeatTime: Time.now }.merge(more))
end

vim = connect
content = vim.serviceContent
manager = content.extensionManager
fact 'an unknown extension is not found', manager.FindExtension(extensionKey: KEY).nil?
manager.RegisterExtension(extension: extension('1.0'))
fact 'a registered extension is found', manager.FindExtension(extensionKey: KEY).version == '1.0'
fact 'it is listed', manager.extensionList.map(&:key).include?(KEY)
e = fault { manager.RegisterExtension(extension: extension('1.0')) }
fact 'a key that is taken is InvalidArgument', e && e.fault.is_a?(VIM::InvalidArgument) && e.fault.invalidProperty == 'extension.key', e

privileges = [{ privID: "#{KEY}.Paint", privGroupName: KEY }]
manager.UpdateExtension(extension: extension('2.0', privilegeList: privileges, eventList: [{ eventID: "#{KEY}.Painted" }]))
fact 'an update is seen', manager.FindExtension(extensionKey: KEY).version == '2.0'
fact 'its privileges are privileges', content.authorizationManager.privilegeList.any? { |p| p.privId == "#{KEY}.Paint" && p.privGroupName == KEY }
role = content.authorizationManager.AddAuthorizationRole(name: 'Painters', privIds: ["#{KEY}.Paint"])
fact 'a role can have them', content.authorizationManager.roleList.any? { |r| r.roleId == role && r.privilege.include?("#{KEY}.Paint") }
content.authorizationManager.RemoveAuthorizationRole(roleId: role, failIfUsed: true)
fact 'its events are described', content.eventManager.description.eventInfo.any? { |i| i.key == 'EventEx' && i.fullFormat.start_with?("#{KEY}.Painted|") }

fact 'the server has a public key', manager.GetPublicKey.start_with?('-----BEGIN PUBLIC KEY-----')
manager.SetPublicKey(extensionKey: KEY, publicKey: OpenSSL::PKey::RSA.new(2048).public_to_pem)
e = fault { manager.SetPublicKey(extensionKey: KEY, publicKey: 'none') }
fact 'what is no public key is InvalidArgument', e && e.fault.is_a?(VIM::InvalidArgument) && e.fault.invalidProperty == 'publicKey', e
e = fault { manager.SetExtensionCertificate(extensionKey: KEY, certificatePem: 'none') }
fact 'what is no certificate is InvalidArgument', e && e.fault.is_a?(VIM::InvalidArgument) && e.fault.invalidProperty == 'certificatePem', e
e = fault { manager.SetExtensionCertificate(extensionKey: KEY) }
fact 'a connection without a certificate is NoClientCertificate', e && e.fault.is_a?(VIM::NoClientCertificate), e
fact 'it manages nothing', manager.QueryManagedBy(extensionKey: KEY).to_a.empty?
usage = manager.QueryExtensionIpAllocationUsage(extensionKeys: [KEY])
fact 'it has no addresses', usage.map { |u| [u.extensionKey, u.numAddresses] } == [[KEY, 0]], usage
declare_method('ExtensionManager', 'SetServiceAccount', [member('extensionKey', 'xsd:string'), member('serviceAccount', 'xsd:string')]) # of 8.0.2
manager.SetServiceAccount(extensionKey: KEY, serviceAccount: 'painter@vsphere.local')
e = fault { manager.SetServiceAccount(extensionKey: KEY, serviceAccount: 'painter') }
fact 'what is no account is InvalidArgument', e && e.fault.is_a?(VIM::InvalidArgument) && e.fault.invalidProperty == 'serviceAccount', e

e = fault { anonymous(CERTIFIED).LoginExtensionByCertificate(extensionKey: KEY) }
fact 'without a certificate set nobody logs in by one', e && e.fault.is_a?(VIM::InvalidLogin), e
manager.SetExtensionCertificate(extensionKey: KEY, certificatePem: CERTIFICATE)
{ 'directly' => {}, 'through the tunnel' => TUNNEL }.each do |way, options|
  sessions = anonymous(CERTIFIED.merge(options))
  session = sessions.LoginExtensionByCertificate(extensionKey: KEY, locale: 'de')
  fact "#{way}: the session is the extension's", [session.userName, session.extensionSession, session.locale] == [KEY, true, 'de'], session
  fact "#{way}: it is the current one", sessions.currentSession.key == session.key
  theirs = connect(user: READER)
  become = sessions.ImpersonateUser(userName: SHOWN_READER)
  fact "#{way}: it becomes another user", [become.userName, become.key] == [SHOWN_READER, session.key], become
  theirs.close
  sessions.Logout
  fact "#{way}: it ends", sessions.currentSession.nil?
end
e = fault { anonymous.LoginExtensionByCertificate(extensionKey: KEY) }
fact 'a login without a certificate is NoClientCertificate', e && e.fault.is_a?(VIM::NoClientCertificate), e
e = fault { anonymous(CERTIFIED).LoginExtensionBySubjectName(extensionKey: KEY) }
fact 'without a subject name it is NoSubjectName', e && e.fault.is_a?(VIM::NoSubjectName), e

manager.UpdateExtension(extension: extension('3.0', subjectName: ENV.fetch('VIM_CLIENT_SUBJECT')))
sessions = anonymous(CERTIFIED)
session = sessions.LoginExtensionBySubjectName(extensionKey: KEY)
fact 'a trusted certificate of that subject logs in', [session.userName, session.extensionSession] == [KEY, true], session
sessions.Logout
manager.UpdateExtension(extension: extension('4.0', subjectName: 'CN=somebody else'))
e = fault { anonymous(CERTIFIED).LoginExtensionBySubjectName(extensionKey: KEY) }
fact 'another subject is InvalidLogin', e && e.fault.is_a?(VIM::InvalidLogin), e

manager.UnregisterExtension(extensionKey: KEY)
fact 'an unregistered extension is gone', manager.FindExtension(extensionKey: KEY).nil?
fact 'its privileges are gone with it', content.authorizationManager.privilegeList.none? { |p| p.privId == "#{KEY}.Paint" }
e = fault { manager.UnregisterExtension(extensionKey: KEY) }
fact 'once only', e && e.fault.is_a?(VIM::NotFound), e
vim.close
exit($failed.zero? ? 0 : 1)
