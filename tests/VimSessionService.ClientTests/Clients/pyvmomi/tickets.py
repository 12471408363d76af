"""One-time tickets through pyVmomi: for HTTP requests and for CloneSession."""

import base64
import http.client
import os
import re
import urllib.parse

from connection import anonymous, connect, with_cookie
from facts import HOST, KEY, PASSWORD, PORT, SCHEME, USER, fact, raised, run, same, unverified
from pyVim.connect import SmartConnect
from pyVmomi import vim, vmodl

PATH = "/folder/lab/disk%20one.vmdk?" + urllib.parse.urlencode({"dcPath": "DC0", "dsName": "LocalDS_0"})


def manager(si):
    return si.RetrieveContent().sessionManager


def http_spec(method, path=PATH, host=HOST):
    return vim.SessionManager.HttpServiceRequestSpec(method=method, url="%s://%s:%d%s" % (SCHEME, host, PORT, path))


def request(method, path=PATH, cookie=None, body=None, password=None):
    """An HTTP request as scripts make it beside pyVmomi; the status, the body and the challenge."""
    if SCHEME == "https":
        connection = http.client.HTTPSConnection(HOST, PORT, context=unverified())
    else:
        connection = http.client.HTTPConnection(HOST, PORT)
    headers = {"Cookie": cookie} if cookie else {}
    if password is not None:
        headers["Authorization"] = "Basic " + base64.b64encode(("%s:%s" % (USER, password)).encode()).decode()
    connection.request(method, path, body, headers)
    answer = connection.getresponse()
    content = answer.read()
    connection.close()
    return answer.status, content, answer.getheader("WWW-Authenticate")


def redeem(method, ticket, path=PATH, body=None):
    return request(method, path, 'vmware_cgi_ticket="%s"' % ticket.id, body)


def http_tickets():
    si = connect()
    acquire = manager(si).AcquireGenericServiceTicket
    content = os.urandom(200000)
    ticket = acquire(http_spec("httpPut"))
    fact("a ticket has an id", re.fullmatch(KEY, ticket.id), ticket)
    same("a ticket names the host", ticket.hostName, HOST)
    same("a ticket has the server's thumbprint", bool(re.fullmatch("([0-9A-F]{2}:){19}[0-9A-F]{2}", ticket.sslThumbprint or "")), SCHEME == "https")
    same("an upload with a ticket is taken", redeem("PUT", ticket, body=content)[0], 201)
    same("a used ticket is asked for credentials", redeem("PUT", ticket, body=b"x")[::2], (401, 'Basic realm="VMware HTTP server"'))
    ticket = acquire(http_spec("httpGet"))
    same("another method is refused", redeem("PUT", ticket, body=b"x")[0], 403)
    same("another path is refused", redeem("GET", ticket, PATH.replace("one", "two"))[0], 403)
    same("a download with the same ticket answers what was uploaded", redeem("GET", ticket)[:2], (200, content))
    same("no second download", redeem("GET", ticket)[0], 401)
    same("an unquoted cookie is read too", request("GET", cookie="vmware_cgi_ticket=" + acquire(http_spec("httpGet")).id)[0], 200)
    same("no ticket, no answer", request("GET")[0], 401)
    same("an id of no ticket is refused", request("GET", cookie='vmware_cgi_ticket="52"')[0], 401)
    same("a ticket for another host opens nothing here", redeem("GET", acquire(http_spec("httpGet", host="esx.example.org")))[0], 403)
    same("the session's own cookie opens it, whole as it was set", request("GET", cookie=si._stub.cookie.strip())[0], 200)
    same("so do the user's name and password", request("GET", password=PASSWORD)[:2], (200, content))
    same("a wrong password is asked again", request("GET", password="wrong")[::2], (401, 'Basic realm="VMware HTTP server"'))
    same("a removal with a ticket", redeem("DELETE", acquire(http_spec("httpDelete")))[0], 204)
    same("what was removed is gone", redeem("GET", acquire(http_spec("httpGet")))[0], 404)
    ticket = acquire(http_spec("httpGet"))
    manager(si).Logout()
    same("a ticket dies with its session", redeem("GET", ticket)[0], 401)


def refusals():
    acquire = manager(connect()).AcquireGenericServiceTicket
    for spec, names in ((http_spec("httpFetch"), "spec.method"),
                        (vim.SessionManager.HttpServiceRequestSpec(method="httpGet", url=""), "spec.url"),
                        (vim.SessionManager.HttpServiceRequestSpec(method="httpGet", url="/folder/x"), "spec.url"),
                        (vim.SessionManager.VmomiServiceRequestSpec(method=vim.SessionManager.Login), "spec.method"),
                        (vim.SessionManager.ServiceRequestSpec(), "spec")):
        fault = raised(lambda: acquire(spec), vmodl.fault.InvalidArgument)
        fact("%s is InvalidArgument of %s" % (spec.__class__.__name__, names), fault is not None and fault.invalidProperty == names, fault)
    clone = vim.SessionManager.VmomiServiceRequestSpec(method=vim.SessionManager.CloneSession)
    for spec in (clone, http_spec("httpGet")):
        fault = raised(lambda: manager(anonymous()).AcquireGenericServiceTicket(spec), vim.fault.NotAuthenticated)
        fact("without a session %s is NotAuthenticated" % spec.__class__.__name__, fault is not None, fault)
    reader = os.environ.get("VIM_READER")
    fault = raised(lambda: manager(connect(reader)).AcquireGenericServiceTicket(http_spec("httpPut")), vim.fault.NoPermission)
    fact("who may not write gets no ticket for it", fault is not None and fault.privilegeId == "Datastore.FileManagement", fault)


def clone_tickets():
    si = connect()
    current = manager(si).currentSession
    ticket = manager(si).AcquireGenericServiceTicket(vim.SessionManager.VmomiServiceRequestSpec(method=vim.SessionManager.CloneSession))
    other = anonymous()
    clone = manager(other).CloneSession(ticket.id)
    same("CloneSession takes the ticket", clone.userName, current.userName)
    fact("the clone has a key of its own", clone.key != current.key, clone.key)
    same("the clone goes on", manager(other).currentSession.key, clone.key)
    fault = raised(lambda: manager(anonymous()).CloneSession(ticket.id), vim.fault.InvalidLogin)
    fact("a second time it is InvalidLogin", fault is not None, fault)
    ticket = manager(si).AcquireGenericServiceTicket(http_spec("httpGet"))
    fault = raised(lambda: manager(anonymous()).CloneSession(ticket.id), vim.fault.InvalidLogin)
    fact("a ticket for HTTP is none for CloneSession", fault is not None, fault)
    ticket = manager(si).AcquireCloneTicket()
    fact("a clone ticket has the form of a vCenter's", re.fullmatch("cst-VCT-%s--tp(-[0-9A-F]{2}){20}" % KEY, ticket), ticket)
    other = anonymous()
    clone = manager(other).CloneSession(ticket)
    same("a clone is the same user", (clone.userName, clone.fullName, clone.extensionSession), (current.userName, current.fullName, False))
    fact("in a session of its own", clone.key != current.key and manager(other).currentSession.key == clone.key, clone.key)
    same("the first session goes on", manager(si).currentSession.key, current.key)
    fault = raised(lambda: manager(anonymous()).CloneSession(ticket), vim.fault.InvalidLogin)
    fact("a second clone of one ticket is InvalidLogin", fault is not None, fault)
    same("a ticket is no cookie", manager(with_cookie('vmware_soap_session="%s"' % ticket)).currentSession, None)


def no_local_tickets():
    fault = raised(lambda: manager(anonymous()).AcquireLocalTicket(USER), vmodl.fault.NotSupported)
    fact("a vCenter gives no local tickets", fault is not None, fault)
    fault = raised(lambda: SmartConnect(protocol=SCHEME, host="localhost", port=PORT, user=USER, pwd="", sslContext=unverified()),
                   vim.fault.InvalidLogin)
    fact("without a password nobody logs in there", fault is not None, fault)


run(http_tickets, refusals, clone_tickets, no_local_tickets)
