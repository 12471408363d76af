"""The flow of Kubernetes drivers: a clone ticket by Python's urllib, its session by pyVmomi, and REST with the value of that session's cookie."""

import json
import urllib.error
import urllib.request

from facts import HOST, PORT, SCHEME, USER, fact, raised, run, same, unverified
from pyVmomi import SoapStubAdapter, vim
from pyVmomi.VmomiSupport import newestVersions

ORIGIN = "%s://%s:%d" % (SCHEME, HOST, PORT)
SECRET = "secret-of-the-client-tests"
SESSION = "/api/session"


def send(method, path, headers):
    """The status and the text of an answer."""
    request = urllib.request.Request(ORIGIN + path, method=method, headers=headers)
    try:
        with urllib.request.urlopen(request, context=unverified()) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


def ticket():
    status, text = send("GET", "/shared-session", {"Authorization": "Bearer " + SECRET})
    same("a ticket is given", status, 200)
    return json.loads(text)["token"]


def main():
    same("another secret", send("GET", "/shared-session", {"Authorization": "Bearer other-of-the-client-tests"}), (403, ""))
    given = ticket()
    stub = SoapStubAdapter(host=HOST, port=PORT, path="/sdk", version=newestVersions.Get("vim"), sslContext=unverified())
    sessions = vim.ServiceInstance("ServiceInstance", stub).content.sessionManager
    session = sessions.CloneSession(given)
    same("the session is that of the user", session.userName.split("\\")[-1].lower(), USER.split("@")[0].lower())

    header = {"vmware-api-session-id": stub.cookie.split('"')[1]}
    status, text = send("GET", SESSION, header)
    same("its cookie opens REST", (status, json.loads(text)["user"].split("@")[0].lower()), (200, USER.split("@")[0].lower()))
    same("the ticket is used up", raised(lambda: sessions.CloneSession(given), vim.fault.InvalidLogin) is not None, True)
    same("the end by REST", send("DELETE", SESSION, header)[0], 204)
    fact("is the end for SOAP", sessions.currentSession is None)

    fact("and the session of the tickets goes on", sessions.CloneSession(ticket()).key != session.key)
    sessions.Logout()


run(main)
