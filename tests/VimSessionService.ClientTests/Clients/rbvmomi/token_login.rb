# LoginByToken of rbvmomi, which has the method and no way to send a token: the script puts it into the header of the message.
require_relative 'common'
require 'net/http'
require 'time'

WST = 'http://docs.oasis-open.org/ws-sx/ws-trust/200512'.freeze
WSSE = 'http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd'.freeze
WSU = 'http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd'.freeze

# A token of the security token service for a user.
def token_of(user)
  now = Time.now.utc
  xml = Builder::XmlMarkup.new
  body = xml.tag!('s:Envelope', 'xmlns:s' => 'http://schemas.xmlsoap.org/soap/envelope/', 'xmlns:o' => WSSE, 'xmlns:u' => WSU) do
    xml.tag!('s:Header') do
      xml.tag!('o:Security') do
        xml.tag!('u:Timestamp') do
          xml.tag!('u:Created', now.iso8601(3))
          xml.tag!('u:Expires', (now + 60).iso8601(3))
        end
        xml.tag!('o:UsernameToken') do
          xml.tag!('o:Username', user)
          xml.tag!('o:Password', ENV.fetch('VIM_PASSWORD'))
        end
      end
    end
    xml.tag!('s:Body') do
      xml.tag!('t:RequestSecurityToken', 'xmlns:t' => WST) do
        xml.tag!('t:RequestType', "#{WST}/Issue")
        xml.tag!('t:KeyType', "#{WST}/Bearer")
      end
    end
  end
  http = Net::HTTP.new(HOST, PORT)
  http.use_ssl = TLS
  http.verify_mode = OpenSSL::SSL::VERIFY_NONE
  answer = http.post('/sts/STSService/vsphere.local', body, 'Content-Type' => 'text/xml; charset=utf-8', 'SOAPAction' => "#{WST}/RST/Issue")
  answer.body[%r{<(?:\w+:)?Assertion .*</(?:\w+:)?Assertion>}m]
end

# What a connection becomes that sends a token with every call, as long as it has one.
module BringsToken
  attr_accessor :token

  def request(action, body)
    header = token && %(<env:Header><o:Security xmlns:o="#{WSSE}">#{token}</o:Security></env:Header>)
    super(action, body.sub('<env:Body>') { "#{header}<env:Body>" })
  end
end

def unknown
  VIM.new(host: HOST, port: PORT, ssl: TLS, insecure: true, path: '/sdk', ns: 'urn:vim25', rev: '5.5').extend(BringsToken)
end

def login(vim, token, arguments = {})
  manager = vim.serviceContent.sessionManager
  vim.token = token
  manager.LoginByToken(arguments)
ensure
  vim.token = nil
end

def current(vim)
  vim.serviceContent.sessionManager.currentSession
end

vim = unknown
token = token_of(READER)
session = login(vim, token, locale: 'de')
fact 'a token logs its user in', session.userName == SHOWN_READER, session
fact 'in the language asked for', session.locale == 'de', session.locale
fact 'it is the current session', current(vim).key == session.key
e = fault { login(vim, token) }
fact 'a second login is InvalidLogin', e && e.fault.is_a?(VIM::InvalidLogin), e
vim.serviceContent.sessionManager.Logout
fact 'Logout ends it', current(vim).nil?
fact 'the token of a bearer logs in again', login(vim, token).key != session.key
vim.serviceContent.sessionManager.Logout

{ 'no token' => nil, 'a token with another name' => token.sub('reader@', 'Administrator@') }.each do |what, sent|
  e = fault { login(vim, sent) }
  fact "#{what} is InvalidLogin", e && e.fault.is_a?(VIM::InvalidLogin), e
end
e = fault { login(vim, token, locale: 'english') }
fact 'a malformed locale is InvalidLocale', e && e.fault.is_a?(VIM::InvalidLocale), e
e = fault { login(vim, token_of(ENV.fetch('VIM_NOBODY'))) }
fact 'a user without a permission is NoPermission', e && e.fault.is_a?(VIM::NoPermission), e
fact 'there is no session', current(vim).nil?
exit($failed.zero? ? 0 : 1)
