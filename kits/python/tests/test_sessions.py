"""Sessions, the clock, and what the operator is told, as pyVmomi sees them."""

from datetime import timedelta

import pytest
from pyVmomi import vim
from vimsession import ProblemError
from vimsession.leaks import SessionsLeaked


def test_a_client_logs_in_again_after_its_session_has_expired(vcenter, vcenter_admin, connect):
    si = connect()
    key = si.content.sessionManager.currentSession.key
    vcenter_admin.clock.advance(timedelta(minutes=31))

    with pytest.raises(vim.fault.NotAuthenticated):
        si.CurrentTime()

    call = vcenter_admin.journal.wait(1, "CurrentTime", fault="*")[-1]
    assert (call.fault, call.diagnosis.cause, call.diagnosis.tokens[0].session) == ("NotAuthenticated", "expired", key)
    assert si.content.sessionManager.Login(vcenter.user, vcenter.password).key != key
    assert si.CurrentTime() is not None


def test_sessions_are_found_and_ended(vcenter_admin, connect):
    connect(), connect()
    first, second = vcenter_admin.sessions.list(user_agent="pyvmomi")

    vcenter_admin.sessions.expire(first.key)
    assert [session.key for session in vcenter_admin.sessions.list()] == [second.key]
    assert vcenter_admin.sessions.terminate_all(user="ADMINISTRATOR@vsphere.local", door="soap") == 1
    with pytest.raises(ProblemError) as refused:
        vcenter_admin.sessions.get(second.key)
    assert (refused.value.status, refused.value.kind) == (404, "not-found")


def test_a_session_idles_as_long_as_it_is_told(vcenter_admin, connect):
    si = connect()
    key = si.content.sessionManager.currentSession.key
    vcenter_admin.clock.freeze()

    changed = vcenter_admin.sessions.change(key, locale="de", idle="29m")
    assert (changed.locale, changed.idle) == ("de", timedelta(minutes=29))
    vcenter_admin.clock.advance("2m")
    assert vcenter_admin.sessions.list() == []


def test_the_clock_is_set_run_and_real_again(vcenter_admin, connect):
    si = connect()
    vcenter_admin.clock.freeze()
    later = vcenter_admin.clock.show().now + timedelta(days=400)
    assert abs(vcenter_admin.clock.set(later).now - later) < timedelta(milliseconds=1)
    assert vcenter_admin.clock.show().rate == 0
    assert vcenter_admin.clock.run(1000).rate == 1000
    assert not vcenter_admin.clock.resume().is_real
    assert vcenter_admin.clock.real().is_real
    with pytest.raises(vim.fault.NotAuthenticated):
        si.CurrentTime()  # what has expired stays so


def test_a_session_that_is_never_logged_out_is_reported(vcenter, vcenter_admin, connect):
    since = vcenter_admin.clock.show().now
    connect().CurrentTime()

    with pytest.raises(SessionsLeaked, match="pyvmomi.* 1 open"):
        vcenter_admin.leaks.assert_none(since=since)
    report = vcenter_admin.leaks.report()
    assert (report.open, report.groups[0].calls, report.sessions[0].door) == (1, report.sessions[0].calls, "soap")
    assert report.sessions[0].first_call.operation == "CurrentTime"
    vcenter_admin.clock.advance("31m")
    vcenter_admin.leaks.assert_none()
    with pytest.raises(SessionsLeaked, match="1 expired"):
        vcenter_admin.leaks.assert_none(expired=True)


def test_a_snapshot_brings_sessions_and_users_back(vcenter_admin, connect):
    vcenter_admin.users.add("svc@vsphere.local", "one", role="ReadOnly")
    si = connect("svc@vsphere.local", "one")
    before = vcenter_admin.snapshot()

    vcenter_admin.users.delete("svc@vsphere.local")
    vcenter_admin.sessions.expire_all()
    with pytest.raises(vim.fault.NotAuthenticated):
        si.CurrentTime()
    vcenter_admin.restore(before)

    assert si.CurrentTime() is not None
    assert vcenter_admin.users.get("svc").name == "svc@vsphere.local"
