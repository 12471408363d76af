# rbvmomi finds its way in the built-in inventory by its own helpers.
require_relative 'common'

vim = connect
datacenter = vim.serviceInstance.find_datacenter('DC0')
fact 'the datacenter is found by its name', datacenter.name == 'DC0', datacenter
vm = datacenter.find_vm('DC0_H0_VM0')
fact 'a machine is found in it', vm.is_a?(VIM::VirtualMachine) && vm.name == 'DC0_H0_VM0', vm
fact 'it is powered on', vm.runtime.powerState == 'poweredOn' && vm.summary.config.memorySizeMB == 2048
fact 'it has an address', vm.guest_ip == '10.0.0.10', vm.guest_ip
fact 'and one disk', vm.disks.map(&:capacityInKB) == [16_777_216], vm.disks
fact 'and one card', vm.macs == { 'Network adapter 1' => '00:50:56:02:00:00' }, vm.macs
cluster = datacenter.find_compute_resource('DC0_C0')
fact 'a cluster is found', cluster.is_a?(VIM::ClusterComputeResource) && cluster.host.map(&:name) == %w[DC0_C0_H0 DC0_C0_H1 DC0_C0_H2], cluster
fact 'its pool has machines', cluster.resourcePool.vm.map(&:name) == %w[DC0_C0_RP0_VM0 DC0_C0_RP0_VM1]
datastore = datacenter.find_datastore('LocalDS_0')
fact 'a datastore is found', datastore.summary.capacity == 4 << 40 && datastore.host.length == 4, datastore
fact 'a machine is found by address', vim.searchIndex.FindByIp(ip: '10.0.0.10', vmSearch: true) == vm
rows = vim.propertyCollector.collectMultiple(datacenter.vmFolder.childEntity, 'name', 'config.hardware.numCPU')
fact 'properties of several are collected', rows.values.map { |row| row['config.hardware.numCPU'] } == [1] * 4, rows
e = fault { vm.PowerOffVM_Task }
fact 'a method is not supported', e && e.fault.is_a?(VIM::NotSupported), e
vim.close
exit($failed.zero? ? 0 : 1)
