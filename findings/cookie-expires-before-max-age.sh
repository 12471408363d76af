#!/usr/bin/env bash
# CookieContainer of .NET 10 and java.net.CookieManager of OpenJDK 17, with Python 3.11 and curl 7.88.1 beside them: of Expires and Max-Age, the one that is written first counts.
#
# Expected: Max-Age counts, wherever it stands (RFC 6265, 5.3, step 3). It is there for clients whose clocks are not the server's: with `Expires=…; Max-Age=3600`, as PHP's setcookie and Django write it, such a client keeps the cookie for an hour.
# Seen: when Expires stands first and is past by the client's clock, both drop the cookie at once, and each request begins a new session; with Max-Age first they keep it. Python and curl keep it both times.
set -euo pipefail
command -v javac >/dev/null || { echo "needs a JDK (openjdk-17-jdk-headless)"; exit 2; }
command -v curl >/dev/null || { echo "needs curl"; exit 2; }
folder=$(mktemp -d)
trap 'kill "${server:-}" 2>/dev/null || true; rm -rf "$folder"' EXIT
cd "$folder"
curl --version | sed -n 's/^\(curl [0-9.]*\).*/\1/p'
cat >probe.csproj <<'XML'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework></PropertyGroup>
</Project>
XML
cat >Program.cs <<'CSHARP'
using System;
using System.Net;

Console.WriteLine(".NET " + Environment.Version);
foreach (var (order, attributes) in new[] { ("first", "Expires=Thu, 01 Jan 2026 00:00:00 GMT; Max-Age=3600"), ("last", "Max-Age=3600; Expires=Thu, 01 Jan 2026 00:00:00 GMT") })
{
    var jar = new CookieContainer();
    var address = new Uri("http://vc.example.com/sdk");
    jar.SetCookies(address, "session=52a1; Path=/; " + attributes);
    Console.WriteLine($".NET: Expires {order}: '{jar.GetCookieHeader(address)}'");
}
CSHARP
cat >Main.java <<'JAVA'
import java.net.CookieManager;
import java.net.URI;
import java.util.List;
import java.util.Map;

public final class Main {
    public static void main(String[] arguments) throws Exception {
        System.out.println("Java " + System.getProperty("java.version"));
        for (String[] pair : new String[][] {{"first", "Expires=Thu, 01 Jan 2026 00:00:00 GMT; Max-Age=3600"}, {"last", "Max-Age=3600; Expires=Thu, 01 Jan 2026 00:00:00 GMT"}}) {
            CookieManager manager = new CookieManager();
            URI address = URI.create("http://vc.example.com/sdk");
            manager.put(address, Map.of("Set-Cookie", List.of("session=52a1; Path=/; " + pair[1])));
            System.out.println("Java: Expires " + pair[0] + ": " + manager.getCookieStore().get(address).size() + " kept");
        }
    }
}
JAVA
cat >server.py <<'PYTHON'
import http.cookiejar
import http.server
import threading
import urllib.request
import subprocess

orders = {"/first": "Expires=Thu, 01 Jan 2026 00:00:00 GMT; Max-Age=3600", "/last": "Max-Age=3600; Expires=Thu, 01 Jan 2026 00:00:00 GMT"}


class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        body = self.headers.get("Cookie", "nothing").encode() + b"\n"
        self.send_response(200)
        self.send_header("Set-Cookie", "session=52a1; Path=/; " + orders[self.path])
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
threading.Thread(target=server.serve_forever, daemon=True).start()
for order in ("first", "last"):
    url = f"http://127.0.0.1:{server.server_port}/{order}"
    opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()))
    opener.open(url).read()
    print(f"Python: Expires {order}: {opener.open(url).read().decode().strip()}")
    print(f"curl: Expires {order}:", subprocess.run(["curl", "-q", "-s", "--noproxy", "*", "-b", "", url, url], check=True, capture_output=True, text=True).stdout.split("\n")[1])
PYTHON
javac -nowarn Main.java
{
  dotnet run -v q --property:WarningLevel=0
  java -cp . Main
  no_proxy='*' /usr/bin/python3 server.py
} | tee out
grep -qxF ".NET: Expires first: ''" out
grep -qxF ".NET: Expires last: 'session=52a1'" out
grep -qxF 'Java: Expires first: 0 kept' out
grep -qxF 'Java: Expires last: 1 kept' out
for tool in Python curl; do for order in first last; do grep -qxF "$tool: Expires $order: session=52a1" out; done; done
echo "as described"
