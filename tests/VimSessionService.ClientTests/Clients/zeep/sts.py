"""The security token service as zeep sees it, which knows nothing of it but its WSDL, and opens what has one member."""

import os
from datetime import datetime, timedelta, timezone

import requests
import urllib3
from facts import PASSWORD, USER, fact, raised, run, same
from zeep import Client, Settings, xsd
from zeep.exceptions import Fault
from zeep.transports import Transport
from zeep.wsse.username import UsernameToken

STS = os.environ["VIM_STS_URL"]
WST = "http://docs.oasis-open.org/ws-sx/ws-trust/200512"
WSU = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd"


def client(password):
    urllib3.disable_warnings()
    session = requests.Session()
    session.verify = False
    session.trust_env = False  # a CA bundle named in the environment would win over verify
    now = datetime.now(timezone.utc)
    header = xsd.Element("{%s}Timestamp" % WSU, xsd.ComplexType([
        xsd.Element("{%s}Created" % WSU, xsd.String()), xsd.Element("{%s}Expires" % WSU, xsd.String())]))
    stamp = header(Created=stated(now), Expires=stated(now + timedelta(minutes=1)))
    token = UsernameToken(USER, password, timestamp_token=rendered(header, stamp))
    return Client(STS + "?wsdl", wsse=token, transport=Transport(session=session), settings=Settings(strict=True))


def rendered(header, value):
    from lxml import etree
    parent = etree.Element("parent")
    header.render(parent, value)
    return parent[0]


def stated(moment):
    return moment.strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3] + "Z"


def issue(sts):
    return sts.service.Issue(RequestType=WST + "/Issue", KeyType=WST + "/Bearer", Renewing={"Allow": False, "OK": False}, Delegatable=True)


def a_token():
    sts = client(PASSWORD)
    same("the WSDL leads to where it came from", sts.service._binding_options["address"], STS)
    response = issue(sts)
    same("the token is for who bears it", response.KeyType, WST + "/Bearer")
    same("it is delegatable", response.Delegatable, True)
    assertion = response.RequestedSecurityToken._value_1
    same("the token is an assertion", assertion.tag, "{urn:oasis:names:tc:SAML:2.0:assertion}Assertion")
    status = sts.service.Validate(RequestType=WST + "/Validate", ValidateTarget={"_value_1": assertion}).Status
    same("the service finds it good", status.Code, WST + "/status/valid")


def a_fault():
    refused = raised(lambda: issue(client("wrong")), Fault)
    fact("a wrong password is a fault", refused is not None and refused.message == "Invalid credentials", refused)


run(a_token, a_fault)
