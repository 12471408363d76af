#!/usr/bin/env bash
# Debian redis 7.0.15: cjson.encode of a script keeps 14 digits of a number, also of an integer that cjson.decode has read in full.
#
# Expected: the number that was decoded. A number of Lua is a double, which holds every integer up to 9007199254740992, and Redis itself passes a number of a script on with 17 digits.
# Seen: {"key":1764396000123456}, a time in microseconds, decoded and encoded without a change is {"key":1.7643960001235e+15}: another number, and in a form that readers of integers refuse. The decoded number is whole: string.format("%d") writes it
#       well. A script that changes one member of a stored JSON document changes the others. Texts are not changed.
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
script() { printf '%s of %s -> ' "$1" "$2"; ask EVAL "local read = cjson.decode(ARGV[1]) return $1" 0 "$2"; }
{
    script 'cjson.encode(read)' '{"key":1764396000123456}'
    script 'cjson.encode(read)' '{"time":1764396000.123456}'
    script 'cjson.encode(read)' '{"key":"1764396000123456"}'
    script 'string.format("%d", read.key)' '{"key":1764396000123456}'
} | tee out
sed 's/.* -> //' out >seen
printf '%s\n' '{"key":1.7643960001235e+15}' '{"time":1764396000.1235}' '{"key":"1764396000123456"}' 1764396000123456 | diff - seen
echo "as described"
