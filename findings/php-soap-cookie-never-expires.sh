#!/usr/bin/env bash
# php-soap 8.2 (Debian 12): SoapClient keeps a cookie that the server has ended.
#
# Expected: after Set-Cookie with Max-Age=0, or with an Expires of 1970, the cookie is not sent any more (RFC 6265, 5.2.1, 5.2.2 and 5.3). That is how a server logs a client out, and curl does it.
# Seen: the client takes the new value, which is often empty or "deleted", and sends it from then on: Path, Domain and Secure are read, Max-Age and Expires are not. __getCookies still lists it.
set -euo pipefail
command -v php >/dev/null && php -m | grep -qx soap || { echo "needs php-cli and php-soap"; exit 2; }
folder=$(mktemp -d)
trap 'kill "${server:-}" 2>/dev/null || true; rm -rf "$folder"' EXIT
cd "$folder"
php --version | sed -n 1p
curl --version | sed -n 's/^\(curl [0-9.]*\).*/\1/p'
cat >server.py <<'PYTHON'
import http.server

ends = {"/none": "", "/max-age": "; Max-Age=0", "/expires": "; Expires=Thu, 01 Jan 1970 00:00:00 GMT"}


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        self.rfile.read(int(self.headers.get("Content-Length") or 0))
        cookie = self.headers.get("Cookie", "nothing")
        body = f'<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"><e:Body><r xmlns="urn:v"><sent>{cookie}</sent></r></e:Body></e:Envelope>\n'.encode()
        self.send_response(200)
        if cookie == "nothing":
            self.send_header("Set-Cookie", "session=52a1; Path=/")
        elif "52a1" in cookie:
            self.send_header("Set-Cookie", "session=ended; Path=/" + ends[self.path])
        self.send_header("Content-Type", "text/xml")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    do_POST = do_GET

    def log_message(self, *arguments):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
print(server.server_port, flush=True)
server.serve_forever()
PYTHON
cat >probe.php <<'PHP'
<?php
foreach (['none', 'max-age', 'expires'] as $kind) {
    $client = new SoapClient(null, ['location' => "http://127.0.0.1:{$argv[1]}/$kind", 'uri' => 'urn:v']);
    $sent = [];
    for ($i = 0; $i < 3; $i++)
        $sent[] = $client->__soapCall('ask', []);
    echo "SoapClient, $kind: ", implode(', ', $sent), "; still listed: ", implode(' ', array_keys($client->__getCookies())), "\n";
}
PHP
/usr/bin/python3 server.py >port &
server=$!
for _ in $(seq 50); do [ -s port ] && break; sleep 0.1; done
{
  php -d soap.wsdl_cache_enabled=0 probe.php "$(cat port)"
  for kind in none max-age expires; do
    url=http://127.0.0.1:$(cat port)/$kind
    echo "curl, $kind: $(curl -q -s --noproxy '*' -b '' "$url" "$url" "$url" | sed -n 's/.*<sent>\(.*\)<\/sent>.*/\1/p' | paste -sd, | sed 's/,/, /g')"
  done
} | tee out
for kind in none max-age expires; do grep -qxF "SoapClient, $kind: nothing, session=52a1, session=ended; still listed: session" out; done
grep -qxF 'curl, none: nothing, session=52a1, session=ended' out
for kind in max-age expires; do grep -qxF "curl, $kind: nothing, session=52a1, nothing" out; done
echo "as described"
