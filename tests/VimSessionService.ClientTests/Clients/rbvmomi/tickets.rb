# rbvmomi: one-time tickets and the settings of the server.
require 'net/http'
require 'openssl'
require_relative 'common'

TARGET = '/folder/rb/a.iso?dcPath=DC0&dsName=LocalDS_0'.freeze

def redeem(request, ticket)
  request['Cookie'] = "vmware_cgi_ticket=\"#{ticket.id}\""
  send_alone(request)
end

def send_alone(request)
  http = Net::HTTP.new(HOST, PORT)
  http.use_ssl = TLS
  http.verify_mode = OpenSSL::SSL::VERIFY_NONE
  http.request(request)
end

def http_spec(method)
  VIM.SessionManagerHttpServiceRequestSpec(method: method, url: "#{ENV.fetch('VIM_SCHEME')}://#{HOST}:#{PORT}#{TARGET}")
end

vim = connect
manager = vim.serviceContent.sessionManager
session = manager.currentSession

ticket = manager.AcquireGenericServiceTicket(spec: http_spec('httpPut'))
fact 'a ticket is one', ticket.is_a?(VIM::SessionManagerGenericServiceTicket) && ticket.id.start_with?('52'), ticket
fact 'its host is the one asked for', ticket.hostName == HOST, ticket
put = Net::HTTP::Put.new(TARGET)
put.body = 'content'
fact 'an upload is taken', redeem(put, ticket).code == '201'
ticket = manager.AcquireGenericServiceTicket(spec: http_spec('httpGet'))
answer = redeem(Net::HTTP::Delete.new(TARGET), ticket)
fact 'another method is refused', answer.code == '403', answer.code
answer = redeem(Net::HTTP::Get.new(TARGET), ticket)
fact 'the upload is read', [answer.code, answer.body] == %w[200 content], answer.code
answer = redeem(Net::HTTP::Get.new(TARGET), ticket)
fact 'a used ticket is not good any more', answer.code == '401', answer.code
get = Net::HTTP::Get.new(TARGET)
get.basic_auth(USER, ENV.fetch('VIM_PASSWORD'))
answer = send_alone(get)
fact 'the user\'s name and password open it too', [answer.code, answer.body] == %w[200 content], answer.code
get.basic_auth(USER, 'wrong')
fact 'a wrong password does not', send_alone(get).code == '401'
e = fault { manager.AcquireGenericServiceTicket(spec: http_spec('httpFetch')) }
fact 'an unknown method is InvalidArgument', e && e.fault.is_a?(VIM::InvalidArgument) && e.fault.invalidProperty == 'spec.method', e

ticket = manager.AcquireGenericServiceTicket(spec: VIM.SessionManagerVmomiServiceRequestSpec(method: 'CloneSession'))
other = anonymous
clone = other.CloneSession(cloneTicket: ticket.id)
fact 'CloneSession takes a ticket for it', clone.userName == session.userName && clone.key != session.key, clone
e = fault { anonymous.CloneSession(cloneTicket: ticket.id) }
fact 'once', e && e.fault.is_a?(VIM::InvalidLogin), e
ticket = manager.AcquireCloneTicket
fact 'a clone ticket has the form of a vCenter\'s', ticket =~ /\Acst-VCT-52[0-9a-f]{6}(-[0-9a-f]{4}){3}-[0-9a-f]{12}--tp(-[0-9A-F]{2}){20}\z/, ticket
other = anonymous
clone = other.CloneSession(cloneTicket: ticket)
fact 'a clone is the same user in a session of its own', clone.userName == session.userName && clone.key != session.key, clone
fact 'it goes on under its own cookie', other.currentSession.key == clone.key && manager.currentSession.key == session.key
e = fault { anonymous.CloneSession(cloneTicket: ticket) }
fact 'a second clone of one ticket is InvalidLogin', e && e.fault.is_a?(VIM::InvalidLogin), e
last = connect
ticket = last.serviceContent.sessionManager.AcquireCloneTicket
last.close
e = fault { anonymous.CloneSession(cloneTicket: ticket) }
fact 'a ticket dies with its session', e && e.fault.is_a?(VIM::InvalidLogin), e
e = fault { manager.AcquireLocalTicket(userName: ENV.fetch('VIM_USER')) }
fact 'a vCenter gives no local tickets', e && e.fault.is_a?(VIM::NotSupported), e

options = vim.serviceContent.setting
values = options.setting.to_h { |o| [o.key, o.value] }
fact 'there are many settings', values.size > 50, values.size
fact 'a number is a number', values['instance.id'].is_a?(Integer), values['instance.id']
fact 'a flag is a flag', values['task.maxAgeEnabled'] == true, values['task.maxAgeEnabled']
fact 'the token service has a URL', values['config.vpxd.sso.sts.uri'].end_with?('/sts/STSService/vsphere.local'), values['config.vpxd.sso.sts.uri']
type = options.supportedOption.find { |d| d.key == 'client.timeout.normal' }.optionType
fact 'a setting has a type', type.is_a?(VIM::IntOption) && type.defaultValue == 30, type
fact 'a subtree is read', options.QueryOptions(name: 'mail.').map(&:key).sort == %w[mail.sender mail.smtp.port mail.smtp.server mail.smtp.username]
e = fault { options.QueryOptions(name: 'none.such') }
fact 'an unknown name is InvalidName', e && e.fault.is_a?(VIM::InvalidName) && e.fault.name == 'none.such', e
options.UpdateOptions(changedValue: [{ key: 'etc.motd', value: 'from ruby' }])
fact 'a change is read back', options.QueryOptions(name: 'etc.motd')[0].value == 'from ruby'
e = fault { options.UpdateOptions(changedValue: [{ key: 'instance.id', value: RbVmomi::BasicTypes::Int.new(99) }]) }
fact 'a value out of bounds is InvalidArgument', e && e.fault.is_a?(VIM::InvalidArgument) && e.fault.invalidProperty == 'instance.id', e

vim.close
exit($failed.zero? ? 0 : 1)
