#!/usr/bin/env bash
# Go 1.19, ruby-http-cookie 1.0.5 and OpenJDK 17 with curl 7.88.1 beside them: the value of a cookie is sent back changed, each time in another way.
#
# Expected: the value that the server set, byte for byte: a client keeps what stands before the semicolon, quotation marks too, and sends that (RFC 6265, 5.2 and 5.4), as curl does.
# Seen: "52a1" has lost its quotation marks in all three; `a b`, which had none, has got them in Go and Ruby. A server that compares bytes, or signs them, does not know its own cookie.
set -euo pipefail
for tool in go javac curl; do command -v $tool >/dev/null || { echo "needs $tool"; exit 2; }; done
[ -x /usr/bin/ruby ] || { echo "needs Debian's ruby"; exit 2; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
apt-get -qq download ruby-http-cookie=1.0.5-1 ruby-domain-name ruby-unf ruby-unf-ext
for package in *.deb; do dpkg -x "$package" root; done
ls ./ruby-http-cookie_*.deb
go version
curl --version | sed -n 's/^\(curl [0-9.]*\).*/\1/p'
cat >go.mod <<'GO'
module probe
go 1.19
GO
cat >client.go <<'GO'
package main

import (
	"fmt"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"os"
)

func main() {
	address, _ := url.Parse("http://vc.example.com/sdk")
	for _, value := range os.Args[1:] {
		jar, _ := cookiejar.New(nil)
		answer := http.Response{Header: http.Header{"Set-Cookie": {"session=" + value + "; Path=/"}}}
		jar.SetCookies(address, answer.Cookies())
		request, _ := http.NewRequest("GET", address.String(), nil)
		for _, cookie := range jar.Cookies(address) {
			request.AddCookie(cookie)
		}
		fmt.Printf("Go: %s: %s\n", value, request.Header.Get("Cookie"))
	}
}
GO
cat >client.rb <<'RUBY'
$LOAD_PATH.unshift(*Dir['root/usr/share/rubygems-integration/all/gems/*/lib'], 'root/usr/lib/ruby/vendor_ruby', *Dir['root/usr/lib/*/ruby/vendor_ruby/*'])
require 'http/cookie_jar'
ARGV.each do |value|
  jar = HTTP::CookieJar.new
  jar.parse("session=#{value}; Path=/", 'http://vc.example.com/sdk')
  puts "Ruby: #{value}: #{HTTP::Cookie.cookie_value(jar.cookies('http://vc.example.com/sdk'))}"
end
RUBY
cat >Main.java <<'JAVA'
import java.net.CookieManager;
import java.net.URI;
import java.util.List;
import java.util.Map;

public final class Main {
    public static void main(String[] arguments) throws Exception {
        System.out.println("Java " + System.getProperty("java.version"));
        URI address = URI.create("http://vc.example.com/sdk");
        for (String value : arguments) {
            CookieManager manager = new CookieManager();
            manager.put(address, Map.of("Set-Cookie", List.of("session=" + value + "; Path=/")));
            System.out.println("Java: " + value + ": " + String.join("; ", manager.get(address, Map.of()).get("Cookie")));
        }
    }
}
JAVA
cat >curl.py <<'PYTHON'
import http.server
import subprocess
import sys
import threading
import urllib.parse


class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        body = self.headers.get("Cookie", "nothing").encode() + b"\n"
        self.send_response(200)
        self.send_header("Set-Cookie", f"session={urllib.parse.unquote(self.path[1:])}; Path=/")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
threading.Thread(target=server.serve_forever, daemon=True).start()
for value in sys.argv[1:]:
    url = f"http://127.0.0.1:{server.server_port}/{urllib.parse.quote(value)}"
    print(f"curl: {value}:", subprocess.run(["curl", "-q", "-s", "-g", "--noproxy", "*", "-b", "", url, url], check=True, capture_output=True, text=True).stdout.split("\n")[1])
PYTHON
values=('52a1' '"52a1"' 'a b')
go build -o client .
javac -nowarn Main.java
{
  /usr/bin/python3 curl.py "${values[@]}"
  ./client "${values[@]}"
  /usr/bin/ruby -W0 client.rb "${values[@]}"
  java -cp . Main "${values[@]}"
} | tee out
for value in "${values[@]}"; do grep -qxF "curl: $value: session=$value" out; done
for tool in Go Ruby Java; do
  grep -qxF "$tool: 52a1: session=52a1" out
  grep -qxF "$tool: \"52a1\": session=52a1" out
done
for tool in Go Ruby; do grep -qxF "$tool: a b: session=\"a b\"" out; done
grep -qxF 'Java: a b: session=a b' out
echo "as described"
