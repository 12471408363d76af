#!/usr/bin/env bash
# pyVmomi 6.7.1 of Debian 12 sends an empty Cookie header until it has a session.
#
# Expected: RFC 6265, 5.4: a user agent without cookies sends no Cookie header; the header's grammar (4.2.1) has at least one pair.
# Seen: the SOAP adapter always writes "Cookie: " with nothing after it, from the first call on. A server or proxy that is strict about the grammar
#       refuses the first call of the most used client of this API.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
apt-get -qq download python3-pyvmomi=6.7.1-4 python3-six
for package in *.deb; do dpkg -x "$package" "$folder/root"; done
ls ./*.deb

cat >stub.py <<'PYTHON'
import socket, threading
from pyVmomi import SoapStubAdapter, vim

heads = []
listener = socket.socket()
listener.bind(("127.0.0.1", 0))
listener.listen(5)


def serve():
    while True:
        client, _ = listener.accept()
        data = b""
        while b"</soapenv:Envelope>" not in data.replace(b"SOAP-ENV", b"soapenv").replace(b"soap:", b"soapenv:"):
            part = client.recv(65536)
            if not part:
                break
            data += part
        heads.append(data.split(b"\r\n\r\n")[0].decode())
        client.sendall(b"HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
        client.close()


threading.Thread(target=serve, daemon=True).start()
stub = SoapStubAdapter(host="LOCALHOST", port=-listener.getsockname()[1], path="/sdk", version="vim.version.version11")
try:
    vim.ServiceInstance("ServiceInstance", stub).RetrieveContent()
except Exception as e:
    print("the call ends with", type(e).__name__)
lines = [line for line in heads[0].split("\r\n") if line.lower().startswith("cookie")]
print("header lines:", lines)
assert lines == ["Cookie: "], lines
PYTHON
PYTHONPATH=$folder/root/usr/lib/python3/dist-packages timeout 60 /usr/bin/python3 stub.py
echo "as described"
