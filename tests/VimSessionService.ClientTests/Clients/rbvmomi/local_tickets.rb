# rbvmomi logs a user of this machine in without a password: the ticket's file takes its place.
require_relative 'common'

manager = anonymous
ticket = manager.AcquireLocalTicket(userName: USER)
fact 'a local ticket is the user\'s', ticket.is_a?(VIM::SessionManagerLocalTicket) && ticket.userName == USER, ticket
fact 'its file is its owner\'s alone', File.stat(ticket.passwordFilePath).mode & 0o777 == 0o600
password = File.read(ticket.passwordFilePath)
session = manager.Login(userName: ticket.userName, password: password)
fact 'what the file holds is a password', session.userName == ENV.fetch('VIM_SHOWN_USER'), session
fact 'the file is gone after the login', !File.exist?(ticket.passwordFilePath)
e = fault { anonymous.Login(userName: ticket.userName, password: password) }
fact 'a second time it is InvalidLogin', e && e.fault.is_a?(VIM::InvalidLogin), e
e = fault { anonymous.AcquireLocalTicket(userName: 'nonesuch') }
fact 'an unknown user is InvalidLogin', e && e.fault.is_a?(VIM::InvalidLogin), e
manager.Logout
exit($failed.zero? ? 0 : 1)
