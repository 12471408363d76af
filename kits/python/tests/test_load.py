"""Clients in trouble: a password that changes under them, a network that breaks, a session limit that is reached."""

import threading

import pytest
from pyVim.connect import Disconnect, SmartConnect
from pyVmomi import vim
from vimsession.journal import NotReached

SERVICE = "svc@vsphere.local"


def test_a_password_rotation_under_load_loses_no_call_but_the_refused_logins(vcenter, vcenter_admin):
    vcenter_admin.users.add(SERVICE, "password-0", role="ReadOnly")
    vault = ["password-0"]  # where the clients look the password up
    threads, rounds, calls = 4, 12, 3
    refused, answered, lost = [], [], []

    def client():
        for _ in range(rounds):
            while True:
                try:
                    si = SmartConnect(**vcenter.connect_args(SERVICE, vault[0]))
                    break
                except vim.fault.InvalidLogin as failure:  # the vault had the old password: ask it again
                    refused.append(failure)
            try:
                for _ in range(calls):
                    answered.append(si.CurrentTime())
                Disconnect(si)
            except Exception as failure:
                lost.append(failure)

    clients = [threading.Thread(target=client) for _ in range(threads)]
    for thread in clients:
        thread.start()
    rotations = 0
    while any(thread.is_alive() for thread in clients):
        rotations += 1
        before = vcenter_admin.journal.last()
        vcenter_admin.users.change(SERVICE, password="password-%d" % rotations)
        try:  # the vault is late: a client comes with the old password, unless all have ended
            vcenter_admin.journal.wait(1, "Login", fault="InvalidLogin", after=before, timeout="500ms")
        except NotReached:
            pass
        vault[0] = "password-%d" % rotations
        try:
            vcenter_admin.journal.wait(5, "Logout", after=before, timeout="500ms")
        except NotReached:
            pass
    for thread in clients:
        thread.join()

    assert lost == []
    assert len(answered) == threads * rounds * calls
    assert rotations > 1 and refused, "the rotation met no login"
    told = vcenter_admin.journal.wait(len(refused), "Login", fault="InvalidLogin")
    assert len(told) == len(refused) and {call.diagnosis.cause for call in told} == {"wrongPassword"}
    assert len(vcenter_admin.journal.wait(len(answered), "CurrentTime", status=200)) == len(answered)
    vcenter_admin.leaks.assert_none()


def test_a_retry_loop_survives_a_flaky_network(vcenter_admin, connect):
    si = connect()
    rules = vcenter_admin.rules
    once = [rules.on("CurrentTime", times=1).reset(), rules.on("CurrentTime", times=1).drop(), rules.on("CurrentTime", times=1).half_send(100),
            rules.on("CurrentTime", times=1).truncate(100), rules.on("CurrentTime", times=1).status(503)]
    some = rules.on("CurrentTime", probability=0.3, seed=5).reset()

    failures, done = 0, 0
    while done < 20 and failures < 100:
        try:
            si.CurrentTime()
            done += 1
        except Exception:  # what it is depends on where the connection broke
            failures += 1

    assert done == 20
    assert [rule.state().applied for rule in once] == [1] * 5
    assert some.state().applied > 0
    assert [session.key for session in vcenter_admin.sessions.list()] == [si.content.sessionManager.currentSession.key]


def test_the_session_limit_answers_503_until_a_session_ends(vcenter_admin, connect):
    limits = vcenter_admin.limits.set(max_sessions=3)
    assert vcenter_admin.limits.get() == limits and limits.max_sessions == 3
    guests = [connect() for _ in range(3)]

    with pytest.raises(Exception, match="503"):
        connect()
    assert vcenter_admin.journal.wait(1, "Login", status=503)
    Disconnect(guests.pop())
    connect()
