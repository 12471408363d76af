# rbvmomi waits for updates, with the old WaitForUpdates and by its own wait_until, while another connection changes things.
require_relative 'common'
require 'timeout'

def watch(vim, *paths)
  manager = vim.serviceContent.sessionManager
  spec = { propSet: [{ type: 'SessionManager', all: false, pathSet: paths }], objectSet: [{ obj: manager }] }
  vim.propertyCollector.CreateFilter(spec: spec, partialUpdates: false)
end

# Another connection of the same session: one connection carries one call at a time.
def second(vim)
  VIM.connect(host: ENV.fetch('VIM_HOST'), port: ENV.fetch('VIM_PORT').to_i, ssl: ENV.fetch('VIM_SCHEME') == 'https', insecure: true,
              user: nil, password: nil, cookie: vim.cookie)
end

vim = connect
other = connect
filter = watch(vim, 'message')
first = vim.propertyCollector.WaitForUpdates(version: '')
object = first.filterSet[0].objectSet[0]
fact 'the first update enters the object', object.kind == 'enter' && object.obj == vim.serviceContent.sessionManager, object
fact 'it assigns the property', object.changeSet.map { |c| [c.name, c.op] } == [%w[message assign]], object
fact 'CheckForUpdates of nothing new is nil', vim.propertyCollector.CheckForUpdates(version: first.version).nil?

waiting = Thread.new { vim.propertyCollector.WaitForUpdates(version: first.version) }
other.serviceContent.sessionManager.UpdateServiceMessage(message: 'from rbvmomi')
update = Timeout.timeout(20) { waiting.value }
change = update.filterSet[0].objectSet[0].changeSet[0]
fact 'another session\'s message arrives', [change.name, change.op, change.val] == ['message', 'assign', 'from rbvmomi'], change
fact 'the version goes on', update.version != first.version, update.version

manager = vim.serviceContent.sessionManager
seen = nil
waiting = Thread.new { manager.wait_until('message') { seen = manager.message; seen == 'ready' ? seen : nil } }
other.serviceContent.sessionManager.UpdateServiceMessage(message: 'ready')
fact 'wait_until ends with what it waits for', Timeout.timeout(20) { waiting.value } == 'ready', seen

filter.DestroyPropertyFilter
e = fault { filter.DestroyPropertyFilter }
fact 'a destroyed filter is ManagedObjectNotFound', e && e.fault.is_a?(VIM::ManagedObjectNotFound), e
e = fault { watch(vim, 'nonesuch') }
fact 'a filter of an unknown path is InvalidProperty', e && e.fault.is_a?(VIM::InvalidProperty) && e.fault.name == 'nonesuch', e
e = fault { vim.propertyCollector.CheckForUpdates(version: 'nonesuch') }
fact 'an unknown version is InvalidCollectorVersion', e && e.fault.is_a?(VIM::InvalidCollectorVersion), e

watch(vim, 'sessionList')
version = vim.propertyCollector.WaitForUpdates(version: '').version
waiting = Thread.new { vim.propertyCollector.WaitForUpdates(version: version) }
third = connect
update = Timeout.timeout(20) { waiting.value }
listed = update.filterSet[0].objectSet[0].changeSet[0].val.map(&:key)
fact 'a login arrives in the list of sessions', listed.include?(third.serviceContent.sessionManager.currentSession.key), listed
version = update.version
waiting = Thread.new { fault { loop { version = vim.propertyCollector.WaitForUpdates(version: version).version } } }
third.close
key = second(vim).serviceContent.sessionManager.currentSession.key
fact 'a second connection shares the session', listed.include?(key), key
other.serviceContent.sessionManager.TerminateSession(sessionId: [key])
e = Timeout.timeout(20) { waiting.value }
fact 'the end of the session ends the wait with NotAuthenticated', e && e.fault.is_a?(VIM::NotAuthenticated), e
other.serviceContent.sessionManager.UpdateServiceMessage(message: '')
other.close
exit($failed.zero? ? 0 : 1)
