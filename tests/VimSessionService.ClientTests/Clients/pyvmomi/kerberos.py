"""LoginBySSPI with Kerberos tickets: who logs in, who is refused, and negotiations of several rounds."""

import base64
import os
import re

from connection import CONTEXT, HOST, SHOWN_COOKIE, anonymous, with_cookie
from facts import KEY, NO_PERMISSION, PORT, SCHEME, WRONG_LOGIN, fact, raised, run, same
from pyVim.connect import Disconnect, SmartConnect
from pyVmomi import vim
from spnego import ACCEPT_INCOMPLETE, NTLM, OLD_WINDOWS_KERBEROS, REQUEST_MIC, SecondChoice, initial, mechanisms
from spnego import KERBEROS as KERBEROS_NAME
from tickets_of_kerberos import DCE_STYLE, INTEGRITY, KERBEROS, MUTUAL, REPLAY, SPNEGO, context, credentials, encoded

MECHANISMS = (("SPNEGO", SPNEGO), ("plain Kerberos", KERBEROS))


def log_in(token, si=None, locale=None):
    return (si or anonymous()).RetrieveContent().sessionManager.LoginBySSPI(token, locale)


def current(si):
    return si.RetrieveContent().sessionManager.currentSession


def refused(what, token, si=None):
    si = si or anonymous()
    fault = raised(lambda: log_in(token, si), vim.fault.InvalidLogin)
    fact("%s is InvalidLogin in the words of a vCenter" % what, fault is not None and fault.msg == WRONG_LOGIN, fault)
    fact("%s leaves the client without a session" % what, current(si) is None)


def a_ticket_is_a_login():
    alice = credentials("alice")
    for what, mechanism in MECHANISMS:
        si = anonymous()
        session = log_in(encoded(context(alice, mechanism).step()), si)
        same("%s: the user is the principal" % what, session.userName, r"EXAMPLE.TEST\alice")
        same("%s: fullName is the account's" % what, session.fullName, "Alice Example")
        fact("%s: the key is a session's" % what, re.fullmatch(KEY, session.key), session.key)
        same("%s: currentSession is it" % what, current(si).key, session.key)
        fact("%s: the role is the account's" % what,
             raised(lambda: si.RetrieveContent().sessionManager.sessionList, vim.fault.NoPermission) is not None)
        Disconnect(si)
        same("%s: Logout ends it" % what, current(si), None)
    offers = mechanisms(OLD_WINDOWS_KERBEROS, KERBEROS_NAME, NTLM)
    same("what Windows offers logs in at once", log_in(encoded(initial(offers, context(alice, KERBEROS, REPLAY).step()))).userName, r"EXAMPLE.TEST\alice")
    client = context(alice)
    log_in(encoded(client.step()))
    fact("the answer has no place for the server's proof, so the client's side stays open", not client.complete)
    si = SmartConnect(protocol=SCHEME, host=HOST, port=PORT, sslContext=CONTEXT, mechanism="sspi",
                      b64token=encoded(context(alice).step()))
    same("SmartConnect logs in by the mechanism sspi", si.content.sessionManager.currentSession.userName, r"EXAMPLE.TEST\alice")
    fact("a second login on the connection is InvalidLogin",
         raised(lambda: log_in(encoded(context(alice).step()), si), vim.fault.InvalidLogin) is not None)
    token = encoded(context(alice).step())
    fact("a wrong locale is InvalidLocale", raised(lambda: log_in(token, locale="english"), vim.fault.InvalidLocale) is not None)
    same("it has not used the token up, and the locale is the session's", log_in(token, locale="de_DE").locale, "de_DE")


def several_rounds():
    alice = credentials("alice")
    for what, mechanism in MECHANISMS:
        si = anonymous()
        client = context(alice, mechanism, MUTUAL | REPLAY | DCE_STYLE)
        fault = raised(lambda: log_in(encoded(client.step()), si), vim.fault.SSPIChallenge)
        fact("%s: the first token is challenged" % what, fault is not None, fault)
        fact("%s: the challenge sets the cookie" % what, re.fullmatch(SHOWN_COOKIE, (si._stub.cookie or "").strip()), si._stub.cookie)
        cookie = si._stub.cookie
        same("%s: there is no session yet" % what, current(si), None)
        answer = client.step(base64.b64decode(fault.base64Token))
        fact("%s: the server has proven itself" % what, int(client.actual_flags) & MUTUAL, client.actual_flags)
        session = log_in(encoded(answer), si)
        same("%s: the next token logs in" % what, session.userName, r"EXAMPLE.TEST\alice")
        same("%s: a client that keeps the challenge's cookie owns the session" % what, current(with_cookie(cookie)).key, session.key)
    client, si = SecondChoice(context(alice, KERBEROS, MUTUAL | REPLAY | INTEGRITY)), anonymous()
    token = client.step()
    for _ in range(2):
        fault = raised(lambda: log_in(encoded(token), si), vim.fault.SSPIChallenge)
        token = client.step(base64.b64decode(fault.base64Token))
    same("who prefers NTLM comes to Kerberos by two challenges", client.states, [REQUEST_MIC, ACCEPT_INCOMPLETE])
    fact("the second one proves the server and signs what was offered", client.has_verified and int(client.actual_flags) & MUTUAL, client.actual_flags)
    same("the client's own signature logs in", log_in(encoded(token), si).userName, r"EXAMPLE.TEST\alice")
    client = context(alice, KERBEROS, MUTUAL | REPLAY | DCE_STYLE)
    fault = raised(lambda: log_in(encoded(client.step())), vim.fault.SSPIChallenge)
    refused("a token of the second round without the cookie", encoded(client.step(base64.b64decode(fault.base64Token))))


def refusals():
    alice = credentials("alice")
    token = encoded(context(alice).step())
    log_in(token)
    refused("a token that was used before", token)
    refused("a ticket for a service without a key here", encoded(context(alice, service="HTTP/vc.example.test").step()))
    refused("a ticket for a service of the keytab other than the chosen one",
            encoded(context(alice, KERBEROS, service="vpxd/vc.example.test").step()))
    other = os.environ["KRB5_OTHER_REALM"]
    refused("a ticket of another realm", encoded(context(credentials("alice", other), realm=other).step()))
    refused("garbage", encoded(b"garbage" * 20))
    refused("no base64", "YII?")
    refused("NTLM", encoded(b"NTLMSSP\0" + bytes(24)))
    refused("SPNEGO that offers NTLM alone", encoded(initial(mechanisms(NTLM))))


def permissions():
    si = anonymous()
    log_in(encoded(context(credentials("dave")).step()), si)
    fact("a group's role is its members'", len(si.RetrieveContent().sessionManager.sessionList) > 0)
    for user, what in (("bob", "an account without a permission"), ("carol", "a principal without an account")):
        fault = raised(lambda: log_in(encoded(context(credentials(user)).step())), vim.fault.NoPermission)
        fact("%s is NoPermission" % what, fault is not None and fault.msg == NO_PERMISSION, fault)


run(a_ticket_is_a_login, several_rounds, refusals, permissions)
