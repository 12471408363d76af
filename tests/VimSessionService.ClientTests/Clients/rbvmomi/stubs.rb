# rbvmomi changes virtual machines and waits for the tasks.
require_relative 'common'

vim = connect
vm = vim.serviceInstance.find_datacenter('DC0').find_vm('DC0_C0_RP0_VM1')
vm.PowerOffVM_Task.wait_for_completion
fact 'it is off', vm.runtime.powerState == 'poweredOff'
vm.PowerOnVM_Task.wait_for_completion
fact 'it is on', vm.runtime.powerState == 'poweredOn'
snapshot = vm.CreateSnapshot_Task(name: 'r', memory: false, quiesce: false).wait_for_completion
fact 'a task has a result', snapshot.is_a?(VIM::VirtualMachineSnapshot), snapshot
e = fault { vm.PowerOnVM_Task.wait_for_completion }
fact 'a task that fails raises its fault', e && e.fault.is_a?(VIM::InvalidPowerState), e
vim.close
exit($failed.zero? ? 0 : 1)
