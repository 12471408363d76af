#!/usr/bin/env bash
# curl 7.88.1, wget 1.21.3 and Python 3.11 (Debian 12): a session cookie with Secure over plain HTTP to 127.0.0.1 is sent back by curl only.
#
# Expected: the same of all three. RFC 6265, 5.4, gives a cookie with Secure to a secure protocol alone, and leaves to the client what that is.
# Seen: all three take the cookie without a word. curl treats a loopback address as secure and sends it; wget and http.cookiejar never do, so that each of their requests begins a new session. A test server without TLS that marks
#       vmware_soap_session as Secure, as a vCenter does, works when it is tried with curl, and not with a program that uses the others. Without Secure all three send it.
set -euo pipefail
for tool in curl wget; do command -v $tool >/dev/null || { echo "needs Debian's $tool"; exit 2; }; done
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
curl --version | sed -n 's/^\(curl [0-9.]*\).*/\1/p'
wget --version | sed -n 's/^GNU \(Wget [0-9.]*\).*/\1/p'
/usr/bin/python3 --version
cat >probe.py <<'PYTHON'
import http.cookiejar
import http.server
import subprocess
import threading
import urllib.request

seen = []


class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        seen.append(self.headers.get("Cookie"))
        self.send_response(200)
        self.send_header("Set-Cookie", 'vmware_soap_session="52a1b2c3"; Path=/; HttpOnly' + ("; Secure" if self.path == "/secure" else ""))
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *arguments):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
threading.Thread(target=server.serve_forever, daemon=True).start()
for path in ("plain", "secure"):
    url = f"http://127.0.0.1:{server.server_port}/{path}"
    opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()))
    calls = {
        "curl": lambda: subprocess.run(["curl", "-q", "-sS", "--noproxy", "*", "-b", "", url, url], check=True),
        "wget": lambda: subprocess.run(["wget", "--no-config", "--no-proxy", "-q", "-O", "/dev/null", url, url], check=True),
        "http.cookiejar": lambda: (opener.open(url), opener.open(url)),
    }
    for name, call in calls.items():
        seen.clear()
        call()
        assert len(seen) == 2 and seen[0] is None, seen
        print(f"{path}, {name}: the second request has {seen[1] or 'no cookie'}")
PYTHON
no_proxy='*' /usr/bin/python3 probe.py | tee out
[ "$(grep -c '^plain, .* has vmware_soap_session="52a1b2c3"$' out)" -eq 3 ]
grep -qx 'secure, curl: the second request has vmware_soap_session="52a1b2c3"' out
[ "$(grep -c '^secure, .* has no cookie$' out)" -eq 2 ]
echo "as described"
