"""zeep in its strict mode: what the WSDL does not declare, in its order, is an error."""

import os
import re
import warnings

import requests
from facts import KEY, NOT_AUTHENTICATED, PASSWORD, URL, USER, WRONG_LOGIN, fact, raised, run, same
from zeep import Client, Settings
from zeep.exceptions import Fault
from zeep.transports import Transport

warnings.simplefilter("ignore")

SESSION = requests.Session()
SESSION.verify = False
SESSION.trust_env = False  # a CA bundle named in the environment would win over verify
WSDL = Client(URL + "/vimService.wsdl", transport=Transport(session=SESSION), settings=Settings(strict=True))
VIM = WSDL.type_factory("urn:vim25")


def connect():
    """The service at the address that the WSDL names, without a cookie of before."""
    SESSION.cookies.clear()
    return WSDL.service


def moref(kind, value):
    return VIM.ManagedObjectReference(value, type=kind)


INSTANCE = moref("ServiceInstance", "ServiceInstance")


def filter_spec(reference, *paths):
    return VIM.PropertyFilterSpec(propSet=[VIM.PropertySpec(type=reference.type, all=not paths, pathSet=list(paths))],
                                  objectSet=[VIM.ObjectSpec(obj=reference, skip=False)])


def fault_of(call):
    """The fault of a call as (type, text, detail element)."""
    fault = raised(call, Fault)
    if fault is None:
        return None, None, None
    element = fault.detail[0]
    return element.tag, fault.message, element


def calls():
    service = connect()
    content = service.RetrieveServiceContent(INSTANCE)
    same("RetrieveServiceContent is what the WSDL says", content.about.apiType, "VirtualCenter")
    same("a reference has its type", (content.sessionManager.type, content.sessionManager._value_1), ("SessionManager", "SessionManager"))
    session = service.Login(content.sessionManager, USER, PASSWORD)
    fact("Login answers a UserSession", re.fullmatch(KEY, session.key), session)
    same("its user is who logged in", session.userName, os.environ["VIM_SHOWN_USER"])
    fact("the time is a time", service.CurrentTime(INSTANCE).tzinfo is not None)
    same("SessionIsActive is true", service.SessionIsActive(content.sessionManager, session.key, session.userName), True)
    result = service.RetrievePropertiesEx(content.propertyCollector, [filter_spec(content.sessionManager)], VIM.RetrieveOptions())
    values = {p.name: p.val for p in result.objects[0].propSet}
    same("currentSession is a typed value", values["currentSession"].key, session.key)
    fact("sessionList is a typed array", session.key in [s.key for s in values["sessionList"].UserSession], values["sessionList"])
    fact("messageLocaleList is a typed array", "zh_CN" in values["messageLocaleList"].string, values["messageLocaleList"])
    same("defaultLocale is a string", values["defaultLocale"], "en")
    old = service.RetrieveProperties(content.propertyCollector, [filter_spec(INSTANCE)])
    names = {p.name: p.val for p in old[0].propSet}
    same("content by way of the collector is what RetrieveServiceContent answers", names["content"].about.instanceUuid, content.about.instanceUuid)
    same("a void method answers nothing", service.SetLocale(content.sessionManager, "de"), None)
    same("Logout answers nothing", service.Logout(content.sessionManager), None)
    result = service.RetrievePropertiesEx(content.propertyCollector, [filter_spec(content.sessionManager)], VIM.RetrieveOptions())
    missing = {m.path: m.fault.fault for m in result.objects[0].missingSet}
    same("missing properties bear typed faults", {p: (type(f).__name__, f.privilegeId) for p, f in missing.items()},
         {"message": ("NotAuthenticated", "System.View"), "sessionList": ("NotAuthenticated", "Sessions.TerminateSession")})


def faults():
    service = connect()
    manager = moref("SessionManager", "SessionManager")
    tag, text, _ = fault_of(lambda: service.Login(manager, USER, "wrong"))
    same("a wrong password is InvalidLoginFault", (tag, text), ("{urn:vim25}InvalidLoginFault", WRONG_LOGIN))
    tag, text, element = fault_of(lambda: service.CurrentTime(INSTANCE))
    same("a call without a session is NotAuthenticatedFault", (tag, text), ("{urn:vim25}NotAuthenticatedFault", NOT_AUTHENTICATED))
    declared = WSDL.get_element("{urn:vim25}NotAuthenticatedFault")
    parsed = declared.parse(element, WSDL.wsdl.types)
    same("the detail is what the WSDL says", (parsed.object._value_1, parsed.privilegeId), ("group-d1", "System.View"))
    service.Login(manager, USER, PASSWORD)
    tag, _, element = fault_of(lambda: service.TerminateSession(manager, ["unknown"]))
    same("an unknown session is NotFoundFault", tag, "{urn:vim25}NotFoundFault")
    collector = moref("PropertyCollector", "propertyCollector")
    tag, _, element = fault_of(lambda: service.RetrievePropertiesEx(collector, [filter_spec(manager, "nonesuch")], VIM.RetrieveOptions()))
    same("an unknown path is InvalidPropertyFault", tag, "{urn:vim25}InvalidPropertyFault")
    parsed = WSDL.get_element(tag).parse(element, WSDL.wsdl.types)
    same("it names the path", parsed.name, "nonesuch")
    service.Logout(manager)


run(calls, faults)
