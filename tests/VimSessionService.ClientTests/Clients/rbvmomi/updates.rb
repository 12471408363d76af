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
  connect(cookie: vim.cookie)
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

collector = vim.propertyCollector.CreatePropertyCollector
spec = { propSet: [{ type: 'SessionManager', all: false, pathSet: ['message', 'defaultLocale'] }], objectSet: [{ obj: manager }, { obj: vim.rootFolder }] }
collector.CreateFilter(spec: spec, partialUpdates: false)
collector.CreateFilter(spec: { propSet: [{ type: 'Folder', all: false, pathSet: ['name'] }], objectSet: [{ obj: vim.rootFolder }] }, partialUpdates: false)
fact 'a collector of one\'s own has its own filters', collector.filter.size == 2 && vim.propertyCollector.filter == [filter], collector.filter
first = collector.WaitForUpdatesEx(version: '', options: { maxObjectUpdates: 1 })
fact 'no more objects come than asked for', first.truncated && first.filterSet.map { |f| f.objectSet.size } == [1], first
rest = collector.WaitForUpdatesEx(version: first.version, options: { maxWaitSeconds: 0 })
fact 'the rest comes with the next call', !rest.truncated && rest.filterSet.flat_map(&:objectSet).size == 1, rest
fact 'a wait of no seconds for nothing new is nil', collector.WaitForUpdatesEx(version: rest.version, options: { maxWaitSeconds: 0 }).nil?
waiting = Thread.new { collector.WaitForUpdatesEx(version: rest.version, options: { maxWaitSeconds: 20 }) }
other.serviceContent.sessionManager.UpdateServiceMessage(message: 'to a collector')
update = Timeout.timeout(20) { waiting.value }
change = update.filterSet[0].objectSet[0].changeSet[0]
fact 'a change ends the wait', [change.name, change.val] == ['message', 'to a collector'], change

canceller = VIM.PropertyCollector(second(vim), collector._ref)
waiting = Thread.new { fault { loop { collector.WaitForUpdatesEx(version: update.version, options: { maxWaitSeconds: 20 }) } } }
# The thread may not have called yet, and then there is nothing to cancel.
canceller.CancelWaitForUpdates until waiting.join(0.05)
e = waiting.value
fact 'a cancelled wait is RequestCanceled', e && e.fault.is_a?(VIM::RequestCanceled), e
collector.DestroyPropertyCollector
e = fault { collector.CheckForUpdates(version: '') }
fact 'a destroyed collector is ManagedObjectNotFound', e && e.fault.is_a?(VIM::ManagedObjectNotFound), e

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
