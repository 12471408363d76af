# rbvmomi drives ExtensionManager.
require 'rbvmomi'

VIM = RbVmomi::VIM
KEY = 'com.example.rbvmomi'.freeze
$failed = 0

def fact(text, holds, seen = nil)
  $failed += 1 unless holds
  puts holds ? "ok - #{text}" : "not ok - #{text}: saw #{seen.inspect}"
end

def fault
  yield
  nil
rescue RbVmomi::Fault => e
  e
end

def extension(version)
  VIM.Extension(description: { label: 'rbvmomi', summary: 'A test' }, key: KEY, version: version, lastHeartbeatTime: Time.now)
end

vim = VIM.connect(host: ENV.fetch('VIM_HOST'), port: ENV.fetch('VIM_PORT').to_i, ssl: true, insecure: true,
                  user: ENV.fetch('VIM_USER'), password: ENV.fetch('VIM_PASSWORD'))
manager = vim.serviceContent.extensionManager
fact 'an unknown extension is not found', manager.FindExtension(extensionKey: KEY).nil?
manager.RegisterExtension(extension: extension('1.0'))
fact 'a registered extension is found', manager.FindExtension(extensionKey: KEY).version == '1.0'
fact 'it is listed', manager.extensionList.map(&:key).include?(KEY)
e = fault { manager.RegisterExtension(extension: extension('1.0')) }
fact 'a key that is taken is InvalidArgument', e && e.fault.is_a?(VIM::InvalidArgument) && e.fault.invalidProperty == 'extension.key', e
manager.UpdateExtension(extension: extension('2.0'))
fact 'an update is seen', manager.FindExtension(extensionKey: KEY).version == '2.0'
e = fault { manager.SetExtensionCertificate(extensionKey: KEY, certificatePem: 'none') }
fact 'what is no certificate is InvalidArgument', e && e.fault.is_a?(VIM::InvalidArgument) && e.fault.invalidProperty == 'certificatePem', e
e = fault { manager.SetExtensionCertificate(extensionKey: KEY) }
fact 'a connection without a certificate is NoClientCertificate', e && e.fault.is_a?(VIM::NoClientCertificate), e
fact 'it manages nothing', manager.QueryManagedBy(extensionKey: KEY).to_a.empty?
manager.UnregisterExtension(extensionKey: KEY)
fact 'an unregistered extension is gone', manager.FindExtension(extensionKey: KEY).nil?
e = fault { manager.UnregisterExtension(extensionKey: KEY) }
fact 'once only', e && e.fault.is_a?(VIM::NotFound), e
vim.close
exit($failed.zero? ? 0 : 1)
