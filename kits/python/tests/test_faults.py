"""Rules, outages and the journal, as pyVmomi sees them."""

import http.client
import json
import threading
import time

import pytest
from pyVmomi import vim, vmodl
from vimsession import ProblemError
from vimsession.journal import NotReached


def test_a_rule_answers_with_a_fault_so_many_times(vcenter_admin, connect):
    rule = vcenter_admin.rules.on("Login", times=1).throw("InvalidLogin", "Not today.")

    with pytest.raises(vim.fault.InvalidLogin) as refused:
        connect()
    assert refused.value.msg == "Not today."
    connect()

    state = rule.state()
    assert (state.applied, state.is_in_force, state.near_miss.condition) == (1, False, "calls.times")
    assert vcenter_admin.journal.wait(1, rule=rule.id)[0].fault == "InvalidLogin"


def test_a_rule_answers_with_fields_of_the_fault(vcenter_admin, connect):
    si = connect()
    with vcenter_admin.rules.on("CurrentTime").throw("NoPermission", privilegeId="System.Read", object="Folder:group-d1"):
        with pytest.raises(vim.fault.NoPermission) as refused:
            si.CurrentTime()
    assert (refused.value.privilegeId, refused.value.object._moId) == ("System.Read", "group-d1")
    assert si.CurrentTime() is not None and vcenter_admin.rules.list() == []


def test_a_rule_is_about_one_session(vcenter_admin, connect):
    half_alive, alive = connect(), connect()
    key = half_alive.content.sessionManager.currentSession.key
    vcenter_admin.rules.on("CurrentTime", sessions=key).throw("NotAuthenticated")

    with pytest.raises(vim.fault.NotAuthenticated):
        half_alive.CurrentTime()
    assert half_alive.content.sessionManager.currentSession.key == key
    assert alive.CurrentTime() is not None
    assert vcenter_admin.journal.wait(1, "CurrentTime", fault="*")[0].diagnosis.cause == "rule"


def test_an_answer_is_late(vcenter_admin, connect):
    si = connect()
    vcenter_admin.rules.on("CurrentTime").delay("300ms", jitter="100ms")

    began = time.monotonic()
    si.CurrentTime()

    assert time.monotonic() - began >= 0.2


def test_rules_are_asked_in_their_order(vcenter_admin, connect):
    si = connect()
    last = vcenter_admin.rules.on("CurrentTime").throw("SystemError", reason="last")
    first = vcenter_admin.rules.on("CurrentTime", id="first", before=last.id, times=1, expires_after="1h").status(404, "nothing", "text/html")
    assert [state.rule["id"] for state in vcenter_admin.rules.list()] == ["first", last.id]

    with pytest.raises(Exception, match="404"):
        si.CurrentTime()
    with pytest.raises(vmodl.fault.SystemError):
        si.CurrentTime()
    assert (first.state().applied, last.state().applied) == (1, 1)


@pytest.mark.parametrize("answer", ["drop", "reset", "half_send", "truncate"])
def test_a_connection_breaks(vcenter_admin, connect, answer):
    si = connect()
    rule = getattr(vcenter_admin.rules.on("CurrentTime", times=1), answer)()

    with pytest.raises(Exception) as broken:
        si.CurrentTime()
    assert not isinstance(broken.value, vim.fault.NotAuthenticated)
    assert rule.state().applied == 1
    assert si.CurrentTime() is not None


def test_a_rule_that_cannot_be_used_is_a_problem_that_names_what_is_allowed(vcenter_admin):
    with pytest.raises(ProblemError) as refused:
        vcenter_admin.rules.on("Logn").throw("InvalidLogin")
    place = refused.value.places[0]
    assert place.pointer == "#/when/operations/0" and "Login" in place.allowed
    assert "Login" in str(refused.value)


def test_single_sign_on_is_out_while_soap_is_well(vcenter, vcenter_admin, connect):
    with vcenter_admin.outages.start("sts", for_="2m") as outage:
        assert post(vcenter, "/sts/STSService") == 503
        assert connect().CurrentTime() is not None
        assert vcenter_admin.outages.list()[0].met == 1
        assert outage.state.mode == "unavailable"
    assert post(vcenter, "/sts/STSService") != 503


def test_a_restart_loses_the_sessions(vcenter_admin, connect):
    si = connect()
    assert vcenter_admin.outages.restart().sessions_lost == 1
    with pytest.raises((OSError, http.client.HTTPException, vim.fault.HostConnectFault)):
        si.CurrentTime()
    with pytest.raises(vim.fault.NotAuthenticated):
        si.CurrentTime()
    assert vcenter_admin.journal.wait(1, "CurrentTime", fault="NotAuthenticated")[-1].diagnosis.cause == "lostInRestart"


def test_the_journal_waits_until_calls_have_come(vcenter_admin, connect):
    si = connect()
    after = vcenter_admin.journal.last()
    calls = threading.Thread(target=lambda: [si.CurrentTime() for _ in range(3)])
    calls.start()

    assert [call.status for call in vcenter_admin.journal.wait(3, "CurrentTime", after=after)] == [200] * 3
    calls.join()
    with pytest.raises(NotReached, match="3 of 4 calls came within 50ms"):
        vcenter_admin.journal.wait(4, "CurrentTime", after=after, timeout="50ms")


def test_the_journal_has_calls_without_secrets_in_any_number(vcenter, vcenter_admin, connect):
    si = connect()
    for _ in range(5):
        si.CurrentTime()
    vcenter_admin.journal.wait(5, "CurrentTime")
    login = vcenter_admin.journal.calls("Login")[0]
    assert (login.arguments["userName"], login.arguments["password"]) == (vcenter.user, "***")
    assert vcenter_admin.journal.get(login.number) == login
    assert vcenter_admin.journal.count("CurrentTime", status=200) == len(vcenter_admin.journal.calls("CurrentTime")) == 5
    lines = vcenter_admin.journal.export("jsonl", "CurrentTime").splitlines()
    assert [json.loads(line)["operation"] for line in lines] == ["CurrentTime"] * 5
    assert len(json.loads(vcenter_admin.journal.export("har"))["log"]["entries"]) == vcenter_admin.journal.count()
    vcenter_admin.journal.clear()
    assert vcenter_admin.journal.calls() == []


def post(vcenter, path):
    """The status of a request without meaning."""
    connection = http.client.HTTPSConnection(vcenter.host, vcenter.port, context=vcenter.tls())
    connection.request("POST", path, "x")
    status = connection.getresponse().status
    connection.close()
    return status
