#!/usr/bin/env bash
# pyVmomi 6.7.1 of Debian 12: SmartConnect takes an IPv6 address only without the brackets that URLs have.
#
# Expected: RFC 3986, 3.2.2: an IPv6 address in the host part of a URL is written in brackets, so that a host copied from a server's URL works.
# Seen: "[::1]" reaches the name lookup with its brackets and fails with gaierror, before anything is sent; "::1" connects.
#       Whoever takes the host of a mock vCenter from its URL has to remove the brackets.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
apt-get -qq download python3-pyvmomi=6.7.1-4 python3-six
for package in *.deb; do dpkg -x "$package" "$folder/root"; done
ls ./*.deb

cat >stub.py <<'PYTHON'
import socket, threading
from pyVim.connect import SmartConnect

connections = []
listener = socket.socket(socket.AF_INET6)
listener.bind(("::1", 0))
listener.listen(5)


def serve():
    while True:
        client, _ = listener.accept()
        connections.append(client)
        client.close()


threading.Thread(target=serve, daemon=True).start()
seen = {}
for host in ("[::1]", "::1"):
    try:
        SmartConnect(host=host, port=listener.getsockname()[1], user="u", pwd="p")
        seen[host] = "no error"
    except Exception as e:
        seen[host] = type(e).__name__
    print(host, "->", seen[host], "connections:", len(connections))
    if host == "[::1]":
        assert seen[host] == "gaierror" and not connections
assert connections and seen["::1"] != "gaierror"
PYTHON
PYTHONPATH=$folder/root/usr/lib/python3/dist-packages timeout 60 /usr/bin/python3 stub.py
echo "as described"
