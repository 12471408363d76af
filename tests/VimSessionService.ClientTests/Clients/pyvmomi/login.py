"""Logging in, the cookie, and logging out, as pyVmomi sees them."""

import os
import re
from datetime import datetime, timedelta, timezone

from connection import SHOWN_COOKIE, anonymous, connect, with_cookie
from facts import KEY, PASSWORD, USER, WRONG_LOGIN, fact, raised, run, same
from pyVim.connect import Disconnect
from pyVmomi import vim
from pyVmomi.VmomiSupport import GetRequestContext

SHOWN_USER = os.environ["VIM_SHOWN_USER"]
SHOWN_FULL_NAME = os.environ["VIM_SHOWN_FULL_NAME"]


def log_in(si, user=USER, password=PASSWORD, locale=None):
    return si.RetrieveContent().sessionManager.Login(user, password, locale)


def login_answers_the_session():
    si = anonymous()
    session = log_in(si)
    now = datetime.now(timezone.utc)
    fact("key is a UUID that begins with 52", re.fullmatch(KEY, session.key), session.key)
    same("userName is the account's own spelling", session.userName, SHOWN_USER)
    same("fullName is the account's", session.fullName, SHOWN_FULL_NAME)
    fact("loginTime is now", abs(session.loginTime - now) < timedelta(minutes=1), session.loginTime)
    same("lastActiveTime is the time of the login", session.lastActiveTime, session.loginTime)
    same("locale is the server's", session.locale, "en")
    same("messageLocale is the server's", session.messageLocale, "en")
    same("extensionSession is false", session.extensionSession, False)
    same("ipAddress is the caller's", session.ipAddress, "127.0.0.1")
    fact("userAgent is pyVmomi's", session.userAgent.startswith("pyvmomi"), session.userAgent)
    same("callCount begins at 0", session.callCount, 0)

    current = si.RetrieveContent().sessionManager.currentSession
    for name in ("key", "userName", "fullName", "loginTime", "locale", "messageLocale", "extensionSession", "ipAddress", "userAgent"):
        same("currentSession.%s is what Login answered" % name, getattr(current, name), getattr(session, name))
    later = si.RetrieveContent().sessionManager.currentSession
    fact("callCount grows with the calls", later.callCount > current.callCount, (current.callCount, later.callCount))
    fact("lastActiveTime does not go back", later.lastActiveTime >= current.lastActiveTime >= session.loginTime)


def cookie():
    si = connect()
    text = si._stub.cookie
    key = si.content.sessionManager.currentSession.key
    fact("the cookie has the form of a vCenter's", re.fullmatch(SHOWN_COOKIE, text.strip()), text)
    si.CurrentTime()
    same("later answers leave the cookie alone", si._stub.cookie, text)
    value = text.split('"')[1]
    fact("the cookie is not the session key", key not in value and value not in key)
    for form, sent in (
            ("whole", text),
            ("bare and quoted", 'vmware_soap_session="%s"' % value),
            ("unquoted", "vmware_soap_session=%s" % value),
            ("behind another cookie", 'other=1; vmware_soap_session="%s"' % value),
            ("with $Path", '$Version=1; vmware_soap_session="%s"; $Path=/' % value)):
        current = with_cookie(sent).RetrieveContent().sessionManager.currentSession
        fact("another client goes on with the session, cookie %s" % form, current is not None and current.key == key, current)
    other = anonymous()
    other._stub.requestContext = {"vcSessionCookie": value}
    current = other.RetrieveContent().sessionManager.currentSession
    GetRequestContext().clear()  # pyVmomi puts a stub's context into the thread's
    fact("another client goes on with the session, cookie in the SOAP header", current is not None and current.key == key, current)
    same("a made-up cookie is no session",
         with_cookie('vmware_soap_session="%s"' % ("0" * 40)).RetrieveContent().sessionManager.currentSession, None)
    same("the session key is no cookie",
         with_cookie('vmware_soap_session="%s"' % key).RetrieveContent().sessionManager.currentSession, None)


def spellings():
    name, domain = USER.split("@")
    for spelling in (USER, USER.upper(), name.lower() + "@" + domain.upper(), domain.upper() + "\\" + name, domain + "\\" + name.upper()):
        session = log_in(anonymous(), spelling)
        same("%s logs in as %s" % (spelling, SHOWN_USER), session.userName, SHOWN_USER)


def refusals():
    for what, user, password in (
            ("a wrong password", USER, PASSWORD + "x"), ("a password in another case", USER, PASSWORD.upper()),
            ("an empty password", USER, ""), ("an unknown user", "somebody@vsphere.local", PASSWORD), ("an empty name", "", PASSWORD),
            ("a name of another domain", USER.split("@")[0] + "@elsewhere.local", PASSWORD)):
        si = anonymous()
        fault = raised(lambda: log_in(si, user, password), vim.fault.InvalidLogin)
        fact("%s is InvalidLogin in the words of a vCenter" % what, fault is not None and fault.msg == WRONG_LOGIN, fault)
        fact("%s leaves the client without a session" % what, si.RetrieveContent().sessionManager.currentSession is None)
    fault = raised(lambda: connect(password="wrong"), vim.fault.InvalidLogin)
    fact("SmartConnect raises InvalidLogin", fault is not None and fault.msg == WRONG_LOGIN, fault)
    si = connect()
    key = si.content.sessionManager.currentSession.key
    fact("a second login on the connection is InvalidLogin", raised(lambda: log_in(si), vim.fault.InvalidLogin) is not None)
    same("a refused second login leaves the session", si.content.sessionManager.currentSession.key, key)


def locales():
    for locale, message_locale in (("en", "en"), ("en_US", "en"), ("de", "de"), ("de_DE", "de"), ("zh_CN", "zh_CN"), ("ja", "ja")):
        session = log_in(anonymous(), locale=locale)
        same("a login in %s has the locale %s and messages in %s" % (locale, locale, message_locale),
             (session.locale, session.messageLocale), (locale, message_locale))
    for locale in ("xx", "english", "de-DE", "de_", "_DE", "de_DEU", "d", "../../etc"):
        si = anonymous()
        fault = raised(lambda: log_in(si, locale=locale), vim.fault.InvalidLocale)
        fact("a login in %r is InvalidLocale" % locale, fault is not None and fault.msg == "Invalid or unknown locale provided.", fault)
        fact("a login in %r makes no session" % locale, si.RetrieveContent().sessionManager.currentSession is None)


def logout():
    si = connect()
    text = si._stub.cookie
    Disconnect(si)
    same("after Logout there is no current session", si.RetrieveContent().sessionManager.currentSession, None)
    fact("after Logout a method is NotAuthenticated", raised(si.CurrentTime, vim.fault.NotAuthenticated) is not None)
    fact("RetrieveContent answers after Logout", si.RetrieveContent().about.apiType == "VirtualCenter")
    first = si._stub.cookie
    session = log_in(si)
    same("a login with the dead cookie works", si.RetrieveContent().sessionManager.currentSession.key, session.key)
    fact("it sets a cookie", re.fullmatch(SHOWN_COOKIE, si._stub.cookie.strip()), (first, si._stub.cookie))
    current = with_cookie(text).RetrieveContent().sessionManager.currentSession
    fact("a client that keeps its first cookie for ever owns the session with it", current is not None and current.key == session.key, current)


def two_clients():
    one, two = connect(), connect()
    first, second = one.content.sessionManager.currentSession, two.content.sessionManager.currentSession
    fact("two logins have two keys", first.key != second.key)
    fact("two logins have two cookies", one._stub.cookie != two._stub.cookie)
    Disconnect(one)
    same("a logout leaves the other client's session", two.content.sessionManager.currentSession.key, second.key)


run(login_answers_the_session, cookie, spellings, refusals, locales, logout, two_clients)
