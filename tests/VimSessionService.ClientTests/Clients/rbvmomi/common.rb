# What the scripts of rbvmomi have in common.
require 'rbvmomi'

VIM = RbVmomi::VIM
HOST = ENV.fetch('VIM_HOST')
PORT = ENV.fetch('VIM_PORT').to_i
TLS = ENV.fetch('VIM_SCHEME') == 'https'
USER = ENV.fetch('VIM_USER')
READER = ENV.fetch('VIM_READER')
SHOWN_READER = 'VSPHERE.LOCAL\\reader'.freeze
$failed = 0

def fact(text, holds, seen = nil)
  $failed += 1 unless holds
  puts holds ? "ok - #{text}" : "not ok - #{text}: saw #{seen.inspect}"
end

def connect(more = {})
  VIM.connect({ host: HOST, port: PORT, ssl: TLS, insecure: true, user: USER, password: ENV.fetch('VIM_PASSWORD') }.merge(more))
end

# The SessionManager of a connection that is not logged in.
def anonymous(more = {})
  connect({ cookie: 'none=1' }.merge(more)).serviceContent.sessionManager
end

def fault
  yield
  nil
rescue RbVmomi::Fault => e
  e
end

# Gives the client's own tables what came after its release, in the form that they have.
def declare_method(type, name, params, result = nil)
  klass = VIM.const_get(type)
  klass.init(klass.wsdl_name, klass.props_desc, klass.methods_desc.merge(name => { 'params' => params, 'result' => result }))
end

def declare_data(name, props)
  VIM.loader.add_types(name => { 'kind' => 'data', 'wsdl_base' => 'DynamicData', 'props' => props })
end

def member(name, type, array: false, optional: false)
  { 'name' => name, 'wsdl_type' => type, 'is-array' => array, 'is-optional' => optional, 'version-id-ref' => nil }
end
