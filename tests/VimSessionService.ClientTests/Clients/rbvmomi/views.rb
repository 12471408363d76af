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

list = content.viewManager.CreateListView(obj: [vim.rootFolder])
fact 'a list view shows what it was given', list.view == [vim.rootFolder], list.view
gone = VIM.Task(vim, 'task-1')
fact 'what is not there is unresolved', list.ModifyListView(add: [datacenter, gone], remove: [vim.rootFolder]) == [gone]
fact 'the rest is shown', list.view == [datacenter], list.view
fact 'all is resolved where all is there', list.ResetListView(obj: [datacenter.vmFolder]).to_a.empty?
fact 'a reset shows that alone', list.view == [datacenter.vmFolder], list.view
copy = content.viewManager.CreateListViewFromView(view: list)
fact 'a copy shows the same', copy.is_a?(VIM::ListView) && copy.view == list.view, copy.view
whole = content.viewManager.CreateContainerView(container: vim.rootFolder, type: ['Datacenter'], recursive: true)
list.ResetListViewFromView(view: whole)
fact 'a list is reset from another view', list.view == [datacenter], list.view

tree = content.viewManager.CreateInventoryView
fact 'an inventory view begins with the root folder', tree.is_a?(VIM::InventoryView) && tree.view == [vim.rootFolder], tree.view
fact 'an opened folder is resolved', tree.OpenInventoryViewFolder(entity: [vim.rootFolder]).to_a.empty?
fact 'with its datacenter come two folders', tree.view.map(&:_ref).sort == %w[datacenter-2 group-d1 group-h4 group-v3], tree.view
gone = VIM.Folder(vim, 'group-v99999')
fact 'what cannot be opened is given back', tree.OpenInventoryViewFolder(entity: [datacenter, gone]) == [gone]
fact 'a closed folder is resolved', tree.CloseInventoryViewFolder(entity: [vim.rootFolder]).to_a.empty?
fact 'what is in it is shown no more', tree.view == [vim.rootFolder], tree.view
fact 'the manager lists the views', (content.viewManager.viewList - [list, copy, whole, tree]).empty?, content.viewManager.viewList

index = content.searchIndex
fact 'a child is found by its name', index.FindChild(entity: datacenter, name: 'host') == datacenter.hostFolder
fact 'no child is found by another', index.FindChild(entity: datacenter, name: 'nothing').nil?
uuid = '564d0000-0000-0000-0000-000000000000'
found = [index.FindByUuid(uuid: uuid, vmSearch: true), index.FindByDnsName(dnsName: 'vm.example.org', vmSearch: true),
         index.FindByDatastorePath(datacenter: datacenter, path: '[ds] vm/vm.vmx')]
fact 'no machine is found by what names one', found == [nil, nil, nil], found
found = [index.FindAllByUuid(uuid: uuid, vmSearch: true), index.FindAllByDnsName(dnsName: 'vm.example.org', vmSearch: true),
         index.FindAllByIp(ip: '192.0.2.1', vmSearch: true)]
fact 'nor are all', found.all? { |all| all.to_a.empty? }, found
fact 'a path finds a folder', content.searchIndex.FindByInventoryPath(inventoryPath: "#{NAME}/vm") == datacenter.vmFolder
fact 'a machine is not found', content.searchIndex.FindByIp(datacenter: datacenter, ip: '192.0.2.1', vmSearch: true).nil?
vim.close
exit($failed.zero? ? 0 : 1)
