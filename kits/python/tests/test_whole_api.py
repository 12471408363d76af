"""Every operation of the admin API has a method, and every field of its answers a place."""

import dataclasses

import pytest
from pyVim.connect import SmartConnect
from vimsession import ProblemError, access, clock, connection, files, journal, leaks, limits, outages, rules, scenario, sessions, users
from vimsession.answers import camel

ANSWERS = {
    "SessionInfo": sessions.Session, "TicketInfo": sessions.Ticket, "ClockInfo": clock.ClockState, "LimitValues": limits.LimitValues,
    "UserInfo": users.User, "GroupInfo": users.Group, "LockoutSetting": users.LockoutPolicy, "RoleInfo": access.Role,
    "PermissionInfo": access.Permission, "ExtensionInfo": access.Extension, "RuleInfo": rules.RuleState, "RuleMiss": rules.NearMiss,
    "RuleMissCall": rules.MissedCall, "JournalCall": journal.Call, "CallDiagnosis": journal.Diagnosis, "TokenFate": journal.TokenFate,
    "LeakReport": leaks.LeakReport, "LeakGroup": leaks.LeakGroup, "LeakedSession": leaks.LeakedSession, "FirstCall": leaks.FirstCall,
    "OutageInfo": outages.OutageState, "RestartInfo": outages.Restart, "ScenarioInfo": scenario.ScenarioState,
    "ScenarioStepInfo": scenario.ScenarioStep, "ScenarioFailure": scenario.ScenarioFailure,
    "ReloadResult": files.Reload, "ReloadedFile": files.ReloadedFile,
}


@pytest.mark.parametrize("schema, kind", ANSWERS.items(), ids=list(ANSWERS))
def test_an_answer_has_the_fields_of_the_document(vcenter_admin, schema, kind):
    schemas = vcenter_admin.request("GET", "openapi.json")["components"]["schemas"]
    described = schemas[schema]
    fields = dataclasses.fields(kind)

    assert {camel(field.name) for field in fields} == set(described["properties"])
    always = {camel(field.name) for field in fields if field.default is dataclasses.MISSING}
    assert always <= set(described.get("required", [])), "the service may leave these out"


def test_every_operation_has_a_method(vcenter, vcenter_admin, monkeypatch):
    asked = set()
    send = connection.Connection.send

    def recording(self, method, path, *others, **named):
        asked.add((method, path.split("?")[0]))
        return send(self, method, path, *others, **named)

    monkeypatch.setattr(connection.Connection, "send", recording)
    names = use_everything(vcenter, vcenter_admin)

    document = vcenter_admin.request("GET", "openapi.json")
    operations = {(method.upper(), path[len("/admin/v1/"):]) for path, methods in document["paths"].items() for method in methods if method != "parameters"}
    met = {(method, generic(path, names)) for method, path in asked}
    assert operations - met == set()


def generic(path, names):
    """The path with the names of parameters in the place of their values."""
    return "/".join(names.get(segment, segment) for segment in path.split("/"))


def use_everything(vcenter, admin):
    """Asks for each operation once. The result has what stands in the place of a parameter in a path."""
    si = SmartConnect(**vcenter.connect_args())
    manager = si.content.sessionManager
    key = manager.currentSession.key
    manager.AcquireCloneTicket()
    ticket = admin.tickets.list()[0].id
    assert admin.tickets.list()[0].session_key in (None, key)
    admin.tickets.expire(ticket)
    admin.sessions.list(), admin.sessions.get(key), admin.sessions.change(key, idle=0)
    admin.clock.show(), admin.clock.freeze(), admin.clock.advance(1), admin.clock.set(admin.clock.show().now), admin.clock.run(2), admin.clock.resume(), admin.clock.real()
    admin.limits.get(), admin.limits.set(idle_timeout="20m", max_lifetime=0, max_user_sessions=5)

    admin.users.add("svc", "one"), admin.users.get("svc"), admin.users.change("svc", full_name="A service", groups=["robots"])
    admin.users.lock("svc"), admin.users.unlock("svc"), admin.users.list()
    admin.groups.add("staff", members=["svc"], role="ReadOnly"), admin.groups.change("staff", remove=["svc"], add_groups=["robots"])
    admin.groups.list(), admin.groups.get("staff"), admin.groups.delete("staff")
    admin.users.set_lockout_policy(0, "1m", 0), admin.users.lockout_policy()
    admin.roles.add("Watcher", ["System.View"]), admin.roles.change("Watcher", ["System.Read"], new_name="Reader")
    admin.permissions.set("svc", "Reader"), admin.permissions.delete("svc"), admin.permissions.set("robots", "Reader", group=True, propagate=False)
    assert [permission.role for permission in admin.permissions.list() if permission.group and permission.principal.endswith("robots")] == ["Reader"]
    admin.permissions.delete("robots", group=True)
    assert "Reader" in [role.name for role in admin.roles.list()]
    admin.roles.delete("Reader"), admin.users.delete("svc")
    admin.extensions.register("com.example.x", name="X", version="1.0"), admin.extensions.unregister("com.example.x")
    assert "com.example.x" not in [extension.key for extension in admin.extensions.list()]

    admin.restore(admin.snapshot())
    rule = admin.rules.add({"answer": {"latency": "1ms"}})
    assert admin.rules.get(rule.id).rule["answer"]["latency"] == "0.001s"
    admin.rules.put(rule.id, {"answer": {"status": 503}, "when": {"operations": ["Logout"]}})
    admin.rules.remove(rule.id), admin.rules.replace([{"answer": {"latency": "1ms"}}]), admin.rules.list(), admin.rules.clear()
    outage = admin.outages.start("sts", "lookup", mode="hang", id="away")
    admin.outages.stop(outage.id), admin.outages.stop_all(), admin.outages.list()

    number = admin.journal.last()
    admin.journal.calls(), admin.journal.get(number), admin.journal.count(), admin.journal.wait(1), admin.journal.export()
    admin.leaks.report(), admin.leaks.forget(), admin.sessions.terminate(key)
    second = SmartConnect(**vcenter.connect_args()).content.sessionManager.currentSession.key
    admin.sessions.expire(second), admin.sessions.expire_all(), admin.sessions.terminate_all(), admin.leaks.assert_none()
    admin.scenario.apply({"description": "nothing"}), admin.scenario.get(), admin.scenario.end()
    with pytest.raises(ProblemError, match="409 no-file"):
        admin.reload()
    admin.outages.restart(), admin.reset(), admin.journal.clear()
    values = {"key": [key, second], "id": [ticket, rule.id, outage.id], "name": ["svc", "staff", "Watcher", "Reader"], "number": [str(number)]}
    return {**{value: "{%s}" % name for name, found in values.items() for value in found}, "com.example.x": "{key}"}
