# A session as a test with rbvmomi has it. Usage: session.rb HOST PORT USER PASSWORD
require 'rbvmomi'

host, port, user, password = ARGV
vim = RbVmomi::VIM.connect(host: host, port: port.to_i, user: user, password: password, ssl: false, insecure: true)
manager = vim.serviceContent.sessionManager
session = manager.currentSession
raise 'user' unless session.userName == user
raise 'active' unless manager.SessionIsActive(sessionID: session.key, userName: session.userName)
manager.collect 'currentSession', 'defaultLocale', 'message'
vim.rootFolder.children
vim.serviceInstance.CurrentTime
manager.Logout
