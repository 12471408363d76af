"""Scenarios, as pyVmomi sees them."""

from datetime import timedelta

import pytest
from pyVmomi import vim
from vimsession import ProblemError

ROTATION = """
description: The password is rotated.
users:
- {name: svc@vsphere.local, password: one, role: ReadOnly}
steps:
- at: +5m
  rotate: {user: svc@vsphere.local, password: two}
"""


def test_a_scenario_rotates_a_password(vcenter_admin, connect):
    state = vcenter_admin.scenario.apply(ROTATION)
    assert (state.description, state.done, state.failures) == ("The password is rotated.", 0, [])
    assert timedelta(minutes=4) < state.to_come[0].in_ <= timedelta(minutes=5)
    connect("svc@vsphere.local", "one")

    vcenter_admin.clock.advance("5m")

    assert vcenter_admin.scenario.get().done == 1
    with pytest.raises(vim.fault.InvalidLogin):
        connect("svc@vsphere.local", "one")
    connect("svc@vsphere.local", "two")


def test_a_scenario_that_cannot_be_used_is_a_problem_with_line_and_column(vcenter_admin):
    with pytest.raises(ProblemError) as refused:
        vcenter_admin.scenario.apply("users:\n- {name: svc@vsphere.local, pasword: one}\n")
    place = refused.value.places[0]
    assert place.line == 2 and place.column > 1 and "password" in place.allowed
    assert "(line 2, column " in str(refused.value)
