"""Accounts, roles and permissions, as pyVmomi sees them."""

from datetime import timedelta

import pytest
from pyVmomi import vim
from vimsession import ProblemError


def test_a_rotated_password_is_the_only_one_that_logs_in(vcenter_admin, connect):
    vcenter_admin.users.add("svc@vsphere.local", "one", full_name="A service", groups=["robots"], role="ReadOnly")
    si = connect("svc@vsphere.local", "one")

    vcenter_admin.users.change("svc@vsphere.local", password="two")

    assert si.CurrentTime() is not None
    with pytest.raises(vim.fault.InvalidLogin):
        connect("svc@vsphere.local", "one")
    connect("svc@vsphere.local", "two")
    assert vcenter_admin.journal.wait(1, "Login", fault="InvalidLogin")[-1].diagnosis.cause == "wrongPassword"
    assert vcenter_admin.groups.get("robots").members == ["svc@vsphere.local"]


def test_wrong_passwords_lock_an_account_until_the_time_is_over(vcenter_admin, connect):
    vcenter_admin.users.add("svc@vsphere.local", "one", role="ReadOnly")
    policy = vcenter_admin.users.set_lockout_policy(max_attempts=2, window="3m", unlock_after=timedelta(minutes=5))
    assert vcenter_admin.users.lockout_policy() == policy
    for _ in range(2):
        with pytest.raises(vim.fault.InvalidLogin):
            connect("svc@vsphere.local", "wrong")

    with pytest.raises(vim.fault.InvalidLogin):
        connect("svc@vsphere.local", "one")
    user = vcenter_admin.users.get("svc@vsphere.local")
    assert user.locked and timedelta() < user.unlocks_in <= timedelta(minutes=5)
    assert "locked; the password is right" in vcenter_admin.journal.wait(3, "Login", fault="InvalidLogin")[-1].diagnosis.text
    vcenter_admin.clock.advance("5m")
    connect("svc@vsphere.local", "one")


def test_an_account_is_locked_disabled_and_free_again(vcenter_admin, connect):
    vcenter_admin.users.add("svc@vsphere.local", "one", role="ReadOnly")

    assert vcenter_admin.users.lock("svc", for_="10m").locked
    with pytest.raises(vim.fault.InvalidLogin):
        connect("svc@vsphere.local", "one")
    assert not vcenter_admin.users.unlock("svc").locked
    assert vcenter_admin.users.change("svc", disabled=True).disabled
    with pytest.raises(vim.fault.InvalidLogin):
        connect("svc@vsphere.local", "one")
    vcenter_admin.users.change("svc", disabled=False)
    connect("svc@vsphere.local", "one")


def test_a_user_without_the_privilege_is_refused(vcenter_admin, connect):
    role = vcenter_admin.roles.add("Watcher", ["System.View", "System.Read"])
    vcenter_admin.users.add("svc@vsphere.local", "one")
    vcenter_admin.permissions.set("svc@vsphere.local", role.name)
    other = connect().content.sessionManager.currentSession.key
    si = connect("svc@vsphere.local", "one")

    with pytest.raises(vim.fault.NoPermission) as refused:
        si.content.sessionManager.Terminate([other])
    assert refused.value.privilegeId == "Sessions.TerminateSession"
    vcenter_admin.roles.change("Watcher", [*role.privileges, "Sessions.TerminateSession"])
    si.content.sessionManager.Terminate([other])


def test_a_privilege_of_a_group_comes_and_goes_with_the_membership(vcenter_admin, connect):
    role = vcenter_admin.roles.add("Herald", ["Sessions.GlobalMessage"])
    vcenter_admin.users.add("svc@vsphere.local", "one")
    vcenter_admin.groups.add("readers", members=["svc"], role="ReadOnly")
    vcenter_admin.groups.add("inner@vsphere.local")
    vcenter_admin.groups.add("heralds", member_groups=["inner"], role=role.name)
    manager = connect("svc@vsphere.local", "one").content.sessionManager
    with pytest.raises(vim.fault.NoPermission):
        manager.UpdateMessage("before")

    assert vcenter_admin.groups.change("inner", add=["svc"]).members == ["svc@vsphere.local"]
    manager.UpdateMessage("while")
    assert vcenter_admin.groups.change("heralds", remove_groups=["inner"]).member_groups == []

    with pytest.raises(vim.fault.NoPermission):
        manager.UpdateMessage("after")
    vcenter_admin.groups.delete("readers")
    with pytest.raises(vim.fault.NoPermission):
        manager.sessionList


def test_a_user_of_the_same_name_is_a_problem_that_names_the_place(vcenter_admin):
    vcenter_admin.users.add("svc@vsphere.local", "one")

    with pytest.raises(ProblemError) as refused:
        vcenter_admin.users.add(r"VSPHERE.LOCAL\svc", "two")

    assert (refused.value.status, refused.value.kind) == (400, "invalid-request")
    assert [place.pointer for place in refused.value.places] == ["#/name"]
    assert "#/name: " in str(refused.value)
