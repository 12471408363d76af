# Updates for one session where each request may be answered by another replica.
require_relative 'common'

vim = connect
view = vim.serviceContent.viewManager.CreateContainerView(container: vim.serviceContent.rootFolder, type: [], recursive: true)
vim.propertyCollector.CreateFilter(
  spec: {
    propSet: [{ type: 'SessionManager', pathSet: ['sessionList'] }, { type: 'ContainerView', pathSet: ['view'] }],
    objectSet: [{ obj: vim.serviceContent.sessionManager }, { obj: view }]
  },
  partialUpdates: false
)
update = vim.propertyCollector.WaitForUpdatesEx(version: '', options: { maxWaitSeconds: 0 })
fact 'both objects enter', update.filterSet[0].objectSet.map(&:kind) == %w[enter enter], update
version = update.version
6.times do |i|
  other = connect
  key = other.serviceContent.sessionManager.currentSession.key
  update = vim.propertyCollector.WaitForUpdatesEx(version: version, options: { maxWaitSeconds: 20 })
  list = update.filterSet[0].objectSet[0].changeSet[0].val
  fact "login #{i} is told", list.map(&:key).include?(key), list
  version = update.version
  fact "nothing else is told after login #{i}", vim.propertyCollector.WaitForUpdatesEx(version: version, options: { maxWaitSeconds: 0 }).nil?, version
  other.serviceContent.sessionManager.Logout
  update = vim.propertyCollector.WaitForUpdatesEx(version: version, options: { maxWaitSeconds: 20 })
  list = update.filterSet[0].objectSet[0].changeSet[0].val
  fact "logout #{i} is told", !list.map(&:key).include?(key), list
  version = update.version
end
view.DestroyView
fact 'the view is gone', 3.times.all? { (e = fault { view.view }) && e.fault.is_a?(VIM::ManagedObjectNotFound) }
exit($failed.zero? ? 0 : 1)
