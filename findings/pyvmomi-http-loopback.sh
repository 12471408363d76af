#!/usr/bin/env bash
# pyVmomi 6.7.1 of Debian 12: SmartConnect(protocol="http") fails for a loopback address, and only for that.
#
# Expected: "protocol" may be "http" or "https" (its own documentation), so a server on plain HTTP can be connected to by any of its names.
# Seen: for the hosts "localhost", "127.0.0.1" and "::1" the adapter makes a TLS context of its own, to switch verification off, also where the
#       connection is plain HTTP, and hands it to http.client.HTTPConnection, which has no such parameter: a TypeError. "LOCALHOST" is not in
#       the list and gets a request through. A mock vCenter on plain HTTP is nearly always at a loopback address: use
#       SoapStubAdapter(..., sslContext=None) there, or HTTPS.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
apt-get -qq download python3-pyvmomi=6.7.1-4 python3-six
for package in *.deb; do dpkg -x "$package" "$folder/root"; done
ls ./*.deb

cat >stub.py <<'PYTHON'
import http.server, threading
from pyVim.connect import SmartConnect

VERSIONS = (b'<?xml version="1.0" encoding="UTF-8"?><namespaces version="1.0"><namespace><name>urn:vim25</name>'
            b'<version>6.5</version><priorVersions><version>6.0</version></priorVersions></namespace></namespaces>')
posts = []


class Stub(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.send_header("Content-Length", str(len(VERSIONS)))
        self.end_headers()
        self.wfile.write(VERSIONS)

    def do_POST(self):
        posts.append(self.headers["SOAPAction"])
        self.send_error(503)

    def log_message(self, *_):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Stub)
threading.Thread(target=server.serve_forever, daemon=True).start()
seen = {}
for host in ("127.0.0.1", "LOCALHOST"):
    try:
        SmartConnect(protocol="http", host=host, port=server.server_port, user="u", pwd="p")
    except Exception as e:
        seen[host] = "%s: %s, requests sent: %d" % (type(e).__name__, e, len(posts))
        print(host, "->", seen[host])
assert "unexpected keyword argument 'context'" in seen["127.0.0.1"] and seen["127.0.0.1"].endswith("requests sent: 0")
assert "context" not in seen["LOCALHOST"] and posts
PYTHON
PYTHONPATH=$folder/root/usr/lib/python3/dist-packages /usr/bin/python3 stub.py
echo "as described"
