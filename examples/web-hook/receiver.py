"""A web hook for VimSessionService that checks passwords and grants roles, with Python's standard library alone.

    HOOK_SECRET=... python3 receiver.py 8080
    VIMSESSION_HOOK_SECRET=... VimSessionService --authenticator http://127.0.0.1:8080/ --authorizer http://127.0.0.1:8080/
"""
import hashlib
import hmac
import json
import os
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

SECRET = os.environ["HOOK_SECRET"].encode()
WINDOW = 300  # seconds
MOST_BYTES = 64 * 1024
USERS = {"ada@example.com": {"password": "secret", "fullName": "Ada Lovelace", "groups": ["operators@example.com"]}}
ROLES = {r"EXAMPLE.COM\operators": ["Admin"]}  # by group, as the service spells it

seen = {}  # the ids of requests within the window, with their time
lock = threading.Lock()


def sign(*parts):
    return "v1=" + hmac.new(SECRET, b"\n".join(parts), hashlib.sha256).hexdigest()


def is_genuine(headers, body):
    """Whether a request has the right signature, a recent timestamp, and an id that was not used before."""
    stamp, request_id = headers.get("VimSession-Timestamp", ""), headers.get("VimSession-Request-Id", "")
    expected = sign(b"v1", b"request", stamp.encode(), request_id.encode(), body)
    given = headers.get("VimSession-Signature", "")
    if not hmac.compare_digest(expected.encode(), given.encode()) or abs(time.time() - int(stamp)) > WINDOW:
        return False
    with lock:
        for old in [known for known, when in seen.items() if when < time.time() - 2 * WINDOW]:
            del seen[old]
        return seen.setdefault(request_id, when := time.time()) is when


def answer(question):
    if question["question"] == "authenticate":
        user = USERS.get(question["userName"].lower())
        right = hmac.compare_digest((user or {"password": ""})["password"].encode(), question["password"].encode())
        return {"allowed": True, "fullName": user["fullName"], "groups": user["groups"]} if user and right else {"allowed": False}
    return {"roles": sorted({role for group in question["groups"] for role in ROLES.get(group, [])})}


class Hook(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self):
        length = int(self.headers.get("Content-Length", 0))
        body = self.rfile.read(length) if 0 < length <= MOST_BYTES else b""
        if not is_genuine(self.headers, body):
            self.close_connection = True
            self.send_error(403)
            return
        text = json.dumps(answer(json.loads(body))).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(text)))
        self.send_header("VimSession-Signature", sign(b"v1", b"answer", self.headers["VimSession-Request-Id"].encode(), text))
        self.end_headers()
        self.wfile.write(text)


if __name__ == "__main__":
    server = ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Hook)
    print(f"Listening on http://127.0.0.1:{server.server_port}/", flush=True)
    server.serve_forever()
