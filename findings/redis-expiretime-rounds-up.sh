#!/usr/bin/env bash
# Debian redis 7.0.15: EXPIRETIME of a key that ends at .5 of a second or later is a second in which the key is gone.
#
# Expected: the second in which the key ends, as EXPIREAT takes it: a key with PEXPIREAT 4102444800999 ends in the second 4102444800, and EXPIREAT with what EXPIRETIME says keeps the key no longer than it was to live.
# Seen: EXPIRETIME rounds to the nearest second, 4102444801, and PEXPIRETIME says 4102444800999. A key that is copied with EXPIREAT and EXPIRETIME from one server to another lives up to half a second longer there, or ends that much earlier: 4102444800499 becomes
#       4102444800000. Only the commands with milliseconds are exact.
set -euo pipefail
folder=$(mktemp -d)
redis=
trap '[ -z "$redis" ] || kill "$redis" 2>/dev/null || true; wait; rm -rf "$folder"' EXIT
cd "$folder"
apt-get -qq download redis-server redis-tools
for package in *.deb; do dpkg -x "$package" root; done
root/usr/bin/redis-server --version | grep -F 'v=7.0.15'
root/usr/bin/redis-server --save "" --port 0 --daemonize no --dir "$folder" --unixsocket "$folder/redis.sock" >log & redis=$!
ask() { root/usr/bin/redis-cli -s redis.sock "$@"; }
until [ "$(ask PING 2>/dev/null)" = PONG ]; do sleep 0.1; done
for end in 4102444800000 4102444800499 4102444800500 4102444800999; do
    ask SET one 1 PXAT $end >/dev/null
    seconds=$(ask EXPIRETIME one)
    ask SET two 1 EXAT "$seconds" >/dev/null
    echo "ends at $end: EXPIRETIME $seconds, PEXPIRETIME $(ask PEXPIRETIME one), copied $(ask PEXPIRETIME two)"
done | tee out
diff - out <<'OUT'
ends at 4102444800000: EXPIRETIME 4102444800, PEXPIRETIME 4102444800000, copied 4102444800000
ends at 4102444800499: EXPIRETIME 4102444800, PEXPIRETIME 4102444800499, copied 4102444800000
ends at 4102444800500: EXPIRETIME 4102444801, PEXPIRETIME 4102444800500, copied 4102444801000
ends at 4102444800999: EXPIRETIME 4102444801, PEXPIRETIME 4102444800999, copied 4102444801000
OUT
echo "as described"
