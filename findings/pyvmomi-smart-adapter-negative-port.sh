#!/usr/bin/env bash
# pyVmomi 6.7.1 of Debian 12: SmartStubAdapter fails for the negative port that means plain HTTP.
#
# Expected: its documentation says that the parameters are the same as those of SoapStubAdapter, for which a negative port means plain HTTP at that port.
#           It also looks at the sign itself, to choose between https and http.
# Seen: the request for the versions document is made with the negative number as the port, and fails with gaierror before anything is sent;
#       SoapStubAdapter reaches the same server with the same port. For a mock vCenter on plain HTTP use SoapStubAdapter.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
apt-get -qq download python3-pyvmomi=6.7.1-4 python3-six
for package in *.deb; do dpkg -x "$package" "$folder/root"; done
ls ./*.deb

cat >stub.py <<'PYTHON'
import http.server, threading
from pyVim.connect import SmartStubAdapter
from pyVmomi import SoapStubAdapter, vim

requests = []


class Stub(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        requests.append(self.requestline)
        self.send_error(503)

    do_POST = do_GET

    def log_message(self, *_):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Stub)
threading.Thread(target=server.serve_forever, daemon=True).start()
port = -server.server_port
try:
    SmartStubAdapter(host="LOCALHOST", port=port)
    smart = "no error"
except Exception as e:
    smart = type(e).__name__
print("SmartStubAdapter ->", smart, requests)
assert smart == "gaierror" and not requests
try:
    vim.ServiceInstance("ServiceInstance", SoapStubAdapter(host="LOCALHOST", port=port)).RetrieveContent()
except Exception as e:
    print("SoapStubAdapter ->", type(e).__name__, requests)
assert requests == ["POST /sdk HTTP/1.1"], requests
PYTHON
PYTHONPATH=$folder/root/usr/lib/python3/dist-packages timeout 60 /usr/bin/python3 stub.py
echo "as described"
