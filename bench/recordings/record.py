#!/usr/bin/env python3
"""Records what sessions of pyVmomi, govmomi and rbvmomi send, as templates for the load program.

    bench/recordings/record.py SERVICE

SERVICE is a published VimSessionService. The clients are those of Debian: python3-pyvmomi, golang-github-vmware-govmomi-dev with
golang-go, ruby-rbvmomi. Each talks plain HTTP to the service through a proxy in this process, and each request becomes a file
CLIENT/NN-OPERATION.http, as it was sent. Where a request differs from client to client and from call to call it holds a placeholder of
the same length, which the load program fills in: the session's cookie, its key, the user's name, the operation's id.
"""
import pathlib
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import threading

HERE = pathlib.Path(__file__).resolve().parent
USER, PASSWORD = "user00", "bench-only"
TOKEN, KEY = "0" * 40, "52000000-0000-0000-0000-000000000000"


def receive(stream):
    """One HTTP message, or nothing at the end of the connection."""
    head = b""
    while not head.endswith(b"\r\n\r\n"):
        line = stream.readline()
        if not line:
            return b""
        head += line
    body = b""
    if match := re.search(rb"(?im)^content-length: *(\d+)", head):
        body = stream.read(int(match[1]))
    elif re.search(rb"(?im)^transfer-encoding: *chunked", head):
        while True:
            line = stream.readline()
            chunk = stream.read(int(line, 16) + 2)
            body += line + chunk
            if int(line, 16) == 0:
                break
    return head + body


class Proxy(threading.Thread):
    """Carries connections to the service, and keeps what went there."""

    def __init__(self, port):
        super().__init__(daemon=True)
        self.port, self.requests, self.secrets = port, [], {}
        self.listener = socket.create_server(("localhost", 0))

    def run(self):
        while True:
            client, _ = self.listener.accept()
            threading.Thread(target=self.carry, args=(client,), daemon=True).start()

    def carry(self, client):
        with client, socket.create_connection(("127.0.0.1", self.port)) as server:
            requests, answers = client.makefile("rb"), server.makefile("rb")
            while request := receive(requests):
                self.requests.append(request)
                server.sendall(request)
                answer = receive(answers)
                if match := re.search(rb'vmware_soap_session="?([0-9a-f]{40})', answer):
                    self.secrets[match[1]] = TOKEN.encode()
                for key in re.findall(rb"<key>(52[0-9a-f-]{34})</key>", answer):
                    self.secrets[key] = KEY.encode()
                client.sendall(answer)


def template(request, secrets):
    for secret, placeholder in secrets.items():
        request = request.replace(secret, placeholder)
    head, body = request.split(b"\r\n\r\n", 1)
    lines = [line for line in head.split(b"\r\n") if not line.lower().startswith(b"host:")]
    lines = [re.sub(rb"\(Linux; [^;]+;", b"(Linux; 6.1.0;", line) for line in lines]
    lines.insert(1, b"Host: 127.0.0.1")
    return b"\r\n".join(lines) + b"\r\n\r\n" + body


def operation(request):
    match = re.search(rb"[Bb]ody[^>]*>\s*<(?:\w+:)?(\w+)", request)
    return match[1].decode() if match else request.split(b" ", 2)[1].rsplit(b"/", 1)[1].split(b".")[0].decode()


def record(name, service_port, command):
    proxy = Proxy(service_port)
    proxy.start()
    subprocess.run(command(proxy.listener.getsockname()[1]), check=True)
    folder = HERE / name
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    for number, request in enumerate(proxy.requests):
        (folder / f"{number:02}-{operation(request)}.http").write_bytes(template(request, proxy.secrets))
    print(f"{name}: {len(proxy.requests)} requests")


def main(service):
    with tempfile.TemporaryDirectory() as work:
        process = subprocess.Popen(
            [service, "--listen", "127.0.0.1:0", "--tls", "false", "--username", USER, "--password", PASSWORD, "--data-directory", work],
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        try:
            port = int(re.search(r":(\d+)/sdk", process.stdout.readline())[1])
            client = pathlib.Path(work) / "govmomi"
            subprocess.run(
                ["go", "build", "-o", client, "."], cwd=HERE / "clients/govmomi", check=True,
                env={"PATH": "/usr/bin:/bin", "HOME": work, "GO111MODULE": "off", "GOPATH": "/usr/share/gocode", "CGO_ENABLED": "0"})
            record("pyvmomi", port, lambda at: ["/usr/bin/python3", HERE / "clients/session.py", "localhost", str(at), USER, PASSWORD])
            record("govmomi", port, lambda at: [client, f"http://{USER}:{PASSWORD}@127.0.0.1:{at}/sdk"])
            record("rbvmomi", port, lambda at: ["/usr/bin/ruby", HERE / "clients/session.rb", "127.0.0.1", str(at), USER, PASSWORD])
        finally:
            process.terminate()
            process.wait()


if __name__ == "__main__":
    main(sys.argv[1])
