#!/usr/bin/env python3
"""Counts the instructions that the service executes outside the kernel: for its start, for recorded sessions, beside the floor, and for waiting clients.

bench/instructions.py SERVICE FLOOR

Both are native programs (dotnet publish -c Release). valgrind counts, so that the figures are the same on a busy machine; the code of the kernel
is not in them, and OpenSSL takes slower paths than on the processor itself. Takes about two minutes.
"""

import contextlib
import glob
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile

RECORDINGS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "recordings")
CLIENTS = {"pyVmomi": 12, "govmomi": 8, "rbvmomi": 9}  # with the requests of a session
SESSIONS = 300
WAITERS = 2000
TOKEN, KEY, USER, OPERATION = b"0" * 40, b"52000000-0000-0000-0000-000000000000", b"user00", b"op000000"
PASSWORD = "bench-only"


class Connection:
    def __init__(self, port):
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=300)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.token, self.key = TOKEN, KEY

    def send(self, request):
        self.socket.sendall(request.replace(TOKEN, self.token).replace(KEY, self.key))

    def receive(self):
        answer = b""
        while b"\r\n\r\n" not in answer:
            answer += self._more()
        head, body = answer.split(b"\r\n\r\n", 1)
        length = re.search(rb"(?i)content-length: (\d+)", head)
        while len(body) < int(length[1]) if length else not body.endswith(b"0\r\n\r\n"):
            body += self._more()
        if b" 200 " not in head.split(b"\r\n")[0] + b" ":
            raise RuntimeError(f"a request failed: {head[:100]} {body[:300]}")
        if token := re.search(rb'vmware_soap_session="?([0-9a-f]{40})', head):
            self.token = token[1]
        if self.key == KEY and (key := re.search(rb"<key>(52[0-9a-f-]{34})</key>", body)):
            self.key = key[1]
        return head + b"\r\n\r\n" + body

    def call(self, request):
        self.send(request)
        return self.receive()

    def _more(self):
        more = self.socket.recv(65536)
        if not more:
            raise RuntimeError("the server closed the connection")
        return more


def recording(client):
    files = sorted(glob.glob(os.path.join(RECORDINGS, client.lower(), "*.http")))
    return [(f"{client}-{os.path.basename(file)[:-5]}", open(file, "rb").read()) for file in files]


def replay(port, client, sessions, to_floor):
    requests = recording(client)
    if to_floor:
        requests = [(name, re.sub(rb"^(\S+) \S+", rb"\1 /floor/" + name.encode(), request, count=1)) for name, request in requests]
    operation = 0
    for i in range(sessions):
        connection = Connection(port)
        for _, request in requests:
            operation += 1
            connection.call(request.replace(USER, b"user%02d" % (i % 16)).replace(OPERATION, b"%08x" % operation))
        connection.socket.close()


def envelope(body):
    text = f'<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"><soapenv:Body>{body}</soapenv:Body></soapenv:Envelope>'
    return (
        f'POST /sdk HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: text/xml; charset=utf-8\r\nSOAPAction: "urn:vim25/8.0.3.0"\r\n'
        f'Cookie: vmware_soap_session="{TOKEN.decode()}"\r\nContent-Length: {len(text)}\r\n\r\n{text}'
    ).encode()


def call(name, this, arguments=""):
    kind = "PropertyCollector" if this == "propertyCollector" else this
    return envelope(f'<{name} xmlns="urn:vim25"><_this type="{kind}">{this}</_this>{arguments}</{name}>')


def log_in(port):
    connection = Connection(port)
    connection.call(call("Login", "SessionManager", f"<userName>user00</userName><password>{PASSWORD}</password>"))
    return connection


def wait(port):
    """Clients that wait for the service message to change."""
    spec = (
        "<spec><propSet><type>SessionManager</type><pathSet>message</pathSet></propSet>"
        '<objectSet><obj type="SessionManager">SessionManager</obj></objectSet></spec><partialUpdates>false</partialUpdates>'
    )
    connections = [log_in(port) for _ in range(WAITERS)]
    for connection in connections:
        connection.call(call("CreateFilter", "propertyCollector", spec))
        connection.call(call("WaitForUpdatesEx", "propertyCollector", "<version></version>"))
        connection.send(call("WaitForUpdatesEx", "propertyCollector", "<version>1</version>"))
    log_in(port)  # the requests before have been read then
    return connections


class Counted:
    """A program under callgrind."""

    def __init__(self, work, name, program, *arguments):
        self.file = os.path.join(work, name + ".callgrind")
        copy = os.path.join(work, name)  # away from its debug information, which older versions of valgrind cannot read
        shutil.copy(program, copy)
        environment = os.environ | {"DOTNET_GCHeapHardLimit": "0x20000000"}  # valgrind cannot reserve the 256 GB that the heap takes otherwise
        self.process = subprocess.Popen(
            ["valgrind", "--tool=callgrind", f"--callgrind-out-file={self.file}", copy, *arguments],
            env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, cwd=work)
        for line in self.process.stdout:
            if found := re.search(r"127\.0\.0\.1:(\d+)", line):
                self.port = int(found[1])
                return
        raise RuntimeError(f"{name} did not listen")

    def reset(self):
        self._control("--zero")

    def count(self):
        self._control("--dump=part")
        dumps = sorted(glob.glob(self.file + ".*"), key=lambda file: int(file.rsplit(".", 1)[1]))
        with open(dumps[-1], errors="replace") as dump:
            return int(re.search(r"^(?:summary|totals): (\d+)", dump.read(), re.MULTILINE)[1])

    def end(self):
        self.process.terminate()
        self.process.communicate()

    def _control(self, what):
        subprocess.run(["callgrind_control", what, str(self.process.pid)], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def service_arguments(work):
    users = os.path.join(work, "users.json")
    with open(users, "w") as file:
        json.dump({"Users": [{"Name": f"user{i:02}", "Password": PASSWORD, "Role": "Admin"} for i in range(16)]}, file)
    return ["--listen", "127.0.0.1:0", "--tls", "false", "--username", "root", "--password", PASSWORD, "--users-file", users,
            "--data-directory", os.path.join(work, "data"), "--log-calls", "false", "--max-sessions", "100000"]


def capture(service, work):
    """Takes down the answers of the service, for the floor to give again."""
    answers = os.path.join(work, "answers")
    os.makedirs(answers)
    process = subprocess.Popen([service, *service_arguments(work)], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    port = int(next(found[1] for line in process.stdout if (found := re.search(r"127\.0\.0\.1:(\d+)", line))))
    for client in CLIENTS:
        connection = Connection(port)
        for name, request in recording(client):
            with open(os.path.join(answers, name + ".http"), "wb") as file:
                file.write(connection.call(request))
    process.terminate()
    process.communicate()
    return answers


def main(service, floor):
    work = tempfile.mkdtemp(prefix="vim-session-instructions-")
    with contextlib.ExitStack() as stack:
        stack.callback(shutil.rmtree, work, ignore_errors=True)
        answers = capture(service, work)
        counted = Counted(work, "service", service, *service_arguments(work))
        stack.callback(counted.end)
        Connection(counted.port).call(call("RetrieveServiceContent", "ServiceInstance"))
        print(f"start to the first answer: {counted.count() / 1e6:.1f} million instructions")
        beside = Counted(work, "floor", floor, answers)
        stack.callback(beside.end)
        for client, requests in CLIENTS.items():
            counts = []
            for server, to_floor in ((counted, False), (beside, True)):
                replay(server.port, client, SESSIONS, to_floor)  # to warm up
                server.reset()
                replay(server.port, client, SESSIONS, to_floor)
                counts.append(server.count() / SESSIONS)
            own, least = counts
            print(f"a session of {client}: {own / 1e3:.0f} thousand instructions, {own / requests / 1e3:.0f} for a request; floor {least / 1e3:.0f}")
        connections = wait(counted.port)
        admin = log_in(counted.port)
        counted.reset()
        admin.call(call("UpdateServiceMessage", "SessionManager", "<message>maintenance</message>"))
        for connection in connections:
            if b"maintenance" not in connection.receive():
                raise RuntimeError("an update does not tell the change")
        print(f"{WAITERS} clients that wait are told of a change: {counted.count() / WAITERS / 1e3:.0f} thousand instructions for each")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(sys.argv[1], sys.argv[2])
