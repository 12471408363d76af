"""The settings of the server through pyVmomi."""

import os
import time

from connection import anonymous, connect, identity
from facts import HOST, PORT, SCHEME, fact, raised, run, same
from pyVmomi import vim, vmodl

OPTION = vim.option.OptionValue
TIMEOUT = "config.vmacore.soap.sessionTimeout"


def options(si):
    return si.RetrieveContent().setting


def value(si, key):
    found = options(si).QueryOptions(key)
    return found[0].value if len(found) == 1 else found


def reading():
    si = connect()
    same("the settings are VpxSettings", identity(options(si)), "OptionManager:VpxSettings")
    setting = {o.key: o.value for o in options(si).setting}
    fact("there are many", len(setting) > 50, len(setting))
    fact("none is a password", not [k for k in setting if k.lower().endswith("password")], sorted(setting))
    same("an int is an int", (type(setting["instance.id"]), setting["instance.id"]), (int, 0))
    same("a flag is a flag", setting["event.maxAgeEnabled"], True)
    same("a text is a text", setting["log.level"], "info")
    same("names are the ones that the client uses", (setting["VirtualCenter.FQDN"], setting["config.vpxd.hostnameUrl"]), (HOST, HOST))
    same("URLs lead back here", setting["VirtualCenter.VimApiUrl"], "%s://%s:%d/sdk" % (SCHEME, HOST, PORT))
    same("the token service is here", setting["config.vpxd.sso.sts.uri"], "%s://%s:%d/sts/STSService/vsphere.local" % (SCHEME, HOST, PORT))
    same("one is read by its name", value(si, TIMEOUT), 30)
    same("a subtree is read by its dot", sorted(o.key for o in options(si).QueryOptions("client.timeout.")),
         ["client.timeout.long", "client.timeout.normal"])
    same("no name is all of them", len(options(si).QueryOptions()), len(setting))
    fault = raised(lambda: options(si).QueryOptions("none.such"), vim.fault.InvalidName)
    fact("an unknown name is InvalidName", fault is not None and fault.name == "none.such", fault)
    types = {d.key: d.optionType for d in options(si).supportedOption}
    same("each setting is described", set(types), set(setting))
    same("a number has bounds", (types["instance.id"].min, types["instance.id"].max), (0, 63))
    same("a choice has choices", [c.key for c in types["log.level"].choiceInfo], ["none", "error", "warning", "info", "verbose", "trivia"])
    same("what cannot be changed says so", types["VirtualCenter.FQDN"].valueIsReadonly, True)


def changing():
    si = connect()
    update = options(si).UpdateOptions
    update([OPTION(key="instance.id", value=7), OPTION(key="event.maxAgeEnabled", value=False), OPTION(key="VirtualCenter.InstanceName", value="lab")])
    same("three change at once", (value(si, "instance.id"), value(si, "event.maxAgeEnabled"), value(si, "VirtualCenter.InstanceName")), (7, False, "lab"))
    fault = raised(lambda: update([OPTION(key="instance.id", value="8")]), vmodl.fault.InvalidArgument)
    fact("a number as a text is of another type", fault is not None and fault.invalidProperty == "value", fault)
    same("and changes nothing", value(si, "instance.id"), 7)
    update([OPTION(key="config.of.mine", value="mine")])
    same("a setting of one's own below config", value(si, "config.of.mine"), "mine")
    for key, wrong, kind in (("instance.id", 64, vmodl.fault.InvalidArgument),
                             ("log.level", "loud", vmodl.fault.InvalidArgument), ("VirtualCenter.FQDN", "vc", vmodl.fault.InvalidArgument),
                             ("none.such", "x", vim.fault.InvalidName)):
        fault = raised(lambda: update([OPTION(key="mail.sender", value="changed"), OPTION(key=key, value=wrong)]), kind)
        fact("%s = %r is refused" % (key, wrong), fault is not None and key in (getattr(fault, "invalidProperty", None), getattr(fault, "name", None)), fault)
    same("with it every other of the call", value(si, "mail.sender"), "")


def privileges():
    reader = connect(os.environ["VIM_READER"])
    same("a reader reads", value(reader, "client.timeout.normal"), 30)
    fault = raised(lambda: options(reader).UpdateOptions([OPTION(key="mail.sender", value="x")]), vim.fault.NoPermission)
    fact("and changes nothing", fault is not None and fault.privilegeId == "Global.Settings", fault)
    fault = raised(lambda: anonymous().RetrieveContent().setting.QueryOptions("client."), vim.fault.NotAuthenticated)
    fact("without a session there is nothing to read", fault is not None, fault)


def sessions():
    si = connect()
    options(si).UpdateOptions([OPTION(key=TIMEOUT, value=90)])
    same("a new time-out is read back", value(si, TIMEOUT), 90)
    options(si).UpdateOptions([OPTION(key="config.vmacore.soap.maxSessionCount", value=1)])
    fact("a new cap refuses the next login", raised(connect, Exception) is not None)
    fact("who is logged in stays so", abs(time.time() - si.CurrentTime().timestamp()) < 60)
    options(si).UpdateOptions([OPTION(key="config.vmacore.soap.maxSessionCount", value=3000), OPTION(key=TIMEOUT, value=30)])
    fact("raised again it admits", connect().RetrieveContent().sessionManager.currentSession is not None)


run(reading, changing, privileges, sessions)
