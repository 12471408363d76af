"""VI-JSON by Python's own urllib and json."""

import json
import re
import urllib.error
import urllib.request

from facts import KEY, NOT_AUTHENTICATED, PASSWORD, URL, USER, WRONG_LOGIN, fact, run, same, unverified

OPENER = urllib.request.build_opener(urllib.request.ProxyHandler({}), urllib.request.HTTPSHandler(context=unverified()))
API = URL + "/vim25/8.0.3.0/"


def send(path, body=None, session=None):
    """Status, header of the session and answer; a method when there is a body, else a property."""
    data = None if body is None else json.dumps(body).encode() if body else b""
    request = urllib.request.Request(path if "://" in path else API + path, data=data)
    if body:
        request.add_header("Content-Type", "application/json")
    if session:
        request.add_header("vmware-api-session-id", session)
    try:
        answer = OPENER.open(request)
    except urllib.error.HTTPError as error:
        answer = error
    with answer:
        content = answer.read()
        return answer.status, answer.headers.get("vmware-api-session-id"), json.loads(content) if content else None


def login():
    return send("SessionManager/SessionManager/Login", {"userName": USER, "password": PASSWORD})


def releases():
    status, _, answer = send(URL[: -len("/sdk")] + "/api/vcenter/system?action=hello", {"api_releases": ["99.0.0.0", "8.0.3.0", "8.0.1.0"]})
    same("the first release that both know is chosen", (status, answer), (200, {"api_release": "8.0.3.0"}))


def sessions():
    status, session, user = login()
    same("a login is answered 200", status, 200)
    fact("it gives the session in a header", bool(re.fullmatch("[0-9a-f]{40}", session or "")), session)
    fact("it answers a UserSession", user["_typeName"] == "UserSession" and re.fullmatch(KEY, user["key"]), user)
    status, _, own = send("SessionManager/SessionManager/currentSession", session=session)
    same("the session is the current one", (status, own["key"]), (200, user["key"]))
    status, _, shown = send("SessionManager/SessionManager/sessionList", session=session)
    fact("the list has it", status == 200 and user["key"] in [one["key"] for one in shown], shown)
    same("a locale is set without content", send("SessionManager/SessionManager/SetLocale", {"_typeName": "SetLocaleRequestType", "locale": "en"}, session)[::2], (204, None))
    same("a logout is answered without content", send("SessionManager/SessionManager/Logout", {}, session)[::2], (204, None))
    status, _, fault = send("SessionManager/SessionManager/Logout", {}, session)
    same("the session has ended", (status, fault["_typeName"], fault["faultstring"]), (500, "NotAuthenticated", NOT_AUTHENTICATED))
    same("the current session is unset", send("SessionManager/SessionManager/currentSession", session=session)[::2], (204, None))


def faults():
    status, session, fault = send("SessionManager/SessionManager/Login", {"userName": USER, "password": "wrong"})
    same("a wrong password is InvalidLogin", (status, session, fault), (500, None, {"_typeName": "InvalidLogin", "faultstring": WRONG_LOGIN}))


def properties():
    _, session, _ = login()
    spec = {"propSet": [{"type": "Folder", "pathSet": ["name", "childType"]}], "objectSet": [{"obj": {"type": "Folder", "value": "group-d1"}}]}
    _, _, result = send("PropertyCollector/propertyCollector/RetrievePropertiesEx", {"specSet": [spec], "options": {}}, session)
    values = {one["name"]: one["val"] for one in result["objects"][0]["propSet"]}
    same("a text bears its type", values["name"], {"_typeName": "string", "_value": "Datacenters"})
    same("an array bears its type", values["childType"], {"_typeName": "ArrayOfString", "_value": ["Folder", "Datacenter"]})
    _, _, content = send("ServiceInstance/ServiceInstance/content")
    same("the content needs no session", content["about"]["apiType"], "VirtualCenter")
    send("SessionManager/SessionManager/Logout", {}, session)


run(releases, sessions, faults, properties)
