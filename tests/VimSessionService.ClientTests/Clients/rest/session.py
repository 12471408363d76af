"""Python's urllib by REST and JSON-RPC, and pyVmomi in the sessions that they open."""

import base64
import json
import urllib.error
import urllib.request

from facts import HOST, PASSWORD, PORT, SCHEME, USER, fact, run, same, unverified

ORIGIN = "%s://%s:%d" % (SCHEME, HOST, PORT)
SESSION = "/api/session"
OLD = "/rest/com/vmware/cis/session"


def send(method, path, headers=None, body=None):
    """The status, the headers and the text of an answer."""
    request = urllib.request.Request(ORIGIN + path, method=method, data=body, headers=headers or {})
    try:
        with urllib.request.urlopen(request, context=unverified()) as answer:
            return answer.status, answer.headers, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.headers, error.read().decode()


def basic(password=PASSWORD):
    return {"Authorization": "Basic " + base64.b64encode(("%s:%s" % (USER, password)).encode()).decode()}


def rpc(operation, security):
    body = {
        "jsonrpc": "2.0",
        "id": "1",
        "method": "invoke",
        "params": {
            "serviceId": "com.vmware.cis.session",
            "operationId": operation,
            "input": {"STRUCTURE": {"operation-input": {}}},
            "ctx": {"appCtx": {"opId": "1"}, "securityCtx": security},
        },
    }
    status, _, text = send("POST", "/api", {"Content-Type": "application/json"}, json.dumps(body).encode())
    same("JSON-RPC answers with 200", status, 200)
    return json.loads(text)["result"]


def main():
    status, _, text = send("POST", SESSION, basic())
    same("a session is made", status, 201)
    key = json.loads(text)
    header = {"vmware-api-session-id": key}
    status, _, text = send("GET", SESSION, header)
    same("the session is shown", (status, sorted(json.loads(text))), (200, ["created_time", "last_accessed_time", "user"]))

    # One secret for every door.
    from pyVmomi import SoapStubAdapter, vim
    from pyVmomi.VmomiSupport import newestVersions

    stub = SoapStubAdapter(host=HOST, port=PORT, path="/sdk", version=newestVersions.Get("vim"), sslContext=unverified())
    stub.cookie = 'vmware_soap_session="%s"' % key
    sessions = vim.ServiceInstance("ServiceInstance", stub).content.sessionManager
    fact("pyVmomi is in the session", sessions.currentSession is not None)
    same("which it shows by the same name", sessions.currentSession.userName.split("\\")[-1], json.loads(text)["user"].split("@")[0])
    same("and by JSON-RPC", rpc("get", {"schemeId": "com.vmware.vapi.std.security.session_id", "sessionId": key})["output"]["STRUCTURE"]["com.vmware.cis.session.info"]["user"], json.loads(text)["user"])
    same("the end by REST", send("DELETE", SESSION, header)[0], 204)
    fact("is the end for SOAP", sessions.currentSession is None)

    # And from SOAP to REST.
    stub.cookie = ""
    sessions.Login(USER, PASSWORD)
    cookie = stub.cookie.split('"')[1]
    same("a session of SOAP opens the older path", send("POST", OLD + "?~action=get", {"vmware-api-session-id": cookie}, b"")[0], 200)
    sessions.Logout()
    same("until it ends", send("POST", OLD + "?~action=get", {"vmware-api-session-id": cookie}, b"")[0], 401)

    status, headers, text = send("POST", OLD, basic())
    same("the older path wraps the id", (status, headers["Set-Cookie"].split(";")[0]), (200, "vmware-api-session-id=" + json.loads(text)["value"]))
    same("and takes the cookie", send("DELETE", OLD, {"Cookie": headers["Set-Cookie"].split(";")[0]})[0], 200)

    key = rpc("create", {"schemeId": "com.vmware.vapi.std.security.user_pass", "userName": USER, "password": PASSWORD})["output"]["SECRET"]
    same("JSON-RPC ends its session", rpc("delete", {"schemeId": "com.vmware.vapi.std.security.session_id", "sessionId": key})["output"], None)

    status, headers, text = send("POST", SESSION, basic("wrong"))
    same("a wrong password", (status, json.loads(text)["error_type"]), (401, "UNAUTHENTICATED"))
    fact("comes with a challenge", headers["WWW-Authenticate"].startswith('Basic realm="VAPI endpoint"'), headers["WWW-Authenticate"])
    same("a path that does not exist", send("GET", "/api/vcenter/vm")[0], 404)


run(main)
