"""suds on the WSDL that the service serves."""

import os
import re
import urllib.request

from facts import KEY, NOT_AUTHENTICATED, PASSWORD, URL, USER, WRONG_LOGIN, fact, raised, run, same, unverified
from suds import WebFault
from suds.client import Client
from suds.sudsobject import Property
from suds.transport.http import HttpTransport


class UnverifiedTransport(HttpTransport):
    """suds' own transport, taking the service's self-signed certificate."""

    def u2handlers(self):
        return super().u2handlers() + [urllib.request.HTTPSHandler(context=unverified())]


CLIENT = Client(URL + "/vimService.wsdl", location=URL, transport=UnverifiedTransport(), cache=None)


def moref(kind, value):
    reference = Property(value)
    reference._type = kind
    return reference


INSTANCE = moref("ServiceInstance", "ServiceInstance")
MANAGER = moref("SessionManager", "SessionManager")
COLLECTOR = moref("PropertyCollector", "propertyCollector")


def filter_spec(reference, *paths):
    spec = CLIENT.factory.create("ns0:PropertyFilterSpec")
    properties = CLIENT.factory.create("ns0:PropertySpec")
    properties.type, properties.all, properties.pathSet = reference._type, not paths, list(paths)
    start = CLIENT.factory.create("ns0:ObjectSpec")
    start.obj, start.skip = reference, False
    spec.propSet, spec.objectSet = [properties], [start]
    return spec


def fault_of(call):
    """The fault of a call as (type, text, detail)."""
    fault = raised(call, WebFault)
    if fault is None:
        return None, None, None
    name = [n for n, _ in fault.fault.detail][0]
    return name, fault.fault.faultstring, fault.fault.detail[name]


def calls():
    service = CLIENT.service
    content = service.RetrieveServiceContent(INSTANCE)
    same("RetrieveServiceContent answers the content", content.about.apiType, "VirtualCenter")
    same("a reference has its type", (content.sessionManager._type, content.sessionManager.value), ("SessionManager", "SessionManager"))
    session = service.Login(MANAGER, USER, PASSWORD)
    fact("Login answers a UserSession", re.fullmatch(KEY, session.key), session)
    same("its user is who logged in", session.userName, os.environ["VIM_SHOWN_USER"])
    same("SessionIsActive is true", service.SessionIsActive(MANAGER, session.key, session.userName), True)
    fact("CurrentTime is a time", service.CurrentTime(INSTANCE).tzinfo is not None)
    options = CLIENT.factory.create("ns0:RetrieveOptions")
    result = service.RetrievePropertiesEx(COLLECTOR, [filter_spec(MANAGER)], options)
    values = {p.name: p.val for p in result.objects[0].propSet}
    same("currentSession is a typed value", values["currentSession"].key, session.key)
    same("currentSession is a UserSession", values["currentSession"].__class__.__name__, "UserSession")
    fact("sessionList is a typed array", session.key in [s.key for s in values["sessionList"].UserSession], values["sessionList"])
    fact("messageLocaleList is a typed array", "zh_CN" in values["messageLocaleList"].string, values["messageLocaleList"])
    service.Logout(MANAGER)
    result = service.RetrievePropertiesEx(COLLECTOR, [filter_spec(MANAGER)], options)
    missing = {m.path: m.fault.fault for m in result.objects[0].missingSet}
    same("missing properties bear typed faults", {p: (f.__class__.__name__, f.privilegeId) for p, f in missing.items()},
         {"message": ("NotAuthenticated", "System.View"), "sessionList": ("NotAuthenticated", "Sessions.TerminateSession")})


def faults():
    service = CLIENT.service
    name, text, _ = fault_of(lambda: service.Login(MANAGER, USER, "wrong"))
    same("a wrong password is InvalidLoginFault", (name, text), ("InvalidLoginFault", WRONG_LOGIN))
    name, text, detail = fault_of(lambda: service.CurrentTime(INSTANCE))
    same("a call without a session is NotAuthenticatedFault", (name, text), ("NotAuthenticatedFault", NOT_AUTHENTICATED))
    same("it names the privilege", getattr(detail, "privilegeId", None), "System.View")
    service.Login(MANAGER, USER, PASSWORD)
    name, _, _ = fault_of(lambda: service.TerminateSession(MANAGER, ["unknown"]))
    same("an unknown session is NotFoundFault", name, "NotFoundFault")
    name, _, detail = fault_of(lambda: service.RetrievePropertiesEx(COLLECTOR, [filter_spec(MANAGER, "nonesuch")],
                                                                    CLIENT.factory.create("ns0:RetrieveOptions")))
    same("an unknown path is InvalidPropertyFault that names it", (name, getattr(detail, "name", None)), ("InvalidPropertyFault", "nonesuch"))
    service.Logout(MANAGER)


run(calls, faults)
