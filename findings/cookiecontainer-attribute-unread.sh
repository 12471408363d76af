#!/usr/bin/env bash
# CookieContainer of .NET 10 with curl 7.88.1 beside it: a cookie with an attribute that .NET cannot read is not taken, and the old one is sent on.
#
# Expected: an attribute that cannot be read is left out, and the cookie kept without it (RFC 6265, 5.2.1 to 5.2.3); a Max-Age that is too large is the latest time that there is, a date in the form of asctime is one of the three of HTTP
#           (RFC 9110, 5.6.7), and an empty Domain is none.
# Seen: Set-Cookie with Max-Age=99999999999, with that date or with `Domain=` changes nothing: after a login that renews the session the client sends the cookie of the old one. There is no error.
set -euo pipefail
command -v curl >/dev/null || { echo "needs curl"; exit 2; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
curl --version | sed -n 's/^\(curl [0-9.]*\).*/\1/p'
cat >probe.csproj <<'XML'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework></PropertyGroup>
</Project>
XML
cat >Program.cs <<'CSHARP'
using System;
using System.Net.Http;

Console.WriteLine(".NET " + Environment.Version);
foreach (var kind in args[1..])
{
    using var client = new HttpClient();
    var sent = "";
    for (var i = 0; i < 3; i++)
        sent = await client.GetStringAsync($"http://127.0.0.1:{args[0]}/{kind}");
    Console.WriteLine($".NET: {kind}: {sent.Trim()}");
}
CSHARP
cat >probe.py <<'PYTHON'
import http.server
import subprocess
import threading

kinds = {"none": "", "max-age": "; Max-Age=99999999999", "asctime": "; Expires=Fri Dec 31 23:59:59 2100", "domain": "; Domain="}


class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        cookie = self.headers.get("Cookie", "nothing")
        body = cookie.encode() + b"\n"
        self.send_response(200)
        self.send_header("Set-Cookie", "session=old; Path=/" if cookie == "nothing" else "session=new; Path=/" + kinds[self.path[1:]])
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
threading.Thread(target=server.serve_forever, daemon=True).start()
for kind in kinds:
    url = f"http://127.0.0.1:{server.server_port}/{kind}"
    print(f"curl: {kind}:", subprocess.run(["curl", "-q", "-s", "--noproxy", "*", "-b", "", url, url, url], check=True, capture_output=True, text=True).stdout.split("\n")[2], flush=True)
subprocess.run(["dotnet", "run", "-v", "q", "--property:WarningLevel=0", "--", str(server.server_port), *kinds], check=True)
PYTHON
no_proxy='*' /usr/bin/python3 probe.py | tee out
for kind in none max-age asctime domain; do grep -qxF "curl: $kind: session=new" out; done
grep -qxF '.NET: none: session=new' out
for kind in max-age asctime domain; do grep -qxF ".NET: $kind: session=old" out; done
echo "as described"
