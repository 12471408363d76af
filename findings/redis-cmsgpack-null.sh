#!/usr/bin/env bash
# Debian redis 7.0.15: a null that cjson has read is lost when cmsgpack packs it.
#
# Expected: both libraries are part of the scripts of Redis, and both formats have a null: what cjson.decode gives can be packed by cmsgpack, unpacked, and encoded as the same JSON.
# Seen: {"description":null} comes back as {}: cjson has a value of its own for null, cmsgpack writes it as nil, and a member with nil does not exist in a table of Lua. [1,null] comes back as [1], and [1,null,3] stays as it is.
#       A member that is there and null differs from one that is absent in JSON, and so does a list with an item less.
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
for text in '{"description":null}' '[1,null]' '[1,null,3]'; do
    echo "$text is encoded as $(ask EVAL 'return cjson.encode(cjson.decode(ARGV[1]))' 0 "$text"), and after cmsgpack as $(ask EVAL 'return cjson.encode(cmsgpack.unpack(cmsgpack.pack(cjson.decode(ARGV[1]))))' 0 "$text")"
done | tee out
printf '%s\n' '{"description":null} is encoded as {"description":null}, and after cmsgpack as {}' '[1,null] is encoded as [1,null], and after cmsgpack as [1]' '[1,null,3] is encoded as [1,null,3], and after cmsgpack as [1,null,3]' | diff - out
echo "as described"
