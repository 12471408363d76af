# What the scripts of rbvmomi have in common.
require 'rbvmomi'

VIM = RbVmomi::VIM
$failed = 0

def fact(text, holds, seen = nil)
  $failed += 1 unless holds
  puts holds ? "ok - #{text}" : "not ok - #{text}: saw #{seen.inspect}"
end

def connect
  VIM.connect(host: ENV.fetch('VIM_HOST'), port: ENV.fetch('VIM_PORT').to_i, ssl: ENV.fetch('VIM_SCHEME') == 'https', insecure: true,
              user: ENV.fetch('VIM_USER'), password: ENV.fetch('VIM_PASSWORD'))
end

def fault
  yield
  nil
rescue RbVmomi::Fault => e
  e
end
