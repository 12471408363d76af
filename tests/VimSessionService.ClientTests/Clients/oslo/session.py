"""oslo.vmware, OpenStack's client, on the WSDL that the service serves."""

import os
import warnings

from facts import HOST, PASSWORD, PORT, SCHEME, USER, fact, raised, run, same
from oslo_vmware import exceptions, vim_util
from oslo_vmware.api import VMwareAPISession

warnings.simplefilter("ignore")
READER = os.environ["VIM_READER"]


def connect(user=USER, password=PASSWORD):
    return VMwareAPISession(HOST, user, password, 2, 0.1, scheme=SCHEME, port=PORT, insecure=True)


def manager(session):
    return session.vim.service_content.sessionManager


def read(session, name):
    return session.invoke_api(vim_util, "get_object_property", session.vim, manager(session), name)


def reading():
    session = connect()
    same("the content comes through the WSDL", session.vim.service_content.about.apiType, "VirtualCenter")
    current = read(session, "currentSession")
    fact("currentSession is the session", current.key == session._session_id, current)
    same("its user is who logged in", current.userName, os.environ["VIM_SHOWN_USER"])
    same("is_current_session_active", session.is_current_session_active(), True)
    seen = session.invoke_api(vim_util, "get_object_properties_dict", session.vim, manager(session), ["defaultLocale", "currentSession.key"])
    same("get_object_properties_dict reads many", seen, {"defaultLocale": "en", "currentSession.key": current.key})
    listed = read(session, "sessionList")
    fact("an array of sessions is read", current.key in [s.key for s in listed.UserSession], listed)
    locales = read(session, "messageLocaleList")
    fact("an array of strings is read", "zh_CN" in [str(s) for s in locales.string], locales)
    fact("the cookie is in the jar", len(session.vim.get_http_cookie().strip('"')) == 40, session.vim.get_http_cookie())


def inventory():
    session = connect()
    result = session.invoke_api(vim_util, "get_objects", session.vim, "Folder", 100)
    names = [p.val for o in result.objects for p in o.propSet]
    same("a walk over the whole inventory finds the root folder", names, ["Datacenters"])
    result = session.invoke_api(vim_util, "get_objects", session.vim, "VirtualMachine", 100)
    fact("a walk for machines finds none", not result, result)


def sessions():
    one, two = connect(), connect()
    one.invoke_api(one.vim, "SetLocale", manager(one), locale="de")
    same("SetLocale is seen", read(one, "currentSession").locale, "de")
    key = two._session_id
    one.invoke_api(one.vim, "TerminateSession", manager(one), sessionId=[key])
    same("a terminated session is not active", two.is_current_session_active(), False)
    current = read(two, "currentSession.key") if raised(lambda: read(two, "message"), exceptions.VimException) is None else None
    fact("a terminated client logs in again by itself", current is not None and two._session_id not in (None, key), (current, key))
    one.logout()
    same("logout forgets the session", one._session_id, None)


def faults():
    fault = raised(lambda: connect(password="wrong"), exceptions.VimFaultException)
    fact("a wrong password is InvalidLogin", fault is not None and fault.fault_list == ["InvalidLogin"], fault)
    fact("it is told in the words of a vCenter",
         fault is not None and "Cannot complete login due to an incorrect user name or password." in str(fault), fault)
    reader = connect(user=READER)
    fault = raised(lambda: read(reader, "sessionList"), exceptions.NoPermissionException)
    fact("a denied property is NoPermission", fault is not None, fault)
    same("its details name object and privilege", None if fault is None else (fault.details.get("object"), fault.details.get("privilegeId")),
         ("group-d1", "Sessions.TerminateSession"))
    fault = raised(lambda: reader.invoke_api(reader.vim, "UpdateServiceMessage", manager(reader), message="x"), exceptions.NoPermissionException)
    same("a denied method names its privilege", None if fault is None else fault.details.get("privilegeId"), "Sessions.GlobalMessage")
    session = connect()
    fault = raised(lambda: session.invoke_api(session.vim, "TerminateSession", manager(session), sessionId=["unknown"]),
                   exceptions.VimFaultException)
    fact("an unknown session is NotFound", fault is not None and fault.fault_list == ["NotFound"], fault)


run(reading, inventory, sessions, faults)
