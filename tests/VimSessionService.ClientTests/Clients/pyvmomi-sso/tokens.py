"""Tokens of single sign-on, and logins by them, as pyVmomi's own module sso gets and uses them."""

import os
import re
from datetime import datetime, timedelta, timezone

from facts import HOST, PASSWORD, PORT, READER, USER, fact, raised, run, same, unverified
from lxml import etree
from pyVim import sso
from pyVim.connect import SmartConnect, VimSessionOrientedStub
from pyVmomi import SoapStubAdapter, vim
from pyVmomi.VmomiSupport import newestVersions

STS = os.environ["VIM_STS_URL"]
CERT, KEY = os.environ["VIM_SOLUTION_CERT"], os.environ["VIM_SOLUTION_KEY"]
OTHER_CERT, OTHER_KEY = os.environ["VIM_UNKNOWN_CERT"], os.environ["VIM_UNKNOWN_KEY"]
NAMES = {"s": "urn:oasis:names:tc:SAML:2.0:assertion", "ds": "http://www.w3.org/2000/09/xmldsig#",
         "del": "urn:oasis:names:tc:SAML:2.0:conditions:delegation"}
WST = "http://docs.oasis-open.org/ws-sx/ws-trust/200512"
SHOWN_USER = os.environ["VIM_SHOWN_USER"]


def authenticator():
    return sso.SsoAuthenticator(STS)


def text(token, path):
    return [node if isinstance(node, str) else node.text for node in etree.fromstring(token).xpath(path, namespaces=NAMES)]


def moment(value):
    return datetime.strptime(value, "%Y-%m-%dT%H:%M:%S.%fZ").replace(tzinfo=timezone.utc)


def life(token):
    (begin,), (end,) = text(token, "s:Conditions/@NotBefore"), text(token, "s:Conditions/@NotOnOrAfter")
    return moment(end) - moment(begin)


def bearer(user=USER, password=PASSWORD, **options):
    return authenticator().get_bearer_saml_assertion(user, password, ssl_context=unverified(), **options)


def holder_of_key(cert=CERT, key=KEY, **options):
    return authenticator().get_hok_saml_assertion(cert, key, ssl_context=unverified(), **options)


def a_bearer_token():
    token = bearer()
    same("the subject is the user", text(token, "s:Subject/s:NameID"), ["Administrator@VSPHERE.LOCAL"])
    same("its name is a UPN", text(token, "s:Subject/s:NameID/@Format"), ["http://schemas.xmlsoap.org/claims/UPN"])
    same("who bears it is whose it is", text(token, "s:Subject/s:SubjectConfirmation/@Method"), ["urn:oasis:names:tc:SAML:2.0:cm:bearer"])
    same("ten minutes are cut to five", life(token), timedelta(minutes=5))
    same("it cannot be delegated", text(token, "s:Conditions/s:ProxyRestriction/@Count"), ["0"])
    same("it cannot be renewed", text(token, "s:Conditions/s:Condition"), [])
    same("a shorter life is given as asked", life(bearer(token_duration=60)), timedelta(minutes=1))
    same("it says how the user proved it", text(token, "//s:AuthnContextClassRef"), ["urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport"])
    same("the user is no program", text(token, "//s:Attribute[@FriendlyName='Subject Type']/s:AttributeValue"), ["false"])
    token = bearer(delegatable=True, renewable=True)
    same("a delegatable one says how often", text(token, "s:Conditions/s:ProxyRestriction/@Count"), ["10"])
    same("a renewable one says how often", text(token, "s:Conditions/s:Condition/@Count"), ["10"])


def refusals():
    for what, call in (("a wrong password", lambda: bearer(password="wrong")),
                       ("an unknown user", lambda: bearer(user="nobody.at.all@vsphere.local")),
                       ("an unknown certificate", lambda: holder_of_key(OTHER_CERT, OTHER_KEY))):
        refused = raised(call, sso.SoapException)
        same("%s is told as one" % what, refused and (refused._fault_code, refused._fault_string), ("ns0:FailedAuthentication", "Invalid credentials"))
    refused = raised(lambda: bearer(request_duration=-3600), sso.SoapException)
    same("a message that expires before it was made has no lifetime", refused and refused._fault_code, "ns0:InvalidSecurity")
    refused = raised(lambda: bearer(token_duration=-60), sso.SoapException)
    same("a token that ends before it begins is no time", refused and refused._fault_code, "ns0:InvalidTimeRange")


def holder_of_key_tokens():
    token = holder_of_key(token_duration=86400, delegatable=True, renewable=True)
    same("a solution user is known by its certificate", text(token, "s:Subject/s:NameID"), ["backup@VSPHERE.LOCAL"])
    same("its token is bound to its key", text(token, "s:Subject/s:SubjectConfirmation/@Method"), ["urn:oasis:names:tc:SAML:2.0:cm:holder-of-key"])
    same("it may live for a day", life(token), timedelta(days=1))
    same("its user is a program", text(token, "//s:Attribute[@FriendlyName='Subject Type']/s:AttributeValue"), ["true"])
    again = authenticator().get_token_by_token(token, KEY, ssl_context=unverified())
    same("a token gets another one", text(again, "s:Subject/s:NameID"), ["backup@VSPHERE.LOCAL"])
    refused = raised(lambda: authenticator().get_token_by_token(token, OTHER_KEY, ssl_context=unverified()), sso.SoapException)
    same("only to who has its key", refused and refused._fault_code, "ns0:FailedCheck")


def acting_as_another():
    token = holder_of_key(act_as_token=bearer(delegatable=True), delegatable=True)
    same("the subject is the other user", text(token, "s:Subject/s:NameID"), ["Administrator@VSPHERE.LOCAL"])
    same("the solution user acts for them", text(token, "s:Subject/s:SubjectConfirmation/s:NameID"), ["backup@VSPHERE.LOCAL"])
    same("and is named as that", text(token, "//del:Delegate/s:NameID"), ["backup@VSPHERE.LOCAL"])
    same("it can be delegated once less", text(token, "s:Conditions/s:ProxyRestriction/@Count"), ["9"])
    refused = raised(lambda: holder_of_key(act_as_token=bearer()), sso.SoapException)
    same("a token that is not delegatable is not delegated", refused and (refused._fault_code, refused._fault_string),
         ("ns0:InvalidRequest", "Cannot continue delegation chain"))
    stub = SoapStubAdapter(HOST, port=PORT, version=newestVersions.GetName("vim"), sslContext=unverified(), samlToken=token)
    sessions = vim.ServiceInstance("ServiceInstance", stub).content.sessionManager
    with stub.requestModifier(lambda request: sso.add_saml_context(request, token, KEY)):
        sessions.LoginByToken()
    stub.samlToken = None
    same("who acts as another logs in as them", sessions.currentSession.userName, SHOWN_USER)


def session_of(login, **options):
    stub = SoapStubAdapter(HOST, port=PORT, version=newestVersions.GetName("vim"), sslContext=unverified(), **options)
    si = vim.ServiceInstance("ServiceInstance", VimSessionOrientedStub(stub, login))
    session = si.content.sessionManager.currentSession
    si.content.sessionManager.Logout()
    return session.userName, session.fullName


def logins():
    same("a bearer token logs in", session_of(VimSessionOrientedStub.makeCredBearerTokenLoginMethod(USER, PASSWORD, STS, ssl_context=unverified())),
         (SHOWN_USER, os.environ["VIM_SHOWN_FULL_NAME"]))
    same("another user's is another user's",
         session_of(VimSessionOrientedStub.makeCredBearerTokenLoginMethod(READER, PASSWORD, STS, ssl_context=unverified()))[0], r"VSPHERE.LOCAL\reader")
    same("a holder-of-key token logs in",
         session_of(VimSessionOrientedStub.makeCertHokTokenLoginMethod(STS, ssl_context=unverified()), certFile=CERT, certKeyFile=KEY)[0], r"VSPHERE.LOCAL\backup")
    si = SmartConnect(host=HOST, port=PORT, sslContext=unverified(), token=bearer(), tokenType="saml")
    current = si.content.sessionManager.currentSession
    fact("SmartConnect takes a token", re.fullmatch(r"VSPHERE\.LOCAL\\Administrator", current.userName), current.userName)
    si.content.sessionManager.Logout()


run(a_bearer_token, refusals, holder_of_key_tokens, acting_as_another, logins)
