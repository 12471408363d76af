#!/usr/bin/env bash
# HAProxy 2.6.12 (Debian 12) with clients in Go 1.19, Perl, and curl 7.88.1: `cookie NAME prefix` in front of a cookie with quotation marks makes one that Go's client does not keep.
#
# Expected: a client that keeps the server's cookie keeps it with the proxy between them too: the prefix is to be invisible for both (HAProxy's configuration manual, "cookie").
# Seen: vmware_soap_session="52a1b2c3", the form of a vCenter, becomes vmware_soap_session=s1~"52a1b2c3", which the grammar of RFC 6265, 4.1.1, does not have: quotation marks stand around a value or nowhere. net/http drops it
#       without an error, so each request begins a new session; HTTP::Cookies of Perl takes the quotation marks out, so that the server sees 52a1b2c3 without them. curl sends it back as it is. Without the proxy all three stay in the session.
set -euo pipefail
for tool in go curl perl python3; do command -v $tool >/dev/null || { echo "needs $tool"; exit 2; }; done
folder=$(mktemp -d)
running=()
trap 'for id in "${running[@]}"; do kill "$id" 2>/dev/null || true; done; rm -rf "$folder"' EXIT
cd "$folder"
apt-get -qq download haproxy=2.6.12-1+deb12u4 liblua5.3-0 libhttp-cookies-perl libhttp-message-perl libhttp-date-perl libwww-perl liburi-perl libnet-http-perl libclone-perl libencode-locale-perl libio-html-perl liblwp-mediatypes-perl libhtml-parser-perl libtry-tiny-perl libfile-listing-perl libhttp-negotiate-perl libwww-robotrules-perl libtimedate-perl
for package in *.deb; do dpkg -x "$package" root; done
export LD_LIBRARY_PATH=$(echo root/usr/lib/*-linux-gnu) no_proxy='*'
root/usr/sbin/haproxy -v | sed -n 1p
go version
curl --version | sed -n 's/^\(curl [0-9.]*\).*/\1/p'
cat >server.py <<'PYTHON'
import http.server


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        cookie = self.headers.get("Cookie")
        body = (cookie or "a new session").encode() + b"\n"
        self.send_response(200)
        if not cookie:
            self.send_header("Set-Cookie", 'vmware_soap_session="52a1b2c3"; Path=/; HttpOnly')
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
print(server.server_port, flush=True)
server.serve_forever()
PYTHON
cat >client.pl <<'PERL'
use strict;
use HTTP::Cookies;
use LWP::UserAgent;

my $agent = LWP::UserAgent->new(cookie_jar => HTTP::Cookies->new);
print $agent->get($ARGV[0])->content for 1 .. 2;
PERL
cat >go.mod <<'GO'
module probe
go 1.19
GO
cat >client.go <<'GO'
package main

import (
	"io"
	"net/http"
	"net/http/cookiejar"
	"os"
)

func main() {
	jar, _ := cookiejar.New(nil)
	client := http.Client{Jar: jar}
	for i := 0; i < 2; i++ {
		answer, err := client.Get(os.Args[1])
		if err != nil {
			panic(err)
		}
		io.Copy(os.Stdout, answer.Body)
		answer.Body.Close()
	}
}
GO
go build -o client .
/usr/bin/python3 server.py >port 2>/dev/null &
running+=($!)
for _ in $(seq 50); do [ -s port ] && break; sleep 0.1; done
direct=$(cat port)
proxied=$(/usr/bin/python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
cat >haproxy.cfg <<CFG
defaults
  mode http
  timeout connect 5s
  timeout client 5s
  timeout server 5s
listen vcenter
  bind 127.0.0.1:$proxied
  cookie vmware_soap_session prefix
  server s1 127.0.0.1:$direct cookie s1
CFG
root/usr/sbin/haproxy -f haproxy.cfg &
running+=($!)
for _ in $(seq 50); do curl -q -s -o /dev/null "http://127.0.0.1:$proxied/" && break; sleep 0.1; done
for way in direct proxied; do
  url=http://127.0.0.1:${!way}/sdk
  echo "$way: $(curl -q -s -i "$url" | tr -d '\r' | grep -i '^set-cookie')"
  echo "$way, curl: $(curl -q -s -b '' "$url" "$url" | sed -n 2p)"
  echo "$way, Go: $(./client "$url" | sed -n 2p)"
  echo "$way, Perl: $(PERL5LIB=$folder/root/usr/share/perl5:$(echo "$folder"/root/usr/lib/*/perl5/5.*) /usr/bin/perl client.pl "$url" | sed -n 2p)"
done | tee out
grep -qixF 'proxied: set-cookie: vmware_soap_session=s1~"52a1b2c3"; Path=/; HttpOnly' out
for way in direct proxied; do grep -qxF "$way, curl: vmware_soap_session=\"52a1b2c3\"" out; done
grep -qxF 'direct, Go: vmware_soap_session=52a1b2c3' out
grep -qxF 'proxied, Go: a new session' out
grep -qxF 'proxied, Perl: vmware_soap_session=52a1b2c3' out
echo "as described"
