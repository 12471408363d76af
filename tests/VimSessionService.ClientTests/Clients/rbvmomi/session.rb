# rbvmomi against the service under test: it reads every property by RetrieveProperties and sends SOAPAction urn:vim25/5.5.
require_relative 'common'

def read(vim, object, *paths)
  spec = VIM.PropertyFilterSpec(objectSet: [{ obj: object }], propSet: [{ type: object.class.wsdl_name, all: false, pathSet: paths }])
  vim.propertyCollector.RetrieveProperties(specSet: [spec])
end

vim = connect
content = vim.serviceContent
manager = content.sessionManager
session = manager.currentSession

fact 'the version is negotiated to 5.5', vim.rev == '5.5', vim.rev
fact 'about is a vCenter', [content.about.apiType, content.about.vendor] == ['VirtualCenter', 'VMware, Inc.'], content.about
fact 'serviceContent names the root folder', content.rootFolder._ref == 'group-d1', content.rootFolder
fact 'the session manager is a SessionManager', manager.is_a?(VIM::SessionManager), manager
fact 'currentSession is a UserSession', session.is_a?(VIM::UserSession), session
fact 'its user is who logged in', session.userName == ENV.fetch('VIM_SHOWN_USER'), session.userName
fact 'its times are times', session.loginTime.is_a?(Time) && session.lastActiveTime.is_a?(Time), session
fact 'its count is a number', session.callCount.is_a?(Integer), session

other = connect(cookie: vim.cookie)
fact 'the cookie carries the session over', other.serviceContent.sessionManager.currentSession.key == session.key
login = VIM::SessionManager(connect(cookie: 'none=1'), 'SessionManager')
           .Login(userName: ENV.fetch('VIM_USER'), password: ENV.fetch('VIM_PASSWORD'))
fact 'Login answers a UserSession', login.is_a?(VIM::UserSession) && login.key != session.key, login
fact 'Login keeps its key in sessionList', manager.sessionList.map(&:key).include?(login.key)
fact 'SessionIsActive is true for it', manager.SessionIsActive(sessionID: login.key, userName: login.userName) == true

objects = read(vim, manager, 'defaultLocale', 'currentSession.key', 'messageLocaleList')
fact 'RetrieveProperties answers one object', objects.size == 1 && objects[0].obj == manager, objects
values = objects[0].to_hash
fact 'a plain path is answered', values['defaultLocale'] == 'en', values
fact 'a nested path is answered', values['currentSession.key'] == session.key, values
fact 'an array of strings is answered', values['messageLocaleList'].include?('zh_CN'), values
fact 'collect reads many', manager.collect('defaultLocale', 'currentSession')[0] == 'en'
specs = [manager, vim.rootFolder].map do |object|
  { objectSet: [{ obj: object }], propSet: [{ type: object.class.wsdl_name, all: false, pathSet: [object == manager ? 'defaultLocale' : 'name'] }] }
end
page = vim.propertyCollector.RetrievePropertiesEx(specSet: specs, options: { maxObjects: 1 })
fact 'RetrievePropertiesEx answers a page', page.objects.map(&:obj) == [manager] && !page.token.nil?, page
rest = vim.propertyCollector.ContinueRetrievePropertiesEx(token: page.token)
fact 'the next call answers the rest', rest.objects.map(&:obj) == [vim.rootFolder] && rest.token.nil?, rest
page = vim.propertyCollector.RetrievePropertiesEx(specSet: specs, options: { maxObjects: 1 })
vim.propertyCollector.CancelRetrievePropertiesEx(token: page.token)
e = fault { vim.propertyCollector.ContinueRetrievePropertiesEx(token: page.token) }
fact 'a cancelled retrieval does not go on', e && e.fault.is_a?(VIM::InvalidArgument) && e.fault.invalidProperty == 'token', e
fact 'the root folder has a name', vim.rootFolder.name == 'Datacenters', vim.rootFolder.name
fact 'the root folder has no children', vim.rootFolder.childEntity == [], vim.rootFolder.childEntity
fact 'CurrentTime is a time', (vim.serviceInstance.CurrentTime - Time.now).abs < 60
manager.SetLocale(locale: 'de')
fact 'SetLocale is seen', manager.currentSession.locale == 'de', manager.currentSession

e = fault { connect(password: 'wrong') }
fact 'a wrong password is InvalidLogin', e && e.fault.is_a?(VIM::InvalidLogin), e
fact 'it is told in the words of a vCenter',
     e && e.message == 'InvalidLogin: Cannot complete login due to an incorrect user name or password.', e
e = fault { manager.SetLocale(locale: 'xx_YY') }
fact 'an unknown locale is InvalidLocale', e && e.fault.is_a?(VIM::InvalidLocale), e
e = fault { manager.TerminateSession(sessionId: ['unknown']) }
fact 'an unknown session is NotFound', e && e.fault.is_a?(VIM::NotFound), e
e = fault { manager.TerminateSession(sessionId: [session.key]) }
fact 'the own session is InvalidArgument of sessionId', e && e.fault.is_a?(VIM::InvalidArgument) && e.fault.invalidProperty == 'sessionId', e
e = fault { read(vim, manager, 'nonesuch') }
fact 'an unknown path is InvalidProperty', e && e.fault.is_a?(VIM::InvalidProperty) && e.fault.name == 'nonesuch', e
e = fault { read(vim, VIM.Folder(vim, 'group-v99999'), 'name') }
fact 'an object that is not there is ManagedObjectNotFound',
     e && e.fault.is_a?(VIM::ManagedObjectNotFound) && e.fault.obj._ref == 'group-v99999', e
e = fault { content.licenseManager.AddLicense(licenseKey: '00000-00000-00000-00000-00000') }
fact 'a method that is not emulated is NotSupported', e && e.fault.is_a?(VIM::NotSupported), e

nobody = connect(cookie: 'none=1')
e = fault { nobody.serviceInstance.CurrentTime }
fact 'a call without a session is NotAuthenticated', e && e.fault.is_a?(VIM::NotAuthenticated), e
fact 'it names the privilege and the root folder', e && e.fault.privilegeId == 'System.View' && e.fault.object._ref == 'group-d1', e
fact 'currentSession without a session is unset', VIM::SessionManager(nobody, 'SessionManager').currentSession.nil?

theirs = connect(user: READER).serviceContent.sessionManager.currentSession
double = connect
cookie = double.cookie
own = double.serviceContent.sessionManager.currentSession
become = double.serviceContent.sessionManager.ImpersonateUser(userName: theirs.userName, locale: 'fr')
fact 'ImpersonateUser answers the session of the other user', [become.userName, become.locale] == [theirs.userName, 'fr'], become
fact 'it is the same session under the same cookie',
     become.key == own.key && double.cookie == cookie && double.serviceContent.sessionManager.currentSession.userName == theirs.userName, become
e = fault { double.serviceContent.sessionManager.UpdateServiceMessage(message: 'x') }
fact 'it may do no more than that user', e && e.fault.is_a?(VIM::NoPermission) && e.fault.privilegeId == 'Sessions.GlobalMessage', e
e = fault { manager.ImpersonateUser(userName: 'ghost@vsphere.local') }
fact 'nobody becomes a user who is not there: InvalidLogin', e && e.fault.is_a?(VIM::InvalidLogin), e

manager.UpdateServiceMessage(message: 'Pause')
fact 'the message is read back', manager.message == 'Pause', manager.message
manager.UpdateServiceMessage(message: '')
manager.TerminateSession(sessionId: [login.key])
fact 'a terminated session is not active', manager.SessionIsActive(sessionID: login.key, userName: login.userName) == false
cookie = vim.cookie
vim.close
fact 'close ends the session', connect(cookie: cookie).serviceContent.sessionManager.currentSession.nil?
exit($failed.zero? ? 0 : 1)
