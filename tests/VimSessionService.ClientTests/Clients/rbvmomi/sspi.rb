# LoginBySSPI of rbvmomi against a negotiation of two challenges that the service plays.
require_relative 'common'
require 'base64'

def anonymous
  VIM.new(host: ENV.fetch('VIM_HOST'), port: ENV.fetch('VIM_PORT').to_i, ssl: ENV.fetch('VIM_SCHEME') == 'https', insecure: true,
          path: '/sdk', ns: 'urn:vim25', rev: '5.5')
end

def challenge(vim, token)
  fault { vim.serviceContent.sessionManager.LoginBySSPI(base64Token: token) }
end

name = Base64.strict_encode64(ENV.fetch('VIM_READER'))

vim = anonymous
first = challenge(vim, name)
fact 'the name is challenged', first&.fault.is_a?(VIM::SSPIChallenge), first
fact 'the challenge sets the cookie', vim.cookie.to_s =~ /vmware_soap_session="\h{40}"/, vim.cookie
second = challenge(vim, first.fault.base64Token)
fact 'the answer is challenged', second&.fault.is_a?(VIM::SSPIChallenge), second
session = vim.serviceContent.sessionManager.LoginBySSPI(base64Token: second.fault.base64Token)
fact 'the second answer logs in', session.userName == 'VSPHERE.LOCAL\reader', session.userName
fact 'it is the current session', vim.serviceContent.sessionManager.currentSession.key == session.key
vim.serviceContent.sessionManager.Logout
fact 'Logout ends it', vim.serviceContent.sessionManager.currentSession.nil?

vim = anonymous
refused = challenge(vim, Base64.strict_encode64('somebody'))
fact 'an unknown user is InvalidLogin', refused&.fault.is_a?(VIM::InvalidLogin), refused
challenge(vim, name)
refused = challenge(vim, name)
fact 'a token out of turn is InvalidLogin', refused&.fault.is_a?(VIM::InvalidLogin), refused
fact 'there is no session', vim.serviceContent.sessionManager.currentSession.nil?

exit 1 unless $failed.zero?
