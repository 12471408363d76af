"""LoginByToken as every pyVmomi can call it, with a token that the script asks the security token service for by hand."""

import http.client
import re
from datetime import datetime, timedelta, timezone

from connection import anonymous, connect
from facts import HOST, NO_PERMISSION, PASSWORD, PORT, READER, USER, WRONG_LOGIN, fact, raised, run, same, unverified
from pyVmomi import vim

WST = "http://docs.oasis-open.org/ws-sx/ws-trust/200512"
WSS = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-"
REQUEST = """<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/" xmlns:o="%(wss)ssecext-1.0.xsd" xmlns:u="%(wss)sutility-1.0.xsd">
<s:Header><o:Security><u:Timestamp><u:Created>%(created)s</u:Created><u:Expires>%(expires)s</u:Expires></u:Timestamp>
<o:UsernameToken><o:Username>%(user)s</o:Username><o:Password>%(password)s</o:Password></o:UsernameToken></o:Security></s:Header>
<s:Body><t:RequestSecurityToken xmlns:t="%(wst)s"><t:RequestType>%(wst)s/Issue</t:RequestType><t:KeyType>%(wst)s/Bearer</t:KeyType>
</t:RequestSecurityToken></s:Body></s:Envelope>"""


def stated(moment):
    return moment.strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3] + "Z"


def token_of(user):
    now = datetime.now(timezone.utc)
    password = PASSWORD.replace("&", "&amp;").replace("<", "&lt;")
    body = REQUEST % {"wss": WSS, "wst": WST, "user": user, "password": password, "created": stated(now), "expires": stated(now + timedelta(minutes=1))}
    connection = http.client.HTTPSConnection(HOST, PORT, context=unverified())
    connection.request("POST", "/sts/STSService/vsphere.local", body, {"Content-Type": "text/xml; charset=utf-8", "SOAPAction": WST + "/RST/Issue"})
    answer = connection.getresponse().read().decode("utf-8")
    connection.close()
    return re.search(r"<(\w+:)?Assertion .*</(\w+:)?Assertion>", answer, re.DOTALL).group(0)


def login(si, token, locale=None):
    si._stub.samlToken = token
    try:
        return si.RetrieveContent().sessionManager.LoginByToken(locale)
    finally:
        si._stub.samlToken = None


def current(si):
    return si.RetrieveContent().sessionManager.currentSession


def refused(what, si, token):
    fault = raised(lambda: login(si, token), vim.fault.InvalidLogin)
    fact("%s is InvalidLogin" % what, fault is not None and fault.msg == WRONG_LOGIN, fault)


def logins():
    si, token = anonymous(), token_of(READER)
    session = login(si, token, "en_US")
    same("a token logs its user in, in the language asked for", (session.userName, session.locale), (r"VSPHERE.LOCAL\reader", "en_US"))
    same("it is the current session", current(si).key, session.key)
    refused("a token on a connection that is logged in", si, token)
    other = anonymous()
    fact("a token of a bearer logs in again", login(other, token).key != session.key)
    shown = [live.key for live in connect().RetrieveContent().sessionManager.sessionList]
    fact("both sessions are listed", session.key in shown and current(other).key in shown, shown)
    for each in (si, other):
        each.RetrieveContent().sessionManager.Logout()
        same("Logout ends it", current(each), None)


def refusals():
    si, token = anonymous(), token_of(READER)
    refused("no token", si, None)
    refused("a token with another name than the signed one", si, token.replace("reader@", "Administrator@"))
    refused("a token without its signature", si, re.sub(r"<(\w+:)?Signature .*</(\w+:)?Signature>", "", token, flags=re.DOTALL))
    fault = raised(lambda: login(si, token, "english"), vim.fault.InvalidLocale)
    fact("a malformed locale is InvalidLocale", fault is not None, fault)
    fault = raised(lambda: login(si, token_of("nobody@vsphere.local")), vim.fault.NoPermission)
    fact("a user without a permission is NoPermission", fault is not None and fault.msg == NO_PERMISSION, fault)
    same("there is no session", current(si), None)


def told():
    login(anonymous(), token_of(USER))
    events = connect().RetrieveContent().eventManager.QueryEvents(vim.event.EventFilterSpec())
    for kind, user in (("UserLoginSessionEvent", r"VSPHERE.LOCAL\reader"), ("NoAccessUserEvent", r"VSPHERE.LOCAL\nobody")):
        seen = [event.userName for event in events if event.__class__.__name__.endswith(kind)]
        fact("a %s names the user" % kind, user in seen, seen)


run(logins, refusals, told)
