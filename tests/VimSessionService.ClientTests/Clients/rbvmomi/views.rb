# rbvmomi looks for things: its own helpers, views and the search index, over an inventory of one datacenter.
require_relative 'common'

NAME = 'Lab 1%2f2'.freeze
vim = connect
content = vim.serviceContent
datacenter = vim.rootFolder.childEntity[0]
fact 'the root folder has the datacenter', datacenter.is_a?(VIM::Datacenter) && datacenter.name == NAME, datacenter
fact 'find_datacenter finds it by default', vim.serviceInstance.find_datacenter == datacenter
fact 'find_datacenter finds it by its name', vim.serviceInstance.find_datacenter(NAME) == datacenter
fact 'its folders are a vCenter\'s',
     [datacenter.vmFolder, datacenter.hostFolder, datacenter.datastoreFolder, datacenter.networkFolder].map(&:name) == %w[vm host datastore network]
fact 'the folder of machines is empty', datacenter.vmFolder.childEntity == [] && datacenter.find_vm('web').nil?
view = content.viewManager.CreateContainerView(container: vim.rootFolder, type: ['Folder'], recursive: true)
fact 'a container view shows the folders', view.view.map(&:_ref).sort == %w[group-h4 group-n6 group-s5 group-v3], view.view
spec = { propSet: [{ type: 'Folder', all: false, pathSet: ['name'] }],
         objectSet: [{ obj: view, skip: true, selectSet: [VIM.TraversalSpec(name: 'v', type: 'ContainerView', path: 'view', skip: false)] }] }
names = vim.propertyCollector.RetrieveProperties(specSet: [spec]).map { |o| o['name'] }
fact 'properties are retrieved along it', names.sort == %w[datastore host network vm], names
view.DestroyView
e = fault { view.view }
fact 'a destroyed view is ManagedObjectNotFound', e && e.fault.is_a?(VIM::ManagedObjectNotFound), e
fact 'a path finds a folder', content.searchIndex.FindByInventoryPath(inventoryPath: "#{NAME}/vm") == datacenter.vmFolder
fact 'a machine is not found', content.searchIndex.FindByIp(datacenter: datacenter, ip: '192.0.2.1', vmSearch: true).nil?
vim.close
exit($failed.zero? ? 0 : 1)
