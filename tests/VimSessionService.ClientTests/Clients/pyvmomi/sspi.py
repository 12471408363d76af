"""LoginBySSPI against a negotiation of two challenges that the service plays."""

import base64
import re

from connection import SHOWN_COOKIE, anonymous, connect, with_cookie
from facts import NO_PERMISSION, READER, USER, WRONG_LOGIN, fact, raised, run, same
from pyVmomi import vim


def encoded(text):
    return base64.b64encode(text.encode("utf-8")).decode("ascii")


def call(si, token, locale=None):
    return si.RetrieveContent().sessionManager.LoginBySSPI(token, locale)


def challenge(si, token):
    fault = raised(lambda: call(si, token), vim.fault.SSPIChallenge)
    return fault and fault.base64Token


def refused(what, si, token):
    fault = raised(lambda: call(si, token), vim.fault.InvalidLogin)
    fact("%s is InvalidLogin" % what, fault is not None and fault.msg == WRONG_LOGIN, fault)


def rounds():
    si = anonymous()
    first = challenge(si, encoded(READER))
    fact("the name is challenged", first)
    cookie = si._stub.cookie
    fact("the challenge sets the cookie", re.fullmatch(SHOWN_COOKIE, cookie.strip()), cookie)
    second = challenge(si, first)
    fact("the answer is challenged again, by another token", second and second != first)
    same("the cookie stays", si._stub.cookie, cookie)
    session = call(si, second, "en_US")
    same("the second answer logs in", (session.userName, session.locale), (r"VSPHERE.LOCAL\reader", "en_US"))
    same("it is the current session", si.RetrieveContent().sessionManager.currentSession.key, session.key)
    same("whoever keeps the first cookie owns it", with_cookie(cookie).RetrieveContent().sessionManager.currentSession.key, session.key)
    refused("a further token", si, second)


def out_of_turn():
    si = anonymous()
    first = challenge(si, encoded(READER))
    refused("the name again", si, encoded(READER))
    refused("an answer after that", si, first)
    fact("the client begins anew", challenge(si, encoded(USER)))
    other = anonymous()
    refused("an answer without the cookie", other, challenge(anonymous(), encoded(READER)))
    same("there is no session", other.RetrieveContent().sessionManager.currentSession, None)
    first = challenge(other, encoded(READER))
    challenge(other, first)
    refused("the first answer again", other, first)


def who():
    refused("an unknown user", anonymous(), encoded("somebody@vsphere.local"))
    si = anonymous()
    answer = challenge(si, challenge(si, encoded("nobody@vsphere.local")))
    fault = raised(lambda: call(si, answer), vim.fault.NoPermission)
    fact("a user without a permission is NoPermission", fault is not None and fault.msg == NO_PERMISSION, fault)
    si = anonymous()
    call(si, challenge(si, challenge(si, encoded(USER))))
    names = [event.__class__.__name__ for event in si.RetrieveContent().eventManager.QueryEvents(vim.event.EventFilterSpec())]
    for name in ("BadUsernameSessionEvent", "NoAccessUserEvent"):
        fact("%s was posted" % name, any(seen.endswith(name) for seen in names), names)
    refused("a login on a connection that is logged in", connect(), encoded(USER))


run(rounds, out_of_turn, who)
